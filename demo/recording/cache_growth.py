"""How a cache grew over an answer, measured at every step and kept as the corners of its curve.

A plain cache grows by the same bytes with every token. A sliding window stops growing, a recurrent
state is there at once and never grows, a compressing cache grows in leaps: none of these follows a
formula that a config tells, so what was measured is kept. Straight stretches need only their ends,
so a plain cache needs no knot at all and a sliding one three.
"""

from __future__ import annotations

# (tokens held, bytes held), by rising tokens
Knots = tuple[tuple[int, int], ...]


def bytes_at(held: int, per_token: int, knots: Knots = ()) -> int:
    """Bytes of a cache that holds `held` tokens: `per_token` each until the first knot, a straight
    line between two knots, and the last knot's bytes after it."""
    if not knots or held < knots[0][0]:
        return held * per_token
    before = knots[0]
    for after in knots[1:]:
        if held <= after[0]:
            share = (held - before[0]) / (after[0] - before[0])
            return round(before[1] + share * (after[1] - before[1]))
        before = after
    return before[1]


def followed(
    knots: Knots, per_token: int, now: tuple[int, int], last: tuple[int, int] | None
) -> Knots:
    """The curve with one more measurement, `now`; `last` is the one before it, None at first."""
    if now == last:
        return knots
    if not knots:
        if now[1] == now[0] * per_token:
            return ()
        return (last, now) if last else (now,)
    if len(knots) > 1 and _straight(knots[-2], knots[-1], now):
        return (*knots[:-1], now)
    return (*knots, now)


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - b[0]) == (c[1] - b[1]) * (b[0] - a[0])
