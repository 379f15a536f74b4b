"""Published values, so that a slip in a formula shows."""

from __future__ import annotations

import pytest

from demo.exam.statistics import mcnemar, two_by_two, wilson


def test_wilson_matches_a_textbook_value() -> None:
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(("right", "low", "high"), [(0, 0.0, 0.2775), (10, 0.7225, 1.0)])
def test_wilson_stays_inside_at_the_ends(right: int, low: float, high: float) -> None:
    assert wilson(right, 10) == pytest.approx((low, high), abs=5e-5)


def test_nothing_asked_is_nothing_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_two_by_two_counts_every_question_once() -> None:
    assert two_by_two([1, 1, 0, 0, 1], [1, 0, 1, 0, 1]) == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("first", "second", "p"), [(0, 0, 1.0), (5, 5, 1.0), (0, 6, 0.03125), (1, 9, 0.021484375)]
)
def test_mcnemar_is_the_exact_binomial(first: int, second: int, p: float) -> None:
    assert mcnemar(first, second) == pytest.approx(p)
    assert mcnemar(second, first) == pytest.approx(p)
