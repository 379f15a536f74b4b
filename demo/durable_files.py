"""Files that are on the disk when they are said to be: flushed, renamed, and their folder flushed.

The one way in which Apprentice writes a file that must be whole or absent. Nothing here knows what
is in the files.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path


def write_durably(temporary: Path, path: Path, write: bytes | Callable[[Path], object]) -> None:
    """All of a file at `path`, on the disk, or what was there before. Leaves no temporary file.

    `write` is its bytes, or what writes it under the temporary name it is given. Raises OSError,
    and whatever `write` raises.
    """
    try:
        temporary.write_bytes(write) if isinstance(write, bytes) else write(temporary)
        sync(temporary)
        temporary.replace(path)
    except Exception:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    # The new name itself must be on the disk too.
    sync(path.parent)


def sync(path: Path) -> None:
    """What a file holds, or the names in a folder, on the disk. Raises OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def make_folder(folder: Path) -> None:
    """The folder and its parents; each new name is on the disk, too, before anything is put in.
    Raises OSError."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(new):
        sync(each.parent)
