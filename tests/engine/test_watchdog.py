"""Which silence of a child is a hang: each phase's own measure, on a scripted clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from demo.engine import watchdog as module
from demo.engine.watchdog import TICK_SECONDS, Watchdog, stopped


def after(pulse, most, beats=True, work=0.0, results=False, stops=False):
    """Tick until it says hung, and say when and why; (most, "") when it does not."""
    now = 0.0
    while now < most:
        now += TICK_SECONDS
        if beats and now % 1 == 0:
            pulse.heard(pulse.phase, pulse.cpu + work)
        if results and now % 1 == 0:
            pulse.made()
        if why := pulse.tick(TICK_SECONDS, stops):
            return now, why
    return most, ""


def pulse(phase, asked=False, stopping=False, time_limit=120.0):
    found = Watchdog(time_limit)
    found.heard(phase, 0.0)
    found.asked, found.stopping = asked, stopping
    found.tick(0.0)
    return found


@pytest.mark.parametrize("phase", ["starting", "loading", "racing", "idle"])
def test_one_that_was_stopped_by_a_signal_is_found_in_seconds_in_every_phase(phase):
    assert after(pulse(phase), 60, beats=False, stops=True) == (module.STOPPED_SECONDS, "stopped")


@pytest.mark.parametrize("phase, limit, seconds", [
    ("racing", 120, 30), ("racing", 1, 10), ("racing", 3600, 900), ("idle", 120, 30),
    ("loading", 120, module.LOADING_SILENT), ("starting", 120, module.LOADING_SILENT),
])
def test_no_beat_at_all_is_a_hang(phase, limit, seconds):
    assert after(pulse(phase, time_limit=limit), 2000, beats=False) == (seconds, "silent")


@pytest.mark.parametrize("phase, seconds", [("racing", 30), ("loading", module.LOADING_STILL)])
def test_beats_without_work_are_a_deadlock(phase, seconds):
    assert after(pulse(phase), 2000) == (seconds, "still")


def test_a_command_that_is_never_taken_up_is_a_deadlock_too():
    assert after(pulse("idle", asked=True), 2000) == (30, "still")


def test_a_long_step_is_left_alone_as_long_as_a_side_may_take():
    assert after(pulse("racing"), 2000, work=0.9) == (240, "endless")
    assert after(pulse("racing", stopping=True), 2000, work=0.9) == (120, "endless")
    assert after(pulse("racing", time_limit=1), 2000, work=0.9) == (60, "endless")


@pytest.mark.parametrize("case", [
    {"phase": "idle"}, {"phase": "loading", "work": 0.5}, {"phase": "racing", "results": True},
    {"phase": "racing", "results": True, "work": 0.9}, {"phase": "racing", "results": True,
                                                         "beats": False},
])
def test_a_healthy_child_is_left_alone_for_an_hour(case):
    phase = case.pop("phase")
    assert after(pulse(phase), 3600, **case) == (3600, "")


def test_a_watcher_that_was_frozen_itself_kills_nobody():
    found = pulse("racing")
    assert not found.tick(3600.0) and not found.tick(TICK_SECONDS)
    assert after(found, 600, results=True) == (600, "")


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="only Linux says so")
def test_the_kernel_tells_a_stopped_process():
    sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert not stopped(sleeper.pid)
        sleeper.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, sleeper.pid, os.WSTOPPED)
        assert stopped(sleeper.pid)
    finally:
        sleeper.kill()
        sleeper.communicate()
    assert not stopped(sleeper.pid)
