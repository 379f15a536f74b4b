"""One question of an exam with both sides' graded answers: a line of the answer sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

from demo.errors import UserError
from demo.exam.answer_checkers import check, final
from demo.exam.question_file import OwnQuestion
from demo.recording.batch_answers import BatchAnswer, Likeness, Sat
from demo.recording.data import SIDES

SLOW = "its pattern took too long on this answer, so nothing is said of it"


@dataclass(frozen=True)
class Given:
    """One side's answer. end: as a step's, "" where nobody tells; seconds: 0 where it was not timed
    (nor its tokens counted); right: None where nobody can tell by rule; sure: how sure the model
    was, the geometric mean of its tokens' probabilities, and final_sure: of its final answer's
    tokens alone; None where that is not known (a remote side)."""

    text: str
    end: str = ""
    tokens: int = 0
    seconds: float = 0.0
    why: str = ""
    right: bool | None = None
    sure: float | None = None
    final_sure: float | None = None
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class Marked:
    """`id`: of the question and its right answers; `number`: its place in the paper, from 0."""

    id: str
    number: int
    answers: Mapping[str, Given]
    likeness: Likeness | None = None

    @property
    def failed(self) -> bool:
        """Was a side not able to answer at all?"""
        return any(one.end == "error" for one in self.answers.values())


def name(question: OwnQuestion) -> str:
    """The same for the same question and right answers, wherever they stand."""
    told = repr((question.messages, question.accepted, question.checker))
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()


def marked(question: OwnQuestion, number: int, sat: Sat, mark: str) -> Marked:
    """`mark`: what stands before a final answer in the pair's texts, "" for nothing."""
    answers = {side: _given(question, sat.answers[side], mark) for side in SIDES}
    return Marked(name(question), number, answers, sat.likeness)


def _given(question: OwnQuestion, said: BatchAnswer, mark: str) -> Given:
    right = None if said.end == "error" else check(
        question.checker, said.text, question.accepted, mark)
    why = SLOW if right is None and question.checker == "regex" and not said.why else said.why
    return Given(
        said.text, said.end, said.tokens, round(said.seconds, 6), why, right,
        _sure(said.logs), _sure(_final_logs(said, mark)), said.cost, said.currency)


def _sure(logs: Sequence[float]) -> float | None:
    return round(math.exp(sum(logs) / len(logs)), 6) if logs else None


def _final_logs(said: BatchAnswer, mark: str) -> list[float]:
    """Of the tokens that any part of the final answer stands in."""
    told = final(said.text, mark)
    start = said.text.rfind(told) if told else -1
    found, at = [], 0
    for piece, log_p in zip(said.pieces, said.logs, strict=True):
        end = at + len(piece)
        if start >= 0 and end > start and at < start + len(told):
            found.append(log_p)
        at = end
    return found


def to_row(one: Marked) -> dict[str, Any]:
    """As plain data; what is not known or empty is left out."""
    answers = {side: {key: value for key, value in asdict(given).items()
                      if value not in (None, "") or key in ("text", "right")}
               for side, given in one.answers.items()}
    likeness = {"likeness": asdict(one.likeness)} if one.likeness else {}
    return {"id": one.id, "number": one.number, "answers": answers, **likeness}


def from_row(row: Any) -> Marked:
    """Raises UserError where it is no such row."""
    try:
        answers = {side: _read(row["answers"][side]) for side in SIDES}
        likeness = Likeness(**{key: _number(value, 0, 1e6) for key, value in
                               row["likeness"].items()}) if row.get("likeness") else None
        number = row["number"]
        if not isinstance(number, int) or not isinstance(row["id"], str):
            raise ValueError
        return Marked(row["id"][:32], number, answers, likeness)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError("An answer of this exam is damaged.") from None


NUMBERS = {"tokens": (0, 1e7), "seconds": (0, 1e7), "sure": (0, 1), "final_sure": (0, 1),
           "cost": (0, 1e6)}


def _read(held: dict[str, Any]) -> Given:
    """Raises KeyError, TypeError or ValueError for what no Given holds."""
    given = Given(**held)
    texts = (given.text, given.end, given.why, given.currency)
    if not all(isinstance(text, str) for text in texts) or not (
            given.right is None or isinstance(given.right, bool)):
        raise ValueError
    for key, (low, high) in NUMBERS.items():
        value = getattr(given, key)
        if value is not None:
            _number(value, low, high)
    return given


def _number(value: Any, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError
    return value
