"""An exam as one file: what was asked, what both sides answered, and under which conditions.

As with recordings, the answers are the truth; every number on a card is worked out from them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from demo.errors import UserError
from demo.exam import question_file
from demo.exam.marked import Marked, from_row, name, to_row
from demo.exam.question_file import OwnQuestion
from demo.recording.data import SIDES, Recording
from demo.recording.file import from_json as recording_from
from demo.recording.file import to_json as recording_to

FORMAT, VERSION = "apprentice-exam", 1


@dataclass(frozen=True)
class ExamCard:
    """`blank`: a recording of the pair before any step: models, memory, device, versions; paper:
    its name; questions: all that were in it; answers: by the questions' ids, of as many as were
    answered; left_out: a sentence for each row of the file that was not understood."""

    blank: Recording
    paper: str
    questions: tuple[OwnQuestion, ...]
    answers: Mapping[str, Marked] = field(default_factory=dict)
    max_tokens: int = 256
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    created: str = ""

    def rows(self) -> list[tuple[OwnQuestion, Marked]]:
        """Every answered question, in the paper's order."""
        known = ((one, self.answers.get(name(one))) for one in self.questions)
        return [(one, found) for one, found in known if found is not None]

    def with_answers(self, found: Mapping[str, Marked]) -> ExamCard:
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        return dataclasses.replace(
            self, answers={**self.answers, **found}, created=self.created or now)


def to_json(card: ExamCard) -> str:
    """One JSON object. Raises UserError where a number is not finite."""
    raw = {
        "format": FORMAT, "version": VERSION, "paper": card.paper, "created": card.created,
        "max_tokens": card.max_tokens, "left_out": list(card.left_out), "notes": list(card.notes),
        "blank": json.loads(recording_to(card.blank)),
        "questions": [_question(one) for one in card.questions],
        "answers": [to_row(found) for _, found in card.rows()],
    }
    try:
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise UserError("This exam holds a number that is not finite, so it cannot be stored: "
                        "sit it again.") from None


def _question(one: OwnQuestion) -> dict[str, Any]:
    held = {"messages": [{"role": role, "content": text} for role, text in one.messages],
            "answer": list(one.accepted), "checker": one.checker}
    return held | ({"subject": one.subject} if one.subject else {})


def from_json(text: str) -> ExamCard:
    """Raises UserError with the reason when it is none."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"This is not an exam: it is not valid JSON ({error}).") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UserError(f'This is not an exam: it has no "format": "{FORMAT}".')
    if raw.get("version") != VERSION:
        raise UserError(f"This exam has version {str(raw.get('version'))[:20]}, and this "
                        f"Apprentice reads {VERSION}: update Apprentice.")
    try:
        return _card(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(f"This exam is damaged: {error}.") from None


def _card(raw: dict[str, Any]) -> ExamCard:
    questions = tuple(_read(row) for row in raw["questions"])
    found = {one.id: one for one in map(from_row, raw["answers"])}
    texts = [raw["paper"], raw["created"], *raw["left_out"], *raw["notes"]]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a text is none")
    if len(questions) > question_file.MOST or not 1 <= int(raw["max_tokens"]) <= 1_000_000:
        raise ValueError("it is too large")
    blank = recording_from(json.dumps(raw["blank"]))
    if set(blank.answers) != set(SIDES):
        raise ValueError("a side is missing")
    return ExamCard(blank, raw["paper"][:200], questions, found, int(raw["max_tokens"]),
                    tuple(raw["left_out"]), tuple(raw["notes"]), raw["created"][:40])


def _read(row: dict[str, Any]) -> OwnQuestion:
    """As a file's rows are read, but that choices stand in the question already."""
    held = question_file.parse({"messages": row["messages"], "checker": question_file.BY_EYE})
    checker, accepted = row["checker"], tuple(row["answer"])
    if checker not in (*question_file.CHECKERS, question_file.BY_EYE):
        raise ValueError("a checker is unknown")
    subject = str(row.get("subject", ""))[:80]
    return dataclasses.replace(held, checker=checker, accepted=accepted, subject=subject)
