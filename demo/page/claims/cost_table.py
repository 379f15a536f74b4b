"""From prices and what was measured to a row for each side, and for the cascade of both."""

from __future__ import annotations

from dataclasses import dataclass

from demo.page.claims.measured_work import Measured
from demo.page.claims.price_fields import Prices
from demo.page.claims.token_costs import MILLION, per_million, per_solved
from demo.recording.data import SIDES

CASCADE = "cascade"


@dataclass(frozen=True)
class Row:
    """Of one side, or of the cascade. speed: output tokens a second, tokens: of an answer, right: a
    share, answer, million, solved: costs; None is "not measured", or that no money buys it."""

    name: str
    answer: float
    million: float
    tokens: float
    speed: float | None = None
    right: float | None = None
    solved: float | None = None


def rows(measured: Measured, prices: Prices) -> list[Row]:
    """The teacher's, the student's and, where the exam tells who was right where, the cascade's."""
    found = [_side(side, measured, prices) for side in SIDES]
    both = measured.cascade
    if both is None:
        return found
    teacher, student = found
    answer = both.of(teacher.answer, student.answer)
    tokens = student.tokens + both.passed_on * teacher.tokens
    return [*found, Row(CASCADE, answer, answer / tokens * MILLION, tokens, right=both.right,
                        solved=per_solved(answer, both.right))]


def _side(side: str, measured: Measured, prices: Prices) -> Row:
    work, price = measured.work[side], prices.sides[side]
    right = measured.shares[side] if measured.shares else None
    answer = price.of(work)
    return Row(side, answer, per_million(price, work), work.tokens, work.speed, right,
               None if right is None else per_solved(answer, right))


def student_over_teacher(found: list[Row]) -> float | None:
    """The ratio of what one pays for: right answers where both are known to give some, else tokens.
    None where either costs nothing."""
    teacher, student = found[:2]
    solved = teacher.solved is not None and student.solved is not None
    old, new = (row.solved if solved else row.million for row in (teacher, student))
    return new / old if old and new else None
