"""A small grammar of plain language: templates with choices, and the ways people type them.

A template is text with `[a|b|c]` choices (nestable) and `{name}` fields. Fields are filled after
the choices are made, so that material never has to be escaped.
"""

from __future__ import annotations

import re
from random import Random

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_TAILS = ("?", "?", "?", "", "", "", ".", " ?", ", please", " please?", "? Thanks")
_HEADS = ("", "", "", "", "", "", "please ", "hey, ", "can you tell me, ", "quick: ", "hi, ")
_HAN_HEADS = ("", "", "", "", "请问", "请问，", "你好，")
_HAN_TAILS = ("？", "？", "?", "")


def expand(template: str, rng: Random) -> str:
    """Innermost choices first, until none is left."""
    while "[" in template:
        template = _CHOICE.sub(lambda m: rng.choice(m.group(1).split("|")), template, count=1)
    return template


def phrase(templates: tuple[str, ...], rng: Random, **fields: object) -> str:
    return expand(rng.choice(templates), rng).format(**fields)


def as_typed(text: str, rng: Random) -> str:
    """Polite or not, capital or not, with or without punctuation at the end."""
    head = rng.choice(_HEADS)
    text = head + text + rng.choice(_TAILS)
    if rng.random() < 0.6:
        text = text[0].upper() + text[1:]
    return text


def as_typed_han(text: str, rng: Random) -> str:
    return rng.choice(_HAN_HEADS) + text + rng.choice(_HAN_TAILS)


def digits(rng: Random, length: int) -> int:
    """A number of exactly `length` digits; uniform over lengths keeps carries balanced."""
    low = 10 ** (length - 1) if length > 1 else 0
    return rng.randint(low, 10**length - 1)


def typed_number(value: int, rng: Random) -> str:
    """Long numbers are sometimes typed in groups of three."""
    return f"{value:,}" if value >= 1000 and rng.random() < 0.15 else str(value)
