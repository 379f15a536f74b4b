"""What runs inside the engine's own process: one command after the other, until the pipe closes.

Owns the device. A second thread beats (demo.engine.watchdog), so that the parent can tell a long
step from a hang; when nobody listens any more it ends the process, in the middle of a load as
well. Imports torch only once it beats.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import Any

from demo import logs
from demo.engine.protocol import Status, Stop
from demo.engine.watchdog import BEAT_SECONDS
from demo.errors import UserError
from demo.recording.data import Recording, Request
from demo.settings import Settings

log = logging.getLogger(__name__)
SORRY = "Something went wrong inside the engine; it is in the log. Please run again."
# Set when nobody reads a comparison any more: it ends, and what follows it is not measured.
GONE = "gone"
PR_SET_PDEATHSIG = 1


class Outbox:
    """The pipe to the parent, shared by the thread that works and the one that beats."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._lock = pipe, threading.Lock()
        self.phase = "loading"

    def send(self, kind: str, value: Any = None) -> None:
        with self._lock:
            self._pipe.send((kind, value))

    def beat(self) -> None:
        """For ever, or until the server is gone: then nothing here is of use to anybody."""
        while True:
            try:
                self.send("beat", (self.phase, time.process_time()))
            except OSError:
                os._exit(1)
            time.sleep(BEAT_SECONDS)


def beating(pipe: Connection) -> Outbox:
    """An outbox whose beats have begun."""
    out = Outbox(pipe)
    threading.Thread(target=out.beat, daemon=True).start()
    return out


def serve(pipe: Connection, settings: Settings, flags: dict[str, Any]) -> None:
    """The child's whole life. flags: one a side that asks it to stop, and GONE, as shared
    bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logs.begin()
    out = beating(pipe)
    end_with_the_server()
    from demo.engine.session import Session

    session = Session(settings)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            out.phase = "idle"
            command = pipe.recv()
            out.phase = "loading"
            _answer(out, session, flags, *command)


def end_with_the_server() -> None:
    """Linux kills this process when the server is killed, even while it is stopped by a signal and
    no thread of its own could notice: prctl(2), PR_SET_PDEATHSIG. Elsewhere the beats notice."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


class FlagStop(Stop):
    """A Stop whose flags another process sets: shared bytes by side."""

    def __init__(self, flags: dict[str, Any]) -> None:
        self._flags = flags

    def asked(self, side: str) -> bool:
        return bool(self._flags[side].value)


def _answer(
    out: Outbox, session: Any, flags: dict[str, Any], command: str, *args: Any
) -> None:
    try:
        if command == "load":
            _load(out, session, *args)
        elif command == "examine":
            _examine(out, session, flags, *args)
        else:
            _compare(out, session, flags, *args)
        out.send("done")
    except UserError as error:
        out.send("error", str(error))
    except (BrokenPipeError, EOFError):
        raise
    except Exception:
        log.exception("the engine failed on %s", command)
        out.send("error", SORRY)
        _leave_a_lost_device()


def _load(out: Outbox, session: Any, pair: str) -> None:
    if not session.holds(pair):
        out.send("status", Status("loading", pair))
    try:
        out.send("status", session.load(pair, lambda progress: out.send(
            "status", Status("loading", pair, progress=progress))))
    except Exception as error:
        why = str(error) if isinstance(error, UserError) else SORRY
        log.error("the pair %s cannot be raced: %s", pair, why)
        out.send("status", Status("failed", pair, why))
        raise


def _compare(
    out: Outbox, session: Any, flags: dict[str, Any], request: Request, pair: str
) -> None:
    _load(out, session, pair)
    out.phase, item = "racing", None
    with contextlib.closing(session.stream(request, pair, FlagStop(flags))) as stream:
        for item in stream:
            if flags[GONE].value:
                break
            out.send("item", item)
    if flags[GONE].value:
        for lane in session.lanes.values():
            lane.reset()
    if isinstance(item, Recording) and any(a.end == "error" for a in item.answers.values()):
        _leave_a_lost_device()


def _examine(
    out: Outbox, session: Any, flags: dict[str, Any], requests: Any, pair: str
) -> None:
    _load(out, session, pair)
    out.phase = "racing"
    stop, last = FlagStop(flags), time.monotonic()

    def alive() -> None:
        """A batch takes long, and its steps are results, too."""
        nonlocal last
        if time.monotonic() - last > BEAT_SECONDS:
            last = time.monotonic()
            out.send("item", None)

    for found in session.examine(requests, pair, stop, alive):
        out.send("item", found)


def _leave_a_lost_device() -> None:
    """After a device-side assert or an illegal address CUDA refuses all further work of a process:
    only another process can go on."""
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return
    try:
        torch.cuda.synchronize()
        torch.zeros(1, device="cuda").item()
    except torch.cuda.OutOfMemoryError:
        pass  # full, yet not lost
    except RuntimeError:
        log.exception("the device is lost to this process, which ends")
        os._exit(1)
