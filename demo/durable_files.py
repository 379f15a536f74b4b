"""Files that are on the disk when they are said to be: flushed, renamed, and their folder flushed.

All of it raises OSError and nothing else.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_durably(temporary: Path, path: Path, data: bytes) -> None:
    """All of `data` at `path`, on the disk, or nothing at all there. Leaves no temporary file."""
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    # The new name itself must be on the disk too.
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The names in a folder, on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def make_folder(folder: Path) -> None:
    """The folder and its parents; each new name is on the disk, too, before anything is put in."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(new):
        sync_folder(each.parent)
