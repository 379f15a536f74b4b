"""The four operations, in many wordings, in English and in Chinese. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import columns
from demo.exam.grammar import as_typed, as_typed_han, digits, phrase, typed_number
from demo.exam.question import FINAL_MARK, NUMBERS, Question, Subject, check_final

_ASK = "[what is|what's|whats|how much is|calculate|compute|work out|find|tell me|solve|]"
_ASK_FOR = "[what is|what's|whats|calculate|compute|work out|find|tell me|give me]"
_HAN_END = "[等于多少|等于几|是多少|得多少|]"

# operation: English wordings, English wordings never trained on, the same two in Chinese.
WORDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add": (
        (
            _ASK + " {a} [plus|+|added to|and] {b}",
            _ASK + " {a}+{b}",
            "{a} + {b} [=|is what|equals what|makes what|]",
            _ASK_FOR + " the [sum|total] of {a} and {b}",
            "[add|add up|sum up] {a} [and|to|with] {b}",
            "if you add {a} [and|to] {b}, what do you get",
        ),
        ("[what do|how much do] {a} and {b} [come to|make] together",),
        (
            "{a}[加| 加 |加上| + |+]{b}" + _HAN_END,
            "[计算|算一下|帮我算]{a}[加|+| 加 ]{b}",
            "{a}[和|与]{b}的和是多少",
        ),
        ("把{a}和{b}加起来",),
    ),
    "subtract": (
        (
            _ASK + " {a} [minus|-|take away|less] {b}",
            _ASK + " {a}-{b}",
            "{a} - {b} [=|is what|equals what|leaves what|]",
            _ASK_FOR + " the difference [between|of] {a} and {b}",
            "[subtract|take|take away] {b} from {a}",
            "if you [subtract|take] {b} from {a}, what [do you get|is left]",
        ),
        ("by how much is {a} more than {b}",),
        (
            "{a}[减| 减 |减去| - |-]{b}" + _HAN_END,
            "[计算|算一下|帮我算]{a}[减|-| 减 ]{b}",
            "{a}[和|与]{b}的差是多少",
        ),
        ("从{a}里减掉{b}",),
    ),
    "multiply": (
        (
            _ASK + " {a} [times|x|*|multiplied by|×] {b}",
            _ASK + " {a}[x|*|×]{b}",
            "{a} [x|*|times] {b} [=|is what|equals what|makes what|]",
            _ASK_FOR + " the product of {a} and {b}",
            "multiply {a} [by|with|and] {b}",
            "if you multiply {a} by {b}, what do you get",
        ),
        ("how much do {b} lots of {a} make",),
        (
            "{a}[乘| 乘 |乘以| × |×|*]{b}" + _HAN_END,
            "[计算|算一下|帮我算]{a}[乘|×|乘以]{b}",
            "{a}[和|与]{b}的积是多少",
        ),
        ("{b}个{a}一共是多少",),
    ),
    "divide": (
        (
            _ASK + " {a} [divided by|/|÷|over] {b}",
            _ASK + " {a}[/|÷]{b}",
            "{a} [/|÷|divided by] {b} [=|is what|equals what|]",
            _ASK_FOR + " the [quotient|quotient and remainder] of {a} and {b}",
            "divide {a} by {b}",
            "how many times does {b} go into {a}",
        ),
        ("split {a} into {b} equal parts",),
        (
            "{a}[除以| 除以 | ÷ |÷|/]{b}" + _HAN_END,
            "[计算|算一下|帮我算]{a}[除以|÷]{b}",
            "{a}除以{b}的[商|商和余数]是多少",
        ),
        ("把{a}平均分成{b}份",),
    ),
}


def word_sum(operation: str, a: int, b: int, rng: Random, reserved: bool) -> tuple[str, str]:
    """The text of a bare sum and its language."""
    english, english_reserved, han, han_reserved = WORDINGS[operation]
    fields = {"a": typed_number(a, rng), "b": typed_number(b, rng)}
    if rng.random() < 0.25:
        return as_typed_han(phrase(han_reserved if reserved else han, rng, **fields), rng), "zh"
    text = phrase(english_reserved if reserved else english, rng, **fields).strip()
    return as_typed(text, rng), "en"


def _operands(operation: str, rng: Random) -> tuple[int, int]:
    if operation == "multiply":
        return digits(rng, rng.choice((1, 2, 2, 3, 3))), rng.randint(2, 9)
    if operation == "divide":
        return digits(rng, rng.choice((1, 2, 2, 3, 3, 4, 4))), rng.randint(2, 9)
    a = digits(rng, rng.choice((1, 2, 2, 3, 3, 4, 4)))
    b = digits(rng, rng.choice((1, 2, 2, 3, 3, 4, 4)))
    return (max(a, b), min(a, b)) if operation == "subtract" else (a, b)


def solve(operation: str, a: int, b: int) -> tuple[str, list[str], str]:
    """The task restated with a fixed shape, its steps, and the result."""
    if operation == "add":
        return columns.line_up(a, "+", b), columns.add_columns(a, b), str(a + b)
    if operation == "subtract":
        return columns.line_up(a, "-", b), columns.subtract_columns(a, b), str(a - b)
    if operation == "multiply":
        return f"{a} x {b}", columns.multiply_columns(a, b), str(a * b)
    quotient, rest = divmod(a, b)
    final = f"{quotient} remainder {rest}" if rest else str(quotient)
    return f"{a} / {b}", columns.divide_digits(a, b), final


def _make(operation: str, rng: Random, reserved: bool) -> Question:
    a, b = _operands(operation, rng)
    text, language = word_sum(operation, a, b, rng, reserved)
    task, steps, final = solve(operation, a, b)
    worked = "\n".join([f"Work: {task}", *steps, f"{FINAL_MARK} {final}"])
    return Question(operation, text, worked, final, f"{a} {b}", language)


def _subject(operation: str) -> Subject:
    def make(rng: Random, reserved: bool = False) -> Question:
        return _make(operation, rng, reserved)

    return Subject(operation, NUMBERS, make, check_final)


SUBJECTS = tuple(_subject(operation) for operation in WORDINGS)
