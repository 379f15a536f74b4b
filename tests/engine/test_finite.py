"""NaN and infinity end a side with an error, however tokens are chosen, and are never stored."""

import dataclasses
import math

import pytest
import torch

from demo.distill.core import batched_decoding
from demo.engine import fidelity as fidelity_module
from demo.engine.causal_model import finite
from demo.engine.sampling import NO_TOKEN, Sampler
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import Request
from demo.recording.file import to_json
from tests import odd_caches, tiny

NAN, INF = math.nan, math.inf
LOGITS = {
    "one NaN": ([0.0, NAN, 1.0], False), "all NaN": ([NAN] * 3, False),
    "infinity": ([0.0, INF, 1.0], False), "two infinities": ([INF, INF, 0.0], False),
    "nothing may be chosen": ([-INF] * 3, False),
    "some may not be chosen": ([-INF, 0.0, 1.0], True), "plain": ([0.0, 1.0, 2.0], True),
    "large": ([1e30, -1e30, 0.0], True),
}
WAYS = {
    "greedy": {}, "sampled": {"temperature": 1.0}, "top-p": {"temperature": 1.0, "top_p": 0.5},
    "nearly greedy": {"temperature": 1e-40},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", LOGITS)
def test_a_token_is_chosen_only_of_finite_logits(case, way):
    logits, usable = LOGITS[case]
    chosen = int(Sampler(Request("", **WAYS[way]), torch.device("cpu")).choose(
        torch.tensor(logits), first=False))
    assert bool(finite(torch.tensor(logits))) is usable
    assert (chosen in range(3) and logits[chosen] != -INF) if usable else chosen == NO_TOKEN


def test_banning_every_token_ends_the_side_and_does_not_choose_one():
    sampler = Sampler(Request(""), torch.device("cpu"), suppress=[0, 1])
    assert int(sampler.choose(torch.ones(2), first=False)) == NO_TOKEN


@pytest.fixture
def pair(tiny_settings, tmp_path):
    """A loaded pair of its own, for its weights are broken in the test."""
    odd_caches.pair(tmp_path, "llama")
    session = Session(dataclasses.replace(tiny_settings, pairs_folder=tmp_path))
    session.load("llama")
    return session


def break_after(model, passes, value):
    """From the pass after `passes` on, the model's logits hold `value`."""
    seen = []

    def broken(module, args, out):
        seen.append(1)
        if len(seen) > passes:
            out.logits[..., -1] = value

    model.register_forward_hook(broken)


@pytest.mark.parametrize("value", [NAN, INF])
@pytest.mark.parametrize("passes", [0, 3])
@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_side_whose_numbers_break_ends_with_an_error_and_the_other_goes_on(
    pair, temperature, passes, value
):
    break_after(pair.lanes["student"].loaded.model, passes, value)
    *_, final = pair.compare(Request("hello", 6, temperature), "llama")
    student = final.answers["student"]
    assert (student.end, len(student.tokens)) == ("error", passes)
    assert "not finite" in student.why and final.answers["teacher"].end != "error"
    assert to_json(final)


def test_fidelity_is_not_measured_of_numbers_that_are_not_finite(pair):
    lanes = pair.lanes
    for lane in lanes.values():
        lane.begin(Request("hello"))
    break_after(lanes["teacher"].loaded.model, 0, NAN)
    with pytest.raises(UserError, match="not finite"):
        fidelity_module.fidelity(lanes["teacher"], lanes["student"], (1, 2, 3))


def test_the_page_says_why_there_is_no_fidelity(pair):
    break_after(pair.lanes["teacher"].loaded.model, 0, NAN)
    *_, final = pair.compare(Request("hello", 4), "llama")
    assert "not finite" in final.fidelity.why and final.fidelity.kld == ()


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_the_schools_decoding_stops_at_numbers_that_are_not_finite(pair, temperature):
    lane = pair.lanes["student"]
    tokenizer = tiny.tokenizer()
    tokenizer.pad_token = "<end>"
    tokenizer.chat_template = "{{ messages[0]['content'] }}"
    break_after(lane.loaded.model, 2, NAN)
    with pytest.raises(UserError, match="not finite"):
        batched_decoding.answers(lane.loaded.model, tokenizer, ["one", "three"], limit=5,
                         choice=batched_decoding.Choice([temperature] * 2))


@pytest.mark.parametrize("value", [NAN, INF, -INF])
def test_no_recording_is_written_with_a_number_that_is_none(pair, value):
    *_, final = pair.compare(Request("hello", 2), "llama")
    odd = dataclasses.replace(final, device={**final.device, "cores": value})
    with pytest.raises(UserError, match="not finite"):
        to_json(odd)
