"""The key taken out of what a server says, also where it comes in pieces, with white space inside,
escaped, or as its better half.

A server knows the key and may echo it in any disguise; this is about what servers and proxies do
by themselves: whole, cut, broken over lines, as repr or JSON, in a link, in HTML.
"""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from urllib.parse import quote

INSTEAD = "[key]"
# Shorter ones are words that a server of one's own takes for a key ("EMPTY", "x"), no secrets: only
# the whole word is taken out of a sentence, and nothing out of an answer.
A_SECRET = 8
Piece = tuple[str, str]


class KeyCleaner:
    """Knows one key. `spans`: where in a text it stands, or half of it and more."""

    def __init__(self, key: str) -> None:
        bare = "".join(key.split())
        self._word = key
        self._forms = [form for form in _forms(bare) if len(bare) >= A_SECRET]
        self._half = max(A_SECRET, (len(bare) + 1) // 2)
        self._grams = {form[i : i + self._half] for form in self._forms
                       for i in range(len(form) - self._half + 1)}
        self._starts = {gram[:A_SECRET] for gram in self._grams}
        self._eights = {form[i : i + A_SECRET] for form in self._forms
                        for i in range(len(form) - A_SECRET + 1)}

    def clean(self, text: str) -> str:
        """A sentence without it."""
        if not self._forms:
            return re.sub(rf"(?<!\w){re.escape(self._word)}(?!\w)", INSTEAD, text) if (
                self._word) else text
        for start, end in reversed(self.spans(text)):
            text = text[:start] + INSTEAD + text[end:]
        return text

    def spans(self, text: str) -> list[tuple[int, int]]:
        """[start, end) of every run that is half of the key or more, white space left out."""
        bare, found = "".join(text.split()), []
        # Half a key covers one of these places wholly, so a long text is passed over in strides.
        stride = self._half - A_SECRET + 1
        if not self._forms or not any(bare[at : at + A_SECRET] in self._eights
                                      for at in range(0, len(bare), stride)):
            return found
        places = [at for at, letter in enumerate(text) if not letter.isspace()]
        for at in range(len(bare) - self._half + 1):
            if bare[at : at + A_SECRET] in self._starts and (
                    bare[at : at + self._half] in self._grams):
                start, end = places[at], places[at + self._half - 1] + 1
                if found and start <= found[-1][1]:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        return found

    def begun(self, text: str) -> int:
        """Characters at the end of `text` that the key may begin with, white space included."""
        best, bare, at = 0, "", len(text)
        longest = max((len(form) for form in self._forms), default=0)
        while at and len(bare) < longest:
            at -= 1
            if text[at].isspace():
                continue
            bare = text[at] + bare
            if any(form.startswith(bare) for form in self._forms):
                best = len(text) - at
        return best


def _forms(key: str) -> list[str]:
    """As it is, and as others write it."""
    written = {key: None, json.dumps(key)[1:-1]: None, repr(key)[1:-1]: None,
               quote(key, safe=""): None, html.escape(key): None}
    return list(written)


@lru_cache(maxsize=16)
def of(key: str) -> KeyCleaner:
    return KeyCleaner(key)


class HeldBack:
    """An answer's pieces without the key: what could be its beginning waits for what follows it,
    also where a piece of another kind does. So nothing shown is ever taken back."""

    def __init__(self, cleaner: KeyCleaner) -> None:
        self._cleaner = cleaner
        self._held: list[Piece] = []

    def heard(self, kind: str, text: str) -> list[Piece]:
        """(kind, text) of what this piece lets out, without empty texts."""
        self._held.append((kind, text))
        whole = "".join(text for _, text in self._held)
        return self._out(whole, len(whole) - self._cleaner.begun(whole))

    def rest(self) -> list[Piece]:
        """What still waits; call once, after the last piece."""
        whole = "".join(text for _, text in self._held)
        return self._out(whole, len(whole))

    def _out(self, whole: str, end: int) -> list[Piece]:
        spans = [span for span in self._cleaner.spans(whole) if span[0] < end]
        end = max([end, *(until for _, until in spans)])
        out, held, at = [], [], 0
        for kind, text in self._held:
            start, at = at, at + len(text)
            if shown := _without(whole, start, min(at, end), spans):
                out.append((kind, shown))
            if at > end:
                held.append((kind, whole[max(start, end) : at]))
        self._held = held
        return out


def _without(whole: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """whole[start:end] with every span's part in it left out, named where the span begins."""
    parts, at = [], start
    for first, last in spans:
        if first >= end or last <= start:
            continue
        parts += [whole[at : max(first, at)], INSTEAD if first >= start else ""]
        at = max(at, last)
    return "".join([*parts, whole[at:end]])
