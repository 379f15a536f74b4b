"""The answers of an exam that is under way: one line a question, on the disk as each batch ends, so
that a kill loses a batch at most. Its first line says which exam it is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demo.durable_files import make_folder, sync
from demo.errors import UserError
from demo.exam.marked import Marked, from_row, to_row


class AnswersJournal:
    """One file. `terms`: flat data that must be the same for its answers to be of use."""

    def __init__(self, path: Path, terms: dict[str, Any]) -> None:
        """Raises UserError when the file is another exam's, or cannot be used."""
        self.path, self.terms = path, json.loads(json.dumps(terms))
        self.known: dict[str, Marked] = {}
        try:
            make_folder(path.parent)
            self._read()
        except OSError as error:
            raise UserError(f"{path} cannot be used ({error.strerror}).") from None

    def _read(self) -> None:
        lines = self.path.read_bytes().split(b"\n") if self.path.is_file() else []
        if not lines or not lines[0]:
            self._write([self.terms], "wb")
            return
        if _value(lines[0]) != self.terms:
            raise UserError(f"{self.path} holds the answers of another exam (of other questions, "
                            "another pair or other settings): name another --out.")
        if lines[-1]:  # a line that was torn by a kill: what is added must not continue it
            self._write([], "ab", b"\n")
        for line in lines[1:]:
            value = _value(line)
            if isinstance(value, dict):
                self._keep(value)

    def _keep(self, value: dict[str, Any]) -> None:
        try:
            found = from_row(value)
        except UserError:
            return  # it is asked again
        if not found.failed:  # what failed may have been the moment's trouble
            self.known[found.id] = found

    def add(self, found: Iterable[Marked]) -> None:
        """Raises UserError when the disk refuses."""
        rows = list(found)
        try:
            self._write(map(to_row, rows), "ab")
        except OSError as error:
            raise UserError(f"The answers cannot be kept in {self.path} ({error.strerror}); those "
                            "before are there.") from None
        self.known |= {one.id: one for one in rows}

    def _write(self, rows: Iterable[Any], mode: str, first: bytes = b"") -> None:
        with self.path.open(mode) as file:
            file.write(first)
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        sync(self.path.parent)


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
