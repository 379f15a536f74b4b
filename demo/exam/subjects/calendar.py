"""Days of the week and months, counted. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import written_columns
from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HAN_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
_WHICH = "[what|which] day [is|is it|comes|will it be|falls]"
_TODAY = "[today is|it is|it's|if today is|if it is|if it's|today it is|now it is|it is now]"
WEEKDAY = {
    "+": (
        (
            _WHICH + " {d} days [after|from|past|following] {w}",
            _TODAY + " {w}[,|.] " + _WHICH + " [in|after] {d} days",
            _TODAY + " {w}[,|.] " + _WHICH + " {d} days [from now|later]",
            "{d} days [after|from] {w} [is|is what day|is which day|what day is it|]",
            "[in|after] {d} days " + _WHICH + " if today is {w}",
            "[what|which] day comes {d} days after {w}", "{w} plus {d} days",
            "[add|count] {d} days [to|from|after] {w}[, what day is it|]",
        ),
        (
            "starting from {w}, what day is it {d} days later",
            "if {d} days pass after {w}, what day is it",
        ),
        (
            "[今天|如果今天|现在]是{w}，[{d}天后是星期几|过{d}天是星期几|{d}天以后是星期几]",
            "{w}[之后|过|再过|加]{d}天是星期几", "今天{w}，{d}天后[是|]星期几",
        ),
        ("从{w}开始过{d}天是星期几",),
    ),
    "-": (
        (
            _WHICH + " {d} days before {w}", "{d} days before {w} [is|is what day|was which day|]",
            _TODAY + " {w}[,|.] [what|which] day was it {d} days ago",
            "[what|which] day [was|came] {d} days [before|earlier than] {w}", "{w} minus {d} days",
        ),
        ("if today is {w}, {d} days before it was what day",),
        ("[今天|如果今天]是{w}，{d}天前是星期几", "{w}之前{d}天是星期几"),
        ("从{w}往前{d}天是星期几",),
    ),
}
_MONTH = "[what|which] month [is|comes|is it]"
MONTH = {
    "+": (
        (
            _MONTH + " {d} months [after|from] {w}", "{d} months after {w} [is|is which month|]",
            "[it is|it's|now it is] {w}[,|.] " + _MONTH + " in {d} months", "{w} plus {d} months",
        ),
        ("starting from {w}, which month is it {d} months later",),
        (),
        (),
    ),
    "-": (
        (
            _MONTH + " {d} months before {w}", "{d} months before {w} [is|was which month|]",
            "[it is|it's] {w}[,|.] [what|which] month was it {d} months ago",
            "{w} minus {d} months",
        ),
        ("if it is {w}, {d} months before it was which month",),
        (),
        (),
    ),
}


def _counted(names: tuple[str, ...], start: int, rest: int, sign: int) -> tuple[str, str]:
    """The line that counts on or back, and the name it ends at."""
    at = [names[(start + sign * i) % len(names)] for i in range(rest + 1)]
    return f"Count {rest}: " + ", ".join(f"{i} {name}" for i, name in enumerate(at)), at[-1]


def _weekday(rng: Random, reserved: bool) -> Question:
    sign = rng.choice("+++-")
    # A wide range: over few (days, start) pairs a model learns the pairs and never counts.
    days, start = rng.randint(1, rng.choice((10, 20, 120, 365))), rng.randrange(7)
    han = rng.random() < 0.25
    names = HAN_DAYS if han else DAYS
    shown = names[start] if han or rng.random() < 0.75 else names[start].lower()
    text = phrase(WEEKDAY[sign][2 * han + reserved], rng, d=days, w=shown)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    line, final = _counted(names, start, days % 7, 1 if sign == "+" else -1)
    # The day is written first, where only copying can tell it.
    lines = [
        f"Work: {names[start]} {sign} {days} days",
        *written_columns.divide_digits(days, 7),
        line,
    ]
    key = f"{days} {start} {sign}"
    worked = marked(*lines, final=final)
    return Question("calendar", text, worked, final, key, "zh" if han else "en")


def _month(rng: Random, reserved: bool) -> Question:
    sign, months, start = rng.choice("+-"), rng.randint(1, 11), rng.randrange(12)
    shown = MONTHS[start] if rng.random() < 0.75 else MONTHS[start].lower()
    text = as_typed(phrase(MONTH[sign][reserved], rng, d=months, w=shown), rng)
    line, final = _counted(MONTHS, start, months, 1 if sign == "+" else -1)
    worked = marked(f"Work: {MONTHS[start]} {sign} {months} months", line, final=final)
    return Question("calendar", text, worked, final, f"{months} month {start} {sign}")


def make(rng: Random, reserved: bool = False) -> Question:
    return (_month if rng.random() < 0.2 else _weekday)(rng, reserved)


SUBJECTS = (Subject("calendar", NUMBERS, make, check_final),)
