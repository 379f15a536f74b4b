"""The card: one comparison as a picture of 1200 x 630, which is what links show of themselves.

The question, both final answers, both speeds and memories, the verdict, the date and the device;
in the colours of the page, in English or Chinese. A pure function of the recording.
"""

from __future__ import annotations

import io
import re
from typing import Any

from demo.drawing import answer_cards, mode_marks
from demo.drawing.scene import CARD_SIZE, day
from demo.picture.ink import Canvas, colours, fitted, span
from demo.picture.lettering.lines import wrap
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.metrics import numbers
from demo.recording.reasoning import said
from demo.recording.sameness import final_answer
from demo.recording.verdict import verdict
from demo.words import formats
from demo.words.page_words import claim, words, words_of
from demo.words.picture_words import words as own_words

EDGE = 44
TAGLINES = {"taught": "tagline", "itself": "tagline_itself", "other": "tagline_other"}
GAP = 20
# (size, most lines): the first in which all of it fits, the last one cut.
QUESTION_SIZES = ((34, 1), (30, 2), (25, 3))
VERDICT_SIZES = ((25, 1), (22, 1), (19, 2))
# Fences with their language, headings, quotes, stars and backticks: signs, in a line of text.
MARKS = re.compile(r"^\s*(?:```\w*|#{1,6}\s|>\s?)|\*\*|`")


def card(recording: Recording, language: str = "en") -> bytes:
    """The picture as PNG."""
    texts, sheet = words_of(recording.request.mode, language), Canvas(*CARD_SIZE)
    _head(sheet, recording, texts, own_words(language))
    _question(sheet, recording.request.prompt)
    wide = (CARD_SIZE[0] - 2 * EDGE - GAP) // 2
    for index, side in enumerate(SIDES):
        _side(sheet, recording, recording.answers[side], EDGE + index * (wide + GAP), wide, texts)
    _verdict(sheet, recording, language)
    out = io.BytesIO()
    sheet.image.save(out, "PNG")  # optimize=True takes five times as long for 4 % less
    return out.getvalue()


def _head(sheet: Canvas, recording: Recording, texts: dict[str, Any], own: dict[str, Any]) -> None:
    right = CARD_SIZE[0] - EDGE
    sheet.seal(EDGE, 26, 56)
    sheet.text("Apprentice", EDGE + 72, 51, 26, "ink", bold=True)
    tagline = claim(own[TAGLINES[recording.kinship]],
                    recording.answers["student"].model.quantization)
    sheet.text(tagline, EDGE + 72, 77, 17, "soft", width=620)
    lineage = own["lineage"].get(recording.lineage, own["lineage"]["unknown"])
    title = " · ".join(part for part in (recording.title, lineage) if part)
    device = recording.device_name or texts["unknown_device"]
    sheet.text(title, right - 400, 51, 17, "soft", width=400, align="end")
    sheet.text(str(device), right - 400, 77, 17, "soft", width=400, align="end")


def _question(sheet: Canvas, prompt: str) -> None:
    """In the largest size in which the whole question fits; the smallest one cuts it."""
    sheet.box((EDGE, 98, CARD_SIZE[0] - EDGE, 220), colours()["card"], 16, colours()["line"])
    width = CARD_SIZE[0] - 2 * EDGE - 52
    spans, size, taken = fitted([(" ".join(prompt.split()), False)], width, QUESTION_SIZES)
    leading = size * 1.32
    first = 159 + size * .36 - leading * (taken - 1) / 2
    sheet.paragraph(spans, EDGE + 26, first, width, taken, leading)


def _side(sheet: Canvas, recording: Recording, answer: Answer, left: int, wide: int,
          texts: dict[str, Any]) -> None:
    """One side: who, what it answered, how fast, how large."""
    sheet.box((left, 240, left + wide, 486), colours()["card"], 16, colours()["line"],
              colours()[answer.side])
    inner, width = left + 26, wide - 52
    at = sheet.text(texts[answer.side], inner, 285, 24, answer.side, bold=True)
    name = mode_marks.name(recording, answer)
    sheet.text(name, at + 10, 285, 24, "ink", bold=True, width=inner + width - at - 10)
    sheet.text(
        mode_marks.spec(recording, answer) or answer_cards.spec(
            answer.model, answer.memory, texts), inner, 314, 17, "soft", width=width
    )
    _answer(sheet, recording, answer, inner, width, texts)
    sheet.pen.line((inner, 382, inner + width, 382), colours()["line"])
    differ = not recording.same_tokenizer
    figures = numbers(answer)
    rate = figures.characters_per_second if differ else figures.speed
    memory = formats.megabytes(figures.memory) if figures.memory else formats.NOT_YET
    memory_label = "memory_peak" if figures.memory_complete else "memory_part"
    rows = ((formats.rate(rate), "char/s" if differ else "tok/s",
             texts["cps" if differ else "speed"]), (memory, "MB", texts[memory_label]))
    for index, (value, unit, label) in enumerate(rows):
        column = inner + index * (width // 2 + 10)
        end = sheet.text(value, column, 437, 46, "ink", bold=True)
        sheet.text("" if value == formats.NOT_YET else unit, end + 9, 437, 20, "soft")
        sheet.text(label, column, 467, 17, "soft", width=width // 2 - 10)


def _answer(sheet: Canvas, recording: Recording, answer: Answer, left: int, width: int,
            texts: dict[str, Any]) -> None:
    """The final answer on its side's wash; where none is marked, how the answer begins."""
    marker = recording.final_mark
    final = final_answer(answer.text, marker)
    if answer.end == "error":
        sheet.text(texts["error"].format(answer.why), left, 358, 20, "seal", width=width)
    elif not final:
        spans = [span(_opening(recording, answer), 18, "ink")]
        taken = min(2, len(wrap(spans, width, 3)))
        sheet.paragraph(spans, left, 358 if taken == 1 else 345, width, taken, 24)
    else:
        probe = Canvas(1, 1)
        end = probe.text(final, left + 12, 0, 21, "ink", bold=True, width=width - 24)
        sheet.box((left, 332, round(end) + 12, 367), colours()[f"{answer.side}-wash"], 8)
        sheet.text(final, left + 12, 357, 21, "ink", bold=True, width=width - 24)


def _opening(recording: Recording, answer: Answer) -> str:
    """How an answer begins, its reasoning and the signs of Markdown left out."""
    text = said(recording, answer).strip()
    lines = [MARKS.sub("", line).strip() for line in text.splitlines()]
    return " ".join(" ".join(lines).split()) or formats.NOT_YET


def _verdict(sheet: Canvas, recording: Recording, language: str) -> None:
    texts = own_words(language)
    sheet.box((EDGE, 506, CARD_SIZE[0] - EDGE, 606), colours()["wash"], 16)
    width = CARD_SIZE[0] - 2 * EDGE - 52
    runs = verdict(recording, language) or [(texts["no_race"], False)]
    spans, size, taken = fitted(runs, width, VERDICT_SIZES)
    first = 549 if taken == 1 else 537
    sheet.paragraph(spans, EDGE + 26, first, width, taken, size * 1.3)
    note = texts["recorded"].format(day(recording.created, words(language)))
    sheet.text(note, EDGE + 26, 588, 17, "soft", width=width)
