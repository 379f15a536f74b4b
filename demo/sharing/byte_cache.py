"""What was drawn, kept as long as there is room for it: a cache bounded by bytes.

An entry's size is chosen by whoever asks, so a number of entries bounds nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable


class ByteCache:
    """The latest-used bytes by key, at most `most` bytes of them in all. Safe to share."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, body: bytes) -> None:
        """The oldest make room; what is larger than all the room is not kept."""
        with self._lock:
            self._held += len(body) - len(self._kept.pop(key, b""))
            self._kept[key] = body
            while self._held > self._most:
                self._held -= len(self._kept.popitem(last=False)[1])

    @property
    def held(self) -> int:
        """Bytes that are kept now."""
        return self._held
