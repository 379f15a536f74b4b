"""How sure a few prompts make us of a median: its 95 % interval by bootstrap. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from statistics import median

from demo.exam.paired_statistics import RESAMPLES, quantile

# Between the least and the most of n values lies the median of all there could be with a chance of
# 1 - 2^(1-n) (order statistics; David and Nagaraja, 2003, 7.1): 93.75 % of five values, 96.9 % of
# six. No rule makes a 95 % interval of fewer than six.
FEWEST = 6


@dataclass(frozen=True)
class Middle:
    """The median of `count` values with its 95 % interval; low and high are None of fewer than
    FEWEST values, which allow none."""

    median: float
    low: float | None
    high: float | None
    count: int


def middle(values: Sequence[float | None]) -> Middle | None:
    """The median of the values that are known, in their own unit; None where none is. The interval
    is a percentile bootstrap of whole prompts (Efron and Tibshirani, 1993, ch. 13), drawn alike
    every time. For a ratio, hand over each prompt's own: what one prompt asks of both sides then
    cancels out, which it does not in a ratio of two medians."""
    known = tuple(value for value in values if value is not None)
    if not known:
        return None
    low, high = _interval(known) if len(known) >= FEWEST else (None, None)
    return Middle(median(known), low, high, len(known))


@lru_cache(maxsize=256)
def _interval(values: tuple[float, ...]) -> tuple[float | None, float | None]:
    rng = Random(0)
    medians = sorted(median(rng.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return quantile(medians, 0.025), quantile(medians, 0.975)
