"""Statistics of two examinees on the same questions, against what can be reckoned by hand."""

from __future__ import annotations

from random import Random

import pytest

from demo.exam.paired_statistics import (
    calibration,
    curve,
    handover,
    questions_for,
    retention,
    without_loss,
)
from demo.exam.statistics import wilson


def sides(both, teacher, student, neither):
    return ([True] * both + [True] * teacher + [False] * student + [False] * neither,
            [True] * both + [False] * teacher + [True] * student + [False] * neither)


def test_retention_is_a_ratio_with_an_interval_that_holds_it():
    found = retention(*sides(80, 15, 2, 3))
    assert found.value == pytest.approx(82 / 95) and found.low < found.value < found.high
    assert 0.75 < found.low and found.high < 0.96
    assert retention(*sides(80, 15, 2, 3)) == found, "the same every time"
    wide = retention(*sides(8, 2, 0, 0))
    assert wide.high - wide.low > found.high - found.low


def test_the_interval_covers_the_truth_as_often_as_it_says():
    """Drawn from known chances, about 95 of 100 intervals hold the true ratio."""
    rng, hits = Random(5), 0
    for trial in range(60):
        drawn = rng.choices(range(4), weights=(70, 20, 4, 6), k=150)
        found = retention(*sides(*(drawn.count(i) for i in range(4))), seed=trial)
        hits += found.low <= 74 / 90 <= found.high
    assert 52 <= hits <= 60


def test_what_cannot_be_told_is_told_so():
    assert retention(*sides(0, 0, 3, 4)).value is None and retention([], []).value is None
    assert calibration([], []) is None and curve([], [], []) == []
    assert without_loss([0.5] * 3, [True] * 3, [True] * 3) is None
    with pytest.raises(ValueError):
        handover([], [], [], 0.5)


def test_what_was_never_seen_is_not_ruled_out():
    """A bootstrap alone would say 100 to 100 % of five questions."""
    same = retention(*sides(5, 0, 0, 0))
    assert (same.value, same.high) == (1, 1) and same.low == pytest.approx(wilson(5, 5)[0])
    none = retention(*sides(0, 5, 0, 2))
    assert (none.value, none.low) == (0, 0) and none.high == pytest.approx(wilson(0, 5)[1])
    rng, hits = Random(6), 0
    for trial in range(200):  # of 12 questions, of which a student loses one in twenty
        drawn = rng.choices(range(2), weights=(95, 5), k=12)
        found = retention(*sides(drawn.count(0), drawn.count(1), 0, 0), seed=trial)
        hits += found.low <= 0.95 <= found.high
    assert hits >= 180


def test_more_questions_are_wanted_where_less_is_sure():
    assert questions_for(0.5) == 385 and questions_for(0.95) < questions_for(0.5)
    assert questions_for(1.0) > 0


def test_calibration_is_the_distance_of_what_was_said_and_what_came():
    sure = calibration([0.95] * 10, [True] * 9 + [False])
    assert sure.error == pytest.approx(0.05) and sure.bins[0].count == 10
    boast = calibration([1.0] * 4 + [0.05] * 4, [False] * 4 + [False] * 4)
    assert boast.error == pytest.approx((1.0 * 4 + 0.05 * 4) / 8)
    assert [b.count for b in boast.bins] == [4, 4]


def test_a_threshold_hands_over_what_is_below_it():
    confidence, student = [0.9, 0.8, 0.2, 0.1], [True, True, False, False]
    teacher = [True, False, True, True]
    found = handover(confidence, student, teacher, 0.5)
    assert (found.asked, found.right) == (0.5, 1.0)
    points = curve(confidence, student, teacher)
    assert (points[0].asked, points[0].right) == (0, 0.5)
    assert (points[-1].asked, points[-1].right) == (1, 0.75)
    assert [p.asked for p in points] == sorted(p.asked for p in points)


def test_the_point_that_loses_nothing_is_shown_on_the_other_half():
    """A student that knows when it is right saves the teacher about half of the questions."""
    rng = Random(1)
    student = [rng.random() < 0.5 for _ in range(400)]
    confidence = [rng.uniform(0.6, 1.0) if right else rng.uniform(0.0, 0.5) for right in student]
    teacher = [right or rng.random() < 0.9 for right in student]
    found = without_loss(confidence, student, teacher)
    assert found.questions == 200 and 0.3 < found.there.asked < 0.6
    assert found.there.right >= found.teacher - 0.03
    assert found.there.low <= found.there.right <= found.there.high
    # One that is as sure when it is wrong saves nothing without a loss.
    blind = without_loss([0.9] * 400, student, teacher)
    assert blind.there.asked == 1.0 and blind.there.right == blind.teacher
