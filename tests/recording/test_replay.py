"""A replay is the race again: same steps, own clocks, one axis, at most 20 pictures a second."""

from __future__ import annotations

import dataclasses

import pytest

from demo.recording.data import SIDES
from demo.recording.replay import frames, replay, slow_motion
from tests.scripted import ScriptedEngine, recorded


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(delay=0.0), "14 * 36 - 57?")


def test_it_begins_with_nothing_and_ends_with_the_whole(recording):
    grown = list(replay(recording, sleep=lambda seconds: None))
    assert all(not grown[0].answers[side].tokens for side in SIDES)
    assert grown[-1] == recording


def test_it_only_grows(recording):
    grown = list(replay(recording, pace=0.2, sleep=lambda seconds: None))
    for earlier, later in zip(grown, grown[1:], strict=False):
        for side in SIDES:
            assert later.answers[side].text.startswith(earlier.answers[side].text)
            assert not earlier.answers[side].end or later.answers[side].end


@pytest.mark.parametrize("pace", [0.1, 1.0, 4.0])
def test_it_takes_the_measured_time_over_the_pace(recording, pace):
    slept = []
    list(replay(recording, pace, slept.append))
    longest = max(sum(a.seconds) + a.end_seconds for a in recording.answers.values())
    assert sum(slept) == pytest.approx(longest / pace)
    assert all(wait <= 0.05 + 1e-9 for wait in slept)


def test_both_sides_stand_at_the_same_moment_of_their_own_clocks(recording):
    now = 0.0
    for wait, grown in frames(recording, pace=0.1):
        now += wait * 0.1
        for side in SIDES:
            times = recording.answers[side].times
            if not grown.answers[side].end:
                assert len(grown.answers[side].tokens) == sum(t <= now + 1e-9 for t in times)


def test_a_side_that_is_done_waits_with_its_verdict(recording):
    waits = [grown for _, grown in frames(recording, pace=0.1)
             if grown.answers["student"].end and not grown.answers["teacher"].end]
    assert waits and all(grown.answers["student"] == recording.answers["student"]
                         for grown in waits)


def test_it_never_goes_backwards(recording):
    with pytest.raises(AssertionError):
        next(frames(recording, pace=0))


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
