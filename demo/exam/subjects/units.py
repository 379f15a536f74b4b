"""Changing units. Questions only, no models."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import solve


@dataclass(frozen=True)
class Unit:
    """One large unit is `size` small ones. Names as typed: English choices, Chinese."""

    large: str
    small: str
    size: int
    large_han: str
    small_han: str


UNITS = (
    Unit("[kilometers|kilometres|km]", "[meters|metres|m]", 1000, "公里", "米"),
    Unit("[meters|metres|m]", "[centimeters|centimetres|cm]", 100, "米", "厘米"),
    Unit("[kilograms|kilos|kg]", "[grams|g]", 1000, "公斤", "克"),
    Unit("[liters|litres|l]", "[milliliters|millilitres|ml]", 1000, "升", "毫升"),
    Unit("[centimeters|centimetres|cm]", "[millimeters|millimetres|mm]", 10, "厘米", "毫米"),
    Unit("[dollars|euros]", "cents", 100, "元", "分"),
    Unit("hours", "minutes", 60, "小时", "分钟"),
    Unit("minutes", "seconds", 60, "分钟", "秒"),
    Unit("days", "hours", 24, "天", "小时"),
    Unit("weeks", "days", 7, "星期", "天"),
    Unit("years", "months", 12, "年", "个月"),
    Unit("dozen", "[eggs|pieces]", 12, "打", "个"),
    Unit("feet", "inches", 12, "英尺", "英寸"),
    Unit("yards", "feet", 3, "码", "英尺"),
)
# English wordings, those never trained on, the same two in Chinese; {a} of {f} into {t}.
WORDINGS = (
    (
        "[how many|how much] {t} [is|are|are there in|are in|in|make] {a} {f}",
        "[what is|what's|how much is] {a} {f} in {t}", "{a} {f} [in|to|into|= how many] {t}",
        "[convert|change|turn] {a} {f} [to|into|in] {t}",
        "[write|give|tell me|say] {a} {f} in {t}", "{a} {f} is how many {t}",
        "how many {t} do {a} {f} have", "if i have {a} {f}, how many {t} is that",
    ),
    ("in {t}, how much is {a} {f}", "into how many {t} can you change {a} {f}"),
    (
        "{a}{f}[等于|是|有]多少{t}", "{a}{f}[等于|是]几{t}", "把{a}{f}[换算成|变成]{t}",
        "{a}{f}换算成{t}是多少",
    ),
    ("多少{t}等于{a}{f}",),
)


def down(unit: Unit, a: int) -> tuple[list[str], int]:
    """Large to small: zeros are written on, any other size is multiplied by."""
    if unit.size in (10, 100, 1000):
        return [f"{a} x {unit.size} = {a * unit.size}"], a * unit.size
    if unit.size == 60:
        task, steps, tenth = solve("multiply", a, 6)
        return [f"Then: {task}", *steps, f"{tenth} x 10 = {a * 60}"], a * 60
    first = (a, unit.size) if unit.size < 10 else (unit.size, a)
    task, steps, final = solve("multiply", *first)
    return [f"Then: {task}", *steps], int(final)


def up(unit: Unit, a: int) -> tuple[list[str], int]:
    """Small to large, only where nothing is left over and the divisor is easy."""
    if unit.size in (10, 100, 1000):
        return [f"{a} / {unit.size} = {a // unit.size}"], a // unit.size
    if unit.size == 60:
        task, steps, final = solve("divide", a // 10, 6)
        return [f"{a} / 10 = {a // 10}", f"Then: {task}", *steps], int(final)
    task, steps, final = solve("divide", a, unit.size)
    return [f"Then: {task}", *steps], int(final)


def make(rng: Random, reserved: bool = False) -> Question:
    unit = rng.choice(UNITS)
    upwards = unit.size not in (12, 24) and rng.random() < 0.4
    most = 9 if unit.size in (12, 24) else 99
    count = rng.randint(2, rng.choice((9, most)))
    a, han = count * (unit.size if upwards else 1), rng.random() < 0.2
    names = (unit.large_han, unit.small_han) if han else (unit.large, unit.small)
    source, target = names[::-1] if upwards else names
    template = tuple(
        w.replace("{f}", source).replace("{t}", target) for w in WORDINGS[2 * han + reserved]
    )
    text = phrase(template, rng, a=a)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    lines, result = (up if upwards else down)(unit, a)
    rule = f"Units: {unit.size} {'/' if upwards else 'x'}"
    key = f"{unit.large}>{unit.small} {int(upwards)} {count}"
    worked = marked(rule, *lines, final=str(result))
    return Question("units", text, worked, str(result), key, "zh" if han else "en")


SUBJECTS = (Subject("units", NUMBERS, make, check_final),)
