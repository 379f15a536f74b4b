"""Times of day on a 24-hour clock: later, earlier, and how long between. Questions only."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked

_WHEN = "what time [is it|will it be|is that]"
# kind: English wordings, those never trained on, the same two in Chinese; {t} time, {d} duration.
WORDINGS = {
    "+": (
        (
            "what time is [it |]{d} after {t}",
            "[it is|it's|now it is] {t}[,|.] " + _WHEN + " in {d}",
            "[it is|it's] {t}[,|.] " + _WHEN + " {d} [later|from now]", "{d} after {t}",
            "{t} plus {d}", "[add|count] {d} to {t}", "{d} [later than|from] {t} is [what time|]",
            "a [train|bus|film|lesson|meeting] [starts|leaves|begins] at {t} and [takes|lasts] {d}"
            "[,|.] when does it [end|arrive|stop]",
            "if [it|a film|a train] [starts|leaves] at {t} and takes {d}, when does it end",
            "the [class|game|trip] is at {t} and takes {d}[,|.] what time is it over",
        ),
        (
            "starting at {t}, what time is it {d} later",
            "when does a lesson of {d} end if it starts at {t}",
        ),
        ("[现在|现在是]{t}，[过{d}是几点|{d}后是几点|{d}以后几点]", "{t}[过|加|再过]{d}是几点"),
        ("从{t}开始过{d}是几点",),
    ),
    "-": (
        (
            "what time [is|was] [it |]{d} before {t}", "{d} before {t}", "{t} minus {d}",
            "[it is|it's] {t}[,|.] what time was it {d} ago",
            "i must be there at {t} and the way takes {d}[,|.] when do i leave",
        ),
        ("if it is {t}, what time was it {d} before",),
        ("[现在|现在是]{t}，{d}前是几点", "{t}之前{d}是几点"),
        ("从{t}往前{d}是几点",),
    ),
    "to": (
        (
            "how long is it from {s} to {t}",
            "how [long|much time] [is|is there] between {s} and {t}",
            "from {s} to {t}[, how long is it| is how long|]", "how much time from {s} to {t}",
            "a [film|lesson|trip] [starts|goes] [at|from] {s} and ends at {t}[,|.] how long is it",
            "how long does it take from {s} to {t}", "[the time|time] between {s} and {t}",
        ),
        ("it is {s}, how long is it to {t}",),
        ("从{s}到{t}[多长时间|有多久|是多久]", "{s}到{t}[有多长|多久]"),
        ("{s}离{t}还有多久",),
    ),
}

NAMED = {15: "a quarter of an hour", 30: "half an hour", 60: "an hour", 90: "an hour and a half"}


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _duration(minutes: int, rng: Random, han: bool) -> str:
    hours, rest = divmod(minutes, 60)
    if han:
        return (f"{hours}小时" if hours else "") + (f"{rest}分钟" if rest else "")
    if minutes in NAMED and rng.random() < 0.3:
        return NAMED[minutes]
    parts = [f"{hours} hour{'s' * (hours > 1)}"] if hours else []
    parts += [f"{rest} {rng.choice(('minutes', 'minutes', 'min'))}"] if rest else []
    return rng.choice((" and ", " ", " and ")).join(parts)


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
    kind, han = rng.choice(("+", "+", "-", "to")), rng.random() < 0.2
    step = rng.choice((5, 5, 1))
    by = step * rng.randint(1, rng.choice((59, 59, 300)) // step)
    at = rng.randrange(1440 // step) * step
    if kind != "+":
        at = max(at, by)
    shown = {"t": clock(at), "s": clock(at - by) if kind == "to" else ""}
    text = phrase(WORDINGS[kind][2 * han + reserved], rng, d=_duration(by, rng, han), **shown)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    if kind == "+":
        lines, final = later(at, by)
    else:
        lines, left = earlier(at, at - by if kind == "to" else by)
        final = clock(left) if kind == "-" else f"{left // 60} h {left % 60} min"
    worked = marked(*lines, final=final)
    return Question("clock", text, worked, final, f"{kind} {at} {by}", "zh" if han else "en")


SUBJECTS = (Subject("clock", NUMBERS, make, check_final),)
