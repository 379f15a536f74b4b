"""The file an endpoint's answers are appended to: each on disk before the next is waited for.

A line that a kill has torn is cut off at the next start and its question asked again.
"""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any

from demo.distill.own.gathered_answers import Read, read, whole
from demo.errors import UserError
from demo.remote.response_bodies import whole_text

NAME = "endpoint.jsonl"


class ApiAnswers:
    """One writer at a time; a context manager. Raises UserError, and then nothing is lost."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / NAME
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._file)
            raise UserError(f"Another run is writing to {folder}: wait for it, or give another "
                            "--out.") from None
        self._mend()

    def __enter__(self) -> ApiAnswers:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def _mend(self) -> None:
        held = self.path.read_bytes()
        last = held.rfind(b"\n") + 1
        if last == len(held):
            return
        if whole(held[last:]) or held[last:][:1] not in (b"{", b"\0"):
            # Only its end was missing; or it is no line of ours, which is named and never cut off.
            self._write(b"\n")
        else:
            os.ftruncate(self._file, last)

    def _write(self, data: bytes) -> None:
        before = os.fstat(self._file).st_size
        try:
            done = 0
            while done < len(data):
                done += os.write(self._file, data[done:])
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, before)
            raise UserError(
                f"{self.path} cannot be written ({error.strerror}): make room and give the same "
                "command again; every earlier answer is kept."
            ) from None

    def add(self, row: dict[str, Any]) -> None:
        # Nothing that was paid may be lost for a character that no file can hold.
        self._write(whole_text(json.dumps(row, ensure_ascii=False)).encode() + b"\n")

    def read(self) -> Read:
        """All lines, for what they cost. Raises UserError when most of them are damaged."""
        return read(self.path)

    def rows(self) -> list[dict[str, Any]]:
        """Each prompt's first answer; a damaged line in between is no answer."""
        newest: dict[str, dict[str, Any]] = {}
        for row in self.read().answers:
            newest.setdefault(row["id"], row)
        return list(newest.values())
