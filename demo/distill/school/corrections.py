"""A person's corrections: rows of questions and their right answers. Judges rows, not content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo import request_limits
from demo.distill.core import json_rows

EXAMPLE = '{"question": "…", "answer": "…"}'


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


def read(
    path: Path, refuse: Callable[[Correction], str] = lambda correction: ""
) -> tuple[list[Correction], list[str]]:
    """Corrections, and one sentence for each row left out. `refuse` returns why, or nothing.

    Raises UserError where the file cannot be read, or hardly a row of it is a correction.
    """
    rows_found, broken = json_rows.read(path, "corrections", EXAMPLE, _parsed)
    found = []
    for where, one in rows_found:
        if reason := refuse(one):
            broken.append(f"{path.name}, {where} is left out: {reason}.")
        else:
            found.append(one)
    return found, broken
