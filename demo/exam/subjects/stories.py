"""Word problems of one to four steps. Questions only, no models.

Two kinds: things that come and go, and people compared with each other, each amount told by an
earlier one (a chain of a dependency graph). Sentences are drawn one a step, so that the length and
the order of a story vary.
"""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed_han, expand, phrase, pick
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import chain

PEOPLE = {
    "Tom": "he", "Anna": "she", "Sam": "he", "Lily": "she", "Ben": "he", "Mia": "she", "Jack": "he",
    "Rosa": "she", "Li Wei": "he", "Omar": "he", "Sara": "she", "Max": "he",
}
NAMES = tuple(PEOPLE)
HAN_NAMES = ("小明", "小红", "小李", "小王", "小华", "妈妈")
THINGS = (
    "pens", "apples", "books", "coins", "cards", "eggs", "stickers", "sweets", "stamps", "cookies",
    "oranges", "marbles", "toys", "cakes", "flowers",
)
HAN_THINGS = ("苹果", "书", "笔", "卡片", "糖", "鸡蛋", "橘子", "玩具")
_BOX = "[boxes|bags|packs|baskets|jars|trays]"

# What a sentence does to the amount, in English and in Chinese; {v} is its number.
STARTS = {
    "add": (
        "{n} [has|had|buys|bought|finds|makes|bakes|owns|starts with] {v} {s}",
        "there [are|were] {v} {s}[ on the table| in a box| in the shop|]",
    ),
    "multiply": (
        "{n} [has|had|buys|bought] {v} " + _BOX + " [of|with] {m} {s}[ each| in each|]",
        "there are {v} " + _BOX + " [with|of] {m} {s} in each",
        "there are {m} {s} in each of {v} " + _BOX,
        "each of {v} " + _BOX + " [has|holds] {m} {s}",
    ),
}
MOVES = {
    "add": (
        "{h} [buys|bought|finds|found|gets|got|is given|makes|bakes] {v} more",
        "{v} more [are added|come|are found]", "a friend [gives|gave] {h} {v}[ more|]",
        "[then|later|on Tuesday] {h} [gets|buys|finds] {v}",
    ),
    "subtract": (
        "{h} [gives away|gave away|loses|lost|sells|sold|uses|used|eats|drops] {v}",
        "{v} [are eaten|are sold|are broken|are lost|break|are rotten|are given away]",
        "a friend [takes|eats|gets] {v}", "[then|later|on Tuesday] {h} [sells|loses|uses] {v}",
    ),
    "multiply": (
        "then [the number|{h}'s number] of {s} [doubles|is doubled]", "the {s} double",
    ),
}
ASKS = (
    "[how many are left|how many {s} are left|how many are there|how many {s} are there]",
    "[how many does {h} have|how many {s} does {h} have][ now| left| in all| at the end|]",
    "[how many is that|how many are there now|how many now|what is left|how many are good|in all]",
)
HAN_STARTS = {
    "add": ("{n}有{v}个{s}", "{n}买了{v}个{s}", "桌上有{v}个{s}"),
    "multiply": ("{n}有{v}盒{s}，每盒{m}个", "{n}买了{v}袋{s}，每袋{m}个",
                 "有{v}盒{s}，每盒有{m}个"),
}
HAN_MOVES = {
    "add": ("又[买了|得到|拿来]{v}个", "后来[买了|得到]{v}个", "朋友给了{v}个"),
    "subtract": ("[送出|卖掉|用了|吃了|丢了|给了朋友]{v}个", "[坏了|吃掉]{v}个"),
    "multiply": ("数量变成两倍", "后来翻倍了"),
}
HAN_ASKS = ("[还剩多少个|还剩几个|现在有几个|一共多少个|现在有多少个|一共有几个]",)
# Never trained on: the question before the story, and the story as a condition.
RESERVED = ("{ask} if {tale}", "if {tale}, then {ask}")
HAN_RESERVED = ("如果{tale}，那么{ask}",)
RELATIONS = (
    ("add", "{y} has {v} more than {x}", "{y}比{x}多{v}个"),
    ("subtract", "{y} has {v} [fewer|less] than {x}", "{y}比{x}少{v}个"),
    ("multiply", "{y} has {times} as many as {x}", "{y}的是{x}的{v}倍"),
)
MOST_LINES = 8  # an answer of some 150 tokens at most
_OPERATE = {"add": int.__add__, "subtract": int.__sub__, "multiply": int.__mul__}


def _moves(rng: Random, value: int, count: int, most: int) -> list[tuple[str, int]]:
    """Operations that keep the amount positive and small enough to be worked in columns."""
    moves: list[tuple[str, int]] = []
    while len(moves) < count:
        operation = rng.choice(("add", "add", "subtract", "subtract", "subtract", "multiply"))
        other = 2 if operation == "multiply" else pick(rng, 1, 2, 2)
        after = _OPERATE[operation](value, other)
        if other < 2 or not 0 < after < most or (operation == "multiply" and rng.random() < 0.5):
            continue
        moves.append((operation, other))
        value = after
    return moves


def _coming_and_going(rng: Random, han: bool) -> tuple[list[str], str, list[tuple[str, int]], int]:
    """Sentences, the closing question, the operations, and the first amount."""
    boxes = rng.random() < 0.4
    if boxes:
        v, m = pick(rng, 1, 2) + 2, rng.randint(2, 9)
        start, steps = max(v, m), [("multiply", min(v, m))]
    else:
        v, m = pick(rng, 1, 2, 2, 3) + 2, 0
        start, steps = v, []
    value = v * m if boxes else v
    steps += _moves(rng, value, rng.choice((1, 1, 2) if boxes else (1, 2, 2, 3)), 1000)
    first, then = (HAN_STARTS, HAN_MOVES) if han else (STARTS, MOVES)
    name = rng.choice(HAN_NAMES if han else NAMES)
    fields = {"n": name, "s": rng.choice(HAN_THINGS if han else THINGS)}
    said = [phrase(first["multiply" if boxes else "add"], rng, v=v, m=m, **fields)]
    named = said[0].startswith(name) and rng.random() < 0.6
    fields["h"] = PEOPLE.get(name, name) if named else name
    for operation, other in steps[boxes:]:
        said.append(phrase(then[operation], rng, v=other, **fields))
    return said, phrase(HAN_ASKS if han else ASKS, rng, **fields), steps, start


def _related(rng: Random, han: bool) -> tuple[list[str], str, list[tuple[str, int]], int]:
    """A chain of people, each compared with the one before."""
    people = rng.sample(HAN_NAMES if han else NAMES, rng.choice((2, 3, 3, 4)))
    thing = rng.choice(HAN_THINGS if han else THINGS)
    value = start = pick(rng, 1, 2, 2) + 3
    said = [f"{people[0]}有{start}个{thing}" if han else f"{people[0]} has {start} {thing}"]
    steps: list[tuple[str, int]] = []
    for x, y in zip(people, people[1:], strict=False):
        while True:
            operation, english, chinese = rng.choice(RELATIONS)
            other = rng.randint(2, 4) if operation == "multiply" else pick(rng, 1, 1, 2)
            if other > 1 and 0 < _OPERATE[operation](value, other) < 300:
                break
        value = _OPERATE[operation](value, other)
        steps.append((operation, other))
        times = {2: rng.choice(("twice", "two times")), 3: "three times", 4: "four times"}
        said.append(
            expand(chinese if han else english, rng).format(
                x=x, y=y, v=other, times=times.get(other, "")
            )
        )
    last = people[-1]
    asks = (f"{last}有[几个|多少个|多少]",) if han else (
        f"how many [{thing} |]does {last} have", f"how many has {last}",
    )
    return said, phrase(asks, rng), steps, start


def _told(said: list[str], ask: str, rng: Random) -> str:
    joint = rng.choice((". ", ", ", ". ", " and ", ". Then ", ", then "))
    tale = said[0]
    for sentence in said[1:]:
        if joint.startswith("."):
            sentence = sentence[0].upper() + sentence[1:] if joint == ". " else sentence
        tale += joint + sentence
        joint = rng.choice((". ", ", ", " and ", joint))
    stop = rng.choice((". ", ". ", ", ", " "))
    question = ask[0].upper() + ask[1:] if stop == ". " else ask
    return tale + stop + question + rng.choice("??? .").strip()


def _columns(steps: list[tuple[str, int]], value: int) -> int:
    """How long the written work gets, in lines of addition; a line of multiplication counts two."""
    total = 0
    for operation, other in steps:
        width = len(str(max(value, other)))
        total += 2 * width if operation == "multiply" else width
        value = _OPERATE[operation](value, other)
    return total


def make(rng: Random, reserved: bool = False) -> Question:
    han = rng.random() < 0.25
    made = _related if rng.random() < 0.3 else _coming_and_going
    said, ask, steps, start = made(rng, han)
    while _columns(steps, start) > MOST_LINES:
        said, ask, steps, start = made(rng, han)
    if reserved:
        tale = ("，" if han else ", ").join(said)
        text = phrase(HAN_RESERVED if han else RESERVED, rng, tale=tale, ask=ask)
        text = text + ("？" if han else "?")
    elif han:
        text = as_typed_han("，".join([*said, ask]), rng)
    else:
        text = _told(said, ask, rng)
    lines, result = chain(start, steps)
    key = f"{start}" + "".join(f" {operation[0]}{other}" for operation, other in steps)
    worked = marked(*lines, final=str(result))
    return Question("story", text, worked, str(result), key, "zh" if han else "en")


SUBJECTS = (Subject("story", NUMBERS, make, check_final),)
