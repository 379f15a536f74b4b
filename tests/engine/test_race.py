"""The race on scripted lanes: turns, clocks, stopping, failing."""

from itertools import islice

import pytest
import torch

from demo.engine.memory import ran_out
from demo.engine.protocol import Stop
from demo.engine.race import race
from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Recording, Request
from demo.recording.growing import grow
from demo.recording.metrics import numbers
from tests.lanes import ScriptedLane


def recorded(steps) -> Recording:
    return grow(Recording(Request("x"), {side: Answer(side) for side in SIDES}), steps)


def two(teacher=0.010, student=0.003, **both) -> list[ScriptedLane]:
    return [ScriptedLane("teacher", teacher, **both), ScriptedLane("student", student, **both)]


def test_a_10_ms_and_a_3_ms_lane_read_10_and_3_ms_and_show_30_against_100_tokens_half_way():
    teacher, student = two()
    steps = race([teacher, student], max_tokens=200, time_limit=1e9)
    half = recorded(islice(steps, 130))
    assert len(half.answers["teacher"].tokens) == 30
    assert len(half.answers["student"].tokens) == 100
    whole = grow(half, steps)
    assert numbers(whole.answers["teacher"]).tpot == pytest.approx(0.010)
    assert numbers(whole.answers["student"]).tpot == pytest.approx(0.003)


def test_the_lane_whose_clock_is_behind_always_steps_next():
    clocks = {side: 0.0 for side in SIDES}
    for step in race(two(0.007, 0.002), max_tokens=50, time_limit=1e9):
        if step.kind != "end":
            if len([c for c in clocks.values() if c < 1e8]) == 2:
                assert clocks[step.side] == min(clocks.values())
            clocks[step.side] += step.seconds
        else:
            clocks[step.side] = 1e9


def test_each_side_ends_once_and_says_how():
    found = recorded(race(two(length=5), max_tokens=50, time_limit=1e9))
    assert [a.end for a in found.answers.values()] == ["eos", "eos"]
    assert [len(a.tokens) for a in found.answers.values()] == [5, 5]


def test_the_token_that_ends_an_answer_counts_neither_as_token_nor_in_e2e():
    found = recorded(race(two(length=4), max_tokens=50, time_limit=1e9)).answers["teacher"]
    assert numbers(found).tokens == 4
    assert numbers(found).e2e == pytest.approx(0.040)
    assert found.end_seconds == pytest.approx(0.010)


def test_the_token_limit_is_per_answer():
    found = recorded(race(two(), max_tokens=7, time_limit=1e9))
    assert [(a.end, len(a.tokens)) for a in found.answers.values()] == [("max_tokens", 7)] * 2


def test_the_time_limit_is_seconds_of_a_sides_own_time():
    found = recorded(race(two(), max_tokens=10**6, time_limit=0.0301))
    assert [a.end for a in found.answers.values()] == ["time_limit"] * 2
    assert len(found.answers["teacher"].tokens) == 4
    assert len(found.answers["student"].tokens) == 11


@pytest.mark.parametrize("side", SIDES)
def test_stopping_one_side_leaves_the_other_running(side):
    stop = Stop()
    other = next(s for s in SIDES if s != side)

    def at_third(who, made):
        if who == side and made == 3:
            stop.ask(side)

    lanes = [ScriptedLane(s, 0.01, length=20, before_step=at_third) for s in SIDES]
    found = recorded(race(lanes, 50, 1e9, stop))
    assert (found.answers[side].end, len(found.answers[side].tokens)) == ("stopped", 4)
    assert (found.answers[other].end, len(found.answers[other].tokens)) == ("eos", 20)


def test_stopping_both_keeps_what_was_said():
    stop = Stop()
    lanes = [
        ScriptedLane(s, 0.01, before_step=lambda _, made: made == 5 and stop.ask()) for s in SIDES
    ]
    found = recorded(race(lanes, 10**6, 1e9, stop))
    assert [a.end for a in found.answers.values()] == ["stopped", "stopped"]
    assert all(5 <= len(a.tokens) <= 6 for a in found.answers.values())


def test_a_stop_before_the_start_runs_nothing():
    stop = Stop()
    stop.ask()
    lanes = two()
    assert [s.kind for s in race(lanes, 10, 1e9, stop)] == ["end", "end"]
    assert [lane.made for lane in lanes] == [0, 0]


@pytest.mark.parametrize("fail_at", [0, 3])
def test_a_failing_lane_ends_with_its_reason_and_the_other_goes_on(fail_at):
    lanes = [
        ScriptedLane("teacher", 0.01, fail_at=fail_at, error=UserError("No memory left: retry.")),
        ScriptedLane("student", 0.01, length=20),
    ]
    found = recorded(race(lanes, 50, 1e9)).answers
    assert (found["teacher"].end, found["teacher"].why) == ("error", "No memory left: retry.")
    assert len(found["teacher"].tokens) == fail_at
    assert (found["student"].end, len(found["student"].tokens)) == ("eos", 20)


def test_an_unexpected_failure_is_logged_and_not_shown(caplog):
    lanes = [ScriptedLane("teacher", 0.01, fail_at=1, error=KeyError("/secret/path"))]
    last = list(race(lanes, 50, 1e9))[-1]
    assert last.end == "error" and "/secret" not in last.why and "log" in last.why
    assert "/secret/path" in caplog.text


def test_a_burst_keeps_the_turn_and_changes_no_time():
    order = [s.side for s in race(two(0.004, 0.004, length=6), 50, 1e9, burst=0.008)]
    assert order[:4] == ["teacher", "teacher", "student", "student"]
    found = recorded(race(two(length=20), 50, 1e9, burst=0.02))
    assert numbers(found.answers["teacher"]).tpot == pytest.approx(0.010)
    assert numbers(found.answers["student"]).tpot == pytest.approx(0.003)


def test_a_lane_that_finished_early_leaves_the_rest_to_the_other():
    lanes = [ScriptedLane("teacher", 0.01, length=2), ScriptedLane("student", 0.001, length=100)]
    found = recorded(race(lanes, 500, 1e9)).answers
    assert len(found["student"].tokens) == 100


class Elsewhere(RuntimeError):
    """A library's own class for a device without memory."""


NO_MEMORY = [
    MemoryError(), torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't "
                 "allocate memory: you tried to allocate 80000000000 bytes. Error code 12"),
    Elsewhere("HIP out of memory"), RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED"),
    OSError(12, "Cannot allocate memory"),
]


@pytest.mark.parametrize("error", NO_MEMORY, ids=lambda error: type(error).__name__)
def test_memory_that_ran_out_is_told_as_that_wherever_it_ran_out(error, caplog):
    lanes = [ScriptedLane("teacher", 0.01, fail_at=2, error=error)]
    last = list(race(lanes, 50, 1e9))[-1]
    assert last.end == "error" and "ran out of memory: ask for fewer tokens" in last.why
    assert not caplog.text


def test_a_real_allocation_that_fails_is_recognised():
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**60, dtype=torch.uint8)
    assert ran_out(caught.value)
    assert not ran_out(RuntimeError("shapes do not fit")) and not ran_out(KeyError("memory"))


@pytest.mark.parametrize(("limits", "end"), [
    ((99, 99.0), "eos"), ((2, 99.0), "max_tokens"), ((99, 1.5), "time_limit"),
])
def test_what_was_kept_back_comes_with_the_end_whatever_that_is(limits, end):
    lane = ScriptedLane("teacher", 1.0, length=3)
    lane.rest = lambda: "kept"
    *_, last = race([lane], *limits)
    assert (last.kind, last.end, last.text) == ("end", end, "kept")


def test_what_was_kept_back_is_shown_where_a_side_fails_and_nothing_where_it_never_began():
    for fail_at, text in ((2, "kept"), (0, "")):
        lane = ScriptedLane("teacher", 1.0, fail_at=fail_at)
        lane.rest = lambda: "kept"
        *_, last = race([lane], 99, 99.0)
        assert (last.end, last.text) == ("error", text)
