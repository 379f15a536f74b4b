"""How people type: small talk, contractions, slips, marks, spaces and capitals.

Works on texts whose material is hidden behind private characters (HIDDEN and up), which nothing
here ever changes. Knows no templates and no subjects.
"""

from __future__ import annotations

import re
from random import Random

from demo.exam.wordings import smalltalk
from demo.exam.wordings.misspelling import HOMOPHONES, misspelt

HIDDEN = 0xE000  # the first private character: material number 0
_MATERIAL = "\ue000-\uf8ff"
MISSPELT_SHARE = 0.25
# Small talk is for short questions: whole questions stay under some 90 tokens.
ROOM, ROOM_HAN = 105, 32
_CONTRACTED = (
    (re.compile(r"\b([Ww]hat|[Ii]t|[Tt]hat|[Hh]ow|[Tt]here|[Tt]oday|[Ww]hen) is\b"), r"\1's"),
    (re.compile(r"\b([Ii]) am\b"), r"\1'm"),
    (re.compile(r"\b([Ii]|[Yy]ou|[Ww]e|[Tt]hey) have\b(?= (?:to|got|been))"), r"\1've"),
    (re.compile(r"\b([Ii]|[Yy]ou|[Ww]e|[Ii]t|[Hh]e|[Ss]he) will\b"), r"\1'll"),
    (re.compile(r"\b([Ii]) would\b"), r"\1'd"),
    (re.compile(r"\b([Dd]o|[Dd]oes|[Ii]s|[Dd]id) not\b"), r"\1n't"),
)
# A mark inside the question; not one between two pieces of material, which would run together.
_JOINT = re.compile(
    rf"(?<=[^\d\s{_MATERIAL}])([.,:?;]) (?=\S)|(?<=[{_MATERIAL}])([.,:?;]) (?=[^\d{_MATERIAL}])"
)
_WORD = re.compile(r"[a-z][a-z']*")
_SENTENCE = re.compile(r"(^|[.?!]\s+)([a-z])")
_ENDS = ("?",) * 10 + ("",) * 9 + (".", " ?", "??", "?!", "...", "!", "???", " ??", "？", "=?")
_HAN_ENDS = ("？",) * 7 + ("",) * 6 + ("?", "?", "。", "？？", "?!", "…", "！", " ?", "呢？",
             "啊？", "呀", "呀？", "呢")
_COMMAS = ("，",) * 6 + (",", ", ", " ", "。", "；")


def shown(hidden: str, material: list[str]) -> str:
    """The text with its material in place."""
    for i, value in enumerate(material):
        hidden = hidden.replace(chr(HIDDEN + i), value)
    return hidden


def _contract(text: str, rng: Random) -> str:
    for pattern, short in _CONTRACTED:
        text = pattern.sub(short, text)
    return text.replace("'", "") if rng.random() < 0.4 else text


def _join(text: str, rng: Random) -> str:
    """Commas and stops inside the question, in one of the ways a person leaves them out."""
    way = rng.random()
    if way < 0.72:
        return text
    if way < 0.86:
        return _JOINT.sub(" ", text)
    if way < 0.92:
        return _JOINT.sub(", ", text)
    if way < 0.95:
        return _JOINT.sub("\n", text)
    return _JOINT.sub(lambda m: (m.group(1) or m.group(2)), text)


def _spaced(text: str, rng: Random) -> str:
    """A space doubled, one lost between two of the question's own words, or one at an end."""
    gaps = [m.start() for m in re.finditer(r"(?<=[a-z,.]) (?=[a-z])", text)]
    way = rng.random()
    if way < 0.3 or not gaps:
        return text + " " if way < 0.15 else " " + text
    at = rng.choice(gaps)
    return text[:at] + "  " + text[at + 1 :] if way < 0.75 else text[:at] + text[at + 1 :]


def _cased(text: str, rng: Random) -> str:
    way = rng.random()
    if way < 0.42:
        return text
    if way < 0.89 or len(text) > 60:
        text = _SENTENCE.sub(lambda m: m.group(1) + m.group(2).upper(), text)
        return re.sub(r"\bi\b", "I", text) if rng.random() < 0.8 else text
    if way < 0.95 or len(text) > 44:
        return _WORD.sub(lambda m: m.group()[0].upper() + m.group()[1:], text)
    return _WORD.sub(lambda m: m.group().upper(), text)


def _ended(text: str, mark: str, tail: str) -> str:
    if text[-1] in "?.!":
        mark = ""
    joint = " " if mark or not tail or tail[0] in "(" else ", "
    return text + mark + (joint + tail if tail else "")


def english(text: str, rng: Random) -> str:
    """The question `text` (small letters, no mark at its end) as somebody might type it."""
    room = ROOM - len(text)
    head = smalltalk.head(rng, room)
    tail = smalltalk.tail(rng, room - len(head))
    mark = rng.choice(_ENDS)
    if mark == "=?" and text[-1] < chr(HIDDEN):
        mark = "?"  # "12 + 30 =?", but not "what is it =?"
    text = _ended(head + text, mark, tail)
    if rng.random() < 0.3:
        text = _contract(text, rng)
    if rng.random() < MISSPELT_SHARE:
        text = misspelt(text, rng, 2 if rng.random() < 0.3 else 1)
    text = _join(text, rng)
    if rng.random() < 0.06:
        text = _spaced(text, rng)
    return _cased(text, rng)


def han(text: str, rng: Random) -> str:
    """The Chinese question `text` (full-width commas, no mark at its end) as typed."""
    room = ROOM_HAN - len(text)
    head = smalltalk.han_head(rng, room)
    tail = smalltalk.han_tail(rng, room - len(head))
    mark = "" if text[-1] in "？。" else rng.choice(_HAN_ENDS)
    if text[-1] in "呢吗啊":
        mark = mark.lstrip("呢啊呀")
    if rng.random() < 0.3:
        comma = rng.choice(_COMMAS)
        text = text.replace("，", comma)
    if rng.random() < 0.08:
        text = re.sub(rf"(?<=[\u4e00-\u9fff])([{_MATERIAL}])(?=[\u4e00-\u9fff])", r" \1 ", text)
    if rng.random() < 0.06:
        wrong, right = rng.choice(HOMOPHONES)
        text = text.replace(right, wrong, 1)
    joint = "" if mark or not tail else rng.choice("， ")
    return head + text + mark + joint + tail
