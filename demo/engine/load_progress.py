"""How far a load is: bytes of a download and weights of a model, as the libraries count them.

Both count with tqdm and take another class for it, and this one tells instead of drawing.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from typing import Any

from huggingface_hub import snapshot_download
from tqdm.std import tqdm
from transformers.utils import logging as transformers_logging

from demo.engine.protocol import Progress
from demo.pairs import ModelSpec, hub_files

Tell = Callable[[Progress], None]
TELL_SECONDS = 0.25  # between two words of one step


def untold(progress: Progress) -> None:
    """For whoever does not ask."""


def download(spec: ModelSpec, tell: Tell) -> None:
    """Every file that loading a Hub model takes, into the Hub's cache, unless it is there. Raises
    what the Hub's client raises."""
    if hub_files.snapshot(spec.model, spec.revision) is None:
        missing = hub_files.missing(spec.model, spec.revision)
        with _bars(spec.side, "download", tell, sum(missing.values())) as bar:
            snapshot_download(spec.model, revision=spec.revision, tqdm_class=bar,
                              allow_patterns=list(missing))


@contextlib.contextmanager
def weights_counted(side: str, tell: Tell) -> Iterator[None]:
    """In here, transformers' count of the weights that it has put in place is told."""
    with _bars(side, "load", tell, None) as bar:
        before = transformers_logging.set_tqdm_hook(lambda _, args, named: bar(*args, **named))
        try:
            yield
        finally:
            transformers_logging.set_tqdm_hook(before)


@contextlib.contextmanager
def _bars(side: str, step: str, tell: Tell, known: int | None) -> Iterator[type[tqdm]]:
    """A class of bars that tell as long as this lasts. known: the whole, where a bar learns it only
    on the way."""
    most, over = 0, False

    class Bar(tqdm):
        """What is counted in bytes or weights; other counts, of files, are silent."""

        monitor_interval = 0  # no thread of its own

        def __init__(self, *args: Any, **named: Any) -> None:
            self.told = step == "load" or named.get("unit") == "B"
            super().__init__(*args, **{**named, "file": io.StringIO(), "disable": False,
                                       "mininterval": TELL_SECONDS})

        def display(self, *_: Any, **__: Any) -> None:
            # The Hub's client counts what came and what is in place apart: whichever is further.
            nonlocal most
            most = max(most, int(self.n))
            whole = known or int(self.total or 0)
            # One that is thrown away later draws its end once more.
            if self.told and whole and not over:
                tell(Progress(side, step, min(most, whole), whole))

    try:
        yield Bar
    finally:
        over = True
