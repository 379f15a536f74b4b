"""What a recording's free tables and numbers may hold, wherever the file came from.

A recording may come from a stranger: everything that draws one counts on flat tables of text and
numbers, finite numbers of a size that a machine can have, and text that can be sent as UTF-8.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from demo.recording.data import Answer, Recording

# What the fidelity's columns may hold; a sum of rounded shares may pass 1, and a divergence 0, by a
# little.
FIDELITY = {"probability": (0, 1.001), "acceptance": (0, 1.001), "kld": (-0.001, 1e6)}
MOST_INTEGER = 2**53  # above it JavaScript no longer tells two numbers apart


def check_tables(recording: Recording) -> None:
    """Raises ValueError with what is wrong."""
    for name in ("pair", "device", "versions"):
        _flat(name, getattr(recording, name))
    for part in (recording.request, *map(_parts, recording.answers.values())):
        for item in part if isinstance(part, tuple) else (part,):
            _numbers(item)
    for name, (low, high) in FIDELITY.items():
        if not all(low <= value <= high for value in getattr(recording.fidelity, name)):
            raise ValueError(f"a number of {name} is out of range")
    for answer in recording.answers.values():
        _whole("tokens", answer.tokens)
    _whole("first", recording.fidelity.first)


def _parts(answer: Answer) -> tuple[Any, ...]:
    _flat("why", answer.memory.why)
    if not all(isinstance(text, str) for text in answer.memory.why.values()):
        raise ValueError("why has a value that is no text")
    if answer.memory.kv_per_token * max(1, len(answer.tokens)) > MOST_INTEGER:
        raise ValueError("kv_per_token is out of range")
    _knots(answer)
    return answer, answer.model, answer.memory


def _knots(answer: Answer) -> None:
    """Every token fed makes one knot at most, and tokens rise; so drawing never divides by 0."""
    knots = answer.memory.kv_knots
    if not all(len(knot) == 2 and {*map(type, knot)} == {int} for knot in knots):
        raise ValueError("kv_knots is no list of pairs of whole numbers")
    _range("kv_knots", [number for knot in knots for number in knot])
    tokens = [knot[0] for knot in knots]
    if len(knots) > len(answer.tokens) + 1 or sorted(set(tokens)) != tokens:
        raise ValueError("kv_knots do not rise with the answer's tokens")


def _flat(name: str, table: Any) -> None:
    if not isinstance(table, dict):
        raise ValueError(f"{name} is not a table")
    for key, value in table.items():
        # What draws a table looks values up, so only these are several: a list cannot be looked up.
        listed = isinstance(value, (list, tuple))
        if listed != ((name, key) == ("device", "reasons")):
            raise ValueError(f"{name}.{key} is {'a list' if listed else 'not a list'}")
        several = value if listed else [value]
        if not all(isinstance(v, (str, int, float, bool, type(None))) for v in several):
            raise ValueError(f"{name}.{key} is neither text nor a number")
        _range(f"{name}.{key}", several)


def _numbers(part: Any) -> None:
    """Every plain number of a dataclass: none is negative, none is absurd."""
    for field in dataclasses.fields(part):
        _range(field.name, [getattr(part, field.name)])


def _range(name: str, values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, (int, float)) and not 0 <= value <= MOST_INTEGER:
            raise ValueError(f"{name} is out of range")


def _whole(name: str, column: Iterable[int]) -> None:
    if not all(abs(value) <= MOST_INTEGER for value in column):
        raise ValueError(f"a number of {name} is out of range")
