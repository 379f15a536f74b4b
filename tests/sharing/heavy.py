"""The heaviest link that is read: as many tokens and as much text as a link may unpack to."""

from __future__ import annotations

import dataclasses

from demo.recording.data import SIDES, Fidelity, Recording
from demo.recording.file import to_json
from demo.sharing import links, packing
from tests.scripted import ScriptedEngine, recorded


def of(text: str, tokens: int = 600, prompt: str = "x") -> Recording:
    """Both sides say `tokens` tokens, evenly over more seconds than a film has; the teacher's last
    one is `text`."""
    whole = recorded(ScriptedEngine(), prompt)
    said = ["a b "] * (tokens - 1)
    answers = {side: dataclasses.replace(
        whole.answers[side], tokens=(1,) * tokens, seconds=(0.5,) * tokens,
        texts=(*said, text if side == SIDES[0] else "b")) for side in SIDES}
    fidelity = Fidelity((0.5,) * tokens, (0.1,) * tokens, (0.5,) * tokens, (False,) * tokens,
                        (1,) * tokens, ("b",) * tokens)
    return dataclasses.replace(whole, answers=answers, fidelity=fidelity)


def heaviest(prompt: str = "x") -> str:
    """A code just below the most that a link may unpack to."""
    room = links.MAX_DECODED - len(to_json(of("", prompt=prompt)).encode())
    return links.pack(of(("a b " * room)[:room], prompt=prompt))


def longest() -> str:
    """A code of packed columns with as many tokens as a link may hold."""
    return links.COLUMNS + links.coded(packing.packed(of("b", links.MAX_TOKENS // 2), 1000))


def codes(count: int) -> list[str]:
    """As many different ones."""
    return [heaviest(f"{number:06d}") for number in range(count)]
