"""How many recordings a store holds and how large they are, kept in memory, and its sweeping.

Looking at 20,000 files takes a second on a busy disk, so that is done at start, once in a while (an
operator or another server may have changed the folder) and before anything is refused for want of
room. The same look removes what nobody will ever miss: files whose writer died, recordings whose
owner deleted them, and marks of deletions so many that they would fill the disk.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

STALE_SECONDS = 600.0  # a temporary file this old has lost its writer
LOOK_SECONDS = 600.0  # how old the numbers may be
AGAIN_SECONDS = 5.0  # a full store looks no more often than this


class Census:
    """The numbers of one folder. Safe to call from any thread. Raises OSError."""

    def __init__(self, folder: Path, most: int, total: int) -> None:
        """most: recordings, and as many marks of deleted ones; total: bytes."""
        self.folder, self.most, self.total = folder, most, total
        self._lock = threading.Lock()
        self._look()

    def take(self, size: int) -> bool:
        """Room for one file of `size` bytes is taken; False when there is none."""
        with self._lock:
            age = time.monotonic() - self._looked
            if age > LOOK_SECONDS or (not self._fits(size) and age > AGAIN_SECONDS):
                self._look()
            if not self._fits(size):
                return False
            self._count, self._bytes = self._count + 1, self._bytes + size
            return True

    def gone(self, size: int) -> None:
        """One file of `size` bytes is no longer there, or never came to be."""
        with self._lock:
            self._count, self._bytes = self._count - 1, self._bytes - size

    def _fits(self, size: int) -> bool:
        return self._count < self.most and self._bytes + size <= self.total

    def _look(self) -> None:
        """Count, and sweep. What others remove meanwhile is not there."""
        sizes: dict[str, int] = {}
        marks: dict[str, float] = {}
        # A folder that was taken away holds nothing; writing makes it again.
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    stem, _, ending = entry.name.partition(".")
                    stat = entry.stat()
                    if ending.endswith("part"):
                        _sweep_part(entry.path, stat.st_mtime)
                    elif ending == "gone":
                        marks[stem] = stat.st_mtime
                    else:
                        sizes[stem] = stat.st_size
        for stem in marks.keys() & sizes.keys():
            # Killed between its mark and its end: deleted means that the text goes.
            if _unlinked(self.folder / f"{stem}.json"):
                del sizes[stem]
        self._forget(marks, sizes)
        self._count, self._bytes = len(sizes), sum(sizes.values())
        self._looked = time.monotonic()

    def _forget(self, marks: dict[str, float], sizes: dict[str, int]) -> None:
        """The oldest marks above as many as there may be recordings: their links become unknown."""
        idle = sorted(marks.keys() - sizes.keys(), key=lambda stem: marks[stem])
        for stem in idle[:max(0, len(idle) - self.most)]:
            _unlinked(self.folder / f"{stem}.gone")


def _sweep_part(path: str, written: float) -> None:
    # One from the future, as a clock that was set back leaves it, has lost its writer just as well.
    if abs(time.time() - written) > STALE_SECONDS:
        _unlinked(Path(path))


def _unlinked(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # a read-only disk: it is not shown, and the next look tries again
        return False
    return True
