"""What the page may ask of an engine: the words both sides of a process boundary share.

Imports no torch, so the page can be up before the engine is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from demo.recording.batch_answers import Sat
from demo.recording.data import SIDES, Recording, Request, Step
from demo.recording.growing import grow

# What an engine sends: the blank recording, then lists of steps, then the finished recording.
Stream = Iterator["Recording | list[Step]"]


@dataclass(frozen=True)
class Progress:
    """How far the load of one side is. step: "download", in bytes, or "load", in weights."""

    side: str
    step: str
    done: int
    whole: int


@dataclass(frozen=True)
class Status:
    """state: "loading", "ready" or "failed". `why` is one sentence for the visitor.

    `blank`: a recording of the loaded pair before any step, with both models, their memory,
    the device and the versions; None until the pair is loaded.
    """

    state: str
    pair: str
    why: str = ""
    blank: Recording | None = None
    load_seconds: dict[str, float] = field(default_factory=dict)
    progress: Progress | None = None


class Stop:
    """Asks a running race to end one side or both; safe from any thread."""

    def __init__(self) -> None:
        self._events = {side: threading.Event() for side in SIDES}
        # Nobody will read what comes: the race is to end, and nothing after it is measured.
        self.left = False

    def ask(self, side: str | None = None) -> None:
        for name in SIDES if side is None else (side,):
            self._events[name].set()

    def leave(self) -> None:
        """The asker is gone."""
        self.left = True
        self.ask()

    def asked(self, side: str) -> bool:
        return self._events[side].is_set()


class Engine(Protocol):
    """One device, one pair loaded at a time, one race at a time."""

    def status(self) -> Status:
        """Never blocks."""

    def load(self, pair: str) -> None:
        """Start loading another pair in the background; `status` tells how it goes."""

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        """Race both sides, yielding the recording as it grows (at most 20 times a second).

        The last one is complete (`done`). Waits for a load under way and loads `pair` when
        another is loaded. Raises UserError for a bad request or a pair that cannot be loaded.
        Closing the iterator stops the race and frees the device.
        """

    def examine(
        self, requests: Sequence[Request], pair: str, stop: Stop
    ) -> Iterator[list[Sat]]:
        """Both sides' answers to these questions, in batches and without times of their own; some
        of them at a time, in their order. When both sides are asked to stop, the batch under way is
        given up. Waits and raises as `compare` does."""

    def close(self) -> None:
        """Free the device; idempotent."""


def folded(stream: Stream) -> Iterator[Recording]:
    """A stream of steps as a stream of growing recordings, the last one complete."""
    recording: Recording | None = None
    for item in stream:
        if isinstance(item, Recording):
            recording = item
        else:
            assert recording is not None, "a stream opens with its blank recording"
            # The same once more where nothing came: whoever paints may have waited to do so.
            recording = grow(recording, item) if item else recording
        yield recording
