"""How fast to ask, how long to wait after trouble, and when the money is spent. No network here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from demo.errors import UserError

FIRST, MOST = 0.5, 60.0  # seconds of back-off: at the first trouble, and at most


class RequestPace:
    """At most `per_minute` requests, evenly spread (0 is no limit), and a pause for everyone."""

    def __init__(
        self, per_minute: float, now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.gap = 60.0 / per_minute if per_minute else 0.0
        self._now, self._sleep = now, sleep
        self._next = self._paused = float("-inf")

    async def turn(self) -> None:
        """Wait for the next free slot and take it; a pause begun meanwhile is kept, too."""
        now = self._now()
        slot = max(now, self._next, self._paused)
        self._next = slot + self.gap
        while (wait := max(slot, self._paused) - self._now()) > 0:
            await self._sleep(wait)

    def pause(self, seconds: float) -> None:
        """The server asked everyone to wait."""
        self._paused = max(self._paused, self._now() + seconds)


def back_off(tries: int, after: float | None, dice: Random) -> float:
    """Seconds to wait after the `tries`-th trouble (from 1): doubling, between half and all of it
    by chance, so that many workers do not return at once; never less than the server asked."""
    most = min(MOST, FIRST * 2 ** (tries - 1))
    waited = most * (0.5 + 0.5 * dice.random())
    return waited if after is None else after + waited * 0.1


@dataclass
class SpendingLimit:
    """What may be spent in all, earlier runs included. Prices are per million tokens.

    A question's worst case is set aside before it is asked, so the limits are never passed.
    """

    tokens: int | None = None
    money: float | None = None
    price_in: float = 0.0
    price_out: float = 0.0
    spent_in: int = 0
    spent_out: int = 0
    held_in: int = 0
    held_out: int = 0
    doubted_in: int = 0  # of requests whose answer was never heard and may be charged for
    doubted_out: int = 0

    @property
    def limited(self) -> bool:
        return self.tokens is not None or self.money is not None

    @property
    def priced(self) -> bool:
        return bool(self.price_in or self.price_out)

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6

    @property
    def spent(self) -> float:
        return self.cost(self.spent_in, self.spent_out)

    def hold(self, worst_in: int, worst_out: int) -> bool:
        """Set a question's worst case aside; False when it does not fit any more."""
        tokens_in = self.spent_in + self.doubted_in + self.held_in + worst_in
        tokens_out = self.spent_out + self.doubted_out + self.held_out + worst_out
        if self.tokens is not None and tokens_in + tokens_out > self.tokens:
            return False
        if self.money is not None and self.cost(tokens_in, tokens_out) > self.money:
            return False
        self.held_in, self.held_out = self.held_in + worst_in, self.held_out + worst_out
        return True

    def release(self, worst_in: int, worst_out: int) -> None:
        self.held_in, self.held_out = self.held_in - worst_in, self.held_out - worst_out

    def lose(
        self, tokens_in: int | None, tokens_out: int | None, doubted: tuple[int, int] = (0, 0)
    ) -> None:
        """A reply of no use, which cost all the same; or one that was never heard, which may have
        cost `doubted`: the limits take that as paid."""
        self.spent_in, self.spent_out = self.spent_in + (tokens_in or 0), self.spent_out + (
            tokens_out or 0)
        self.doubted_in, self.doubted_out = (
            self.doubted_in + doubted[0], self.doubted_out + doubted[1])

    def pay(self, tokens_in: int | None, tokens_out: int | None) -> None:
        """Raises UserError when a limit is set and the server does not say what was used."""
        if self.limited and (tokens_in is None or tokens_out is None):
            raise UserError("The endpoint does not report the tokens it used, so a budget cannot "
                            "be kept: leave out --budget-tokens and --budget-money, or ask "
                            "another endpoint.")
        self.lose(tokens_in, tokens_out)
