"""SIGTERM and Ctrl-C in every state: the server and its engine are gone within five seconds.

And when the server itself is killed, its engine ends too, whatever it was doing.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fire.hangs import engine, racing, ready, real
from tests.fire.server import Late, Server, Visitor, kill, state, until

MOST_SECONDS = 5.0
ENDS = {"SIGTERM": signal.SIGTERM, "SIGINT": signal.SIGINT}
State = Callable[[Server, contextlib.ExitStack], None]


def loading(server: Server, stack: contextlib.ExitStack) -> None:
    engine(server)


def idle(server: Server, stack: contextlib.ExitStack) -> None:
    ready(server)


def in_a_race(server: Server, stack: contextlib.ExitStack) -> None:
    ready(server)
    stack.enter_context(racing(server))


def stopped(server: Server, stack: contextlib.ExitStack) -> None:
    kill(engine(server), signal.SIGSTOP)


def stopped_in_a_race(server: Server, stack: contextlib.ExitStack) -> None:
    in_a_race(server, stack)
    stopped(server, stack)


def crowded(server: Server, stack: contextlib.ExitStack) -> None:
    """Thirty open pages, ten of them in the queue with their streams open, and a race."""
    ready(server)
    for index in range(30):
        visitor = Visitor(server)
        stack.callback(visitor.beating().close)
        visitor.act("open", "en")
        if index < 10 and visitor.ask("Is 91 prime?", 512)[0] == 200:
            stack.enter_context(visitor.stream())


STATES: tuple[State, ...] = (loading, idle, in_a_race, stopped, stopped_in_a_race, crowded)


def drill(folder: Path, rounds: int = 1) -> dict[str, Any]:
    """ends, ended (in time, with nothing left), slowest_end_s, and seconds by state."""
    table: dict[str, float] = {}
    errors: list[str] = []
    for _ in range(rounds):
        for bring in STATES:
            for name, number in ENDS.items():
                key = f"{bring.__name__} {name}"
                try:
                    seconds = _ended(folder, bring, number)
                    table[key] = max(table.get(key, 0.0), seconds)
                    print(f"  {key}: {seconds} s", flush=True)
                except (OSError, Late) as error:
                    errors.append(f"{key}: {error}")
                    print(f"  {errors[-1]}", flush=True)
    return {"ends": rounds * len(STATES) * len(ENDS), "ends_s": table,
            "slowest_end_s": max(table.values(), default=0), "errors": len(errors), "said": errors}


def _ended(folder: Path, bring: State, number: int) -> float:
    """Seconds from the signal to the last process's end. Raises Late."""
    with real(folder) as server, contextlib.ExitStack() as stack:
        bring(server, stack)
        below = server.children()
        began = time.monotonic()
        kill(server.process.pid, number)
        until(lambda: server.process.poll() is not None, MOST_SECONDS, "the server's end")
        until(lambda: not [pid for pid in below if state(pid) not in ("", "Z")], 2, "its engine's")
        return round(time.monotonic() - began, 2)


def killed(
    folder: Path, states: tuple[State, ...] = (loading, idle, in_a_race, stopped)
) -> dict[str, Any]:
    """server_deaths, slowest_orphan_s: how long the engine outlives a server that was kill -9ed."""
    took, errors = [], []
    for bring in states:
        with real(folder) as server, contextlib.ExitStack() as stack:
            bring(server, stack)
            below = server.children()
            server.process.kill()
            server.process.wait()
            try:
                took.append(until(lambda pids=below: not [
                    pid for pid in pids if state(pid) not in ("", "Z")], 10, "the engine's end"))
            except Late as error:
                errors.append(f"{bring.__name__}: {error}")
            for pid in below:
                kill(pid, signal.SIGKILL)
    return {"server_deaths": len(states), "slowest_orphan_s": round(max(took, default=0.0), 2),
            "errors": len(errors), "said": errors}
