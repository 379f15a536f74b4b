"""The verdict: one plain sentence or two about a finished comparison, in English or Chinese.

Generated from the metrics alone, and never boasting where the student loses. A verdict is a list of
(text, strong) runs, so that the page, the share page and the terminal can each set it in their way.
"""

from __future__ import annotations

from typing import Any

from demo.recording import mode_verdict
from demo.recording.data import SIDES, Recording
from demo.recording.metrics import memory_in_stored_width, numbers, ratios
from demo.recording.reasoning import said
from demo.recording.sameness import final_answer, parting, repeats_itself, sameness, tokens_alike
from demo.words import formats
from demo.words.mode_words import side_names
from demo.words.verdict_words import words

# Below this the difference is within what the clocks of a shared machine can tell.
ALIKE = 1.05
# Where two open answers part, as a sentence of its own and behind another.
ALONE = ("part_at_once", "part_after_one", "part_after")
BEHIND = ("part_at_once_too", "part_after_one_too", "part_after_too")

Runs = list[tuple[str, bool]]


def verdict(recording: Recording, language: str = "en", memory: bool = True) -> Runs:
    """The verdict of a finished recording; empty while a side still answers. memory: has it been
    measured to its end?"""
    if not recording.done:
        return []
    texts = words(language)
    names = side_names(recording.request.mode, language)
    texts = {**texts, **{side: name.lower() for side, name in names.items()}}
    failed = any(answer.end == "error" for answer in recording.answers.values())
    if recording.request.mode == "cooperate" and not failed:
        return mode_verdict.cooperation(recording, language)
    if recording.request.mode == "cascade" and not failed:
        return _cascade(recording, texts, language)
    runs = [(_answers(recording, texts), True)]
    if failed:
        return runs
    return runs + _speed_and_memory(recording, texts, memory)


def _cascade(recording: Recording, texts: dict[str, Any], language: str) -> Runs:
    """Who answered and why, and where both did, how their answers compare."""
    said, spared = mode_verdict.cascade(recording, language)
    both = all(answer.tokens for answer in recording.answers.values())
    return [(said, True), (_answers(recording, texts) if both else spared, False)]


def _answers(recording: Recording, texts: dict[str, Any]) -> str:
    kind = sameness(recording)
    if kind == "unfinished":
        return _ends(recording, texts) + _parted(recording, texts) + _loops(recording, texts)
    if kind in ("silent", "reasoned"):
        return _silent(recording, texts)
    marker = recording.final_mark
    finals = [final_answer(said(recording, recording.answers[side]), marker) for side in SIDES]
    short = all(final and len(final) <= 40 for final in finals)
    if kind != "different":
        return texts[kind] + _loops(recording, texts)
    if short:
        return texts["finals"].format(*finals)
    return (_parted(recording, texts, ALONE) or texts["different"]) + _loops(recording, texts)


def _silent(recording: Recording, texts: dict[str, Any]) -> str:
    """Who says nothing, and whether it has reasoned."""
    answers = [recording.answers[side] for side in SIDES]
    sentences = (texts["silent" if not answer.text.strip() else "only_reasoned"].format(
        side=texts[answer.side]) for answer in answers if not said(recording, answer).strip())
    return texts["between"].join(sentences)


def _parted(recording: Recording, texts: dict[str, Any], keys: tuple[str, ...] = BEHIND) -> str:
    """How far two open answers go together; "" where they do to their end, or one is empty.
    keys: of the words, for no token alike, for one and for more."""
    if not (recording.converses and parting(recording)):
        return ""
    alike = tokens_alike(recording)
    return texts[keys[min(alike, 2)]].format(alike)


def _loops(recording: Recording, texts: dict[str, Any]) -> str:
    """Who says the same over and over, of answers that are no worked sums."""
    if not recording.converses:
        return ""
    sides = [side for side in SIDES if repeats_itself(recording.answers[side])]
    if len(sides) == len(SIDES):
        return texts["both_loop"]
    return "".join(texts["loops"].format(side=texts[side]) for side in sides)


def _ends(recording: Recording, texts: dict[str, Any]) -> str:
    """How each side ended that did not finish by itself; alike ends in one sentence."""
    ends = {side: recording.answers[side].end for side in SIDES}
    if len(set(ends.values())) == 1:
        return texts["both"][ends[SIDES[0]]]
    said = (texts[end].format(side=texts[side]) for side, end in ends.items())
    return " ".join(sentence for sentence in said if sentence)


def _speed_and_memory(recording: Recording, texts: dict[str, Any], memory: bool) -> Runs:
    ratio = ratios(recording)
    if ratio.speed is None:
        return [(texts["no_speed"], False)]
    unit = texts["by_characters"] if ratio.by_characters else ""
    runs = [(texts["lead"], False)]
    runs.append((_graded(ratio.speed, texts, "faster", "slower", "alike") + unit, True))
    if recording.repeats:
        runs.append((texts["runs"].format(recording.runs), False))
    if ratio.memory and memory:
        runs.append((texts["and"], False))
        runs.append((_graded(ratio.memory, texts, "less", "more", "as_much"), True))
        if narrow := memory_in_stored_width(recording):
            runs.append((texts["bf16"].format(formats.times(narrow)), False))
    runs.append((texts["end"], False))
    return runs + _finish(recording, ratio.speed, ratio.e2e, texts)


def _graded(value: float, texts: dict[str, Any], above: str, below: str, alike: str) -> str:
    if 1 / ALIKE < value < ALIKE:
        return texts[alike]
    text, factor = (texts[above], value) if value > 1 else (texts[below], 1 / value)
    return text.format(formats.times(factor))


def _finish(recording: Recording, speed: float, e2e: float | None, texts: dict[str, Any]) -> Runs:
    """Faster per token is not sooner done: say so when the two point different ways."""
    student, teacher = (numbers(recording.answers[side]).tokens for side in reversed(SIDES))
    if e2e and speed > ALIKE and e2e < 1 / ALIKE and student > teacher:
        return [(texts["later"].format(student, teacher), False)]
    if e2e and speed < 1 / ALIKE and e2e > ALIKE and student < teacher:
        return [(texts["sooner"].format(student, teacher), False)]
    return []
