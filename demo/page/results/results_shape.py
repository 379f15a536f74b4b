"""Is this JSON of the shape we draw? Shapes are data; a mismatch is one sentence that says where.

A shape is SHARE, COUNT, AMOUNT, NUMBER, FLAG or TEXT; [shape] for a list; {key: shape} for an
object whose keys may be missing or null (unknown ones are ignored); Whole({key: shape}) for one
whose keys must all be there; Each(shape) for one with any keys; Maybe(shape) where null may stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.errors import UserError


@dataclass(frozen=True)
class Leaf:
    what: str
    kinds: tuple[type, ...]
    low: float = float("-inf")
    high: float = float("inf")

    def fits(self, value: Any) -> bool:
        # To Python a bool is an int. NaN and infinity lie between no two numbers.
        if not isinstance(value, self.kinds) or isinstance(value, bool) > (bool in self.kinds):
            return False
        return isinstance(value, str) or self.low <= value <= self.high


@dataclass(frozen=True)
class Each:
    shape: Any


@dataclass(frozen=True)
class Whole:
    keys: dict[str, Any]


@dataclass(frozen=True)
class Maybe:
    shape: Any


SHARE = Leaf("a share from 0 to 1", (int, float), 0, 1)
COUNT = Leaf("a whole number from 0", (int,), 0, 1e15)
AMOUNT = Leaf("a number from 0", (int, float), 0, 1e15)
NUMBER = Leaf("a finite number", (int, float), -1e15, 1e15)
FLAG = Leaf("true or false", (bool,))
TEXT = Leaf("text", (str,))


def checked(value: Any, shape: Any, where: str) -> Any:
    """The value, rid of keys the shape does not know. Raises UserError naming the place."""
    if isinstance(shape, Maybe):
        return None if value is None else checked(value, shape.shape, where)
    if isinstance(shape, Leaf):
        if not shape.fits(value):
            raise UserError(f"{where} must be {shape.what}, not {_short(value)}.")
        return value
    if isinstance(shape, list):
        items = _of(value, list, "a list", where)
        return [checked(item, shape[0], f"{where}[{i}]") for i, item in enumerate(items)]
    return _object(_of(value, dict, "an object", where), shape, where)


def _object(value: dict, shape: Any, where: str) -> dict:
    if isinstance(shape, Each):
        return {key: checked(item, shape.shape, f"{where}.{key}") for key, item in value.items()}
    keys = shape.keys if isinstance(shape, Whole) else shape
    if isinstance(shape, Whole) and (gone := sorted(set(keys) - set(value))):
        raise UserError(f"{where} has no {gone[0]!r}.")
    return {key: checked(value[key], inner, f"{where}.{key}")
            for key, inner in keys.items()
            if key in value and (value[key] is not None or isinstance(shape, Whole))}


def _of(value: Any, kind: type, what: str, where: str) -> Any:
    if not isinstance(value, kind):
        raise UserError(f"{where} must be {what}, not {_short(value)}.")
    return value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
