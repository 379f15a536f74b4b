"""The four operations, in many wordings, in English and in Chinese. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import written_columns
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.numerals import typed_han, typed_number
from demo.exam.wordings.grammar import Own, Phrase, ask, pick
from demo.exam.wordings.people_and_goods import (
    BOXES,
    HAN_BOXES,
    HAN_NAMES,
    count_word,
    goods,
    money,
    name,
    person,
    thing,
)
from demo.exam.wordings.product_wordings import PRODUCTS
from demo.exam.wordings.sum_wordings import SUMS


def cast(rng: Random, han: bool) -> dict[str, object]:
    """Who and what a short story is about, as fields of a template."""
    if han:
        n, p = rng.sample(HAN_NAMES, 2)
        return {"n": n, "p": p, "x": Own(rng.choice(HAN_BOXES)), **count_word(rng),
                **money(rng, True)}
    (n, h), p = person(rng), name(rng)
    plural = h in ("i", "they")
    return {
        "n": n, "h": Own(h), "p": p, "k": Own(rng.choice(BOXES)), **money(rng), **goods(rng),
        "does": Own("do" if plural else "does"), "has": Own("have" if n == "i" else "has"),
    } | ({"s": thing(rng)} if rng.random() < 0.7 else {})


def word_sum(operation: str, a: int, b: int, rng: Random, reserved: bool) -> Phrase:
    """A sum of two numbers, as somebody asks for it."""
    han = rng.random() < 0.22
    typed = typed_han if han else typed_number
    fields = {"a": typed(a, rng), "b": typed(b, rng), **cast(rng, han)}
    kind = "exact" if operation == "divide" and a % b == 0 else operation
    return ask((SUMS | PRODUCTS)[kind], rng, reserved, han, **fields)


def _operands(operation: str, rng: Random) -> tuple[int, int]:
    if operation == "multiply":
        # The longer factor first, or the larger: "3 x 7" and "7 x 3" are worked the same way.
        first, second = pick(rng, 1, 2, 2, 3, 3, 4), rng.randint(2, 9)
        return max(first, second), min(first, second)
    if operation == "divide":
        return pick(rng, 1, 2, 2, 3, 3, 4, 4), rng.randint(2, 9)
    a, b = pick(rng, 1, 2, 2, 3, 3, 4, 4), pick(rng, 1, 2, 2, 3, 3, 4, 4)
    return (max(a, b), min(a, b)) if operation == "subtract" else (a, b)


def solve(operation: str, a: int, b: int) -> tuple[str, list[str], str]:
    """The task restated with a fixed shape, its steps, and the result."""
    if operation == "add":
        return written_columns.line_up(a, "+", b), written_columns.add_columns(a, b), str(a + b)
    if operation == "subtract":
        return (
            written_columns.line_up(a, "-", b),
            written_columns.subtract_columns(a, b),
            str(a - b),
        )
    if operation == "multiply":
        return f"{a} x {b}", written_columns.multiply_columns(a, b), str(a * b)
    quotient, rest = divmod(a, b)
    final = f"{quotient} remainder {rest}" if rest else str(quotient)
    return f"{a} / {b}", written_columns.divide_digits(a, b), final


# What happens to an amount, one after the other: `from` takes it from a number, `product` adds one
# number times another, the rest is plain.
Steps = list[tuple[str, int | tuple[int, int]]]


def after(value: int, operation: str, other: int | tuple[int, int]) -> int:
    """The amount after one step."""
    if operation == "product":
        return value + other[0] * other[1]
    return {
        "add": value + other, "subtract": value - other, "multiply": value * other,
        "from": other - value, "divide": value // other,
    }[operation]


def chain(start: int, then: Steps) -> tuple[list[str], int]:
    """The lines and the result of several operations, each on the result before it."""
    lines, value = [], start
    for i, (operation, other) in enumerate(then):
        head = "First:" if i == 0 else f"So {value}. Then:"
        if operation == "product":
            task, steps, final = solve("multiply", max(other), min(other))
            lines += [f"{'First' if i == 0 else f'So {value}. Beside'}: {task}", *steps]
            operation, other, head = "add", int(final), f"So {final}. Then:"
        first, second = (other, value) if operation == "from" else (value, other)
        task, steps, final = solve("subtract" if operation == "from" else operation, first, second)
        lines += [f"{head} {task}", *steps]
        value = int(final)
    return lines, value


def _make(operation: str, rng: Random, reserved: bool) -> Question:
    a, b = _operands(operation, rng)
    asked = word_sum(operation, a, b, rng, reserved)
    task, steps, final = solve(operation, a, b)
    worked = marked(f"Work: {task}", *steps, final=final)
    return Question(operation, asked, worked, final, f"{a} {b}", asked.language,
                    skeleton=asked.skeleton)


def _subject(operation: str) -> Subject:
    def make(rng: Random, reserved: bool = False) -> Question:
        return _make(operation, rng, reserved)

    return Subject(operation, NUMBERS, make, check_final)


SUBJECTS = tuple(_subject(operation) for operation in ("add", "subtract", "multiply", "divide"))
