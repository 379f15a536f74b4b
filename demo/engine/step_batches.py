"""A race's steps as lists that a page can draw, taken while nothing else stops the world."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator

from demo.recording.data import Step

DRAW_SECONDS = 0.05


def batched(
    steps: Iterator[Step | None], seconds: float = DRAW_SECONDS,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[list[Step]]:
    """Steps in lists, a list at most every `seconds`: what a page can draw. An empty one where
    nothing came meanwhile."""
    batch: list[Step] = []
    last = clock() - seconds
    for step in steps:
        batch += [step] if step is not None else []
        if clock() - last >= seconds:
            yield batch
            batch, last = [], clock()
    if batch:
        yield batch


def set_aside() -> None:
    """What is there now stays: the collector need not look through libraries and models before
    each race, which took as long as a short race does."""
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """Whatever was set aside may go."""
    gc.unfreeze()
    gc.collect()


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Python's garbage collector would stop the world inside some timed step."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
