"""What an answer costs: identities that hold for every price, and what is refused."""

from __future__ import annotations

import math
from random import Random

import pytest

from demo.errors import UserError
from demo.page.claims.token_costs import (
    MOST,
    Cascade,
    Hourly,
    Metered,
    Work,
    per_million,
    per_solved,
)

NO_PRICES = [math.nan, math.inf, -math.inf, -0.01, MOST * 1.01, None, "1", True]


def drawn(seed: int):
    rng = Random(seed)
    work = Work(rng.uniform(0, 5000), rng.uniform(1, 5000), rng.uniform(1e-6, 1e4))
    return rng, work


@pytest.mark.parametrize("seed", range(50))
def test_costs_follow_their_prices_in_proportion(seed):
    rng, work = drawn(seed)
    hour, read, write, factor = (rng.uniform(0, 100) for _ in range(4))
    for price, times in ((Hourly(hour), Hourly(hour * factor)),
                         (Metered(read, write), Metered(read * factor, write * factor))):
        assert times.of(work) == pytest.approx(factor * price.of(work))
        assert per_million(price, work) * work.tokens / 1e6 == pytest.approx(price.of(work))


@pytest.mark.parametrize("seed", range(20))
def test_a_device_busy_for_an_hour_costs_its_price(seed):
    rng, work = drawn(seed)
    price = rng.uniform(0, 100)
    assert Hourly(price).of(work) * (3600 / work.seconds) == pytest.approx(price)
    assert Metered(price, 0).of(Work(1e6, 1, 1)) == pytest.approx(price)
    assert Metered(0, price).of(Work(0, 1e6, 1)) == pytest.approx(price)


def test_a_worked_example_of_each():
    work = Work(prompt=100, tokens=50, seconds=0.5)
    assert Hourly(7.2).of(work) == pytest.approx(0.001)
    assert Metered(0.25, 2).of(work) == pytest.approx(0.000125)
    assert per_million(Hourly(7.2), work) == pytest.approx(20)
    assert per_solved(0.001, 0.5) == pytest.approx(0.002)
    assert work.speed == 100


@pytest.mark.parametrize("seed", range(20))
def test_a_right_answer_never_costs_less_than_an_answer(seed):
    rng = Random(seed)
    cost, right = rng.uniform(0, 100), rng.uniform(1e-6, 1)
    assert per_solved(cost, right) >= cost and per_solved(cost, 1) == cost


def test_where_none_is_right_no_money_buys_one():
    assert per_solved(0.1, 0) is None


@pytest.mark.parametrize("value", NO_PRICES)
def test_what_is_no_price_is_refused_with_one_sentence(value):
    for made in (lambda: Hourly(value), lambda: Metered(value, 0), lambda: Metered(0, value),
                 lambda: Work(0, value, 1), lambda: Work(0, 1, value),
                 lambda: per_solved(value, 0.5)):
        with pytest.raises(UserError, match=r"must be a number from 0 to 1,000,000,000, not .*\.$"):
            made()
    with pytest.raises(UserError):
        per_solved(1, 1.01)


def test_an_answer_without_a_token_has_no_price_a_token():
    with pytest.raises(UserError, match="without a token"):
        Work(1, 0, 1)


def test_a_cascade_costs_less_than_its_teacher_only_while_the_student_saves_more_than_it_passes():
    assert Cascade(0.1, 0.97, 0.9, 200).of(1.0, 0.5) == pytest.approx(0.6)
    assert Cascade(0.6, 0.97, 0.9, 200).of(1.0, 0.5) > 1.0
