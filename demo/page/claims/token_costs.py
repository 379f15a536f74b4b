"""What an answer costs, by a device's hour or by an API's tokens. Arithmetic alone.

Money is in one currency, times are seconds, tokens are counts. Whatever is NaN, infinite or
negative raises UserError with one sentence: no number of this page comes out of one of those.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo.errors import UserError

MILLION = 1_000_000
HOUR = 3600.0
# More than this is a slip of the finger, and would overflow what is reckoned from it.
MOST = 1e9


def checked(value: float, what: str, most: float = MOST) -> float:
    """`value`, which must be a number from 0 to `most`; `what` names it. Raises UserError."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= value <= most:  # NaN lies between no two numbers
        raise UserError(f"{what} must be a number from 0 to {most:,.0f}, not {value}.")
    return float(value)


@dataclass(frozen=True)
class Work:
    """What one answer takes of a side, as means over answers: tokens of its prompt, output tokens
    (end-of-sequence is none), and seconds of the side's own clock, its prefill included."""

    prompt: float
    tokens: float
    seconds: float

    def __post_init__(self) -> None:
        for name in ("prompt", "tokens", "seconds"):
            checked(getattr(self, name), name)
        if not self.tokens:
            raise UserError("An answer without a token has no price a token.")

    @property
    def speed(self) -> float:
        """Output tokens a second of all its time: less than 1/TPOT, for reading counts too."""
        return self.tokens / self.seconds if self.seconds else 0.0


@dataclass(frozen=True)
class Hourly:
    """price: of an hour of the device, which does nothing else meanwhile."""

    price: float

    def __post_init__(self) -> None:
        checked(self.price, "The price of an hour")

    def of(self, work: Work) -> float:
        """price * seconds / 3600"""
        return self.price * work.seconds / HOUR


@dataclass(frozen=True)
class Metered:
    """reading, writing: prices of a million tokens of prompts and of answers."""

    reading: float
    writing: float

    def __post_init__(self) -> None:
        checked(self.reading, "The price of a million tokens read")
        checked(self.writing, "The price of a million tokens written")

    def of(self, work: Work) -> float:
        """(reading * prompt + writing * tokens) / 1,000,000"""
        return (self.reading * work.prompt + self.writing * work.tokens) / MILLION


Price = Hourly | Metered


def per_million(price: Price, work: Work) -> float:
    """Cost of a million output tokens with all that they needed: an answer's cost over its tokens,
    times a million."""
    return price.of(work) / work.tokens * MILLION


def per_solved(cost: float, right: float) -> float | None:
    """Cost of one right answer, wrong ones paid for too: the cost of an answer over the share of
    right ones. None where none is right: then no money buys one."""
    checked(cost, "The cost of an answer")
    checked(right, "The share of right answers", 1)
    return cost / right if right else None


@dataclass(frozen=True)
class Cascade:
    """The student answers first; where it is less sure of its answer than `threshold`, the teacher
    is asked. passed_on: share of all questions; right: share of right answers in the end;
    questions: on which both were counted."""

    passed_on: float
    right: float
    threshold: float
    questions: int

    def of(self, teacher: float, student: float) -> float:
        """Cost of an answer: every question costs the student's, those passed on the teacher's
        too: student + passed_on * teacher."""
        return student + self.passed_on * teacher
