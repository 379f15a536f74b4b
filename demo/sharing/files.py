"""The files of a comparison as a server gives them: made once, one at a time, and kept a while.

A film takes half a second to draw. Pages and a race go on meanwhile: no more than WAITING requests
may wait for it, and the next one is told to come again.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from demo.sharing.head import Place
from demo.sharing.shelf import Shelf
from demo.sharing.takeaway import take

KEPT = 128  # files, of some 100 kB each
WAITING = 4


class Busy(Exception):
    """So many files are being made that this one has to wait for another time."""


class Files:
    """Makes files of what is on a shelf. Safe to call from any thread, never from the event loop:
    it waits."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._room, self._pen = threading.BoundedSemaphore(WAITING), threading.Lock()
        self._kept = lru_cache(KEPT)(self._made)

    def file(self, place: Place, kind: str, language: str) -> bytes:
        """Raises Missing, Busy, and UserError when a packed recording cannot be read."""
        return self._kept(place, kind, language, self._shelf.stamp(place.key))

    def _made(self, place: Place, kind: str, language: str, stamp: int) -> bytes:
        """`stamp` is here so that a recording that is gone is gone here, too."""
        recording = self._shelf.open(place.key).recording
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            with self._pen:
                return take(recording, kind, language, place)
        finally:
            self._room.release()
