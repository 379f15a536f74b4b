"""The four operations, in many wordings, in English and in Chinese. Questions only, no models."""

from __future__ import annotations

from random import Random

from demo.exam import written_columns
from demo.exam.grammar import as_typed, as_typed_han, phrase, pick
from demo.exam.question import NUMBERS, Question, Subject, check_final, marked
from demo.exam.subjects.numerals import typed_han, typed_number

_ASK = (
    "[what is|what's|whats|what would be|how much is|how much would be|calculate|compute|work out|"
    "find|tell me|solve|give me|do|]"
)
_ASK_FOR = "[what is|what's|whats|calculate|compute|work out|find|tell me|give me|i need]"
_IS_WHAT = "[is|makes|equals|gives] [what|how much]"
_ENDING = "[=|= what|is what|equals what|makes what|is|equals|]"
_GET = "what [do|would|will] [you|i|we] [get|have]"
_HAN_END = "[等于多少|等于几|是多少|是几|得多少|得几|一共多少|]"
_HAN_DO = "[计算|算一下|帮我算|请算|请算一下|算算]"

# operation: English wordings, English wordings never trained on, the same two in Chinese.
WORDINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add": (
        (
            _ASK + " {a} [plus|+|added to|and|with] {b}",
            _ASK + " {a}+{b}",
            "{a} + {b} " + _ENDING,
            "{a}+{b} " + _ENDING,
            "{a} [plus|and|added to] {b} " + _IS_WHAT,
            _ASK_FOR + " the [sum|total] of {a} and {b}",
            "[add|add up|sum up|sum] {a} [and|to|with|plus] {b} [together|]",
            "if [you|i|we] add {a} [and|to] {b}, " + _GET,
            _GET + " [if|when] [you|i|we] add {a} [and|to] {b}",
            "[what|how much] do {a} and {b} [make|make together|add up to|sum to|give together]",
            "[what|which] number is {b} [more|bigger|greater|larger] than {a}",
            "[start with|take] {a} and [add|get] {b}, what is [it|that|the total]",
            "i [have|had] {a} and [get|got|find|add] {b} more, how [much|many] [is that|is it now]",
            "[increase|raise] {a} by {b}",
            "[put|take] {a} and {b} together, how much is [that|it]",
        ),
        (
            "how much [is it|do you get] if {a} and {b} are added together",
            "{a} with {b} added is how much",
        ),
        (
            "{a}[加| 加 |加上| + |+]{b}" + _HAN_END,
            _HAN_DO + "{a}[加|+| 加 |加上]{b}" + _HAN_END,
            "{a}[和|与|跟]{b}[的和是多少|加起来是多少|一共是多少|的和是几]",
            "{a}再加{b}" + _HAN_END,
        ),
        ("把{a}和{b}加起来是多少",),
    ),
    "subtract": (
        (
            _ASK + " {a} [minus|-|take away|less|subtract] {b}",
            _ASK + " {a}-{b}",
            "{a} - {b} " + _ENDING,
            "{a}-{b} " + _ENDING,
            "{a} [minus|take away|less] {b} " + _IS_WHAT,
            _ASK_FOR + " the difference [between|of] [{a} and {b}|{b} and {a}]",
            "[subtract|take|take away|remove] {b} from {a}",
            "if [you|i|we] [subtract|take|take away|remove] {b} from {a}, ["
            + _GET + "|what is left]",
            _GET + " [if|when] [you|i|we] [subtract|take away|take] {b} from {a}",
            "[what|how much] is left [if|when] [you|i] take {b} [from|away from] {a}",
            "how much [more|bigger|larger|greater] is {a} than {b}",
            "how much [less|smaller] is {b} than {a}",
            "[what|which] number is {b} [less|smaller] than {a}",
            "[start with|take] {a} and [subtract|take away|remove] {b}, what is left",
            "i [have|had] {a} and [lose|lost|spend|use|give away] {b}, how [much|many] is left",
            "[decrease|lower|reduce] {a} by {b}",
        ),
        (
            "how much is left if {b} is taken away from {a}",
            "{a} with {b} taken away is how much",
        ),
        (
            "{a}[减| 减 |减去| - |-|减掉]{b}" + _HAN_END,
            _HAN_DO + "{a}[减|-| 减 |减去]{b}" + _HAN_END,
            "{a}[和|与|跟]{b}[的差是多少|相差多少|的差是几]",
            "{a}比{b}[多多少|大多少|多几]", "{a}去掉{b}[还剩多少|还剩几]",
        ),
        ("从{a}里减去{b}还剩多少",),
    ),
    "multiply": (
        (
            _ASK + " {a} [times|x|*|multiplied by|×] {b}",
            _ASK + " {b} [times|x|*|multiplied by|×] {a}",
            _ASK + " {a}[x|*|×]{b}",
            "[{a} [x|*|times|×] {b}|{b} [x|*|times|×] {a}] " + _ENDING,
            "{a} [times|multiplied by] {b} " + _IS_WHAT,
            _ASK_FOR + " the product of {a} and {b}",
            "multiply {a} [by|with|and|times] {b}",
            "if [you|i|we] multiply {a} [by|and] {b}, " + _GET,
            _GET + " [if|when] [you|i|we] multiply {a} [by|and|with] {b}",
            "{b} [groups|sets|lots|piles] of {a} [is|make|are] [what|how much|how many]",
            "how [much|many] [are|is|make] {b} [groups|sets|lots|piles] of {a}",
            "i [have|had] {b} [groups|sets|lots|piles] of {a}, how [much|many] is that",
        ),
        (
            "how much [is it|do you get] if {a} is multiplied by {b}",
            "what is the product when you multiply {a} and {b}",
        ),
        (
            "{a}[乘| 乘 |乘以| × |×|*]{b}" + _HAN_END,
            _HAN_DO + "{a}[乘|×|乘以]{b}" + _HAN_END,
            "{a}[和|与|跟]{b}[的积是多少|的乘积是多少|相乘是多少]", "{b}个{a}[是多少|等于多少]",
        ),
        ("把{a}和{b}相乘得多少",),
    ),
    "divide": (
        (
            _ASK + " {a} [divided by|/|÷|over|divide by] {b}",
            _ASK + " {a}[/|÷]{b}",
            "{a} [/|÷|divided by] {b} " + _ENDING,
            "{a}[/|÷]{b} " + _ENDING,
            "{a} [divided by|over] {b} " + _IS_WHAT,
            _ASK_FOR + " the [quotient|quotient and remainder] of {a} and {b}",
            "[divide|share|split] {a} [by|into|in] {b} [parts|equal parts|groups|]",
            "[share|split|divide] {a} [among|between] {b} [people|friends|children]",
            "how [many times|often] does {b} go into {a}",
            "how many times does {b} [fit in|fit into] {a}",
            "if [you|i|we] divide {a} by {b}, " + _GET,
            _GET + " [if|when] [you|i|we] [divide|split|share] {a} by {b}",
            "i [have|had] {a} and [share|split] it between {b} people, how much does each get",
        ),
        (
            "how much [is it|do you get] if {a} is divided by {b}",
            "how often does {b} fit into {a}",
        ),
        (
            "{a}[除以| 除以 | ÷ |÷|/]{b}" + _HAN_END,
            _HAN_DO + "{a}[除以|÷]{b}" + _HAN_END,
            "{a}除以{b}的[商|商和余数]是多少", "把{a}[平均分成|分成]{b}份，每份多少",
            "{a}里有几个{b}",
        ),
        ("把{a}除以{b}得多少",),
    ),
}


def word_sum(operation: str, a: int, b: int, rng: Random, reserved: bool) -> tuple[str, str]:
    """The text of a bare sum and its language."""
    english, english_reserved, han, han_reserved = WORDINGS[operation]
    if rng.random() < 0.22:
        fields = {"a": typed_han(a, rng), "b": typed_han(b, rng)}
        return as_typed_han(phrase(han_reserved if reserved else han, rng, **fields), rng), "zh"
    fields = {"a": typed_number(a, rng), "b": typed_number(b, rng)}
    return as_typed(phrase(english_reserved if reserved else english, rng, **fields), rng), "en"


def _operands(operation: str, rng: Random) -> tuple[int, int]:
    if operation == "multiply":
        # The longer factor first, or the larger: "3 x 7" and "7 x 3" are worked the same way.
        first, second = pick(rng, 1, 2, 2, 3, 3), rng.randint(2, 9)
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


def chain(start: int, then: list[tuple[str, int]]) -> tuple[list[str], int]:
    """The lines and the result of several operations, each on the result before it."""
    lines, value = [], start
    for i, (operation, other) in enumerate(then):
        task, steps, final = solve(operation, value, other)
        lines.append(f"First: {task}" if i == 0 else f"So {value}. Then: {task}")
        lines += steps
        value = int(final)
    return lines, value


def _make(operation: str, rng: Random, reserved: bool) -> Question:
    a, b = _operands(operation, rng)
    text, language = word_sum(operation, a, b, rng, reserved)
    task, steps, final = solve(operation, a, b)
    worked = marked(f"Work: {task}", *steps, final=final)
    return Question(operation, text, worked, final, f"{a} {b}", language)


def _subject(operation: str) -> Subject:
    def make(rng: Random, reserved: bool = False) -> Question:
        return _make(operation, rng, reserved)

    return Subject(operation, NUMBERS, make, check_final)


SUBJECTS = tuple(_subject(operation) for operation in WORDINGS)
