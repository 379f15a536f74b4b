"""A replay is the race again: same steps, own clocks, one axis."""

from __future__ import annotations

import dataclasses

import pytest

from demo.recording.data import SIDES
from demo.recording.replay import at, length, slow_motion
from tests.scripted import ScriptedEngine, recorded


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(delay=0.0), "14 * 36 - 57?")


def moments(recording, pictures=40):
    whole = length(recording)
    return [(whole * i / pictures, at(recording, whole * i / pictures))
            for i in range(pictures + 1)]


def test_it_begins_with_nothing_and_ends_with_the_whole(recording):
    (_, first), *_, (_, last) = moments(recording)
    assert all(not first.answers[side].tokens for side in SIDES)
    assert last.answers == recording.answers


def test_it_only_grows(recording):
    grown = [found for _, found in moments(recording)]
    for earlier, later in zip(grown, grown[1:], strict=False):
        for side in SIDES:
            assert later.answers[side].text.startswith(earlier.answers[side].text)
            assert not earlier.answers[side].end or later.answers[side].end


def test_both_sides_stand_at_the_same_moment_of_their_own_clocks(recording):
    for now, grown in moments(recording):
        for side in SIDES:
            times = recording.answers[side].times
            if not grown.answers[side].end:
                assert len(grown.answers[side].tokens) == sum(t <= now for t in times)


def test_a_side_that_is_done_waits_with_its_verdict(recording):
    waits = [grown for _, grown in moments(recording)
             if grown.answers["student"].end and not grown.answers["teacher"].end]
    assert waits and all(grown.answers["student"] == recording.answers["student"]
                         for grown in waits)


def lasting(recording, seconds):
    answers = {
        side: dataclasses.replace(
            answer, seconds=(seconds, *[0.0] * (len(answer.tokens) - 1)), end_seconds=0.0)
        for side, answer in recording.answers.items()
    }
    return dataclasses.replace(recording, answers=answers)


@pytest.mark.parametrize("seconds", [0.001, 0.0245, 0.1, 0.24, 0.5, 0.9, 1.2, 1.7, 1.99])
def test_a_race_too_short_to_be_seen_lasts_three_to_five_seconds(recording, seconds):
    factor = slow_motion(lasting(recording, seconds))
    assert factor == int(factor) > 1 and 3 <= seconds * factor <= 5


@pytest.mark.parametrize("seconds", [0.0, 2.0, 2.5, 60.0])
def test_a_longer_race_or_none_plays_as_it_was_measured(recording, seconds):
    assert slow_motion(lasting(recording, seconds)) == 1
