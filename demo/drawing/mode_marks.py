"""What a card shows of a cooperation or a cascade beside what it shows of a race."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from demo.drawing.safe_html import Markup, encoded
from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.metrics import weight_total
from demo.recording.mode_numbers import fell
from demo.words import formats
from demo.words.mode_words import words

# Below the answer: whose the marked words are, and one sentence with what it means.
TEMPLATE = """
{{#if by}}<p class="by">{{#each by}}<span><i class="{{{kind}}}"></i>{{{text}}}</span>{{/each}}</p>
{{/if}}{{#if note}}<p class="details mode-note"><button type="button" class="label"
 data-tip="{{{note_tip}}}">{{{note}}}</button></p>{{/if}}"""


def together(recording: Recording, answer: Answer) -> bool:
    """Did both models write this answer?"""
    return recording.request.mode == "cooperate" and answer.side == "student"


def name(recording: Recording, answer: Answer) -> str:
    """The model, or the two that wrote it."""
    models = [recording.answers[side].model.name for side in SIDES]
    return " + ".join(models) if together(recording, answer) else answer.model.name


def size(recording: Recording, answer: Answer) -> str:
    """Parameters of the model, or of both that wrote it."""
    models = [recording.answers[side].model for side in SIDES] if (
        together(recording, answer)) else [answer.model]
    return " + ".join(formats.millions(model.parameters) for model in models if model.parameters)


def spec(recording: Recording, answer: Answer) -> str:
    """Parameters and bytes of both that wrote an answer; "" of one that a single model wrote."""
    held = formats.megabytes(weight_total(answer.memory))
    return f"{size(recording, answer)} · {held} MB" if together(recording, answer) else ""


def made(scene: Scene, answer: Answer, texts: dict[str, Any]) -> str:
    """Who drafts, who verifies, and what both weigh."""
    teacher, student = (scene.recording.answers[side].model.name for side in SIDES)
    held = weight_total(answer.memory)
    weighs = texts["weighs"].format(formats.megabytes(held)) if held else ""
    return " · ".join(filter(None, (
        words(scene.language)["cooperate_made"].format(student, teacher), weighs)))


def draw(scene: Scene, answer: Answer) -> dict[str, Any]:
    """The values of TEMPLATE."""
    texts, recording = words(scene.language), scene.recording
    by = [{"kind": "by-student", "text": texts["by_student"]},
          {"kind": "by-teacher", "text": texts["by_teacher"]}] if (
              answer.end and answer.drafted) else []
    note, tip = "", ""
    if together(recording, answer) and recording.cooperation:
        rounds = recording.cooperation
        note, tip = texts["rounds"].format(
            len(rounds.drafted), sum(rounds.drafted), sum(rounds.accepted),
            formats.seconds(sum(rounds.draft_seconds)), formats.seconds(sum(
                rounds.verify_seconds)), fell(rounds)), texts["rounds_tip"]
    if recording.cascade and answer.side == "student" and (
            recording.cascade.confidence is not None):
        found = recording.cascade
        note, tip = texts["sure"].format(*map(formats.share, (
            found.confidence, found.final_line, recording.request.threshold))), texts["sure_tip"]
    return {"by": by, "note": note, "note_tip": tip}


def hint(scene: Scene, answer: Answer) -> str:
    """In place of an answer that nobody was asked for."""
    return words(scene.language)["not_asked_hint"] if answer.end == "not_asked" else ""


def waits(scene: Scene, answer: Answer) -> bool:
    """Is it the student's turn to answer, in a cascade?"""
    return scene.recording.request.mode == "cascade" and answer.side == "teacher" and not (
        scene.recording.answers["student"].end)


def marked(answer: Answer, start: int, text: str) -> str:
    """`text`, which stands at character `start` of the answer, with every stretch in the name of
    who wrote it; as it is where nothing was drafted, or it still grows."""
    if not answer.end or not answer.drafted:
        return text
    parts = (f'<span class="{kind}">{encoded(part)}</span>'
             for kind, part in _stretches(answer, start, len(text)))
    return Markup("".join(parts))


def _stretches(answer: Answer, start: int, length: int) -> Iterator[tuple[str, str]]:
    """(whose, text) of the characters [start, start + length)."""
    pieces, at = [], 0
    for text, drafted in zip(answer.texts, answer.drafted, strict=True):
        low, high = max(at, start), min(at + len(text), start + length)
        if low < high:
            pieces.append(("by-student" if drafted else "by-teacher", text[low - at : high - at]))
        at += len(text)
    for kind, run in groupby(pieces, key=lambda piece: piece[0]):
        yield kind, "".join(text for _, text in run)
