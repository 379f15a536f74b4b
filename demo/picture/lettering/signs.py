"""A visitor's text as characters that can be drawn here, and nothing else.

Left out: controls, direction marks, surrogates, private characters, variation selectors and skin
tones, and combining marks beyond two on one letter or that its font lacks. What no font here has
becomes a clear sign: a symbol its name in brackets, such as [party popper]; a stretch of letters
the name of their script, such as [Devanagari]; anything else a middle dot.
"""

from __future__ import annotations

import unicodedata

from demo.picture.lettering.faces import face_of

DOT = "·"
LONGEST_NAME = 24
MARKS = 2  # on one letter; more of them would climb over the line above
HIDDEN = ("Cc", "Cf", "Cs", "Co")
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x1F3FB, 0x1F400))
FLAGS = range(0x1F1E6, 0x1F200)  # a flag is two of these, and its country's letters say the same


def drawable(text: str) -> str:
    """`text` with every character one that `face_of` finds a face for; line breaks stay."""
    parts: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if sign := _drawn(character, parts):
            _add(parts, sign)
    return "".join(parts)


def _drawn(character: str, before: list[str]) -> str:
    """What stands for one character, after what was found before; nothing to leave it out."""
    code, kind = ord(character), unicodedata.category(character)
    if character == "\n":
        return character
    if character.isspace():
        return " "
    if kind in HIDDEN or any(code in part for part in SELECTORS):
        return ""
    if kind in ("Mn", "Me"):
        return character if _fits(character, before) else ""
    if code in FLAGS:
        return chr(ord("A") + code - FLAGS.start)
    if face_of(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and all(map(face_of, plain)) else _sign(character, kind)


def _fits(mark: str, before: list[str]) -> bool:
    """Whether a combining mark can be drawn on the letter that it follows."""
    base = before[-1][0] if before else " "
    face = face_of(base)
    worn = sum(map(_combining, before[-1])) if before else 0
    return (not base.isspace() and base != "[" and worn < MARKS and face is not None
            and ord(mark) in face.codes)


def _combining(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def _sign(character: str, kind: str) -> str:
    name = unicodedata.name(character, "")
    word = name.lower() if kind.startswith("S") else _script(name)
    return f"[{word}]" if 0 < len(word) <= LONGEST_NAME else DOT


def _script(name: str) -> str:
    first = name.partition(" ")[0]
    return first if first in ("CJK", "") else first.capitalize()


def _add(parts: list[str], sign: str) -> None:
    """Append a sign: a mark to its letter; a script's name once for a whole stretch of it."""
    if len(sign) == 1 and parts and _combining(sign):
        parts[-1] += sign
        return
    if sign[0] == "[" and sign[1:2].isupper():
        if next((text for text in reversed(parts) if text != " "), "") == sign:
            return
    parts.append(sign)
