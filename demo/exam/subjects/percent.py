"""Percentages and prices. Questions only, no models.

A percentage is built from tenths: 10 % is a digit less, 5 % is half of that. So every step is one
that the four operations have taught already.
"""

from __future__ import annotations

from random import Random

from demo.exam.grammar import as_typed, as_typed_han, phrase, pick
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import chain, solve

_ASK = "[what is|what's|whats|how much is|calculate|find|work out|tell me|]"
_PER = "[%| %| percent| per cent]"
_COSTS = "[a|the|my] [shirt|book|bag|jacket|phone|coat|game|lamp|ticket|hat] [costs|is|was] {n}"
_MONEY = "[ dollars| euros|]"
_PAY = "[what do i pay|how much do i pay|what is the price|what does it cost|what is the new price]"

# kind: English wordings, those never trained on, the same two in Chinese.
SHARES = {
    "of": (
        (
            _ASK + " {p}" + _PER + " of {n}", "{p}" + _PER + " of {n} [=|is what|is how much|]",
            "[take|find|get] {p}" + _PER + " of {n}",
            "if [i|you] take {p}" + _PER + " of {n}, what [do i|do you] get",
            "[what|how much] do [you|i] get if [you|i] take {p}" + _PER + " of {n}",
            "{n} times {p}" + _PER,
        ),
        ("of {n}, how much is {p}" + _PER,),
        (
            "{n}的{p}%[是多少|等于多少|是几]", "{n}的百分之{p}[是多少|等于多少]",
            "[计算|算一下|帮我算]{n}的{p}%",
        ),
        ("百分之{p}的{n}是多少",),
    ),
    "off": (
        (
            _COSTS + _MONEY + " [and is|but is|, it is|and now it is] {p}" + _PER
            + " off[,|.] " + _PAY,
            _ASK + " {n} [minus|less] {p}" + _PER, _ASK + " {p}" + _PER + " off [of |]{n}",
            "{n}" + _MONEY + " with [a |]{p}" + _PER + " [off|discount], how much is that",
            "[decrease|reduce|lower] {n} by {p}" + _PER,
            "{p}" + _PER + " off {n}, " + _PAY,
        ),
        ("with {p}" + _PER + " off, what is the price of a " + "[shirt|book|bag] that costs {n}",),
        ("{n}元[打折|便宜|减价]{p}%，[多少钱|要付多少|现在多少钱]", "{n}减少{p}%[是多少|等于多少]"),
        ("便宜{p}%以后，{n}元的书多少钱",),
    ),
    "more": (
        (
            _ASK + " {n} plus {p}" + _PER, "[increase|raise] {n} by {p}" + _PER,
            _COSTS + _MONEY + " [plus|and] {p}" + _PER + " [tax|tip|more], " + _PAY,
            "{n}" + _MONEY + " with [a |]{p}" + _PER + " [tip|tax], how much is that",
            _ASK + " {p}" + _PER + " more than {n}",
        ),
        ("with {p}" + _PER + " more, how much is {n}",),
        ("{n}增加{p}%[是多少|等于多少]", "{n}元再加{p}%[多少钱|是多少]"),
        ("加了{p}%以后，{n}是多少",),
    ),
}
_SHOP = "[pens|books|apples|coffees|tickets|cakes|bags|eggs|cups|toys]"
_AT = "[at|for] {a}" + _MONEY + " [each|a piece|apiece]"
PRICES = {
    "buy": (
        (
            "{b} " + _SHOP + " " + _AT + ", how much [altogether|together|in all|is that|do i pay]",
            "how much [are|do|is] {b} " + _SHOP + " " + _AT + "[ cost|]",
            "[one|a|each] [pen|book|cake|ticket] costs {a}" + _MONEY
            + ", how much [do|are] {b}[ cost|]",
            "what do {b} " + _SHOP + " " + _AT + " cost",
            "i buy {b} " + _SHOP + " " + _AT + ", " + _PAY,
        ),
        ("what do i pay for {b} " + _SHOP + " if each costs {a}",),
        (
            "[一本书|一支笔|一张票]{a}元，{b}[本|支|张][多少钱|一共多少钱]",
            "每个{a}元，买{b}个[多少钱|要多少钱|一共多少钱]",
        ),
        ("买{b}个，每个{a}元，要付多少",),
    ),
    "change": (
        (
            "i buy {b} " + _SHOP + " " + _AT + " and pay [with|] {c}, "
            "[how much change|what change] [do i get|is there]",
            "{b} " + _SHOP + " " + _AT + ", i pay [with |]{c}, [how much change|what is my change]",
            "how much change from {c} for {b} " + _SHOP + " " + _AT,
        ),
        ("i pay with {c} for {b} " + _SHOP + " " + _AT + ", what change do i get",),
        ("每个{a}元，买{b}个，付{c}元，找[多少|多少钱]",),
        ("付{c}元买{b}个，每个{a}元，找回多少",),
    ),
}


def _amounts(rng: Random) -> tuple[int, int]:
    """Percent and number, so that the result is whole."""
    if rng.random() < 0.2:
        return rng.randint(1, 9), 100 * rng.randint(1, 60)
    p = 5 * rng.randint(1, 19)
    return p, (20 if p % 10 else 10) * rng.randint(1, 48 if p % 10 else 96)


def percent_steps(p: int, n: int) -> tuple[list[str], int]:
    """The lines and the result of p % of n."""
    if p < 10 and p != 5 and n % 100 == 0:
        one = n // 100
        return [f"1% of {n} is {one}", *_times(one, p)], one * p
    tens, five = divmod(p, 10)
    tenth, lines, parts = n // 10, [f"10% of {n} is {n // 10}"], []
    if tens:
        lines += _times(tenth, tens)
        parts.append(tenth * tens)
    if five and tens > 1:
        lines.append(f"So {tenth * tens}.")
    if five:
        lines.append(f"5% of {n} is half: {tenth // 2}")
        parts.append(tenth // 2)
    if len(parts) == 2:
        task, steps, _ = solve("add", *parts)
        lines += [f"Then: {task}", *steps]
    return lines, sum(parts)


def _times(value: int, by: int) -> list[str]:
    if by == 1:
        return []
    task, steps, _ = solve("multiply", value, by)
    return [f"Then: {task}", *steps]


def _make_share(rng: Random, reserved: bool) -> Question:
    kind = rng.choice(("of", "of", "off", "more"))
    p, n = _amounts(rng)
    if kind != "of" and p % 10:
        # A price below 100 keeps the longest of these answers short enough to be watched.
        p, n = 5 * rng.randint(1, 19), 20 * rng.randint(1, 4)
    han = rng.random() < 0.2
    text = phrase(SHARES[kind][2 * han + reserved], rng, p=p, n=n)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    lines, part = percent_steps(p, n)
    result = part
    if kind != "of":
        task, steps, final = solve("subtract" if kind == "off" else "add", n, part)
        lines += [f"So {part}. Then: {task}", *steps]
        result = int(final)
    worked = marked(f"Work: {p}% {kind} {n}", *lines, final=str(result))
    return Question("percent", text, worked, str(result), f"{kind} {p} {n}", "zh" if han else "en")


def _make_price(rng: Random, reserved: bool) -> Question:
    kind = rng.choice(("buy", "change"))
    a, b = pick(rng, *((1, 2, 2) if kind == "change" else (1, 2, 2, 3))) + 2, rng.randint(2, 9)
    c = a * b + pick(rng, 1, 2)
    han = rng.random() < 0.2
    text = phrase(PRICES[kind][2 * han + reserved], rng, a=a, b=b, c=c)
    text = as_typed_han(text, rng) if han else as_typed(text, rng)
    first = ("multiply", max(a, b), min(a, b))
    lines, result = chain(first[1], [(first[0], first[2])])
    if kind == "change":
        task, steps, final = solve("subtract", c, a * b)
        lines += [f"So {a * b}. Then: {task}", *steps]
        result = int(final)
    worked = marked(*lines, final=str(result))
    key = f"{kind} {a} {b}" + (f" {c}" if kind == "change" else "")
    return Question("percent", text, worked, str(result), key, "zh" if han else "en")


def make(rng: Random, reserved: bool = False) -> Question:
    return (_make_price if rng.random() < 0.35 else _make_share)(rng, reserved)


SUBJECTS = (Subject("percent", NUMBERS, make, check_final),)
