"""Lines of text: measured, broken to a width, cut with an ellipsis, drawn run by run of one font.

A line goes the way of its first letter that has one: from the right for Hebrew and Arabic, and then
it stands at the right edge. Within a run, raqm shapes and orders the letters. Sizes are pixels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import ImageDraw

from demo.picture.lettering.faces import Face, face_of, heavier
from demo.picture.lettering.signs import drawable

ELLIPSIS = "…"
INDENT = "\u00a0"  # a blank that a line may begin with
DEEPEST = 16  # blanks
MOST_CHARACTERS = 4000  # of one text: more fits on no picture, and measuring takes time
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
# What may not be broken: white space, a sign in brackets, one wide character with the punctuation
# that may not begin a line, or a word.
WORD = re.compile(
    rf"\s+|\[[^\[\]]{{1,26}}\]|[{WIDE}][，。、！？：；）】」』》…]*|[^\s{WIDE}][^\s\[{WIDE}]*")


@dataclass(frozen=True)
class Span:
    """Text in one size, weight and colour; indented: as code is, so that the blanks before a line
    count."""

    text: str
    size: int
    colour: str
    bold: bool = False
    indented: bool = False


Line = tuple[Span, ...]


def wrap(spans: Sequence[Span], width: float, most: int) -> list[Line]:
    """At most `most` lines no wider than `width`; the last one ends in … when text is left over.

    What no font can draw is replaced first; see demo.picture.lettering.signs.
    """
    words = [word for span in spans for word in _words(span)]
    lines: list[list[Span]] = [[]]
    room = width
    for word in words:
        taken = measure(word)
        if word.text == "\n" or (taken > room and lines[-1] and not word.text.isspace()):
            lines.append([])
            room = width
        if word.text == "\n" or (word.text == " " and not lines[-1]):
            continue
        lines[-1].append(word)
        room -= taken
        if len(lines) > most:
            break
    if len(lines) > most:
        return [*map(_line, lines[:most - 1]), _cut(_line(lines[most - 1]), width)]
    return [_line(line) for line in lines]


def _words(span: Span, widest: float = 300) -> list[Span]:
    """The span in the parts that may not be broken; an endless word is broken anywhere."""
    text = span.text[:MOST_CHARACTERS]
    clean = drawable(text.expandtabs(4) if span.indented else text)
    parts = [part for line in clean.split("\n") for part in (*_parts(line, span), "\n")][:-1]
    spans = [replace(span, text=part) for part in parts]
    return [piece for word in spans for piece in _broken(word, widest)]


def _parts(line: str, span: Span) -> list[str]:
    """The words of a line, and a blank for the white space between two of them."""
    words = [" " if word.isspace() else word for word in WORD.findall(line)]
    deep = len(line) - len(line.lstrip())
    if span.indented and deep and words[1:]:
        words[0] = INDENT * min(deep, DEEPEST)
    return words


def _broken(word: Span, widest: float) -> list[Span]:
    if measure(word) <= widest:
        return [word]
    lines, start = [], 0
    for end in range(1, len(word.text) + 1):
        last = end == len(word.text)
        if last or (end - start >= 8 and not unicodedata.combining(word.text[end])):
            lines.append(replace(word, text=word.text[start:end]))
            start = end
    return lines


def _line(words: Sequence[Span]) -> Line:
    """Words of the same look joined again, without white space at the end."""
    joined: list[Span] = []
    for word in words:
        if joined and replace(word, text="") == replace(joined[-1], text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + word.text)
        else:
            joined.append(word)
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)


def _cut(line: Line, width: float) -> Line:
    """The line with … at its end, and as much before it as fits."""
    while line:
        last = line[-1]
        ended = (*line[:-1], replace(last, text=last.text.rstrip() + ELLIPSIS))
        if sum(map(measure, ended)) <= width:
            return ended
        line = (*line[:-1], replace(last, text=last.text[:-1])) if last.text else line[:-1]
    return line


def measure(span: Span) -> float:
    """The width of drawable text in pixels; a line break has none."""
    return 0.0 if span.text == "\n" else _measured(span.text, span.size, span.bold)


@lru_cache(maxsize=16384)
def _measured(text: str, size: int, bold: bool) -> float:
    return sum(face.at(size).getlength(part) for part, face in runs(text, bold))


@lru_cache(maxsize=4096)
def runs(text: str, bold: bool) -> tuple[tuple[str, Face], ...]:
    """Drawable text in stretches of one face; spaces and marks stay with what they follow."""
    by_face: list[tuple[str, Face]] = []
    for character in text:
        face = face_of(character, bold)
        assert face is not None, f"U+{ord(character):04X} was to be replaced by a sign first"
        follows = character == " " or unicodedata.category(character) in ("Mn", "Me")
        if by_face and (
            face is by_face[-1][1] or follows and ord(character) in by_face[-1][1].codes
        ):
            by_face[-1] = (by_face[-1][0] + character, by_face[-1][1])
        else:
            by_face.append((character, face))
    return tuple(by_face)


def from_right(line: Line) -> bool:
    """Whether the line's first letter that has a direction goes from right to left."""
    strong = (unicodedata.bidirectional(c) for span in line for c in span.text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def draw(
    canvas: ImageDraw.ImageDraw, line: Line, left: float, baseline: float, width: float = 0,
    align: str = "start",
) -> float:
    """Draw one line and give the x where it ends. align "end": flush with left + width."""
    taken = sum(map(measure, line))
    reverse = from_right(line)
    at = left + width - taken if width and (align == "end" or reverse) else left
    spans = reversed(line) if reverse else line
    for span in spans:
        parts = runs(span.text, span.bold)
        for text, face in reversed(parts) if reverse else parts:
            font = face.at(span.size)
            # No bold cut of this face is here, so its strokes are widened by a fortieth.
            thick = span.size / 40 if span.bold and heavier(face) else 0
            canvas.text((at, baseline), text, span.colour, font, "ls", stroke_width=thick)
            at += font.getlength(text)
    return at
