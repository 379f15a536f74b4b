"""Percentages and prices. Questions only, no models.

A percentage is built from tenths: 10 % is a digit less, 5 % is half of that. So every step is one
that the four operations have taught already.
"""

from __future__ import annotations

from random import Random

from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.arithmetic import cast, chain, solve
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import Phrase, ask, pick
from demo.exam.wordings.people_and_goods import goods
from demo.exam.wordings.percent_wordings import PRICES, SHARES

LONGEST = 325  # letters of a worked answer: some 165 tokens


def _amounts(rng: Random) -> tuple[int, int]:
    """Percent and number, so that the result is whole."""
    if rng.random() < 0.2:
        return rng.randint(1, 9), 100 * rng.randint(1, 99)
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


def _ask(wordings: tuple, rng: Random, reserved: bool, **numbers: int) -> Phrase:
    han = rng.random() < 0.22
    typed = typed_han if han else typed_number
    fields = {name: typed(value, rng) for name, value in numbers.items()}
    if "p" in numbers:  # a percentage is hardly ever typed in words
        fields["p"] = str(numbers["p"])
    people = cast(rng, han) | ({} if han else goods(rng))
    return ask(wordings, rng, reserved, han, **(people | fields))


def _question(asked: Phrase, lines: list[str], result: int, key: str) -> Question:
    worked = marked(*lines, final=str(result))
    return Question(
        "percent", asked, worked, str(result), key, asked.language, skeleton=asked.skeleton
    )


def _worked_share(kind: str, p: int, n: int) -> tuple[list[str], int]:
    """The lines and the result of p % of n, or of n with p % off or more."""
    lines, part = percent_steps(p, n)
    if kind == "of":
        return [f"Work: {p}% of {n}", *lines], part
    task, steps, final = solve("subtract" if kind == "off" else "add", n, part)
    return [f"Work: {p}% {kind} {n}", *lines, f"So {part}. Then: {task}", *steps], int(final)


def _make_share(rng: Random, reserved: bool) -> Question:
    kind = rng.choice(("of", "of", "off", "more"))
    while True:
        p, n = _amounts(rng)
        lines, result = _worked_share(kind, p, n)
        if sum(map(len, lines)) <= LONGEST:
            break
    asked = _ask(SHARES[kind], rng, reserved, p=p, a=n)
    return _question(asked, lines, result, f"{kind} {p} {n}")


def _make_price(rng: Random, reserved: bool) -> Question:
    kind = rng.choice(("buy", "change"))
    a, b = pick(rng, *((1, 2, 2) if kind == "change" else (1, 2, 2, 3))) + 2, rng.randint(2, 9)
    c = _paid(rng, a * b) if kind == "change" else 0
    asked = _ask(PRICES[kind], rng, reserved, a=a, b=b, e=c)
    lines, result = chain(max(a, b), [("multiply", min(a, b))])
    if kind == "change":
        task, steps, final = solve("subtract", c, a * b)
        lines += [f"So {a * b}. Then: {task}", *steps]
        result = int(final)
    key = f"{kind} {a} {b}" + (f" {c}" if kind == "change" else "")
    return _question(asked, lines, result, key)


def _paid(rng: Random, price: int) -> int:
    """A note that is enough, or some other amount above the price."""
    notes = [note for note in (5, 10, 20, 50, 100, 200, 500, 1000) if note >= price]
    return notes[0] if rng.random() < 0.5 else price + pick(rng, 1, 2)


def make(rng: Random, reserved: bool = False) -> Question:
    return (_make_price if rng.random() < 0.35 else _make_share)(rng, reserved)


SUBJECTS = (Subject("percent", NUMBERS, make, check_final),)
