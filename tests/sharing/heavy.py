"""The heaviest link that is read: as many tokens and as much text as a link may unpack to."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from demo.recording import SIDES, Fidelity, Recording, to_json
from demo.sharing import links
from tests.scripted import ScriptedEngine, recorded


def of(text: str, tokens: int = links.MAX_TOKENS) -> Recording:
    """Both sides say `tokens` tokens of `text`, evenly, over more seconds than a film has."""
    whole = recorded(ScriptedEngine(), "x")
    said = ["a b "] * (tokens - 1) + [text]
    answers = {side: dataclasses.replace(
        whole.answers[side], tokens=(1,) * tokens, texts=tuple(said), seconds=(0.5,) * tokens)
        for side in SIDES}
    fidelity = Fidelity((0.5,) * tokens, (0.1,) * tokens, (0.5,) * tokens, (False,) * tokens,
                        (1,) * tokens, ("b",) * tokens)
    return dataclasses.replace(whole, answers=answers, fidelity=fidelity)


@lru_cache
def heaviest() -> str:
    """A code just below the most that a link may unpack to."""
    low, high = 1, links.MAX_DECODED
    while high - low > 100:
        middle = (low + high) // 2
        fits = len(to_json(of("a b " * (middle // 4))).encode()) <= links.MAX_DECODED
        low, high = (middle, high) if fits else (low, middle)
    return links.pack(of("a b " * (low // 4)))
