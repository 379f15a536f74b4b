"""Comparing two numbers, the least and greatest of several, and sorting. Questions only."""

from __future__ import annotations

from random import Random

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import cast
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import ask, digits

_BIG = "[bigger|larger|greater|more|higher]"
_SMALL = "[smaller|less|lower|littler]"
_MOST = "[biggest|largest|greatest|highest|max|maximum|most]"
_LEAST = "[smallest|least|lowest|min|minimum]"
_UP = (
    "[from smallest to largest|from small to big|in ascending order|in increasing order|ascending|"
    "smallest first|from low to high|lowest to highest|from least to greatest|going up]"
)
_DOWN = (
    "[from largest to smallest|from big to small|in descending order|descending|largest first|"
    "biggest first|from high to low|highest to lowest|in decreasing order|going down]"
)
_SORT = "[sort|order|arrange|put|place|write|list|rank]"
_THESE = "[these|the|my|these numbers|the numbers|my numbers|my scores|the prices|the ages]"
_PAIR = "[{x} or {y}|{x} and {y}|{x}, {y}|{x} vs {y}]"


def _two(more: str) -> tuple[str, ...]:
    """Wordings that compare two numbers."""
    return (
        "[which|which one|what|who] is " + more + "[,|:|] " + _PAIR, "is {x} or {y} " + more,
        "[which|what] number is " + more + "[,|:] " + _PAIR,
        _PAIR + "[,|:] which [one |]is " + more,
        "[tell me|find|give me|pick|say] the " + more + " [number|one|]: " + _PAIR,
        "which of {x} and {y} is " + more, "the " + more + " of {x} and {y}", _PAIR + " " + more,
        "[compare|comparing] {x} [and|with|to] {y}[,|.|:] which is " + more,
        "{n} has {x} {s} and {p} has {y}[.|,] [which is|what number is|how many is] " + more,
        "[one|a|this] {o} costs {c}{x}{d}, [another|that one|the other] {c}{y}{d}[.|,] which "
        "[price |]is " + more,
        "[i have|we have|there are] {x} and {y}[.|,] which is " + more,
        "whats " + more + "[,|] {x} or {y}",
    )


def _best(most: str) -> tuple[str, ...]:
    """Wordings that ask for the first of several."""
    return (
        "[which|what] is the " + most + " [of|in|number of|number in|:] {l}",
        "[find|tell me|give me|pick|say|show] the " + most + " [of|number in|number:|one:] {l}",
        "the " + most + " [of|in|number in] {l}", "{l}: which [one |]is [the |]" + most,
        most + "[:| of| in] {l}",
        "[out of|among|from] {l}, which is the " + most, "{l}[.|,] [what|which] is the " + most,
        "[my scores are|the prices are|i got|the ages are|we have|here are my numbers:] {l}[.|,] "
        "[what|which] is the " + most, "which of {l} is [the |]" + most,
    )


# kind: English wordings, those never trained on, the same two in Chinese; {l} the numbers.
_HAN_LIST = "[这些数|几个数|成绩|价格|]"
WORDINGS = {
    "big": (
        _two(_BIG),
        ("of {x} and {y}, which one is bigger", "{x} against {y}: name the greater",
         "does {x} beat {y} or does {y} win", "put {x} and {y} on a scale, the heavy side is"),
        (
            "{x}和{y}[哪个大|哪个更大|哪一个大|谁大|比哪个大]",
            "[哪个数大|哪个更大|谁大]，{x}还是{y}", "{x}[大|更大]还是{y}[大|更大]",
            "{x}跟{y}[比|相比]，[哪个大|谁大]", "{n}有{x}，{p}有{y}，哪个数大",
            "{x}、{y}[哪个大|较大的是]", "比较{x}和{y}，哪个大",
        ),
        ("{x}与{y}比，哪个大", "{x}{y}两数取大者"),
    ),
    "small": (
        _two(_SMALL),
        ("of {x} and {y}, which one is smaller", "{x} against {y}: name the lesser",
         "put {x} and {y} on a scale, the light side is", "{x} and {y}: keep the little one"),
        (
            "{x}和{y}[哪个小|哪个更小|哪一个小|谁小|比哪个小]",
            "[哪个数小|哪个更小|谁小]，{x}还是{y}", "{x}[小|更小]还是{y}[小|更小]",
            "{x}跟{y}[比|相比]，[哪个小|谁小]", "{x}、{y}[哪个小|较小的是]", "比较{x}和{y}，哪个小",
        ),
        ("{x}与{y}比，哪个小", "{x}{y}两数取小者"),
    ),
    "most": (
        _best(_MOST),
        ("of {l}, which one is the largest", "nothing in {l} exceeds"),
        ("{l}[里|中|里面]哪个最大", "{l}[里|中]最大的[是哪个|是几|数是]",
        "{l}，[哪个最大|最大的是]", "找出{l}[里|中]最大的[数|]",
         _HAN_LIST + "{l}，最大是[几|哪个]"),
        ("哪个最大：{l}", "{l}取最大"),
    ),
    "least": (
        _best(_LEAST),
        ("of {l}, which one is the smallest", "nothing in {l} is below"),
        ("{l}[里|中|里面]哪个最小", "{l}[里|中]最小的[是哪个|是几|数是]",
        "{l}，[哪个最小|最小的是]", "找出{l}[里|中]最小的[数|]",
         _HAN_LIST + "{l}，最小是[几|哪个]"),
        ("哪个最小：{l}", "{l}取最小"),
    ),
    "up": (
        (
            "[sort|order|arrange|sorted] {l}", _SORT + " {l} " + _UP,
            "[put|place] {l} [in order|" + _UP + "]",
            "[sort|order|sort out] " + _THESE + ": {l}", _SORT + " " + _THESE + " " + _UP + ": {l}",
            "what is {l} [in order|sorted|" + _UP + "]",
            "{l}[.|,|:] " + _SORT + " [them|these|it] " + _UP,
            "[i have|here are|we got|my scores are] {l}[.|,] [sort them|put them in order|"
            "" + _SORT + " them " + _UP
            + "]", "{l} " + _UP, _UP + ": {l}", "how do {l} go " + _UP,
            "can you " + _SORT + " {l} " + _UP,
        ),
        ("{l} in order " + "[from smallest to largest|from small to big]" + " please",
         "line up {l} so that they climb", "{l}, rising"),
        ("[把|请把|帮我把|]{l}从小到大[排列|排序|排一排|排好|排]",
        "{l}[按|]从小到大[排列|排序|怎么排]", "{l}[排序|排个序|升序]",
         "给{l}[排序|从小到大排序]", "{l}，从小到大"),
        ("从小到大排列：{l}", "{l}由小及大"),
    ),
    "down": (
        (
            _SORT + " {l} " + _DOWN, "[put|place] {l} [in order |]" + _DOWN,
            _SORT + " " + _THESE + " " + _DOWN + ": {l}",
            "{l}[.|,|:] " + _SORT + " [them|these|it] " + _DOWN, "{l} " + _DOWN, _DOWN + ": {l}",
            "[i have|here are|my scores are] {l}[.|,] " + _SORT + " them " + _DOWN,
            "what is {l} " + _DOWN,
            "how do {l} go " + _DOWN, "can you " + _SORT + " {l} " + _DOWN,
        ),
        ("{l} in order from largest to smallest please", "line up {l} so that they fall",
        "{l}, sinking"),
        ("[把|请把|帮我把|]{l}从大到小[排列|排序|排一排|排好|排]",
        "{l}[按|]从大到小[排列|排序|怎么排]", "{l}[降序|倒序]排",
         "给{l}从大到小排序", "{l}，从大到小"),
        ("从大到小排列：{l}", "{l}由大及小"),
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
    han = rng.random() < 0.22
    numbers = _pair(rng) if kind in ("big", "small") else _several(rng)
    joint = rng.choice(("、", "，", ", ", " ") if han else (", ", ", ", " ", " and ", ",", "; "))
    shown = [(typed_han if han else typed_number)(n, rng) for n in numbers] if (
        kind in ("big", "small")) else [str(n) for n in numbers]
    listed = joint.join(shown)
    if joint == ", " and not han and rng.random() < 0.4:
        listed = f"{', '.join(shown[:-1])} and {shown[-1]}"
    fields = cast(rng, han) | {"x": shown[0], "y": shown[1], "l": listed}
    asked = ask(WORDINGS[kind], rng, reserved, han, **fields)
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
    worked = marked(*lines, final=final)
    return Question("order", asked, worked, final, key, asked.language, skeleton=asked.skeleton)


SUBJECTS = (Subject("order", NUMBERS, make, check_final),)
