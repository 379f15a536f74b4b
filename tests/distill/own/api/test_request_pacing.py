"""Requests are spread as told, back-off grows and is never shorter than the server asked."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from demo.distill.own.api import request_pacing
from demo.distill.own.api.request_pacing import RequestPace, SpendingLimit, back_off
from demo.remote.token_usage import WRAPPING, worst_in


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


def times(pace: RequestPace, clock: Clock, count: int) -> list[float]:
    async def run() -> list[float]:
        found = []
        for _ in range(count):
            await pace.turn()
            found.append(round(clock.time, 6))
        return found

    return asyncio.run(run())


def test_requests_keep_their_distance() -> None:
    clock = Clock()
    assert times(RequestPace(120, clock.now, clock.sleep), clock, 4) == [0.0, 0.5, 1.0, 1.5]


def test_without_a_rate_nobody_waits() -> None:
    clock = Clock()
    assert times(RequestPace(0, clock.now, clock.sleep), clock, 3) == [0.0, 0.0, 0.0]


def test_a_pause_holds_everyone() -> None:
    clock = Clock()
    pace = RequestPace(0, clock.now, clock.sleep)
    pace.pause(7.0)
    assert times(pace, clock, 2) == [7.0, 7.0]


def test_back_off_doubles_up_to_a_minute_with_chance(monkeypatch) -> None:
    monkeypatch.setattr(request_pacing, "FIRST", 0.5)
    waits = [[back_off(tries, None, Random(seed)) for seed in range(200)] for tries in (1, 2, 9)]
    for found, most in zip(waits, (0.5, 1.0, 60.0), strict=True):
        assert most / 2 <= min(found) < most * 0.6 and most * 0.9 < max(found) <= most


def test_back_off_is_never_shorter_than_the_server_asked() -> None:
    assert all(back_off(1, 20.0, Random(seed)) >= 20.0 for seed in range(50))


def test_what_is_set_aside_counts_until_it_is_released() -> None:
    purse = SpendingLimit(tokens=100)
    assert purse.hold(40, 20) and not purse.hold(40, 20)
    purse.release(40, 20)
    purse.pay(10, 5)
    assert purse.hold(40, 20) and (purse.spent_in, purse.spent_out) == (10, 5)


def test_cost_is_in_prices_of_a_million() -> None:
    assert SpendingLimit(price_in=2.0, price_out=8.0).cost(500_000, 250_000) == pytest.approx(3.0)


def test_the_worst_case_counts_bytes() -> None:
    assert worst_in([{"role": "user", "content": "四"}]) == 3 + WRAPPING
