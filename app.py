"""Apprentice: a teacher and the 4-bit student it taught, side by side, really measured.

    python app.py            (PAIR, PORT, HOST, ... : see demo/settings.py)

Reads the settings, starts the engine in a process of its own, and serves the page, which is up
before the models are loaded.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from typing import Any

from demo import logs, pairs
from demo import settings as settings_module
from demo.engine.process import EngineProcess
from demo.engine.protocol import Engine
from demo.errors import UserError

# Whatever hangs while the server ends: by then it is gone. A copy on the Hub needs its last upload.
LEAVE_SECONDS, UPLOAD_SECONDS = 4.5, 30.0


class Ended(SystemExit):
    """A signal ended the server."""


def main() -> None:
    logs.begin()
    print("Apprentice starts: it imports Gradio (some seconds), then prints the page's address; "
          "the models load meanwhile.", flush=True)
    # The engine's process runs this file again to find its work, and it has no use for a page.
    from demo.sharing.recording_lookup import RecordingLookup

    try:
        settings = settings_module.read()
        pairs.read(settings.pair, settings.pairs_folder)
        free(settings.host, settings.port)
        lookup = RecordingLookup(settings)
    except UserError as error:
        sys.exit(str(error))
    from demo.page.build import build, launch_options

    engine = engine_of(settings)
    ends_in(UPLOAD_SECONDS if settings.recordings_repo else LEAVE_SECONDS)
    try:
        engine.load(settings.pair)
        build(engine, settings, lookup).launch(**launch_options(settings, lookup))
    finally:
        engine.close()
        lookup.close()


def engine_of(settings: settings_module.Settings) -> Engine:
    """A process of its own; on ZeroGPU this one, whose races the platform forks workers for."""
    if not settings.zerogpu:
        return EngineProcess(settings)
    from demo.engine.zerogpu_engine import ZeroGpuEngine

    return ZeroGpuEngine(settings)


def free(host: str, port: int | None) -> None:
    """Before some seconds are spent: raises UserError where the given port is not to be had."""
    if not port:
        return
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise UserError(f"PORT {port} cannot be used on {host} ({error.strerror}): name "
                            "another one, or none.") from None


def ends_in(seconds: float) -> None:
    """SIGTERM (a service manager) and Ctrl-C both end the server by way of `finally` above, so that
    the engine's process ends with it; a second one changes nothing, as `seconds` are the most."""

    def end(number: int, _: Any) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        force = threading.Timer(seconds, os._exit, (1,))
        force.daemon = True
        force.start()
        raise Ended(0 if number == signal.SIGTERM else 128 + number)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)


if __name__ == "__main__":
    try:
        main()
    except Ended as ended:
        # All is closed by now, and taking so large an interpreter apart takes another ten seconds
        # on a busy machine.
        logging.shutdown()
        sys.stdout.flush()
        os._exit(ended.code)
