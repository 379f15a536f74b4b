"""From a number to a place on an axis, and the round numbers that mark it. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`; `at` gives the place of a value, 0 to 1 along it."""

    low: float
    high: float
    log: bool = False
    marks: tuple[float, ...] = ()

    def at(self, value: float) -> float:
        """Values beyond the ends are drawn at the ends."""
        low, high = self._put(self.low), self._put(self.high)
        place = (self._put(max(value, self.low)) - low) / (high - low)
        return min(1.0, max(0.0, place))

    def _put(self, value: float) -> float:
        return log10(value) if self.log else value


SHARES = Scale(0.0, 1.0, marks=(0.0, 0.25, 0.5, 0.75, 1.0))


def from_zero(highest: float, most: int = 5) -> Scale:
    """An axis for bars and lines that start at zero: at most `most` steps of a round size."""
    step = _round_step(max(highest, 1e-9) / most)
    count = max(1, ceil(highest / step - 1e-9))
    return Scale(0.0, count * step, marks=tuple(i * step for i in range(count + 1)))


def about_zero(lowest: float, highest: float, most: int = 6) -> Scale:
    """An axis for differences: zero is always on it and always marked."""
    lowest, highest = min(lowest, 0.0), max(highest, 0.0)
    step = _round_step(max(highest - lowest, 1e-9) / most)
    first, last = floor(lowest / step + 1e-9), ceil(highest / step - 1e-9)
    last = max(last, first + 1)
    marks = tuple(i * step for i in range(first, last + 1))
    return Scale(marks[0], marks[-1], marks=marks)


def logarithmic(lowest: float, highest: float) -> Scale:
    """A log axis round positive values, marked at 1, 2 and 5 of each power of ten inside it."""
    assert 0 < lowest <= highest, "a log axis has no zero"
    low, high = lowest / 1.25, highest * 1.25
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    marks = [f * 10.0**p for p in powers for f in (1, 2, 5)]
    inside = tuple(mark for mark in marks if low <= mark <= high)
    if len(inside) > 6:
        inside = tuple(10.0**p for p in powers if low <= 10.0**p <= high)
    return Scale(low, high, log=True, marks=inside)


def _round_step(size: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `size`."""
    power = 10.0 ** floor(log10(size))
    return next(f * power for f in (1, 2, 2.5, 5, 10) if f * power >= size * (1 - 1e-9))
