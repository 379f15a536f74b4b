"""Apprentice: a teacher and the 4-bit student it taught, side by side, really measured.

    python app.py            (PAIR, PORT, HOST, ... : see demo/settings.py)

Reads the settings, starts the engine in a process of its own, and serves the page, which is up
before the models are loaded.
"""

from __future__ import annotations

import signal
import sys

from demo import logs
from demo import settings as settings_module
from demo.engine.process import EngineProcess
from demo.errors import UserError
from demo.page.build import build, launch_options
from demo.sharing.shelf import Shelf


def main() -> None:
    logs.begin()
    try:
        settings = settings_module.read()
        shelf = Shelf(settings)
    except UserError as error:
        sys.exit(str(error))
    # A service manager ends us by SIGTERM; the engine's process must end with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    engine = EngineProcess(settings)
    engine.load(settings.pair)
    try:
        build(engine, settings, shelf).launch(**launch_options(settings, shelf))
    finally:
        engine.close()
        shelf.close()


if __name__ == "__main__":
    main()
