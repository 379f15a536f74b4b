"""How sure an exam makes us: Wilson's interval and McNemar's exact test. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt

# The two-sided 95 % point of the normal distribution.
Z = 1.959963984540054


def wilson(right: int, asked: int) -> tuple[float, float]:
    """95 % score interval of a share (Wilson, 1927; recommended for small samples by Brown, Cai and
    DasGupta, Statistical Science 16, 2001). Unlike the usual one it stays inside 0..1."""
    if asked == 0:
        return 0.0, 1.0
    share, weight = right / asked, Z * Z / asked
    centre = (share + weight / 2) / (1 + weight)
    reach = Z * sqrt(share * (1 - share) / asked + weight / (4 * asked)) / (1 + weight)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def two_by_two(first: Sequence[bool], second: Sequence[bool]) -> tuple[int, int, int, int]:
    """Both right, only the first, only the second, neither: on the same questions in order."""
    assert len(first) == len(second), "both must sit the same exam"
    pairs = [(bool(a), bool(b)) for a, b in zip(first, second, strict=True)]
    kinds = ((True, True), (True, False), (False, True), (False, False))
    return tuple(pairs.count(kind) for kind in kinds)  # type: ignore[return-value]


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p: how likely so lopsided a split of the disagreements is by chance (McNemar,
    Psychometrika 12, 1947; the binomial of the discordant pairs instead of its chi-square)."""
    disagreements = only_first + only_second
    if disagreements == 0:
        return 1.0
    tail = sum(comb(disagreements, k) for k in range(min(only_first, only_second) + 1))
    return min(1.0, 2 * tail / 2**disagreements)
