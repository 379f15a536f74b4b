"""Files that are whole or absent, whatever kills the run. Knows nothing of what is in them."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from demo.distill.core.processes import is_main
from demo.durable_files import write_durably
from demo.errors import UserError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """`write` the file under a temporary name, then give it its own.

    Raises UserError where the disk is full; the file that was there before, if any, stays.
    """
    try:
        write_durably(path.with_name(path.name + ".part"), path, write)
    except Exception as error:
        if _is_full(error):
            raise UserError(
                f"The disk of {path.parent} is full: free some space and give the same command "
                "again; everything gathered so far is kept."
            ) from error
        raise


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


def append_line(path: Path, row: object) -> None:
    """One more line of a log; what a kill tore is cut off first, or both would be lost."""
    with path.open("ab+") as file:
        # Of the whole file's bytes only those behind the last line end are looked at.
        end, torn = file.tell(), 0
        while torn < end and file.seek(end - torn - 1) >= 0 and file.read(1) != b"\n":
            torn += 1
        file.truncate(end - torn)
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def read_json(path: Path) -> dict:
    """Raises UserError where the file is no JSON object."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise UserError(f"{path} is damaged: put a good copy there, or give another --out.")
    return data


def read_lines(path: Path) -> list[dict]:
    """Rows of a file that this program wrote. Raises UserError with the first damaged line;
    a torn last line, as a kill leaves it, is none."""
    lines = path.read_bytes().split(b"\n")
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            row = ...
        if isinstance(row, dict):
            rows.append(row)
        elif row is not None and number < len(lines):
            raise UserError(f"{path}, line {number} is damaged: put a good copy of the file there, "
                            "or delete it and give the command that made it again.")
    return rows
