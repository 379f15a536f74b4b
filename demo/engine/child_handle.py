"""One child process as its parent sees it: commands in, results out, watched to its end.

A child that dies or hangs is noticed within seconds, whatever it was doing; a hung one is killed.
Imports no torch.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import queue
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from typing import Any

from demo.engine.engine_child import GONE
from demo.engine.protocol import Status, Stop
from demo.engine.watchdog import TICK_SECONDS, Watchdog, stopped
from demo.errors import UserError
from demo.recording.data import SIDES
from demo.settings import Settings

log = logging.getLogger(__name__)
DIED = "The engine stopped unexpectedly and is being started again: please run again."
HUNG = "The engine no longer answered and is being started again: please run again."
# How often a running race looks whether its visitor asked it to stop.
POLL_SECONDS = 0.02
# A process that is told to end gets this long before it is ended by force.
END_SECONDS = 2.0

_context = multiprocessing.get_context("spawn")  # fork would copy locked locks and CUDA state
Serve = Callable[
    ..., None
]  # the child's whole life: demo.engine.engine_child.serve, or a test's own


class ChildHandle:
    """A started child. `hear` is told every Status it sends.

    To be made by the thread that then watches: the kernel ends the child when that thread ends.
    """

    def __init__(
        self, serve: Serve, settings: Settings, hear: Callable[[ChildHandle, Status], None]
    ) -> None:
        self.pulse, self.why = Watchdog(settings.time_limit), DIED
        self.dead = threading.Event()
        self.proved = float("inf")  # when it first did what it was asked, on the monotonic clock
        self._hear, self._inbox = hear, queue.Queue()
        # Plain shared bytes: each has one writer, and unlike events they need no cleaning up.
        self._flags = {name: _context.RawValue("b", 0) for name in (*SIDES, GONE)}
        self._pipe, theirs = _context.Pipe()
        self.process = _context.Process(
            target=serve, args=(theirs, settings, self._flags), daemon=True
        )
        self.process.start()
        theirs.close()
        threading.Thread(target=self._read, daemon=True).start()

    def ask(self, *command: Any) -> Iterator[Any]:
        """Send one command; yield what comes back, and None when nothing came for a while.

        Raises UserError: the child's own, or that it died or hung.
        """
        for flag in self._flags.values():
            flag.value = 0
        self.pulse.stopping, self.pulse.asked = False, True
        try:
            yield from self._answers(command)
        finally:
            self.pulse.asked = False

    def _answers(self, command: tuple[Any, ...]) -> Iterator[Any]:
        try:
            self._pipe.send(command)
        except OSError:
            raise UserError(self.why) from None
        while True:
            try:
                kind, value = self._inbox.get(timeout=POLL_SECONDS)
            except queue.Empty:
                kind, value = "wait", None
            if kind == "done":
                self.proved = min(self.proved, time.monotonic())
                return
            if kind in ("error", "dead"):
                raise UserError(value if kind == "error" else self.why)
            yield value

    def pass_on(self, stop: Stop) -> None:
        """Tell the child which sides were asked to stop, and whether anybody still reads."""
        for side in SIDES:
            if stop.asked(side):
                self._flags[side].value = 1
        self._flags[GONE].value = int(stop.left)
        self.pulse.stopping = all(stop.asked(side) for side in SIDES)

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                kind, value = self._pipe.recv()
                if kind == "beat":
                    self.pulse.heard(*value)
                    continue
                self.pulse.made()
                if kind == "status":
                    self._hear(self, value)
                else:
                    self._inbox.put((kind, value))
        self.dead.set()
        self._inbox.put(("dead", None))

    def watch(self) -> None:
        """Wait for its end, which comes by force when it is hung; leaves no zombie."""
        last = time.monotonic()
        while not wait([self.process.sentinel], TICK_SECONDS):
            now = time.monotonic()
            why = self.pulse.tick(now - last, stopped(self.process.pid))
            last = now
            if why and not self.dead.is_set():
                log.error("the engine is hung (%s while %s) and is ended", why, self.pulse.phase)
                self.why = HUNG
            # One that closed its pipe can do nothing any more, if only it ends.
            if why or self.dead.is_set():
                self.process.kill()
        self.process.join()
        self.dead.set()

    def end(self) -> None:
        """End it, within seconds and whatever state it is in."""
        self.process.terminate()
        self.process.join(END_SECONDS)
        # One that was stopped by a signal has not even seen that one.
        self.process.kill()
        self.process.join(END_SECONDS)
