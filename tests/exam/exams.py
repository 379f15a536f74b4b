"""Exams for tests: papers, answers and cards without a model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from demo.exam import sitting
from demo.exam.card_results import CardResults
from demo.exam.exam_card import ExamCard
from demo.exam.question_file import OwnQuestion, parse
from demo.exam.sitting import Ask, Terms
from demo.recording.batch_answers import BatchAnswer, Sat
from demo.recording.data import SIDES, Request
from demo.settings import Settings
from tests.scripted import ScriptedEngine

BLANK = ScriptedEngine(Settings()).blank(Request(""))


def question(text: str, answer: object = "1", **more: object) -> OwnQuestion:
    return parse({"question": text, "answer": answer, **more})


def answered(text: str, sure: float = -0.1, **more: object) -> BatchAnswer:
    pieces = tuple(text[i:i + 2] for i in range(0, len(text), 2))
    return BatchAnswer(text, "eos", len(pieces), 0.5, pieces=pieces, logs=(sure,) * len(pieces),
                       **more)


def asking(says: dict[tuple[str, str], str], asked: list[str] | None = None) -> Ask:
    """What each side says of each question, "0" where nothing is told; "!" fails."""

    def ask(requests: Sequence[Request]) -> Iterator[list[Sat]]:
        for number, request in enumerate(requests):
            if asked is not None:
                asked.append(request.prompt)
            said = {side: says.get((side, request.prompt), "0") for side in SIDES}
            yield [Sat(number, {side: BatchAnswer("", "error", why="It broke.") if text == "!"
                                else answered(text) for side, text in said.items()})]

    return ask


def results(marks: str, subject: str = "") -> CardResults:
    """A letter a question: b(oth), t(eacher only), s(tudent only), n(either), e(rror)."""
    paper, says = [], {}
    for number, mark in enumerate(marks):
        text = f"question {number}"
        paper.append(question(text, "1", **({"subject": subject} if subject else {})))
        says[("teacher", text)] = "1" if mark in "bt" else "!" if mark == "e" else "0"
        says[("student", text)] = "1" if mark in "bs" else "0"
    card = ExamCard(BLANK, "own", tuple(paper))
    found = {one.id: one for part, _ in sitting.sit(paper, Terms(), asking(says), {})
             for one in part}
    return CardResults(card.with_answers(found))


def write(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
