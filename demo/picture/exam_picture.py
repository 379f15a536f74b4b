"""An exam's card as a picture of 1200 x 630, which is what links to it show of themselves: the
verdict, and right answers of both sides with their intervals, by subject where there are some."""

from __future__ import annotations

import io

from demo.drawing.exam.whole_card import SAID
from demo.drawing.scene import CARD_SIZE, day
from demo.exam.card_results import CardResults, SubjectGrades
from demo.exam.card_sentences import asked_in_all, sentence
from demo.exam.grading import Grade
from demo.picture.ink import Canvas, colours, fitted
from demo.recording.data import SIDES
from demo.words.exam_words import words
from demo.words.formats import percent
from demo.words.page_words import words as page_words
from demo.words.results_words import words as results_words

EDGE, COLUMNS, ROWS = 44, 3, 4
TOP, LINE = 300, 64
VERDICT_SIZES = ((32, 2), (27, 2), (23, 3))


def exam_picture(results: CardResults, language: str = "en") -> bytes:
    """As PNG."""
    sheet, texts = Canvas(*CARD_SIZE), words(language)
    sheet.seal(EDGE, 26, 56)
    sheet.text("Apprentice", EDGE + 72, 51, 26, "ink", bold=True)
    sheet.text(texts["about"], EDGE + 72, 77, 17, "soft", width=CARD_SIZE[0] - 2 * EDGE - 72)
    sheet.box((EDGE, 104, CARD_SIZE[0] - EDGE, 244), colours()["wash"], 16)
    width = CARD_SIZE[0] - 2 * EDGE - 52
    spans, size, taken = fitted([(sentence(results, language), False)], width, VERDICT_SIZES)
    first = 166 - (taken - 1) * size * .62
    below = sheet.paragraph(spans, EDGE + 26, first, width, taken, size * 1.3)
    card = results.card
    where = card.blank.device_name or page_words(language)["unknown_device"]
    paper = texts["papers"].get(card.paper, card.paper)
    told = [card.blank.title, paper, asked_in_all(results, language),
            day(card.created, page_words(language)), where]
    sheet.text(" · ".join(filter(None, told)), EDGE + 26, max(below, 220) + 2, 17, "soft",
               width=width)
    _bars(sheet, results, language)
    out = io.BytesIO()
    sheet.image.save(out, "PNG")
    return out.getvalue()


def _bars(sheet: Canvas, results: CardResults, language: str) -> None:
    """The whole, then the subjects that were kept least, as many as there is room for."""
    if not results.graded:
        return
    subjects = sorted(results.subjects, key=lambda one: (
        one.retention.value is None, one.retention.value or 0.0))
    wide = (CARD_SIZE[0] - 2 * EDGE - 30 * (COLUMNS - 1)) // COLUMNS
    shown = [results.whole, *subjects][: COLUMNS * ROWS]
    for index, one in enumerate(shown):
        column, row = index % COLUMNS, index // COLUMNS
        _one(sheet, one, EDGE + column * (wide + 30), TOP + row * (LINE + 16), wide, language)


def _one(
    sheet: Canvas, one: SubjectGrades, left: int, top: int, wide: int, language: str
) -> None:
    texts, names = words(language), results_words(language)["subjects"]
    label = names.get(one.name, one.name) if one.name else texts["all"]
    value = one.retention.value
    said = value is not None and one.sides["teacher"].asked >= SAID
    kept = texts["keeps_short"].format(percent(value)) if said else ""
    sheet.text(label, left, top, 18, "ink", bold=not one.name, width=wide - 130)
    sheet.text(kept, left + wide - 196, top, 17, "soft", width=130, align="end")
    for index, side in enumerate(SIDES):
        grade, at = one.sides[side], top + 12 + index * 18
        _bar(sheet, grade, side, left, at, wide - 66)
        sheet.text(percent(grade.share), left + wide - 60, at + 12, 15, "soft")


def _bar(sheet: Canvas, grade: Grade, side: str, left: int, at: int, wide: int) -> None:
    sheet.pen.line((left, at + 6, left + wide, at + 6), colours()["line"])
    if grade.share:
        sheet.pen.rectangle((left, at, left + round(wide * grade.share), at + 12),
                            colours()[side])
    low, high = left + round(wide * grade.low), left + round(wide * grade.high)
    sheet.pen.line((low, at + 6, high, at + 6), colours()["ink"], 2)
    for x in (low, high):
        sheet.pen.line((x, at + 2, x, at + 10), colours()["ink"], 2)
