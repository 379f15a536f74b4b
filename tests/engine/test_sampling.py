"""Choosing tokens: greedy, temperature, top-p, seeds, tokens never chosen."""

import pytest
import torch

from demo.engine.sampling import Sampler, nucleus
from demo.recording.data import Request

CPU = torch.device("cpu")
LOGITS = torch.tensor([0.1, 3.0, 2.0, -1.0])


def draws(count=400, **request):
    sampler = Sampler(Request("", **request), CPU)
    return [int(sampler.choose(LOGITS, first=False)) for _ in range(count)]


def test_temperature_0_is_greedy():
    assert set(draws(5)) == {1}


def test_the_nucleus_is_the_fewest_tokens_that_reach_top_p():
    kept = nucleus(torch.tensor([0.1, 0.5, 0.15, 0.25]), 0.7)
    assert kept.tolist() == pytest.approx([0, 2 / 3, 0, 1 / 3])


def test_the_most_likely_token_always_stays():
    assert nucleus(torch.tensor([0.4, 0.6]), 0.01).tolist() == [0, 1]


def test_top_p_bounds_what_is_drawn():
    assert set(draws(temperature=1.0, top_p=0.9)) == {1, 2}
    assert set(draws(temperature=5.0)) == {0, 1, 2, 3}


def test_drawn_frequencies_are_the_softmax():
    share = draws(8000, temperature=2.0).count(1) / 8000
    assert share == pytest.approx(float(torch.softmax(LOGITS / 2, -1)[1]), abs=0.03)


def test_a_seed_repeats_itself():
    assert draws(20, temperature=1.0, seed=4) == draws(20, temperature=1.0, seed=4)
    assert draws(20, temperature=1.0, seed=4) != draws(20, temperature=1.0, seed=5)


def test_suppressed_tokens_are_never_chosen_and_some_only_not_first():
    sampler = Sampler(Request(""), CPU, suppress=[1], begin_suppress=[2])
    assert int(sampler.choose(LOGITS, first=True)) == 0
    assert int(sampler.choose(LOGITS, first=False)) == 2
