"""What `evaluate` wrote about a pair, and the logs of its training: read and checked, never drawn.

The file is examples/results/<pair>.json. Every part may be missing (it was not measured yet), and a
part that is there must be whole: the first thing wrong is named in one UserError sentence.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demo.errors import UserError
from demo.exam.exam_results import ExamResults, LogRow, checked

NAME = re.compile(r"[\w][\w.-]*")
# Training stages with a log of their own, in their order.
LOGS = ("teacher", "student", "nf4")
MOST_BYTES = 8_000_000


@dataclass(frozen=True)
class Results:
    """`parts` is the checked file and `text` all of it as JSON; `logs` are the rows of each stage,
    and `complaints` say what was wrong with a log.
    """

    parts: dict[str, Any]
    text: str = ""
    logs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    def card(self, examinee: str, paper: str) -> dict[str, Any]:
        """Marks by subject and faculty; empty where the examinee did not sit that paper."""
        return self.parts.get("cards", {}).get(examinee, {}).get(paper, {})


def stamp(folder: Path, name: str) -> tuple[tuple[int, int] | None, ...]:
    """Changes whenever one of the files of a pair does."""
    paths = (folder / f"{name}{end}" for end in (".json", *(f"-{log}.jsonl" for log in LOGS)))
    stats = (path.stat() if path.is_file() else None for path in paths)
    return tuple((stat.st_mtime_ns, stat.st_size) if stat else None for stat in stats)


def read(folder: Path, name: str) -> Results | None:
    """The results of the pair called `name`; None when there are none. Raises UserError."""
    path = folder / f"{name}.json"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    raw = _json(_text(path), path.name)
    parts = checked(ExamResults, raw, path.name)
    _agree(parts, path.name)
    _drop_unasked(parts)
    logs, complaints = {}, []
    for stage in LOGS:
        try:
            logs[stage] = _log(folder / f"{name}-{stage}.jsonl")
        except UserError as error:
            complaints.append(str(error))
    whole = json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    return Results(parts, whole, logs, tuple(complaints))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(f"{path.name} is larger than {MOST_BYTES // 10**6} MB: it is no "
                            "result of evaluate.")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read: {error}.") from None


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{where} is not valid JSON: {error}.") from None


def _agree(parts: dict[str, Any], where: str) -> None:
    for examinee, papers in parts.get("cards", {}).items():
        for paper, marks in papers.items():
            for subject, mark in marks.items():
                if mark["right"] > mark["asked"]:
                    raise UserError(f"{where}.cards.{examinee}.{paper}.{subject} has "
                                    f"{mark['right']} right of {mark['asked']} asked.")
    for subject, counts in parts.get("query", {}).get("subjects", {}).items():
        if len(counts) != 2:
            raise UserError(f"{where}.query.subjects.{subject} must be [kept, rejected].")


def _drop_unasked(parts: dict[str, Any]) -> None:
    """A report card has a row for every subject; where nothing was asked there is no mark."""
    for papers in parts.get("cards", {}).values():
        for paper, marks in papers.items():
            papers[paper] = {name: mark for name, mark in marks.items() if mark["asked"]}


def _log(path: Path) -> list[dict[str, Any]]:
    """A stage's rows in the order of training; a stage without a log has none."""
    if not path.is_file():
        return []
    lines = enumerate(_text(path).splitlines(), start=1)
    rows = [checked(LogRow, _json(line, where := f"{path.name}, line {n}"), where)
            for n, line in lines if line.strip()]
    return sorted((row for row in rows if "step" in row and "tokens" in row),
                  key=lambda row: row["step"])
