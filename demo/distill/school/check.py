"""Stage 3, `check`: every answer is kept or rejected by its subject's exact checker.

A person has the last word: a correction enters as a row of its own, and replaces what the teacher
said to the same question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm
from transformers import AutoTokenizer

from demo import json_rows, request_limits
from demo.distill.core.batches import encode
from demo.distill.core.stage_files import write_json, write_lines
from demo.distill.school.answer_log import AnswerLog, Row, identity
from demo.distill.school.papers import examined
from demo.distill.school.profiles import Profile
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS

CHECKED = "checked.jsonl"
CORRECTION = '{"question": "…", "answer": "…"}'


@dataclass(frozen=True)
class Correction:
    question: str
    answer: str


def _parsed(row: Any) -> Correction:
    """Raises ValueError with the reason."""
    texts = [row.get(key) for key in ("question", "answer")] if isinstance(row, dict) else []
    if len(texts) != 2 or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ValueError('it needs "question" and "answer", both text')
    if any(request_limits.controls(request_limits.line_ends(text)) for text in texts):
        raise ValueError("it contains control characters")
    return Correction(*map(request_limits.line_ends, texts))


def read_corrections(
    path: Path, refuse: Callable[[Correction], str] = lambda correction: ""
) -> tuple[list[Correction], list[str]]:
    """Corrections, and one sentence for each row left out. `refuse` returns why, or nothing.

    Raises UserError where the file cannot be read, or hardly a row of it is a correction.
    """
    rows_found, broken = json_rows.read(path, "corrections", CORRECTION, _parsed)
    rows = []
    for where, one in rows_found:
        if reason := refuse(one):
            broken.append(f"{path.name}, {where} is left out: {reason}.")
        else:
            rows.append(one)
    return rows, broken


def verdict(row: Row, keep_wrong: bool) -> dict[str, object]:
    """An answer that was cut off is wrong whatever it says."""
    subject = SUBJECTS[row.question.subject]
    right = row.ended and subject.check(row.question, row.answer)
    return {"id": row.id, "subject": subject.name, "right": right, "kept": right or keep_wrong}


def _corrected(one: Correction) -> dict[str, object]:
    return {"id": identity(one.question), "question": one.question, "answer": one.answer,
            "kept": True, "corrected": True}


def judged(
    rows: Iterable[Row], corrected: list[Correction], keep_wrong: bool
) -> Iterator[dict[str, object]]:
    replaced = {identity(one.question) for one in corrected}
    for row in rows:
        judgement = verdict(row, keep_wrong)
        yield {**judgement, "kept": judgement["kept"] and row.id not in replaced}
    yield from map(_corrected, corrected)


def counts(rows: Iterable[dict]) -> dict[str, list[int]]:
    """Answers of the teacher by subject: kept, and rejected by checker or person, whether or not
    a profile learns from wrong ones all the same."""
    by_subject = {name: [0, 0] for name in SUBJECTS}
    for row in rows:
        if "subject" in row:
            by_subject[row["subject"]][not (row["right"] and row["kept"])] += 1
    return by_subject


def _read(path: Path | None, profile: Profile, folder: Path) -> tuple[list[Correction], list[str]]:
    if path is None:
        return [], []
    tokenizer, on_paper = AutoTokenizer.from_pretrained(folder / "teacher"), examined(profile)

    def refuse(one: Correction) -> str:
        if one.question.lower() in on_paper:
            return "its question is on an exam paper and must not be trained on"
        if encode(tokenizer, one.question, one.answer).steps > profile.distil.row_length:
            return f"question and answer are longer than {profile.distil.row_length} tokens"
        return ""

    return read_corrections(path, refuse)


def check(profile: Profile, folder: Path, corrected: Path | None = None) -> dict:
    """Raises UserError where nothing was asked yet or the corrections cannot be read."""
    answer_log = AnswerLog(folder / "ledger")
    if not answer_log.shards:
        raise UserError(
            f"Nothing was asked yet in {folder}: run `python -m demo.distill query --out {folder}` "
            "first."
        )
    corrections, broken = _read(corrected, profile, folder)
    for sentence in broken:
        print(sentence, file=sys.stderr)
    rows = (row for _, row in tqdm(answer_log.rows(), desc="checking", mininterval=5))
    verdicts = list(judged(rows, corrections, profile.keep_wrong))
    write_lines(folder / CHECKED, verdicts)
    subjects = counts(verdicts)
    write_lines(folder / "check.jsonl", (
        {"subject": name, "kept": kept, "rejected": rejected}
        for name, (kept, rejected) in subjects.items()
    ))
    summary = {
        "stage": "check", "kept": sum(k for k, _ in subjects.values()),
        "rejected": sum(r for _, r in subjects.values()), "corrections": len(corrections),
        "lines_left_out": broken, "wrong_ones_kept": profile.keep_wrong, "subjects": subjects,
    }
    write_json(folder / "check.json", summary)
    return summary
