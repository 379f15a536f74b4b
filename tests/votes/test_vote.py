"""A vote as data: what is kept of it, and that nothing else can be read as one."""

from __future__ import annotations

import json

import pytest

from demo.errors import UserError
from demo.votes.vote import LONGEST_CORRECTION, corrected, from_json, to_json
from tests.votes.made_votes import vote


def test_a_vote_is_read_as_it_was_written():
    kept = vote("tie", 'the "right" one:\n四', prompt="</script> ${1}")
    assert from_json(to_json(kept)) == kept


def test_nothing_of_the_visitor_is_in_a_vote_or_its_name():
    kept = vote()
    assert "192.0.2.1" not in to_json(kept) + kept.named("192.0.2.1")
    assert kept.named("session one") != kept.named("session two")


def test_one_comparison_has_one_name_for_a_visitor_whatever_was_chosen_and_whoever_was_a():
    assert vote("teacher").named("me") == vote("both_bad", "no").named("me")
    assert vote("teacher").named("me") != vote("teacher", student="Answer: 6").named("me")


@pytest.mark.parametrize("change", [
    {"vote": 2}, {"choice": "a"}, {"first": "tie"}, {"comparison": None}, {"correction": 3},
    {"comparison": {"texts": {"teacher": "x"}}},
])
def test_what_is_no_vote_is_refused_with_a_reason(change):
    told = json.loads(to_json(vote())) | change
    with pytest.raises(ValueError, match="."):
        from_json(json.dumps(told))


@pytest.mark.parametrize("text", ["", "[" * 100_000, "[]", "\x00"])
def test_damaged_files_are_no_votes(text):
    with pytest.raises(ValueError):
        from_json(text)


@pytest.mark.parametrize("text, reason", [
    ("x" * (LONGEST_CORRECTION + 1), "shorten it"), ("\x1b[2J", "control characters"),
    (None, "must be a text"),
])
def test_a_correction_that_cannot_be_kept_says_why(text, reason):
    with pytest.raises(UserError, match=reason):
        corrected(text)


def test_a_corrections_line_ends_are_made_one_kind():
    assert corrected(" 4 + 4\r\n= 8 ") == "4 + 4\n= 8"
