"""The third paper: 300 questions by somebody who never saw the grammars.

Its author had only the subjects' names and three example answers each in sight, so it shows how the
school's models do on questions as people really type them. Nothing is ever chosen by it or trained
on it, and its hash stands in the results. It is stored with the tests; without them there is none.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from demo.exam.question import Question

PAPER = Path(__file__).parents[2] / "tests" / "exam" / "third_paper.jsonl"


def questions(paper: Path = PAPER) -> list[Question]:
    """In the paper's order; none where the paper is not there."""
    if not paper.is_file():
        return []
    lines = paper.read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines]


def digest(paper: Path = PAPER) -> str:
    """SHA-256 of the paper's bytes in hexadecimal: says which paper a result speaks of."""
    return sha256(paper.read_bytes()).hexdigest()


def _question(row: dict) -> Question:
    accepted = tuple(row["accepted"])
    return Question(row["subject"], row["text"], "", accepted[0], f"third|{row['text']}",
                    row["language"], accepted)
