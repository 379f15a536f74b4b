"""Files that are whole or absent, whatever kills the run. Knows nothing of what is in them."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from demo.distill.processes import is_main
from demo.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """`write` a temporary file, sync it, then give it its name.

    Raises UserError where the disk is full; the file that was there before, if any, stays.
    """
    temporary = path.with_name(path.name + ".part")
    try:
        write(temporary)
        _sync(temporary)
        os.replace(temporary, path)
        _sync(path.parent)
    except Exception as error:
        temporary.unlink(missing_ok=True)
        if _is_full(error):
            raise UserError(
                f"The disk of {path.parent} is full: free some space and give the same command "
                "again; everything gathered so far is kept."
            ) from error
        raise


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_full(error: Exception) -> bool:
    """Libraries written in other languages say it in words only."""
    return getattr(error, "errno", None) in _FULL or "No space left on device" in str(error)


def write_json(path: Path, data: object, indent: int | None = None) -> None:
    """Of several launched processes only the main one writes: all have the same to say."""
    if not is_main():
        return
    text = json.dumps(data, ensure_ascii=False, indent=indent) + "\n"
    write_atomically(path, lambda part: part.write_text(text, encoding="utf-8"))


def write_lines(path: Path, rows: Iterable[object]) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_atomically(path, lambda part: part.write_text(lines, encoding="utf-8"))


def read_json(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
