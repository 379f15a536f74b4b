"""Which languages the words are in, and how one is chosen. All other modules here are words alone.

Each of them has one topic, as two tables with the same keys and the same blanks (a test compares
them): ENGLISH and CHINESE, and `words`, which gives one of the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# Languages by name, as the page offers them.
LANGUAGES = {"en": "EN", "zh": "中文"}
Words = dict[str, Any]


def chooser(english: Words, chinese: Words) -> Callable[[str], Words]:
    """words(language): the texts of one language; English when it is none of ours."""
    return lambda language: chinese if language == "zh" else english


def written_in(text: str) -> str:
    """The one of our languages that a question is written in, by its characters."""
    return "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"


def preferred(accept_language: str) -> str:
    """The first of our languages in an Accept-Language header, English when there is none."""
    ranked = sorted(
        (_ranked(part) for part in accept_language.split(",")), key=lambda pair: -pair[0]
    )
    return next((name for quality, name in ranked if name in LANGUAGES and quality > 0), "en")


def _ranked(part: str) -> tuple[float, str]:
    name, _, quality = part.strip().partition(";q=")
    try:
        return float(quality or 1), name[:2].lower()
    except ValueError:
        return 0.0, name[:2].lower()
