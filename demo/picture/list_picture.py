"""A list of prompts as a picture of 1200 x 630, which is what links to it show of themselves: the
verdict, and both sides' medians with the ratio and its interval."""

from __future__ import annotations

import io
from typing import Any

from demo.drawing.scene import CARD_SIZE, day
from demo.drawing.whole_list import SHOWN
from demo.picture.ink import Canvas, colours, fitted
from demo.prompts.list_results import ListResults, Summary
from demo.prompts.list_sentences import sentence, title
from demo.prompts.median_intervals import Middle
from demo.recording.data import SIDES
from demo.words.formats import hundredths, percent
from demo.words.list_words import words
from demo.words.page_words import words as page_words

EDGE, TOP, LINE = 44, 330, 50
VERDICT_SIZES = ((32, 2), (27, 2), (23, 3))
LEFTS = (EDGE, 430, 640, 850)  # of the columns: metric, both sides, ratio
ROWS = ("ttft", "tpot", "speed", "characters", "memory", "tokens")


def list_picture(results: ListResults, language: str = "en") -> bytes:
    """As PNG."""
    sheet, texts, drawn = Canvas(*CARD_SIZE), words(language), page_words(language)
    sheet.seal(EDGE, 26, 56)
    sheet.text("Apprentice", EDGE + 72, 51, 26, "ink", bold=True)
    sheet.text(texts["picture_about"], EDGE + 72, 77, 17, "soft",
               width=CARD_SIZE[0] - 2 * EDGE - 72)
    sheet.box((EDGE, 104, CARD_SIZE[0] - EDGE, 254), colours()["wash"], 16)
    width = CARD_SIZE[0] - 2 * EDGE - 52
    spans, size, taken = fitted([(sentence(results, language), False)], width, VERDICT_SIZES)
    below = sheet.paragraph(spans, EDGE + 26, 166 - (taken - 1) * size * .62, width, taken,
                            size * 1.3)
    first = results.prompts.first
    where = first.device_name if first else ""
    told = [title(results, language), day(results.prompts.created, drawn), where]
    sheet.text(" · ".join(filter(None, told)), EDGE + 26, max(below, 226) + 4, 17, "soft",
               width=width)
    if results.compared:
        _table(sheet, results, texts, drawn)
    out = io.BytesIO()
    sheet.image.save(out, "PNG")
    return out.getvalue()


def _table(
    sheet: Canvas, results: ListResults, texts: dict[str, Any], drawn: dict[str, Any]
) -> None:
    for left, side in zip(LEFTS[1:], SIDES, strict=False):
        sheet.text(drawn[side], left, TOP - 36, 19, side, bold=True, width=200)
    sheet.text(texts["ratio"], LEFTS[-1], TOP - 36, 19, "soft", width=200)
    left_out = "speed" if results.by_characters else ""  # there is room for one of the two
    shown = [one for one in results.summaries if one.name in ROWS and one.name != left_out]
    for place, one in enumerate(shown):
        _row(sheet, one, texts, TOP + place * LINE)
    end = TOP + len(shown) * LINE
    if results.agreement:
        sheet.text(texts["metric"]["agreement"], LEFTS[0], end, 20, "ink", width=370)
        sheet.text(_with_span(results.agreement, percent), LEFTS[1], end, 20, "ink", width=600)


def _row(sheet: Canvas, one: Summary, texts: dict[str, Any], at: int) -> None:
    sheet.pen.line((EDGE, at - 30, CARD_SIZE[0] - EDGE, at - 30), colours()["line"])
    sheet.text(texts["metric"][one.name], LEFTS[0], at, 20, "ink", width=370)
    for left, side in zip(LEFTS[1:], SIDES, strict=False):
        found = one.sides[side]
        sheet.text(SHOWN[one.name](found.median) if found else texts["unmeasured"], left, at, 20,
                   "ink", bold=found is not None, width=200)
    if one.ratio:
        sheet.text(_with_span(one.ratio, hundredths, "×"), LEFTS[-1], at, 20, "ink", bold=True,
                   width=300)


def _with_span(found: Middle, shown: Any, unit: str = "") -> str:
    span = f" ({shown(found.low)}–{shown(found.high)})" if found.low is not None else ""
    return shown(found.median) + unit + span
