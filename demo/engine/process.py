"""The engine in a process of its own, behind the same generator.

A Gradio page draws 20 times a second in the interpreter it shares with whatever else runs there,
and a decode step of a small model is mostly interpreter work too; so the models get an interpreter
to themselves. The child answers one command at a time. If it dies or hangs, also when idle, the
visitor is told and another one is started at once. Imports no torch.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from demo.engine.child_handle import ChildHandle, Serve
from demo.engine.engine_child import serve
from demo.engine.protocol import Status, Stop, folded
from demo.engine.turn_lock import TurnLock
from demo.errors import UserError
from demo.recording.batch_answers import Sat
from demo.recording.data import Recording, Request
from demo.settings import Settings

log = logging.getLogger(__name__)
# One that had loaded this long ago did not die of that: the next one starts at once.
STEADY_SECONDS = 5.0
MOST_BACK_OFF = 60.0


class EngineProcess:
    """demo.engine.protocol.Engine in a child process. Safe to call from any thread."""

    def __init__(self, settings: Settings, serve: Serve = serve) -> None:
        self.settings, self._serve = settings, serve
        self._status = Status("loading", settings.pair)
        self._busy, self._starting = TurnLock(), threading.Lock()
        self._child: ChildHandle | None = None
        self._closed = threading.Event()
        # What is loaded again after a death: the last pair that was known to load.
        self._wanted, self._deaths = settings.pair, 0

    def status(self) -> Status:
        return self._status

    def load(self, pair: str) -> None:
        """Start loading in the background; waits for nothing but a running comparison."""
        threading.Thread(target=self._load, args=(pair,), daemon=True).start()

    def _load(self, pair: str, instead_of: ChildHandle | None = None) -> None:
        with self._busy, contextlib.suppress(UserError):
            # A question that came first has started another one already, with the pair it needed.
            if instead_of is None or instead_of is self._child:
                for _ in self._started().ask("load", pair):
                    pass

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        """Race both sides; see Engine. Waits until the engine is free."""
        with self._busy:
            yield from folded(self._run("compare", request, pair, stop=stop))

    def examine(
        self, requests: Sequence[Request], pair: str, stop: Stop
    ) -> Iterator[list[Sat]]:
        """Both sides' answers; see Engine. Waits until the engine is free."""
        with self._busy:
            yield from self._run("examine", list(requests), pair, stop=stop)

    def _run(self, *command: Any, stop: Stop) -> Iterator[Any]:
        """What the child makes of a command, as it comes."""
        child = self._started()
        stream = child.ask(*command)
        try:
            for item in stream:
                child.pass_on(stop)
                if item is not None:
                    yield item
        finally:
            # The visitor may be gone; the device is free only when the child has said so.
            stop.leave()
            child.pass_on(stop)
            with contextlib.suppress(UserError):
                for _ in stream:
                    pass

    def _started(self) -> ChildHandle:
        """The living child, a new one if need be. Raises UserError once the engine is closed."""
        with self._starting:
            if self._closed.is_set():
                raise UserError("The engine is closed.")
            if self._child is None or self._child.dead.is_set():
                if self._child is not None:
                    self._child.end()  # two at once would not fit the device
                self._child = self._new()
            return self._child

    def _new(self) -> ChildHandle:
        """A child, started by the thread that will see it to its end."""
        started: queue.Queue[ChildHandle | Exception] = queue.Queue()
        threading.Thread(target=self._guard, args=(started,), daemon=True).start()
        child = started.get()
        if isinstance(child, OSError):  # no memory, no process or no file left just now
            raise UserError(
                f"The engine cannot be started now ({child.strerror}): please try again later.")
        if isinstance(child, Exception):
            raise child
        return child

    def _hear(self, child: ChildHandle, status: Status) -> None:
        if child is self._child or self._child is None:
            self._status = status
            self._wanted = status.pair if status.state == "ready" else self._wanted

    def _guard(self, started: queue.Queue[ChildHandle | Exception]) -> None:
        """Start a child, see it to its end, and have the next one started."""
        try:
            child = ChildHandle(self._serve, self.settings, self._hear)
        except Exception as error:  # for whoever waits for the child
            started.put(error)
            return
        started.put(child)
        child.watch()
        if self._closed.is_set():
            return
        log.error("the engine's process ended (exit code %s)", child.process.exitcode)
        steady = time.monotonic() - child.proved > STEADY_SECONDS
        self._deaths = 1 if steady else self._deaths + 1
        self._status = Status("loading", self._wanted)
        if not self._closed.wait(back_off(self._deaths)):
            self._load(self._wanted, child)

    def close(self) -> None:
        self._closed.set()
        with self._starting:
            if self._child is not None:
                self._child.end()


def back_off(deaths: int) -> float:
    """Seconds before the next start, after so many deaths in a row: 0, 1, 2, 4, ... 60."""
    return 0.0 if deaths < 2 else min(MOST_BACK_OFF, 2.0 ** min(deaths - 2, 10))
