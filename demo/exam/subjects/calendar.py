"""Days of the week and months, counted. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import written_columns
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import Own, Phrase, ask
from demo.exam.wordings.people_and_goods import name
from demo.exam.wordings.taught_limits import DAYS as MOST_DAYS

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HAN_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
HAN_MONTHS = tuple(f"{i}月" for i in range(1, 13))
_WHICH = (
    "[what|which] [day|weekday|day of the week] [is|is it|comes|will it be|falls|do we have|is "
    "that]"
)
_WAS = "[what|which] [day|weekday|day of the week] [was it|was that|was|did we have]"
_TODAY = (
    "[today is|it is|if today is|if it is|today it is|now it is|it is now|suppose today is|"
    "today|say it is|given today is|its|lets say today is]"
)
_YESTER = "[yesterday was|if yesterday was]"
_PLAN = "[the test|my birthday|the party|the game|payday|a trip|the film|school|the delivery]"
# sign: English wordings, English wordings never trained on, the same two in Chinese. {w} a day,
# {d} a stretch of days as people say it.
WEEKDAY = {
    "+": (
        (
            _WHICH + " {d} [after|from|past|following|on from] {w}", "{d} [after|from|past] {w}",
            _TODAY + " {w}[,|.] " + _WHICH + " [in|after] {d}",
            _TODAY + " {w}[,|.] " + _WHICH + " {d} [from now|later|from today|ahead]",
            "{d} [after|from] {w} [is|is what day|is which day|what day is it]",
            "[in|after] {d} " + _WHICH + " if [today is|it is|its] {w}",
            "[what|which] day in {d} if its {w}",
            "{w} [plus|+] {d}", "[add|count] {d} [to|from|after] {w}[, what day is it|]",
            "{w} and {d} later[ what day|]", "{w}[,|.] [what about|and] [in {d}|{d} later]",
            _PLAN + " is in {d} and " + "[today is|its|it is] {w}[,|.] [what|which] day is that",
            "[today is|its] {w} and " + _PLAN + " is {d} away[,|.] [what|which] day is it on",
            "[it takes|shipping takes] {d}[,|.] [ordered|sent|i order] on {w}[,|.] what day does "
            "it come",
            "{n} leaves on {w} and comes back {d} later[,|.] [what|which] day is that",
            "if {d} have passed since {w}[,|] what day is it",
            "i start on {w}[,|.] what day is it {d} on",
            "what will be the day {d} after {w}",
            "my {d} holiday starts {w}[,|.] what day is it after that",
        ),
        (
            "starting from {w}, what day is it {d} later",
            "if {d} pass after {w}, what day is it",
            "count on from {w}: where do {d} lead", "on {w} i said see you in {d}, so we meet on",
        ),
        (
            "[今天|如果今天|现在|要是今天]是{w}，[{d}后是星期几|过{d}是星期几|{d}以后是星期几|"
            "再过{d}是周几]",
            "{w}[之后|过|再过|加]{d}是[星期几|周几|礼拜几]", "今天{w}，{d}后[是|][星期几|周几]",
            "{d}后[是星期几|星期几|是周几]，今天是{w}", "{w}的{d}后是[星期几|周几|哪天]",
            "今天是{w}，[考试|生日|开学|放假]在{d}后，是[星期几|周几]",
            "{w}下单，{d}后到，[星期几|周几]到",
            "[我|{n}]{w}出发，{d}后回来，[星期几|周几]回来", "{w}加{d}",
        ),
        ("从{w}开始过{d}是星期几", "过了{w}再等{d}，那天礼拜几"),
    ),
    "-": (
        (
            _WAS + " {d} before {w}", "{d} before {w} [is|is what day|was which day|was|]",
            _TODAY + " {w}[,|.] " + _WAS + " {d} ago", "{w} [minus|-] {d}",
            "[what|which] day [was|came|is] {d} [before|earlier than|prior to] {w}",
            _WAS + " {d} ago if [today is|its|it is] {w}", "{d} ago [if|and] today is {w}",
            "{w}[,|.] [what about|and] {d} [ago|before|earlier]", "go back {d} from {w}",
            "{d} ago [was|it was] what day if its {w}", "subtract {d} from {w}",
            _PLAN + " was {d} ago and [today is|its|it is] {w}[,|.] [what|which] day was that",
            "{n} came on {w} and left home {d} before[,|.] what day was that",
            "[it came|the letter came] on {w} after {d}[,|.] what day was it sent",
        ),
        ("if today is {w}, {d} before it was what day", "{w} it is, and {d} back it was",
         "count back {d} from {w}", "{d} have gone by and now it is {w}: it all began on a"),
        (
            "[今天|如果今天|现在]是{w}，{d}前是[星期几|周几|礼拜几]", "{w}之前{d}是[星期几|周几]",
            "{d}前是[星期几|周几]，今天{w}", "{w}的{d}前是[星期几|周几]",
            "今天{w}，{d}以前[是|]星期几",
            "{w}到的，路上{d}，[星期几|周几]出发的", "{w}减{d}",
        ),
        ("从{w}往前{d}是星期几", "{w}倒推{d}，礼拜几"),
    ),
}
# The day before yesterday to the day after tomorrow, asked from a day or told of one.
NEAR = {
    "+1": (("tomorrow", "the day after", "the next day", "1 day later"), ("明天", "第二天")),
    "+2": (("the day after tomorrow", "in two days", "overmorrow"), ("后天",)),
    "+3": (("three days from now", "in 3 days"), ("大后天",)),
    "-1": (("yesterday", "the day before"), ("昨天", "前一天")),
    "-2": (("the day before yesterday", "two days ago"), ("前天",)),
    "-3": (("three days ago",), ("大前天",)),
}
NEAR_ASKED = (
    (
        _TODAY + " {w}[,|.] [what|which] [day|weekday] [is|was|will it be|was it] {d}",
        "[what|which] [day|weekday] [is|was] {d} if [today is|it is|its] {w}",
        "if today is {w}[,|] {d} is", "today {w}[,|.] {d}",
    ),
    ("suppose we have {w} now, then {d} would be", "{d} when we write {w} today",
     "{w} is printed on the paper of today, what about {d}", "call today {w} and name {d}"),
    ("[今天|如果今天]是{w}，{d}是[星期几|周几|礼拜几]", "今天{w}，{d}[星期几|周几|呢]",
    "{d}[是|]星期几，今天{w}"),
    ("今天要是{w}那{d}呢", "设今日为{w}，{d}何日"),
)
_MONTH = "[what|which] month [is|comes|is it|will it be|is that]"
MONTH = {
    "+": (
        (
            _MONTH + " {d} [after|from|past] {w}", "{d} [after|from] {w} [is|is which month|]",
            "[it is|now it is|today is in|this is] {w}[,|.] " + _MONTH + " [in {d}|{d} later]",
            "{w} [plus|+] {d}", "in {d} " + _MONTH + " if its {w}", "add {d} to {w}",
            "the baby is due {d} after {w}[,|.] which month",
            "i pay in {w} and again {d} later[,|.] which month",
        ),
        ("starting from {w}, which month is it {d} later", "turn the calendar on by {d} from {w}"),
        ("{w}[再过|过|加|之后]{d}是几月", "现在是{w}，{d}后是几月[份|]", "{w}的{d}后是几月"),
        ("从{w}算起{d}后几月", "{w}往后数{d}"),
    ),
    "-": (
        (
            _MONTH + " {d} before {w}", "{d} before {w} [is|was which month|]",
            "[it is|now it is] {w}[,|.] [what|which] month was it {d} ago",
            "{w} [minus|-] {d}", "[what|which] month was {d} ago if its {w}",
            "go back {d} from {w}",
            "we met {d} ago and now its {w}[,|.] which month was it",
        ),
        ("if it is {w}, {d} before it was which month", "turn the calendar back by {d} from {w}"),
        ("{w}[之前|前]{d}是几月", "现在是{w}，{d}前是几月[份|]"),
        ("从{w}往前{d}是几月", "{w}倒数{d}"),
    ),
}
_SHORT = {"Monday": "mon", "Tuesday": "tue", "Wednesday": "wed", "Thursday": "thu", "Friday": "fri",
          "Saturday": "sat", "Sunday": "sun"}
_MISSPELT = {"Wednesday": ("wensday", "wednsday"), "Thursday": ("thurs", "thirsday", "thursdy"),
             "Tuesday": ("tues", "tusday"), "Saturday": ("saterday", "satuday"),
             "Friday": ("firday",), "Monday": ("monady",), "Sunday": ("sundy",)}


def said_day(day: int, rng: Random, han: bool) -> str:
    """A weekday as people type it."""
    if han:
        last = HAN_DAYS[day][-1]
        return rng.choice(("星期", "星期", "周", "礼拜")) + (
            rng.choice("日天") if day == 6 else last)
    name = DAYS[day]
    way = rng.random()
    if way < 0.55:
        return name
    if way < 0.88:
        return name.lower()
    return _SHORT[name] if way < 0.94 else rng.choice(_MISSPELT[name])


def _stretch(rng: Random, han: bool) -> tuple[int, str, str]:
    """How many days in all, how people say it, and the line that works it out, if one is needed."""
    if rng.random() < 0.75:
        # A wide range: over few (days, start) pairs a model learns the pairs and never counts.
        days = rng.randint(1, rng.choice((10, 20, 120, 400, MOST_DAYS)))
        if han:
            return days, f"{typed_han(days, rng)}天", ""
        return days, f"{typed_number(days, rng)} day{'s' * (days > 1 or rng.random() < 0.1)}", ""
    weeks, rest = rng.randint(1, rng.choice((3, 9))), rng.choice((0, 0, *range(1, 7)))
    days, line = 7 * weeks + rest, f"Days: {weeks} x 7 = {7 * weeks}"
    line += f", {7 * weeks} + {rest} = {7 * weeks + rest}" if rest else ""
    if han:
        unit = rng.choice(("个星期", "周", "星期"))
        return days, f"{typed_han(weeks, rng)}{unit}" + (f"零{rest}天" if rest else ""), line
    many = "a" if weeks == 1 and rng.random() < 0.5 else typed_number(weeks, rng)
    said = f"{many} week{'s' * (weeks > 1)}"
    if rest:
        said += rng.choice((" and ", " and ", " ")) + f"{rest} day" + "s" * (rest > 1)
    return days, said, line


def _counted(names: tuple[str, ...], start: int, rest: int, sign: int) -> tuple[str, str]:
    """The line that counts on or back, and the name it ends at."""
    at = [names[(start + sign * i) % len(names)] for i in range(rest + 1)]
    return f"Count {rest}: " + ", ".join(f"{i} {name}" for i, name in enumerate(at)), at[-1]


def _question(asked: Phrase, lines: list[str], final: str, key: str) -> Question:
    worked = marked(*lines, final=final)
    return Question(
        "calendar", asked, worked, final, key, asked.language, skeleton=asked.skeleton
    )


def _day_lines(names: tuple[str, ...], start: int, sign: str, days: int) -> tuple[list[str], str]:
    """The day is written first, where only copying can tell it; whole weeks are taken out."""
    line, final = _counted(names, start, days % 7, 1 if sign == "+" else -1)
    work = f"Work: {names[start]} {sign} {days} day{'s' * (days > 1)}"
    return [work, *written_columns.divide_digits(days, 7), line], final


def _weekday(rng: Random, reserved: bool) -> Question:
    sign, start, han = rng.choice("+++--"), rng.randrange(7), rng.random() < 0.25
    days, said, sum_line = _stretch(rng, han)
    fields = {"d": said, "w": said_day(start, rng, han), "n": name(rng, han)}
    asked = ask(WEEKDAY[sign], rng, reserved, han, **fields)
    lines, final = _day_lines(HAN_DAYS if han else DAYS, start, sign, days)
    return _question(asked, [sum_line, *lines] if sum_line else lines, final,
                     f"{days} {start} {sign}")


def _near(rng: Random, reserved: bool) -> Question:
    by, start, han = rng.choice(tuple(NEAR)), rng.randrange(7), rng.random() < 0.25
    said = rng.choice(NEAR[by][han])
    asked = ask(NEAR_ASKED, rng, reserved, han, d=Own(said), w=said_day(start, rng, han))
    lines, final = _day_lines(HAN_DAYS if han else DAYS, start, by[0], int(by[1]))
    # The words for near days are known by heart, so no content is held out here.
    return _question(asked, lines, final, "")


def _month(rng: Random, reserved: bool) -> Question:
    sign, months, start = rng.choice("+-"), rng.randint(1, 11), rng.randrange(12)
    han = rng.random() < 0.25
    if han:
        shown, said = f"{start + 1}月", f"{months}个月"
    else:
        shown = MONTHS[start] if rng.random() < 0.6 else MONTHS[start].lower()
        said = f"{typed_number(months, rng)} month{'s' * (months > 1)}"
    asked = ask(MONTH[sign], rng, reserved, han, d=said, w=shown)
    names = HAN_MONTHS if han else MONTHS
    line, final = _counted(names, start, months, 1 if sign == "+" else -1)
    lines = [f"Work: {names[start]} {sign} {months} month{'s' * (months > 1)}", line]
    return _question(asked, lines, final, f"{months} month {start} {sign}")


def make(rng: Random, reserved: bool = False) -> Question:
    kind = rng.random()
    return (_month if kind < 0.15 else _near if kind < 0.25 else _weekday)(rng, reserved)


SUBJECTS = (Subject("calendar", NUMBERS, make, check_final),)
