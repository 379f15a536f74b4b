"""A child that dies or hangs, at every moment: noticed, said, ended, and started again at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from demo.engine import child_handle, watchdog
from demo.engine.process import EngineProcess, back_off
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.recording.data import Request
from demo.settings import ROOT, Settings
from tests.engine.scripted_child import serve

ASK = Request("a question", time_limit=1.0)
SETTINGS = Settings(pair="good", time_limit=1.0)
# A busy machine takes its time to start a process; nothing here waits that long when it works.
LONG = 60.0


@pytest.fixture
def engine(monkeypatch):
    monkeypatch.setattr(watchdog, "LOADING_STILL", 3.0)
    engine = EngineProcess(SETTINGS, serve)
    # The scripted child takes no second for anything: what is silent for two is hung.
    monkeypatch.setattr(child_handle, "Watchdog", lambda limit: impatient(limit))
    yield engine
    engine.close()


def impatient(limit):
    found = watchdog.Watchdog(limit)
    found.patience, found.longest = 3.0, 4.0
    return found


def until(true):
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def ready(engine, pair="good"):
    until(lambda: (engine.status().state, engine.status().pair) == ("ready", pair))
    return engine._child.process


def all_of(engine, pair):
    return list(engine.compare(ASK, pair, Stop()))


@pytest.mark.parametrize("pair, said", [
    ("dies", "stopped unexpectedly"), ("stopped", "no longer answered"),
    ("deadlock", "no longer answered"), ("busy", "no longer answered"),
    ("closes", "stopped unexpectedly"), ("dies-load", "stopped unexpectedly"),
    ("stopped-load", "no longer answered"), ("deadlock-load", "no longer answered"),
])
def test_the_visitor_is_told_and_another_is_started_at_once(engine, pair, said):
    engine.load("good")
    first = ready(engine)
    with pytest.raises(UserError, match=said):
        all_of(engine, pair)
    until(lambda: not first.is_alive())
    # Nobody asks anything: the next one comes by itself, with the last pair that is known to load.
    until(lambda: engine._child.process is not first)
    assert ready(engine, "good" if pair.endswith("-load") else pair) is not first
    assert first.exitcode is not None
    assert all_of(engine, "short")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGSEGV])
def test_an_idle_one_that_dies_or_is_stopped_is_noticed_and_started_again(engine, how):
    engine.load("good")
    first = ready(engine)
    os.kill(first.pid, how)
    until(lambda: engine._child.process is not first)
    assert ready(engine) is not first
    # No zombie is left behind.
    with pytest.raises(ProcessLookupError):
        os.kill(first.pid, 0)


def test_one_that_dies_at_every_start_is_tried_ever_more_rarely():
    assert [back_off(n) for n in (1, 2, 3, 4, 5, 50, 10**6)] == [0, 1, 2, 4, 8, 60, 60]


def test_only_one_that_never_worked_for_long_counts_as_another_death(engine, monkeypatch):
    waits = []
    monkeypatch.setattr("demo.engine.process.back_off", lambda deaths: waits.append(deaths) or 0.0)
    for steady in (-1.0, -1.0, 3600.0, 3600.0, -1.0):
        monkeypatch.setattr("demo.engine.process.STEADY_SECONDS", steady)
        engine.load("good")
        first = ready(engine)
        until(lambda: engine._child.proved < float("inf"))
        count = len(waits)
        first.kill()
        until(lambda n=count, old=first: len(waits) > n and engine._child.process is not old)
    assert waits == [1, 1, 2, 3, 1]


def test_a_question_does_not_wait_for_the_back_off(engine, monkeypatch):
    engine.load("good")
    first = ready(engine)
    monkeypatch.setattr("demo.engine.process.back_off", lambda deaths: 3600.0)
    first.kill()
    until(lambda: engine.status().state == "loading")
    assert all_of(engine, "short")


@pytest.mark.parametrize("state", ["idle", "stopped", "racing"])
def test_closing_takes_seconds_in_every_state_and_leaves_nothing(engine, state):
    engine.load("good")
    process = ready(engine)
    stream = engine.compare(ASK, "good", Stop())
    if state == "racing":
        next(stream), next(stream)
    if state == "stopped":
        os.kill(process.pid, signal.SIGSTOP)
    began = time.monotonic()
    engine.close()
    assert time.monotonic() - began < 2 * child_handle.END_SECONDS + 1
    # Another thread waits for it, too; whoever is second learns its exit code a moment later.
    until(lambda: not process.is_alive())
    with pytest.raises(UserError):
        list(stream)


def test_a_reader_who_leaves_frees_it_within_a_second_fifty_times_of_fifty(engine):
    engine.load("good")
    first = ready(engine)
    for _ in range(50):
        stream = engine.compare(ASK, "good", Stop())
        next(stream), next(stream)
        began = time.monotonic()
        stream.close()
        assert time.monotonic() - began < 1
    assert engine._child.process is first


def test_what_cannot_be_started_is_one_sentence(engine, monkeypatch):
    def no_more(*_):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("demo.engine.process.ChildHandle", no_more)
    with pytest.raises(UserError, match="cannot be started now"):
        all_of(engine, "good")


# A server that is killed while its engine loads for ever, or holds a race.
SERVER = """
import sys, time
from demo.engine.process import EngineProcess
from demo.engine.protocol import Stop
from demo.recording.data import Request
from tests.engine.scripted_child import serve
from tests.engine.test_hangs import SETTINGS

if __name__ == "__main__":
    engine = EngineProcess(SETTINGS, serve)
    engine.load(sys.argv[1])
    while engine._child is None or engine.status().blank is None and "load" not in sys.argv[1]:
        time.sleep(0.01)
    print(engine._child.process.pid, flush=True)
    time.sleep(3600)
"""


@pytest.mark.parametrize("pair", ["good", "deadlock-load", "stopped-load"])
def test_the_engine_ends_with_its_server_also_during_a_load(pair):
    server = subprocess.Popen([sys.executable, "-c", SERVER, pair], cwd=ROOT, text=True,
                              stdout=subprocess.PIPE)
    child = int(server.stdout.readline())
    if pair == "stopped-load":
        until(lambda: watchdog.stopped(child))
    server.kill()
    server.wait()
    until(lambda: not alive(child))


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
