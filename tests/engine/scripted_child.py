"""A child process without a model that behaves as badly as it is asked to, by the pair's name."""

from __future__ import annotations

import contextlib
import os
import signal
import time

from demo.engine.engine_child import GONE, beating, end_with_the_server
from demo.engine.protocol import Status
from demo.errors import UserError
from demo.recording.data import Step
from tests.scripted import ScriptedEngine, recorded

BLANK = recorded(ScriptedEngine(), "a question")
STEPS = [Step("teacher", "decode", 1, "x", 0.001)]


def serve(pipe, settings, flags):
    """Loads nothing; races for ever until it is asked to stop, if its pair is a good one."""
    out = beating(pipe)
    end_with_the_server()
    with contextlib.suppress(EOFError, OSError):
        while True:
            out.phase = "idle"
            command, *args = pipe.recv()
            out.phase = "loading"
            pair = args[-1]
            out.send("status", Status("loading", pair))
            _misbehave(pair.removesuffix("-load") if pair.endswith("-load") else "")
            out.send("status", Status("ready", pair, blank=BLANK))
            if command == "compare":
                out.phase = "racing"
                _race(out, flags, pair)
            out.send("done")


def _race(out, flags, pair):
    out.send("item", BLANK)
    out.send("item", STEPS)
    _misbehave(pair)
    while pair != "short" and not flags["teacher"].value and not flags[GONE].value:
        out.send("item", STEPS)
        time.sleep(0.01)


def _misbehave(how):
    if how == "dies":
        os._exit(3)
    if how == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    if how == "deadlock":
        time.sleep(3600)
    if how == "busy":
        while True:
            pass
    if how == "closes":  # the pipe is gone, and the process does not end
        os.closerange(3, 100)
        time.sleep(3600)
    if how == "complains":
        raise UserError("never seen")
