"""Comparing two numbers, the least and greatest of several, and sorting. Questions only."""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, digits, phrase
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked

_BIG = "[bigger|larger|greater|more]"
_MOST = "[biggest|largest|greatest|highest]"
_LEAST = "[smallest|least|lowest]"
_UP = (
    "[from smallest to largest|from small to big|in ascending order|in increasing order|ascending]"
)
_DOWN = "[from largest to smallest|from big to small|in descending order|descending]"

# kind: English wordings, those never trained on, the same two in Chinese; {l} the numbers.
WORDINGS = {
    "big": (
        (
            "[which|which one|what] is " + _BIG + "[,|] {x} or {y}", "is {x} or {y} " + _BIG,
            "[which|what] number is " + _BIG + "[,|:] {x} or {y}", "{x} or {y}, which is " + _BIG,
            "[tell me|find|give me] the " + _BIG + " [number|one]: {x} or {y}",
            "which of {x} and {y} is " + _BIG, "the " + _BIG + " of {x} and {y}",
        ),
        ("of {x} and {y}, which one is bigger",),
        ("{x}和{y}[哪个大|哪个更大|哪一个大]", "[哪个数大|哪个更大]，{x}还是{y}"),
        ("{x}与{y}比，哪个大",),
    ),
    "small": (
        (
            "[which|which one|what] is [smaller|less][,|] {x} or {y}", "is {x} or {y} smaller",
            "[which|what] number is smaller[,|:] {x} or {y}", "{x} or {y}, which is [smaller|less]",
            "[tell me|find|give me] the smaller [number|one]: {x} or {y}",
            "which of {x} and {y} is [smaller|less]", "the smaller of {x} and {y}",
        ),
        ("of {x} and {y}, which one is smaller",),
        ("{x}和{y}[哪个小|哪个更小|哪一个小]", "[哪个数小|哪个更小]，{x}还是{y}"),
        ("{x}与{y}比，哪个小",),
    ),
    "most": (
        (
            "[which|what] is the " + _MOST + " [of|in|number of|:] {l}",
            "[find|tell me|give me] the " + _MOST + " [of|number in|number:] {l}",
            "the " + _MOST + " of {l}", "{l}: which is " + _MOST,
        ),
        ("of {l}, which one is the largest",),
        ("{l}[里|中]哪个最大", "{l}里最大的是哪个"),
        ("哪个最大：{l}",),
    ),
    "least": (
        (
            "[which|what] is the " + _LEAST + " [of|in|number of|:] {l}",
            "[find|tell me|give me] the " + _LEAST + " [of|number in|number:] {l}",
            "the " + _LEAST + " of {l}", "{l}: which is " + _LEAST,
        ),
        ("of {l}, which one is the smallest",),
        ("{l}[里|中]哪个最小", "{l}里最小的是哪个"),
        ("哪个最小：{l}",),
    ),
    "up": (
        (
            "[sort|order|arrange] {l}", "[sort|order|arrange|write] {l} " + _UP,
            "[put|place] {l} [in order|" + _UP + "]", "[sort|order] these [numbers|]: {l}",
            "[sort|order|arrange|put] these [numbers|in order|] " + _UP + ": {l}",
            "what is {l} [in order|sorted|" + _UP + "]",
        ),
        ("{l} in order " + "[from smallest to largest|from small to big]" + " please",),
        ("[把|请把]{l}从小到大[排列|排序|排一排]", "{l}从小到大[排列|排序|怎么排]"),
        ("从小到大排列：{l}",),
    ),
    "down": (
        (
            "[sort|order|arrange|write] {l} " + _DOWN, "[put|place] {l} [in order |]" + _DOWN,
            "[sort|order|arrange|put] these [numbers|] " + _DOWN + ": {l}",
        ),
        ("{l} in order from largest to smallest please",),
        ("[把|请把]{l}从大到小[排列|排序|排一排]", "{l}从大到小[排列|排序|怎么排]"),
        ("从大到小排列：{l}",),
    ),
}


def _compared(x: int, y: int) -> list[str]:
    """Digit by digit from the left, up to the first that differs."""
    width, lines = max(len(str(x)), len(str(y))), []
    for a, b in zip(f"{x:0{width}d}", f"{y:0{width}d}", strict=True):
        lines.append(f"{a} {'=' if a == b else '<' if a < b else '>'} {b}")
        if a != b:
            break
    return [f"Compare {x:0{width}d} {y:0{width}d}", *lines]


def _passes(numbers: list[int], best, whole: bool) -> tuple[list[str], list[int]]:
    """Each pass writes the best so far after every number; the last one written is taken out."""
    width, left, lines, taken = len(str(max(numbers))), list(numbers), [], []
    while left:
        running = [best(left[: i + 1]) for i in range(len(left))]
        row = " ".join(f"{n:0{width}d}" for n in left)
        lines.append(row + ": " + " ".join(f"{n:0{width}d}" for n in running))
        taken.append(running[-1])
        left.remove(running[-1])
        if not whole:
            break
    return lines, taken


def _several(rng: Random) -> list[int]:
    length = rng.choice((1, 2, 2, 2, 3))
    count, numbers = rng.choice((3, 3, 3, 4, 4, 5) if length < 3 else (3, 3, 4)), set()
    while len(numbers) < count:
        numbers.add(digits(rng, length if rng.random() < 0.7 else rng.randint(1, length)))
    shown = list(numbers)
    rng.shuffle(shown)
    return shown


def _pair(rng: Random) -> list[int]:
    length = rng.randint(1, 4)
    x = digits(rng, length)
    y = x
    while y == x:
        # Often of one length and alike at the front, where a glance does not do.
        keep = 10 ** rng.randint(1, length)
        y = x // keep * keep + rng.randrange(keep) if rng.random() < 0.6 else digits(
            rng, rng.randint(1, 4))
    return [x, y]


def make(rng: Random, reserved: bool = False) -> Question:
    kind = rng.choice(("big", "small", "most", "least", "up", "up", "down"))
    han = rng.random() < 0.2
    numbers = _pair(rng) if kind in ("big", "small") else _several(rng)
    joint = rng.choice(("、", "，", ", ") if han else (", ", ", ", " ", " and "))
    listed = joint.join(map(str, numbers))
    fields = {"x": numbers[0], "y": numbers[1], "l": listed}
    text = phrase(WORDINGS[kind][2 * han + reserved], rng, **fields)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    best = max if kind in ("big", "most", "down") else min
    if kind in ("big", "small"):
        lines, taken = _compared(*numbers), [best(numbers)]
    else:
        lines, taken = _passes(numbers, best, kind in ("up", "down"))
        lines = [f"{kind.capitalize()}:", *lines]
    if kind in ("big", "small"):
        lines = [f"{kind.capitalize()}:", *lines]
    final = ", ".join(map(str, taken))
    key = f"{kind in ('up', 'down')} " + " ".join(map(str, sorted(numbers)))
    return Question("order", text, marked(*lines, final=final), final, key, "zh" if han else "en")


SUBJECTS = (Subject("order", NUMBERS, make, check_final),)
