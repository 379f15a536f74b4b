"""The page, its routes and its store around a scripted engine, as a server of its own to be killed.

    python -m tests.fire.scripted PORT FOLDER     (what is shared is kept in FOLDER/data)
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

from demo.page.build import build, launch_options
from demo.settings import Settings
from demo.sharing.recording_lookup import RecordingLookup
from tests.scripted import ScriptedEngine
from tests.serving import make_pair


def main(port: int, folder: Path) -> None:
    if not (folder / "pairs").exists():
        (folder / "recordings").mkdir(parents=True)
        make_pair(folder / "pairs")
    settings = dataclasses.replace(
        Settings(), pairs_folder=folder / "pairs", recordings_folder=folder / "recordings",
        data_dir=folder / "data", port=port)
    lookup, engine = RecordingLookup(settings), ScriptedEngine(settings, delay=0.0)
    engine.loaded = settings.pair
    build(engine, settings, lookup).launch(**launch_options(settings, lookup), quiet=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
