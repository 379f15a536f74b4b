"""The real engine killed and stopped in the middle of everything, and visitors who just leave.

Needs the bundled pair. A hang must be noticed, said to its visitor and followed by a new engine; a
visitor who drops the line must free the device for the next one within a second.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demo.engine.process import STEADY_SECONDS
from tests.fire.server import Late, Server, Visitor, free_port, kill, state, until

PROMPT = "Mia has 14 boxes of 36 pens. She gives away 57 pens. How many pens are left?"
READY_SECONDS = 180.0  # a pair loads slowly beside others
NOTICED_SECONDS = 15.0
SIGNALS = {"killed": signal.SIGKILL, "stopped": signal.SIGSTOP}


@contextlib.contextmanager
def real(folder: Path, **environ: str) -> Iterator[Server]:
    """app.py with the bundled pair, its page up."""
    port = free_port()
    with Server(["app.py"], port, folder / "app.log", DATA_DIR=str(folder / "data"), HOST="",
                **environ) as server:
        yield server.up()


def engine(server: Server, but: int = 0) -> int:
    """The engine's process, once there is one that is not `but`."""
    until(lambda: [pid for pid in server.engines() if pid != but], 60, "an engine")
    return next(pid for pid in server.engines() if pid != but)


def ready(server: Server) -> Visitor:
    """A visitor whose short run came to its end."""
    visitor = Visitor(server)
    visitor.act("open", "en")
    until(lambda: _ran(visitor), READY_SECONDS, "a run to its end")
    return visitor


def _ran(visitor: Visitor) -> bool:
    visitor.ask(PROMPT, 4)
    notice = ""
    with visitor.stream(READY_SECONDS) as events:
        for message in events:
            notice = str(message.get("output"))
            if message["msg"] in ("process_completed", "close_stream"):
                break
    return "started again" not in notice


@contextlib.contextmanager
def racing(server: Server) -> Iterator[Iterator[dict[str, Any]]]:
    """A long run that has begun to answer; the rest of its messages."""
    visitor = Visitor(server)
    visitor.act("open", "en")
    visitor.ask(PROMPT, 512)
    with visitor.stream() as events:
        messages = iter(events)
        count = 0
        for message in messages:
            count += message["msg"] == "process_generating"
            if count == 4 or message["msg"] == "process_completed":
                break
        yield messages


def drill(folder: Path, rounds: int = 1) -> dict[str, Any]:
    """hangs, hangs_noticed, slowest_notice_s, errors: each signal while racing, idle, loading."""
    took: list[float] = []
    errors: list[str] = []
    cases = [(name, number, moment) for _ in range(rounds) for name, number in SIGNALS.items()
             for moment in (_while_racing, _while_idle, _while_loading)]
    with real(folder) as server:
        for name, number, moment in cases:
            try:
                ready(server)
                # An engine that dies as soon as it works is started again ever later, rightly.
                time.sleep(STEADY_SECONDS + 1)
                took.append(moment(server, number))
            except (OSError, Late) as error:
                errors.append(f"{name} {moment.__name__}: {error}")
        try:
            ready(server)
        except (OSError, Late) as error:
            errors.append(f"afterwards: {error}")
        left = [pid for pid in server.children() if state(pid) == "Z"]
    return {"hangs": len(cases), "hangs_noticed": len(took), "zombies": len(left),
            "slowest_notice_s": round(max(took, default=0.0), 2), "errors": len(errors),
            "said": errors}


def _while_racing(server: Server, number: int) -> float:
    with racing(server) as messages:
        old, began = engine(server), time.monotonic()
        kill(old, number)
        for message in messages:
            if "started again" in str(message.get("output")):
                break
        else:
            raise Late("the visitor was not told")
        told = time.monotonic() - began
    if told > NOTICED_SECONDS:
        raise Late(f"told after {told:.0f} s")
    engine(server, but=old)
    return told


def _while_idle(server: Server, number: int) -> float:
    old = engine(server)
    kill(old, number)
    return until(lambda: [pid for pid in server.engines() if pid != old], NOTICED_SECONDS,
                 "a new engine")


def _while_loading(server: Server, number: int) -> float:
    old = engine(server)
    kill(old, signal.SIGKILL)
    return _while_idle_of(server, engine(server, but=old), number)


def _while_idle_of(server: Server, pid: int, number: int) -> float:
    kill(pid, number)
    return until(lambda: [new for new in server.engines() if new != pid], NOTICED_SECONDS + 5,
                 "a new engine")


def abandons(folder: Path, runs: int = 50) -> dict[str, Any]:
    """abandoned, freed (within a second), slowest_free_s: drop the line in mid-run."""
    took = []
    with real(folder) as server:
        ready(server)
        for _ in range(runs):
            took.append(_abandoned(server))
    return {"abandoned": runs, "freed": sum(seconds <= 1.0 for seconds in took),
            "slowest_free_s": round(max(took, default=0.0), 2)}


def _abandoned(server: Server) -> float:
    """Seconds from the dropped line to the start of the next visitor's run."""
    leaver, waiter = Visitor(server), Visitor(server)
    beats = [visitor.beating() for visitor in (leaver, waiter)]
    for visitor in (leaver, waiter):
        visitor.act("open", "en")
    leaver.ask(PROMPT, 512)
    with leaver.stream() as events:
        generating = (m for m in events if m["msg"] == "process_generating")
        for _ in range(3):
            next(generating)
        waiter.ask(PROMPT, 1)
        following = waiter.stream()
        began = time.monotonic()
    beats[0].close()
    with following as events:
        for message in events:
            if message["msg"] == "process_starts":
                took = time.monotonic() - began
            if message["msg"] == "process_completed":
                break
    beats[1].close()
    return took
