"""The engine in a process of its own, behind the same generator.

A Gradio page draws 20 times a second in the interpreter it shares with whatever else runs there,
and a decode step of a small model is mostly interpreter work too; so the models get an interpreter
to themselves. The child owns the device and answers one command at a time. If it dies, the page
says so and the next request starts a new one. Imports no torch.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import queue
import signal
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from demo import asking
from demo.engine.status import Status, Stop, Stream, folded
from demo.errors import UserError
from demo.recording import SIDES, Recording, Request
from demo.settings import Settings

log = logging.getLogger(__name__)
DIED = "The engine stopped unexpectedly and starts again with the next question: please run again."
SORRY = "Something went wrong inside the engine; it is in the log. Please run again."
# How often a running race looks whether its visitor asked it to stop.
POLL_SECONDS = 0.02

_context = multiprocessing.get_context("spawn")  # fork would copy locked locks and CUDA state


class EngineProcess:
    """demo.engine.status.Engine in a child process. Safe to call from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._status = Status("loading", settings.pair)
        self._busy = threading.Lock()
        self._starting = threading.Lock()
        self._process: Any = None
        self._closed = False

    def status(self) -> Status:
        return self._status

    def load(self, pair: str) -> None:
        """Start loading in the background; waits for nothing but a running comparison."""
        threading.Thread(target=self._load, args=(pair,), daemon=True).start()

    def _load(self, pair: str) -> None:
        with self._busy, contextlib.suppress(UserError):
            for _ in self._ask("load", pair):
                pass

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        """Race both sides; see Engine. Waits until the engine is free."""
        request = asking.check(request, self.settings)
        with self._busy:
            yield from folded(self._run(request, pair, stop))

    def _run(self, request: Request, pair: str, stop: Stop) -> Stream:
        stream = self._ask("compare", request, pair)
        try:
            for item in stream:
                self._pass_on(stop)
                if item is not None:
                    yield item
        finally:
            # The visitor may be gone; the device is free only when the child has said so.
            stop.ask()
            self._pass_on(stop)
            for _ in stream:
                pass

    def _pass_on(self, stop: Stop) -> None:
        for side in SIDES:
            if stop.asked(side):
                self._stops[side].set()

    def _ask(self, *command: Any) -> Iterator[Any]:
        """Send one command; yield what comes back, and None when nothing came for a while."""
        self._start()
        for event in self._stops.values():
            event.clear()
        try:
            self._pipe.send(command)
        except OSError:
            raise UserError(self._died()) from None
        while True:
            kind, value = self._next()
            if kind == "done":
                return
            if kind == "error":
                raise UserError(value)
            yield value

    def _next(self) -> tuple[str, Any]:
        try:
            return self._inbox.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if not self._reader.is_alive() and self._inbox.empty():
                return "error", self._died()
            return "wait", None

    def _died(self) -> str:
        self._status = Status("failed", self._status.pair, DIED)
        self._process = None
        return DIED

    def _start(self) -> None:
        with self._starting:
            if self._closed:
                raise UserError("The engine is closed.")
            if self._process is not None and self._process.is_alive():
                return
            self._pipe, theirs = _context.Pipe()
            self._stops = {side: _context.Event() for side in SIDES}
            self._inbox: queue.Queue = queue.Queue()
            self._process = _context.Process(
                target=serve, args=(theirs, self.settings, self._stops), daemon=True
            )
            self._process.start()
            theirs.close()
            self._reader = threading.Thread(
                target=self._read, args=(self._pipe, self._inbox), daemon=True
            )
            self._reader.start()

    def _read(self, pipe: Connection, inbox: queue.Queue) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                kind, value = pipe.recv()
                if kind == "status":
                    self._status = value
                else:
                    inbox.put((kind, value))

    def close(self) -> None:
        self._closed = True
        if self._process is not None:
            self._process.terminate()
            self._process.join(5)


def serve(pipe: Connection, settings: Settings, stops: dict[str, Any]) -> None:
    """The child: one command after the other until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.basicConfig(level=logging.WARNING)
    from demo.engine.session import Session

    session = Session(settings)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _answer(pipe, session, _Stops(stops), *pipe.recv())


class _Stops(Stop):
    """A Stop whose events the parent process sets."""

    def __init__(self, events: dict[str, Any]) -> None:
        self._events = events


def _answer(pipe: Connection, session: Any, stop: Stop, command: str, *args: Any) -> None:
    try:
        if command == "load":
            _load(pipe, session, *args)
        else:
            _compare(pipe, session, stop, *args)
        pipe.send(("done", None))
    except UserError as error:
        pipe.send(("error", str(error)))
    except (BrokenPipeError, EOFError):
        raise
    except Exception:
        log.exception("the engine failed on %s", command)
        pipe.send(("error", SORRY))


def _load(pipe: Connection, session: Any, pair: str) -> None:
    pipe.send(("status", Status("loading", pair)))
    try:
        pipe.send(("status", session.load(pair)))
    except Exception as error:
        why = str(error) if isinstance(error, UserError) else SORRY
        pipe.send(("status", Status("failed", pair, why)))
        raise


def _compare(pipe: Connection, session: Any, stop: Stop, request: Request, pair: str) -> None:
    _load(pipe, session, pair)
    for item in session.stream(request, pair, stop):
        pipe.send(("item", item))
