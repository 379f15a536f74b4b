"""A tally counts every vote once, ties and "both bad" among them."""

from __future__ import annotations

from collections import Counter

import pytest

from demo.exam.statistics import wilson
from demo.votes.tally import tally
from demo.votes.vote import CHOICES

COUNTS = Counter({
    ("abacus", "sums", "teacher"): 5, ("abacus", "sums", "student"): 3,
    ("abacus", "sums", "tie"): 4, ("abacus", "", "both_bad"): 2,
    ("abacus", "", "student"): 1, ("other", "sums", "tie"): 9,
})


def test_all_votes_of_a_pair_and_of_no_other_come_first_and_then_the_largest_subjects():
    rows = tally(COUNTS, "abacus")
    assert [(row.subject, row.votes) for row in rows] == [("", 15), ("sums", 12), ("", 3)]
    assert [rows[0].choices[choice].votes for choice in CHOICES] == [5, 4, 4, 2]
    assert sum(share.share for share in rows[0].choices.values()) == pytest.approx(1)


def test_a_tie_finds_the_student_as_good_and_both_bad_does_not():
    whole, sums, own = tally(COUNTS, "abacus")
    assert (whole.as_good.votes, whole.as_good.whole) == (8, 15)
    assert (sums.as_good.votes, own.as_good.votes) == (7, 1)
    assert whole.as_good.interval == wilson(8, 15)
    # by hand: p = 8/15, z = 1.96: centre 0.5265, reach 0.2254
    assert whole.as_good.interval == pytest.approx((0.3012, 0.7519), abs=5e-4)


def test_without_votes_there_is_no_row():
    assert tally(COUNTS, "nobody") == []
