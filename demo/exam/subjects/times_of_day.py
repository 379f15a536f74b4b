"""Times of day on a 24-hour clock: later, earlier, and how long between. Questions only."""

from __future__ import annotations

from random import Random

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.wordings.grammar import ask
from demo.exam.wordings.people_and_goods import name
from demo.exam.wordings.taught_limits import MINUTES

_WHEN = "what time [is it|will it be|is that|do we have]"
_IT = "[it is|it is now|now it is|the clock says|my watch says|the time is|right now it is]"
_EVENT = "[train|bus|film|movie|lesson|meeting|class|game|show|flight|party|test|concert]"
_STARTS = "[starts|leaves|begins|goes|started|left]"
_ENDS = (
    "[when does it end|when is it over|what time does it end|when does it arrive|when is it "
    "done]"
)
_OVER = "[when am i done|when do i finish|what time is it then|when is it ready|when]"
_TAKES = "[takes|lasts|is|goes on for|runs]"
_DO = "[cooking|baking|the cake|the way|driving|the trip|homework|cleaning|a walk|the ride]"
# kind: English wordings, those never trained on, the same two in Chinese; {t} time, {s} an earlier
# time, {d} duration.
WORDINGS = {
    "+": (
        (
            "what time is [it |]{d} [after|past|from] {t}", "{d} [after|past|from] {t}",
            _IT + " {t}[,|.] " + _WHEN + " in {d}",
            _WHEN + " in {d} if " + "[it is|its] {t}[ now|]",
            _IT + " {t}[,|.] " + _WHEN + " {d} [later|from now|after that]",
            "{t} [plus|+|and] {d}", "[add|count] {d} to {t}", "add {t} and {d}",
            "{d} [later than|from|after] {t} is [what time|when|]", "{t} [and then|,] {d} later",
            "[a|the|my|our] " + _EVENT + " " + _STARTS + " at {t} [and|,] " + _TAKES + " {d}[,|.] "
            + _ENDS,
            "if [it|the " + _EVENT + "] " + _STARTS + " at {t} and " + _TAKES + " {d}[,|] " + _ENDS,
            _ENDS + " if it " + _STARTS + " at {t} and " + _TAKES + " {d}",
            "[my|the|a] {d} " + _EVENT + " " + _STARTS + " at {t}[,|.] " + _ENDS,
            "i [leave|start|go|begin] at {t} and " + _DO + " [takes|takes me] {d}[,|.] " + _OVER,
            _DO + " takes {d} and i start at {t}[,|.] " + _OVER,
            "[put|set] [a timer|an alarm] for {d} at {t}[,|.] when does it ring",
            "the train [is|was] due at {t} but is {d} late[,|.] when does it come",
            "i slept at {t} for {d}[,|.] when did i wake up", "wait {d} from {t}[,|.] " + _OVER,
            "[my|the] break starts {t} and is {d} long[,|.] when is it over",
            "{n} [left|came|started] at {t} and {p} {d} later[,|.] when did {p} [leave|come|start]",
        ),
        (
            "starting at {t}, what time is it {d} later",
            "when does a lesson of {d} end if it starts at {t}",
            "at {t} the oven goes on for {d}, it beeps at",
            "move the hands of a clock from {t} on by {d}",
        ),
        (
            "[现在|现在是|]{t}，[过{d}是几点|{d}后是几点|{d}以后几点|再过{d}几点了]",
            "{t}[过|加|再过|之后]{d}是几点", "[电影|火车|会议|课|比赛]{t}开始，[要|一共|持续]"
            "{d}，几点结束",
            "[我|{n}]{t}出发，[路上|走了|坐车]{d}，[几点到|几点能到|什么时候到]", "{t}后{d}是几点",
            "{t}睡觉，睡了{d}，几点醒", "火车{t}开，晚点{d}，几点开",
            "做饭要{d}，{t}开始，几点做好",
        ),
        ("从{t}开始过{d}是几点", "{d}之后会是几点，如果现在{t}"),
    ),
    "-": (
        (
            "what time [is|was] [it |]{d} before {t}", "{d} before {t}", "{t} [minus|-|less] {d}",
            _IT + " {t}[,|.] [what time was it|when was] {d} ago",
            "what time was it {d} ago if [it is|its] {t} now", "{d} earlier than {t}",
            "i must be [there|home|at work|at school] at {t} and the [way|ride|drive|walk] takes "
            "{d}"
            "[,|.] when [do|should|must] i leave",
            "[the|my|a] " + _EVENT + " [ends|ended|is over|was over] at {t} and [took|lasted] "
            "{d}[,|.]"
            " when did it start",
            "when [should|do|must] i leave to be there [at|by] {t} if it takes {d}",
            "when did it start if it [ended at {t} and took {d}|took {d} and ended at {t}]",
            "dinner is at {t} and cooking takes {d}[,|.] when [do|should] i start",
            "i [arrived|came|woke up] at {t} after {d}[,|.] when did i [leave|start|go]",
            "subtract {d} from {t}", "go back {d} from {t}",
        ),
        (
            "if it is {t}, what time was it {d} before", "{t} less {d} on the clock",
            "the hands show {t}, turn them back by {d}", "it is over at {t}, {d} long: it began at",
        ),
        (
            "[现在|现在是]{t}，{d}前是几点", "{t}[之前|前]{d}是几点",
            "[电影|会议|课]{t}结束，[一共|持续]{d}，几点开始",
            "[我|{n}]{t}要到[学校|公司]，路上{d}，几点出发", "{t}减{d}是几点",
            "{t}到家，走了{d}，几点出发的",
        ),
        ("从{t}往前{d}是几点", "比{t}早{d}是几点"),
    ),
    "to": (
        (
            "how long is it from {s} to {t}", "how many hours and minutes from {s} to {t}",
            "how [long|much time] [is|is there|passes] between {s} and {t}",
            "from {s} [to|until|till] {t}[, how long is it| is how long|]",
            "[how much time|time|hours] from {s} [to|until|till] {t}",
            "{s} [to|-|until] {t} how long",
            "[a|the|my|our] " + _EVENT + " [goes from {s} to {t}|starts at {s} and ends at {t}|"
            "is from "
            "{s} till {t}][,|.] how long [is it|does it take|]",
            "how long does it take from {s} to {t}", "[the time|time] between {s} and {t}",
            "i [work|slept|study|drove|was there] from {s} to {t}[,|.] how [long|much] is that",
            _IT + " {s}[,|.] how long [until|till|to] {t}",
            "how long [until|till] {t} if [it is|its] {s}",
            "i [left|started|began] at {s} and [came|arrived|finished] at {t}[,|.] how long did "
            "it take",
            "the shop opens at {s} and closes at {t}[,|.] how long is it open",
            "how long must i wait [from {s} until {t}|if the bus comes at {t} and it is {s}]",
        ),
        ("it is {s}, how long is it to {t}", "the span {s} till {t}",
         "doors open {s}, show {t}: time in the queue", "on at {s}, off at {t}, running time"),
        (
            "从{s}到{t}[多长时间|有多久|是多久|一共多久|过了多久]",
            "{s}到{t}[有多长|多久|几小时几分]",
            "[电影|课|会议]{s}开始{t}结束，[多长时间|有多长|多久]", "现在{s}，[到|离]{t}还有多久",
            "[我|{n}]{s}出发{t}到，[走了|用了|花了]多久", "{s}睡，{t}起，睡了多久",
        ),
        ("{s}离{t}还有多久", "{s}和{t}之间隔多久"),
    ),
}

NAMED = {
    15: ("a quarter of an hour", "quarter of an hour", "15 minutes"), 30: ("half an hour",) * 3,
    45: ("three quarters of an hour", "45 minutes"), 60: ("an hour", "1 hour", "one hour"),
    90: ("an hour and a half", "1.5 hours", "one and a half hours", "1 1/2 hours"),
    120: ("two hours", "2 hours"), 150: ("two and a half hours", "2.5 hours"),
}
HAN_NAMED = {15: "一刻钟", 30: "半小时", 60: "一小时", 90: "一个半小时", 150: "两个半小时"}


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _duration(minutes: int, rng: Random, han: bool) -> str:
    hours, rest = divmod(minutes, 60)
    if han:
        if minutes in HAN_NAMED and rng.random() < 0.4:
            return HAN_NAMED[minutes]
        hour = rng.choice(("小时", "小时", "个小时"))
        return (f"{hours}{hour}" if hours else "") + (
            f"{rest}{rng.choice(('分钟', '分钟', '分'))}" if rest else "")
    if minutes in NAMED and rng.random() < 0.4:
        return rng.choice(NAMED[minutes])
    hour, minute, joint = rng.choice(
        ((" hour", " minutes", " and "), (" hour", " minutes", " "), (" hour", " min", " "),
         (" hr", " min", " "), ("h", "min", " "), ("h", "m", " "), (" hour", " mins", " and "))
    )
    parts = [f"{hours}{hour}{'s' * (hours > 1 and hour != 'h')}"] if hours else []
    return joint.join(parts + ([f"{rest}{minute}"] if rest else []))


def _noon(hour: int) -> str:
    return "am" if hour < 12 else "pm"


def _in_words(hour: int, minute: int, rng: Random) -> str:
    """Past the hour up to the half, then to the next; before noon the half of the day may go."""
    to = minute > 30
    hour, minute = (hour + to) % 24, 60 - minute if to else minute
    named = {15: rng.choice(("quarter", "a quarter")), 30: "half"}.get(minute, str(minute))
    half = "" if 1 <= hour < 12 and rng.random() < 0.5 else " " + _noon(hour)
    return f"{named} {'to' if to else 'past'} {hour % 12 or 12}{half}"


def said(at: int, rng: Random) -> str:
    """A time of day as people type it: 14:50, 2:50 pm, 2.50pm, half past two, noon."""
    hour, minute = divmod(at, 60)
    way, short = rng.random(), hour % 12 or 12
    if way < 0.5:
        return f"{hour:02d}:{minute:02d}" if rng.random() < 0.15 else clock(at)
    half = rng.choice((_noon(hour), " " + _noon(hour), " " + _noon(hour)))
    half = half.upper() if rng.random() < 0.2 else half
    if at in (0, 720) and way < 0.8:
        return "noon" if at else "midnight"
    if minute % 5 == 0 and minute and way < (0.75 if minute % 15 == 0 else 0.6):
        return _in_words(hour, minute, rng)
    if not minute and way < 0.85:
        return f"{short}{half}"
    return f"{short}{rng.choice(':::.')}{minute:02d}{half}"


def said_han(at: int, rng: Random) -> str:
    hour, minute = divmod(at, 60)
    if rng.random() < 0.5:
        return clock(at)
    if rng.random() < 0.4:
        part, shown = "", hour
    else:
        part = "凌晨" if hour < 6 else "早上" if hour < 9 else "上午" if hour < 12 else (
            "中午" if hour == 12 else "下午" if hour < 18 else "晚上")
        shown = hour - 12 if hour > 12 else hour
    if not minute:
        return f"{part}{shown}点"
    rest = {30: "半", 15: "一刻"}.get(minute) if rng.random() < 0.6 else None
    return f"{part}{shown}点" + (rest or f"{minute}{rng.choice(('分', ''))}")


def later(at: int, by: int) -> tuple[list[str], str]:
    """Minutes first, with what they carry into the hours."""
    minutes, hours = at % 60 + by % 60, at // 60 + by // 60
    carry, first = minutes // 60, f"minutes: {at % 60} + {by % 60} = {minutes}"
    first += f", {minutes} - 60 = {minutes - 60}, carry 1" if carry else ", carry 0"
    second = f"hours: {at // 60} + {by // 60} + {carry} = {hours + carry}"
    if hours + carry >= 24:
        second += f", {hours + carry} - 24 = {hours + carry - 24}"
    return [f"Work: {clock(at)} + {clock(by)}", first, second], clock((at + by) % 1440)


def earlier(at: int, by: int) -> tuple[list[str], int]:
    """Minutes first, with what they borrow from the hours; `by` is at most `at`."""
    borrow = int(at % 60 < by % 60)
    top = at % 60 + 60 * borrow
    lines = [
        f"Work: {clock(at)} - {clock(by)}",
        f"minutes: {top} - {by % 60} = {top - by % 60}, borrow {borrow}",
        f"hours: {at // 60} - {by // 60} - {borrow} = {at // 60 - by // 60 - borrow}",
    ]
    return lines, at - by


def make(rng: Random, reserved: bool = False) -> Question:
    kind, han = rng.choice(("+", "+", "-", "to")), rng.random() < 0.22
    step = rng.choice((5, 5, 15, 1))
    by = step * rng.randint(1, rng.choice((60, 60, 300, MINUTES)) // step)
    at = rng.randrange(1440 // step) * step
    if kind != "+":
        at = max(at, by)
    tell = said_han if han else said
    fields = {"t": tell(at, rng), "d": _duration(by, rng, han), "n": name(rng, han)}
    fields["s"] = tell(at - by, rng) if kind == "to" else ""
    fields["p"] = name(rng, han)
    asked = ask(WORDINGS[kind], rng, reserved, han, **fields)
    if kind == "+":
        lines, final = later(at, by)
    else:
        lines, left = earlier(at, at - by if kind == "to" else by)
        final = clock(left) if kind == "-" else f"{left // 60} h {left % 60} min"
    worked = marked(*lines, final=final)
    key = f"{kind} {at} {by}"
    return Question("clock", asked, worked, final, key, asked.language, skeleton=asked.skeleton)


SUBJECTS = (Subject("clock", NUMBERS, make, check_final),)
