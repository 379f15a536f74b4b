"""Two-step word problems, and days of the week. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import columns
from demo.exam.arithmetic import solve
from demo.exam.grammar import as_typed, as_typed_han, digits, phrase
from demo.exam.question import FINAL_MARK, NUMBERS, Question, Subject, check_final

NAMES = ("Tom", "Anna", "Sam", "Lily", "Ben", "Mia", "Jack", "Rosa", "Li Wei", "Omar")
HAN_NAMES = ("小明", "小红", "小李", "小王", "妈妈")
THINGS = ("pens", "apples", "books", "coins", "cards", "eggs", "stickers", "sweets", "stamps")
HAN_THINGS = ("苹果", "书", "笔", "卡片", "糖", "鸡蛋")
BOXES = ("boxes", "bags", "packs", "baskets", "jars")

_LEFT = "[how many are left|how many {s} are left|how many does {n} have [left|now]]"
_NOW = "[how many is that|how many {s} now|how many does {n} have now|how many in all]"
_LOSE = "[gives away|loses|sells|uses]"
_GAIN = "[buys|finds|gets|is given]"

# (first operation, second operation): the same four columns as WORDINGS in `arithmetic`.
STORIES: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("multiply", "subtract"): (
        (
            "{n} has {a} {x} [with|of] {b} {s} [each|in each] and " + _LOSE + " {c}[,|.] " + _LEFT,
            "{n} [buys|has] {a} {x} of {b} {s}, then " + _LOSE + " {c}[,|.] " + _LEFT,
        ),
        ("there are {b} {s} in each of {a} {x} and {c} are broken. How many are good",),
        ("{n}有{a}盒{s}，每盒{b}个，[送出|卖掉|用了]{c}个，[还剩多少个|还剩几个]",),
        ("每盒{s}有{b}个，{n}买了{a}盒，丢了{c}个，现在有几个",),
    ),
    ("multiply", "add"): (
        (
            "{n} has {a} {x} [with|of] {b} {s} [each|in each] and " + _GAIN + " {c} more[,|.] "
            + _NOW,
            "{n} [buys|has] {a} {x} of {b} {s}, then " + _GAIN + " {c} more[,|.] " + _NOW,
        ),
        ("there are {b} {s} in each of {a} {x} and {c} more on the table. How many in all",),
        ("{n}有{a}盒{s}，每盒{b}个，又[买了|得到]{c}个，[一共多少个|现在有几个]",),
        ("每盒{s}有{b}个，{n}买了{a}盒，桌上还有{c}个，一共多少个",),
    ),
    ("add", "subtract"): (
        (
            "{n} has {a} {s}, " + _GAIN + " {b} more and " + _LOSE + " {c}[,|.] " + _LEFT,
            "{n} had {a} {s}[,|.] then {n} " + _GAIN + " {b} and " + _LOSE + " {c}[,|.] " + _LEFT,
        ),
        ("on Monday {n} gets {a} {s}, on Tuesday {b} more, then eats {c}. How many are left",),
        ("{n}有{a}个{s}，又[买了|得到]{b}个，[送出|用了]{c}个，[还剩多少个|还剩几个]",),
        ("{n}先买了{a}个{s}，后来买了{b}个，吃了{c}个，还剩几个",),
    ),
    ("subtract", "add"): (
        (
            "{n} has {a} {s}, " + _LOSE + " {b} and " + _GAIN + " {c} more[,|.] " + _NOW,
            "{n} had {a} {s}[,|.] then {n} " + _LOSE + " {b} and " + _GAIN + " {c}[,|.] " + _NOW,
        ),
        ("on Monday {n} eats {b} of {a} {s}, on Tuesday {n} gets {c} more. How many now",),
        ("{n}有{a}个{s}，[送出|用了|卖掉]{b}个，又[买了|得到]{c}个，[现在有几个|一共多少个]",),
        ("{n}的{a}个{s}吃了{b}个，后来买了{c}个，现在有几个",),
    ),
}

_PLAIN = {"add": int.__add__, "subtract": int.__sub__, "multiply": int.__mul__}
_SIGN = {"add": "+", "subtract": "-", "multiply": "x"}


def _amounts(first: str, second: str, rng: Random) -> tuple[int, int, int]:
    while True:
        a = digits(rng, rng.choice((1, 2, 2) if first == "multiply" else (1, 2, 2, 3)))
        b = rng.randint(2, 9) if first == "multiply" else digits(rng, rng.choice((1, 2, 2, 3)))
        c = digits(rng, rng.choice((1, 2, 2, 3)))
        middle = _PLAIN[first](a, b)
        if min(a, b, c) >= 2 and middle >= 0 and _PLAIN[second](middle, c) >= 0:
            return a, b, c


def make_story(rng: Random, reserved: bool = False) -> Question:
    first, second = rng.choice(tuple(STORIES))
    a, b, c = _amounts(first, second, rng)
    middle = _PLAIN[first](a, b)
    han = rng.random() < 0.25
    templates = STORIES[first, second][2 * han + reserved]
    fields = {"a": a, "b": b, "c": c, "x": rng.choice(BOXES)}
    names, things = (HAN_NAMES, HAN_THINGS) if han else (NAMES, THINGS)
    text = phrase(templates, rng, n=rng.choice(names), s=rng.choice(things), **fields)
    text = as_typed_han(text, rng) if han else text + rng.choice("?? .")
    task, steps, _ = solve(first, a, b)
    task_then, steps_then, final = solve(second, middle, c)
    worked = [f"First: {task}", *steps, f"So {middle}. Then: {task_then}", *steps_then]
    worked.append(f"{FINAL_MARK} {final}")
    key = f"{a}{_SIGN[first]}{b}{_SIGN[second]}{c}"
    return Question("story", text.strip(), "\n".join(worked), final, key, "zh" if han else "en")


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HAN_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_WHICH = "[what day [is|comes|will it be]|which day [is|is it|comes]]"
WEEKDAY = (
    (
        _WHICH + " {d} days [after|from] {w}",
        "[today is|it is|it's|if today is|if it is] {w}[,|.] " + _WHICH + " in {d} days",
        "{d} days after {w} is [what day|which day]",
    ),
    ("count {d} days on from {w} and name the day",),
    ("[今天|如果今天]是{w}，[{d}天后是星期几|过{d}天是星期几]", "{w}之后{d}天是星期几"),
    ("从{w}往后数{d}天，是哪一天",),
)


def make_weekday(rng: Random, reserved: bool = False) -> Question:
    # A wide range: over few (days, start) pairs a model learns the pairs and never counts.
    days, start = rng.randint(1, rng.choice((20, 120, 365))), rng.randrange(7)
    han = rng.random() < 0.25
    names = HAN_DAYS if han else DAYS
    shown = names[start] if han or rng.random() < 0.8 else names[start].lower()
    text = phrase(WEEKDAY[2 * han + reserved], rng, d=days, w=shown)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    rest = days % 7
    counted = "".join(f", {i} {names[(start + i) % 7]}" for i in range(1, rest + 1))
    final = names[(start + rest) % 7]
    # The day is written first, where only copying can tell it.
    steps = [f"Work: {names[start]} + {days} days", *columns.divide_digits(days, 7)]
    worked = [*steps, f"Count {rest}: 0 {names[start]}{counted}", f"{FINAL_MARK} {final}"]
    return Question(
        "weekday", text, "\n".join(worked), final, f"{days} {start}", "zh" if han else "en"
    )


SUBJECTS = (
    Subject("story", NUMBERS, make_story, check_final),
    Subject("weekday", NUMBERS, make_weekday, check_final),
)
