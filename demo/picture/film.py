"""The film: the race as an animated GIF or WebP, for places that take nothing but pictures.

It plays at the measured pace. A race longer than MOST_SECONDS is shown faster, one too short to be
seen in slow motion, and then the film itself says how much. A picture every STEP seconds, or
MOST_FRAMES of them, whichever is fewer; it opens on the question and rests on the verdict, and then
begins again.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from PIL import Image

from demo.drawing import answer_cards, mode_marks, track
from demo.picture.ink import Canvas, colours, fitted, span
from demo.picture.lettering.lines import draw, wrap
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.growing import begun
from demo.recording.metrics import numbers
from demo.recording.replay import at, length, slow_motion
from demo.recording.verdict import verdict
from demo.words import formats
from demo.words.formats import times
from demo.words.page_words import words, words_of
from demo.words.picture_words import words as own_words
from demo.words.player_words import words as player_words

SIZE = (760, 516)
MOST_SECONDS = 10.0
STEP = 0.05
MOST_FRAMES = 100
FIRST_SECONDS, LAST_SECONDS = 1.0, 5.0
COLOURS = 64  # two inks, two sides and their washes, each with the greys of smooth letters
EDGE, GAP = 20, 12
WIDE = (SIZE[0] - 2 * EDGE - GAP) // 2
TOP, LINES, LEADING = 112, 8, 21
LINES_ON = 4  # of them make room at once
LEAP = 700  # characters, of which the narrowest fill the lines that are shown
KINDS = ("gif", "webp")

Frame = tuple[float, Image.Image]


def film(recording: Recording, language: str = "en", kind: str = "gif") -> bytes:
    """The race as an animated picture; kind is one of KINDS."""
    more: dict[str, Any] = {"lossless": True, "method": 3, "quality": 60}
    shown: Iterable[Frame] = frames(recording, language)
    if kind == "gif":
        # All frames at once are a hundred megabytes in RGB, and a third of that in one palette.
        still, end, _, _ = _layout(recording, language)
        last = _picture(still, recording, language, end)
        palette = last.quantize(COLOURS, Image.Quantize.MEDIANCUT)
        shown = ((seconds, picture.quantize(palette=palette, dither=Image.Dither.NONE))
                 for seconds, picture in shown)
        more = {"disposal": 1, "optimize": True}
    delays, pictures = zip(*((round(1000 * seconds), p) for seconds, p in shown), strict=True)
    out = io.BytesIO()
    pictures[0].save(out, kind.upper(), save_all=True, append_images=pictures[1:],
                     duration=delays, loop=0, **more)
    return out.getvalue()


def frames(recording: Recording, language: str = "en") -> Iterator[Frame]:
    """(seconds it stays, picture) from the question to the verdict."""
    still, end, pace, shown = _layout(recording, language)
    # GIF counts in hundredths of a second.
    step = max(STEP, math.ceil(100 * shown / MOST_FRAMES) / 100)
    yield FIRST_SECONDS, _picture(still, begun(recording), language, end)
    for index in range(1, math.ceil(shown / step)):
        yield step, _picture(still, at(recording, index * step * pace), language, end)
    yield LAST_SECONDS, _picture(still, recording, language, end)


def _layout(recording: Recording, language: str) -> tuple[Canvas, float, float, float]:
    """(what does not move, the axis' end in s, how many times faster it plays, for how many s)."""
    whole = length(recording)
    pace = max(1 / slow_motion(recording), whole / MOST_SECONDS if whole > MOST_SECONDS else 0)
    end = track.axis(max(whole, 0.01))[0]
    return _still(recording, language, pace), end, pace, whole / pace


def _still(recording: Recording, language: str, pace: float) -> Canvas:
    """What does not move: the name, the pace, the question and the empty boxes."""
    own, sheet = own_words(language), Canvas(*SIZE)
    sheet.seal(EDGE, 14, 34)
    sheet.text("Apprentice", EDGE + 44, 37, 18, "ink", bold=True)
    slow = player_words(language)["slow"].format(round(1 / pace))
    said = own["pace"] if pace == 1 else own["faster"].format(times(pace)) if pace > 1 else slow
    sheet.text(said, SIZE[0] - EDGE - 300, 37, 13, "soft", width=300, align="end")
    question = [(" ".join(recording.request.prompt.split()), False)]
    spans, size, taken = fitted(question, SIZE[0] - 2 * EDGE, ((20, 1), (17, 2)))
    sheet.paragraph(spans, EDGE, 84 if taken == 1 else 74, SIZE[0] - 2 * EDGE, taken, size * 1.3)
    for index, side in enumerate(SIDES):
        left = EDGE + index * (WIDE + GAP)
        sheet.box((left, TOP, left + WIDE, 376), colours()["card"], 12, colours()["line"],
                  colours()[side])
    return sheet


def _picture(still: Canvas, recording: Recording, language: str, end: float) -> Image.Image:
    sheet = Canvas(*SIZE, under=still)
    for index, side in enumerate(SIDES):
        _side(sheet, recording, recording.answers[side], EDGE + index * (WIDE + GAP), language)
        label = words_of(recording.request.mode, language)[side]
        _lane(sheet, recording.answers[side], 402 + 24 * index, end, label)
    sheet.box((EDGE, 446, SIZE[0] - EDGE, 500), colours()["wash"], 12)
    running = words(language)["replayed"] if not recording.done else own_words(language)["no_race"]
    runs = verdict(recording, language) or [(running, False)]
    width = SIZE[0] - 2 * EDGE - 32
    spans, size, taken = fitted(runs, width, ((18, 1), (16, 1), (14, 2), (12, 3)))
    leading = size * 1.3
    first = 473 + size * .36 - leading * (taken - 1) / 2
    sheet.paragraph(spans, EDGE + 16, first, width, taken, leading)
    return sheet.image


def _side(sheet: Canvas, recording: Recording, answer: Answer, left: int, language: str) -> None:
    texts, inner, width = words_of(recording.request.mode, language), left + 16, WIDE - 32
    at_x = sheet.text(texts[answer.side], inner, TOP + 30, 16, answer.side, bold=True)
    sheet.text(mode_marks.name(recording, answer), at_x + 8, TOP + 30, 16, "ink",
               width=inner + width - at_x - 8)
    marker = recording.final_mark
    body, final = map(_tail, answer_cards.split(answer.text, marker, bool(answer.end)))
    spans = [replace(span(body, 14, "ink"), indented=True),
             span(f" {final}" if final else "", 14, "ink", True)]
    # A long answer shows its end, as the page does while it grows.
    lines = wrap(spans, width, 4 * LEAP)
    for row, line in enumerate(lines[_first(len(lines), bool(answer.end)):]):
        draw(sheet.pen, line, inner, TOP + 56 + row * LEADING, width)
    figures, differ = numbers(answer), not recording.same_tokenizer
    rate = figures.characters_per_second if differ else figures.speed
    memory = formats.megabytes(figures.memory) if figures.memory else formats.NOT_YET
    cells = ((formats.rate(rate), "char/s" if differ else "tok/s"),
             (formats.seconds(figures.e2e), "s"), (memory, "MB"))
    sheet.pen.line((inner, 336, inner + width, 336), colours()["line"])
    for index, (value, unit) in enumerate(cells):
        x = sheet.text(value, inner + index * width // 3, 363, 19, "ink", bold=True)
        sheet.text("" if value == formats.NOT_YET else unit, x + 5, 363, 12, "soft")


def _first(lines: int, ended: bool) -> int:
    """The first line that is shown of a growing answer. It moves on in leaps: what stays where it
    was costs a film nothing."""
    over = max(0, lines - LINES)
    return over if ended else -(-over // LINES_ON) * LINES_ON


def _tail(text: str) -> str:
    """The end of a long text, from a place that moves on in leaps: lines must not dance."""
    return text[max(0, len(text) // LEAP - 1) * LEAP:]


def _lane(sheet: Canvas, answer: Answer, middle: int, end: float, label: str) -> None:
    """One side's track: a tick for each token at its own time."""
    start, length = EDGE + 70, SIZE[0] - 2 * EDGE - 70
    sheet.text(label, EDGE, middle + 5, 13, "soft", width=62)
    sheet.pen.line((start, middle, start + length, middle), colours()["line"])
    for moment in answer.times:
        x = round(start + length * moment / end)
        sheet.pen.line((x, middle - 8, x, middle + 8), colours()[answer.side])
