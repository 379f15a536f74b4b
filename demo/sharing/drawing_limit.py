"""The brake on what strangers make this server draw: one at a time, and few may wait for it.

A link that carries its recording is written by whoever sends it, so every use of one is dear and
none is known beforehand. Pages and a race go on meanwhile.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

WAITING = 4


class Busy(Exception):
    """So much is being drawn that this has to wait for another time."""


class DrawingLimit:
    """Held while drawing. Safe to call from any thread, never from the event loop: it waits."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._room, self._pen = threading.BoundedSemaphore(waiting), threading.Lock()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Raises Busy at once when as many as may wait are waiting."""
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            with self._pen:
                yield
        finally:
            self._room.release()
