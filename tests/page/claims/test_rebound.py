"""The rebound's formula: what it says at its ends, at break-even, and of numbers that are none."""

from __future__ import annotations

import math
from random import Random

import pytest

from demo.errors import UserError
from demo.page.claims import rebound, rebound_figure
from demo.page.claims.cost_panel import texts_in

SEEDS = range(40)


def drawn(seed: int) -> tuple[float, float]:
    rng = Random(seed)
    return 10 ** rng.uniform(-6, 6), rng.uniform(0, rebound.STEEPEST)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_spent_is_price_times_demand(seed):
    ratio, steep = drawn(seed)
    assert rebound.spent(ratio, steep) == pytest.approx(ratio * rebound.demand(ratio, steep))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lower_price_raises_spending_only_beyond_break_even(seed):
    ratio, steep = drawn(seed)
    cheaper = min(ratio, 1 / ratio)
    assert (rebound.spent(cheaper, steep) > 1) == (steep > rebound.BREAK_EVEN)
    assert rebound.demand(cheaper, steep) >= 1
    assert rebound.spent(ratio, rebound.BREAK_EVEN) == pytest.approx(1)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_falls_in_a_row_are_one_of_both(seed):
    ratio, steep = drawn(seed)
    half = math.sqrt(ratio)
    assert rebound.demand(half, steep) ** 2 == pytest.approx(rebound.demand(ratio, steep))


def test_without_elasticity_demand_stays_and_spending_falls_with_the_price():
    assert rebound.demand(0.25, 0) == 1 and rebound.spent(0.25, 0) == 0.25
    assert rebound.demand(0.25, 1.5) == pytest.approx(8)
    assert rebound.spent(0.25, 1.5) == pytest.approx(2)


@pytest.mark.parametrize("value", [math.nan, math.inf, 0, -1, 1e10, None, "1", True])
def test_a_ratio_that_is_none_is_refused(value):
    with pytest.raises(UserError, match="new price over the old"):
        rebound.demand(value, 1)


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.1, rebound.STEEPEST + 0.1, None, True])
def test_an_elasticity_that_is_none_is_refused(value):
    with pytest.raises(UserError, match="elasticity"):
        rebound.spent(0.5, value)


@pytest.mark.parametrize("ratio", [1e-9, 1e-3, 0.34, 0.999, 1.0, 2.5, 1e4, 1e9])
def test_every_ratio_can_be_drawn_with_its_break_even(ratio):
    for steep in (0.0, 0.35, 1.0, rebound.STEEPEST):
        drawn = rebound_figure.draw(ratio, steep, "en")
        assert drawn.count("<polyline") == 2 and "break-even" in drawn and "nan" not in drawn
        assert drawn.count("<circle") == 2


@pytest.mark.parametrize("steep, verdict", [
    (0.5, "less than before"), (1.0, "as much as before"), (1.5, "more than before")])
def test_the_sentence_says_on_which_side_of_break_even_it_is(steep, verdict):
    assert rebound_figure.reading(0.25, steep, texts_in("en")).endswith(f"in all: {verdict}.")
