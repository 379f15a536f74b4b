"""Changing units. Questions only, no models."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import solve
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import Own, ask, expand
from demo.exam.wordings.people_and_goods import name
from demo.exam.wordings.taught_limits import UNITS as MOST_UNITS


@dataclass(frozen=True)
class Unit:
    """One large unit is `size` small ones. Names as typed: English choices, Chinese."""

    large: str
    small: str
    size: int
    large_han: str
    small_han: str


UNITS = (
    Unit("[kilometers|kilometres|km|kms]", "[meters|metres|m]", 1000, "[公里|千米]", "米"),
    Unit("[meters|metres|m]", "[centimeters|centimetres|cm|cms]", 100, "米", "[厘米|公分]"),
    Unit("[kilograms|kilos|kg|kgs]", "[grams|g]", 1000, "[公斤|千克]", "克"),
    Unit("[liters|litres|l]", "[milliliters|millilitres|ml]", 1000, "升", "毫升"),
    Unit("[tons|tonnes]", "[kilograms|kilos|kg]", 1000, "吨", "[公斤|千克]"),
    Unit("[centimeters|centimetres|cm]", "[millimeters|millimetres|mm]", 10, "厘米", "毫米"),
    Unit("[meters|metres|m]", "[millimeters|millimetres|mm]", 1000, "米", "毫米"),
    Unit("[grams|g]", "[milligrams|mg]", 1000, "克", "毫克"),
    Unit("[dollars|euros|bucks]", "cents", 100, "[元|块]", "分"),
    Unit("[pounds|quid]", "[pence|p]", 100, "[元|块]", "分"),
    Unit("[hours|hrs|h]", "[minutes|min|mins]", 60, "[小时|个小时|钟头]", "[分钟|分]"),
    Unit("[minutes|min|mins]", "[seconds|sec|s]", 60, "分钟", "秒"),
    Unit("days", "[hours|hrs]", 24, "天", "[小时|个小时]"),
    Unit("weeks", "days", 7, "[星期|个星期|周]", "天"),
    Unit("years", "months", 12, "年", "[个月|月]"),
    Unit("[dozen|dozens]", "[eggs|pieces|items]", 12, "打", "个"),
    Unit("[feet|ft|foot]", "[inches|in]", 12, "英尺", "英寸"),
    Unit("[yards|yd]", "[feet|ft]", 3, "码", "英尺"),
    Unit("centuries", "years", 100, "世纪", "年"),
    Unit("decades", "years", 10, "个十年", "年"),
)
_MANY = "[how many|how much]"
_SAY = "[write|give|tell me|say|express|show|put|give me|i need|i want]"
# English wordings, those never trained on, the same two in Chinese; {a} of {f} into {t}.
WORDINGS = (
    (
        _MANY + " {t} [is|are|are there in|are in|in|make|makes|do i get from|equal|for] {a} {f}",
        "[what is|what's|whats|how much is|how long is|calculate] {a} {f} [in|as|into|to] {t}",
        "{a} {f} [in|to|into|as|->|= how many|is what in] {t}",
        "{a} {f} [=|equals|is|makes] [?|what|] {t}",
        "[convert|change|turn|switch|translate|transform] {a} {f} [to|into|in] {t}",
        _SAY + " {a} {f} [in|as] {t}", "{a} {f} [is|are|makes|equals|comes to] " + _MANY + " {t}",
        _MANY + " {t} [do|does|would] {a} {f} [have|make|give]",
        "if [i have|you have|it is|it takes] {a} {f}, " + _MANY + " {t} is [that|it]",
        "[i have|i ran|i need|we got|it is|it takes|it was] {a} {f}[,|.] [how many {t}|how many "
        "{t} is that|"
        "what is that in {t}|in {t}]",
        "[the film|the trip|my holiday|the lesson|the road|the rope|my bag|the table] is {a} "
        "{f}[ long| in all|]"
        "[,|.] [how many {t}|how many {t} is that|what is that in {t}]",
        "[conversion|units|convert]: {a} {f} [to|in|into] {t}", "{a} {f} {t}",
        "{n} [needs|has|wants|bought|used] {a} {f}[,|.] how many {t} [is that|are that|]",
        "[my kid|my boss|my app|the form|the recipe] wants {t} [but|and] i have {a} {f}[,|.] "
        "[how many|what do i write]", "i only know {a} {f}[,|.] [what|how many] {t} is it",
        "[does anyone know |]how {a} {f} [look|read|is written] in {t}",
        "how [big|long|much] is {a} {f} [in|measured in|counted in] {t}",
    ),
    ("in {t}, how much is {a} {f}", "into how many {t} can you change {a} {f}",
     "measured with {t} instead, {a} {f} would be", "swap {a} {f} for {t}",
     "{t} wanted, {a} {f} given"),
    (
        "{a}{f}[等于|是|有|合|相当于|=]多少{t}", "{a}{f}[等于|是|有]几{t}",
        "把{a}{f}[换算成|变成|换成|化成|转成]{t}",
        "{a}{f}[换算成|换成|化成|用]{t}是多少", "{a}{f}[里|里面|中]有[几|多少]{t}",
        "{a}{f}[换|转|化]{t}",
        "[电影|课|路上]要{a}{f}，[是|等于|合]多少{t}",
        "[我有|这里有|一共]{a}{f}，[是|等于|合]多少{t}",
        "{a}{f}[多少|几]{t}", "{a}{f}合[几|多少]{t}",
        "[请|帮我|]换算：{a}{f}[到|成|等于]{t}", "{n}[用了|走了|买了]{a}{f}，[是|合]多少{t}",
    ),
    ("多少{t}等于{a}{f}", "以{t}计，{a}{f}为多少", "{a}{f}写作{t}"),
)


def down(unit: Unit, a: int) -> tuple[list[str], int]:
    """Large to small: zeros are written on, any other size is multiplied by."""
    if unit.size in (10, 100, 1000):
        return [f"{a} x {unit.size} = {a * unit.size}"], a * unit.size
    if unit.size == 60:
        task, steps, tenth = solve("multiply", a, 6)
        return [f"Then: {task}", *steps, f"{tenth} x 10 = {a * 60}"], a * 60
    if unit.size < 10:
        task, steps, final = solve("multiply", a, unit.size)
        return [f"Then: {task}", *steps], int(final)
    return _by_parts(unit.size, a)


def _by_parts(size: int, a: int) -> tuple[list[str], int]:
    """Times 12 or 24: times ten or twenty, times two or four, and the two together."""
    tens, ones = divmod(size, 10)
    lines, parts = [], (a * tens * 10, a * ones)
    if tens > 1:
        lines += [f"Then: {a} x {tens}", *solve("multiply", a, tens)[1]]
    lines.append(f"{a * tens} x 10 = {parts[0]}")
    task, steps, _ = solve("multiply", a, ones)
    lines += [f"Then: {task}", *steps, f"So {parts[1]}."]
    task, steps, final = solve("add", *parts)
    return [*lines, f"Then: {task}", *steps], int(final)


def up(unit: Unit, a: int) -> tuple[list[str], int]:
    """Small to large, only where nothing is left over and the divisor is easy."""
    if unit.size in (10, 100, 1000):
        return [f"{a} / {unit.size} = {a // unit.size}"], a // unit.size
    if unit.size == 60:
        task, steps, final = solve("divide", a // 10, 6)
        return [f"{a} / 10 = {a // 10}", f"Then: {task}", *steps], int(final)
    task, steps, final = solve("divide", a, unit.size)
    return [f"Then: {task}", *steps], int(final)


def _named(unit: Unit, upwards: bool, han: bool, rng: Random) -> dict[str, Own]:
    """The two units as typed: from, to."""
    large, small = (unit.large_han, unit.small_han) if han else (unit.large, unit.small)
    large, small = expand(large, rng), expand(small, rng)
    return {"f": Own(small if upwards else large), "t": Own(large if upwards else small)}


def make(rng: Random, reserved: bool = False) -> Question:
    unit = rng.choice(UNITS)
    upwards = unit.size not in (12, 24) and rng.random() < 0.4
    # Two products and their sum: two digits times 24 would be too long to be watched.
    most = {12: 99, 24: 9}.get(unit.size, MOST_UNITS)
    count = rng.randint(2, rng.choice((9, min(99, most), most)))
    a, han = count * (unit.size if upwards else 1), rng.random() < 0.22
    typed = typed_han if han else typed_number
    fields = _named(unit, upwards, han, rng)
    asked = ask(WORDINGS, rng, reserved, han, a=typed(a, rng), n=name(rng, han), **fields)
    lines, result = (up if upwards else down)(unit, a)
    rule = f"Units: {unit.size} {'/' if upwards else 'x'}"
    key = f"{unit.large}>{unit.small} {int(upwards)} {count}"
    worked = marked(rule, *lines, final=str(result))
    return Question(
        "units", asked, worked, str(result), key, asked.language, skeleton=asked.skeleton
    )


SUBJECTS = (Subject("units", NUMBERS, make, check_final),)
