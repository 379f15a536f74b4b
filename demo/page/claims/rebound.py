"""What a lower price does to demand and to what is spent in all, by a constant elasticity.

With price p, demand q and q proportional to p^-e (e is the price elasticity of demand, taken as a
positive number), a price that falls to the share r of what it was multiplies demand by r^-e and the
total spent, p * q, by r^(1-e). At e = 1 the total stays as it was; beyond it, it rises however far
the price falls: what Jevons saw of coal (The Coal Question, 1865, ch. VII) and the literature calls
backfire. Arithmetic alone; nothing in it says which e holds.
"""

from __future__ import annotations

from demo.errors import UserError

BREAK_EVEN = 1.0
STEEPEST = 2.5  # of the slider
LEAST, MOST = 1e-9, 1e9  # price ratios; beyond them nobody's formula means anything


def price_ratio(value: float) -> float:
    """The new price over the old one. Raises UserError at NaN, zero, and what is beyond reason."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not LEAST <= value <= MOST:
        raise UserError(f"The new price over the old one must be a number above 0, not {value}.")
    return float(value)


def elasticity(value: float) -> float:
    """Raises UserError unless it is a number from 0 to STEEPEST."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= STEEPEST:
        raise UserError(f"The elasticity must be a number from 0 to {STEEPEST:g}, not {value}.")
    return float(value)


def demand(ratio: float, steep: float) -> float:
    """How many times as much is asked for: ratio ** -steep."""
    return price_ratio(ratio) ** -elasticity(steep)


def spent(ratio: float, steep: float) -> float:
    """How many times as much is paid in all: ratio ** (1 - steep)."""
    return price_ratio(ratio) ** (1 - elasticity(steep))
