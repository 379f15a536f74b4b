"""Exams that are under way on the page, where storage lasts: neither a reload nor a kill of the
server loses what was answered. A journal is of one paper, pair and terms, holds no question, and is
gone when its exam is over, or after a day."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from demo.exam.answers_journal import AnswersJournal
from demo.exam.marked import Marked, name
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Terms
from demo.pairs import Pair

FOLDER, DAY = "exams-under-way", 86_400.0


class OpenJournal:
    """The answers of one exam so far; of none that lasts where there is no storage."""

    def __init__(self, held: AnswersJournal | None = None) -> None:
        self._held = held
        self.known = dict(held.known) if held else {}

    def add(self, found: Iterable[Marked]) -> None:
        """Raises UserError when the disk refuses."""
        if self._held:
            self._held.add(found)

    def close(self) -> None:
        if self._held:
            with contextlib.suppress(OSError):
                self._held.path.unlink()


class ExamJournals:
    """All of DATA_DIR; `data_dir` is None where nothing is kept."""

    def __init__(self, data_dir: Path | None) -> None:
        self._folder = data_dir / FOLDER if data_dir else None

    def open(self, paper: OwnPaper, pair: Pair | None, terms: Terms) -> OpenJournal:
        """Raises UserError when it cannot be used."""
        if self._folder is None or pair is None:
            return OpenJournal()
        told = {"pair": pair.name, "models": {side: [spec.model, spec.revision] for side, spec in
                                              pair.specs.items()},
                "max_tokens": terms.max_tokens, "system": terms.system}
        self._forget()
        ids = {name(question) for question in paper.questions}
        key = blake2b(json.dumps([told, sorted(ids)]).encode(), digest_size=16).hexdigest()
        held = AnswersJournal(self._folder / f"{key}.jsonl", told)
        held.known = {one: found for one, found in held.known.items() if one in ids}
        return OpenJournal(held)

    def _forget(self) -> None:
        """What nobody went on with for a day."""
        assert self._folder is not None
        for path in self._folder.glob("*.jsonl") if self._folder.is_dir() else ():
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > DAY:
                    path.unlink()
