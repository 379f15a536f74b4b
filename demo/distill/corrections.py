"""A person's corrections: a JSONL of questions and their right answers. Judges lines, not content.

A line that cannot be used is named by its number and its reason, and the others are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demo.errors import UserError


@dataclass(frozen=True)
class Correction:
    question: str
    answer: str


def _parsed(line: str) -> Correction | str:
    """A correction, or why it is none."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        return f"no JSON ({error.msg})"
    texts = [data.get(key) for key in ("question", "answer")] if isinstance(data, dict) else []
    if len(texts) != 2 or not all(isinstance(text, str) and text.strip() for text in texts):
        return 'needs "question" and "answer", both text'
    return Correction(*texts)


def read(
    path: Path, refuse: Callable[[Correction], str] = lambda correction: ""
) -> tuple[list[Correction], list[str]]:
    """Corrections, and one sentence for each line left out. `refuse` returns why, or nothing.

    Raises UserError where the file cannot be read at all.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The corrections in {path} cannot be read: {error}.") from None
    found, broken = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        one = _parsed(line)
        reason = one if isinstance(one, str) else refuse(one)
        if reason:
            broken.append(f"{path}, line {number}: left out, {reason}.")
        else:
            found.append(one)
    return found, broken
