"""Answers to grades, grades to a report card. Knows texts only, no models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from demo.exam.catalogue import SUBJECTS
from demo.exam.question import Question
from demo.exam.statistics import wilson


@dataclass(frozen=True)
class Grade:
    """How one examinee did in one subject, with a 95 % interval."""

    right: int
    asked: int
    share: float
    low: float
    high: float


def grade(right: int, asked: int) -> Grade:
    low, high = wilson(right, asked)
    share = right / asked if asked else 0.0
    return Grade(right, asked, round(share, 4), round(low, 4), round(high, 4))


def marks(questions: Sequence[Question], answers: Sequence[str]) -> list[bool]:
    pairs = zip(questions, answers, strict=True)
    return [SUBJECTS[question.subject].check(question, answer) for question, answer in pairs]


def _select(questions: Sequence[Question], right: Sequence[bool], names: set[str]) -> Grade:
    chosen = [r for q, r in zip(questions, right, strict=True) if q.subject in names]
    return grade(sum(chosen), len(chosen))


def report_card(questions: Sequence[Question], right: Sequence[bool]) -> dict[str, dict]:
    """Grades by subject, then by faculty, as plain data."""
    card = {name: asdict(_select(questions, right, {name})) for name in SUBJECTS}
    for faculty in dict.fromkeys(subject.faculty for subject in SUBJECTS.values()):
        names = {name for name, subject in SUBJECTS.items() if subject.faculty == faculty}
        card[faculty] = asdict(_select(questions, right, names))
    return card
