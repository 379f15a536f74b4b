"""A live server around a scripted engine, for the tests of the API and of the browser."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from demo.page.build import build, launch_options
from demo.settings import Settings
from demo.sharing.recording_lookup import RecordingLookup
from tests.scripted import ScriptedEngine

SUGGESTIONS = (("sums", "4 817 + 2 965"), ("primes", "Is 91 prime?"), ("sums", "20% off 350"))
RIGHT = {"20% off 350": "447"}  # what scripted engines say, though it is 280
PAIR = """
name = "{name}"
title = "{name} pair"
lineage = "{lineage}"
[teacher]
name = "{name}-teacher"
model = "teacher"
[student]
name = "{name}-student"
model = "student"
[prompt]
final = "Answer:"
"""


NO_TENSORS = (2).to_bytes(8, "little") + b"{}"  # a whole safetensors file


def make_pair(folder: Path, name: str = "abacus", lineage: str = "distilled here") -> None:
    """A pair.toml that reads as valid; no model could be loaded from it."""
    for side in ("teacher", "student"):
        (folder / name / side).mkdir(parents=True)
        (folder / name / side / "config.json").write_text("{}")
        (folder / name / side / "model.safetensors").write_bytes(NO_TENSORS)
    rows = [f'[[suggest]]\nsubject = "{s}"\nprompt = "{p}"\n'
            + (f'answer = "{RIGHT[p]}"\n' if p in RIGHT else "") for s, p in SUGGESTIONS]
    text = PAIR.format(name=name, lineage=lineage) + "".join(rows)
    (folder / name / "pair.toml").write_text(text, encoding="utf-8")


def page_settings(folder: Path, **more: object) -> Settings:
    """Settings with one pair and no recording yet, under `folder`."""
    (folder / "pairs").mkdir()
    (folder / "recordings").mkdir()
    make_pair(folder / "pairs")
    return dataclasses.replace(
        Settings(pairs_folder=folder / "pairs", recordings_folder=folder / "recordings"), **more
    )


@contextlib.contextmanager
def served(engine: ScriptedEngine, settings: Settings) -> Iterator[str]:
    """The address of a running server."""
    lookup = RecordingLookup(settings)
    blocks = build(engine, settings, lookup)
    options = launch_options(settings, lookup)
    _, url, _ = blocks.launch(**options, prevent_thread_lock=True, quiet=True)
    try:
        yield url
    finally:
        blocks.close()
