"""Every kind of cache: raced as generate() would, counted as it is held, or refused at load."""

import dataclasses
import warnings

import pytest
import torch

from demo.engine import causal_model, memory
from demo.engine.causal_model import CausalModel
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Request
from demo.recording.file import from_json, to_json
from demo.recording.replay import at
from tests import odd_caches

# 18 tokens: more than the windows of 16 hold, and no convolution is still filling up.
ASK = Request("name all the ships", max_tokens=20)


@pytest.fixture(scope="module")
def odd(tiny_settings, tmp_path_factory):
    """Race `kind` as a student; the session holds it until the next one."""
    root = tmp_path_factory.mktemp("odd")
    session = Session(dataclasses.replace(tiny_settings, pairs_folder=root))

    def race(kind, request=ASK):
        if not (root / kind).exists():
            odd_caches.pair(root, kind)
        return session, list(session.compare(request, kind))

    return race


def generated(lane, count):
    ids = torch.tensor([lane.loaded.tokenizer(ASK.prompt)["input_ids"]])
    with torch.inference_mode():
        out = lane.loaded.model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, do_sample=False,
            eos_token_id=None, pad_token_id=0)
    return out[0, ids.shape[1]:].tolist()


def fresh_bytes(lane, tokens):
    """What a cache of the model holds that was fed these tokens as the race feeds them."""
    cache = lane.read.new_cache()
    prompt = lane.loaded.tokenizer(ASK.prompt)["input_ids"]
    found = []
    with torch.inference_mode():
        for fed in (prompt, *([token] for token in tokens)):
            lane.read(torch.tensor([fed]), cache, keep=1)
            found.append(memory.cache_bytes(cache))
    return found


@pytest.mark.parametrize("kind", odd_caches.RACED)
def test_a_race_says_what_generate_says_and_its_cache_is_what_is_held(odd, kind):
    session, grown = odd(kind)
    lane, final = session.lanes["student"], grown[-1].answers["student"]
    assert list(final.tokens) == generated(lane, len(final.tokens))
    held = fresh_bytes(lane, final.tokens)
    kept = final.end == "eos"
    assert final.memory.kv_cache == held[len(final.tokens) - (not kept)] > 0
    # Live, replayed, and read back from a file: the same at every token.
    for moment in grown[1:-1]:
        if known := len(moment.answers["student"].tokens):
            live = moment.answers["student"].memory.kv_cache
            assert live in (held[known - 1], held[known])
    again = from_json(to_json(grown[-1]))
    for known, when in enumerate(final.times[:-1], 1):
        replayed = at(again, when + 1e-9).answers["student"]
        if len(replayed.tokens) == known and not replayed.end:
            assert replayed.memory.kv_cache == held[known - 1]


@pytest.mark.parametrize("kind", [k for k in odd_caches.REFUSED if k in odd_caches.KINDS])
def test_what_keeps_its_memory_elsewhere_is_refused_in_one_sentence(odd, kind):
    with pytest.raises(UserError, match=odd_caches.REFUSED[kind]):
        odd(kind)


def test_a_recurrent_state_is_counted_though_no_token_adds_to_it(odd):
    _, grown = odd("mamba2")
    found = grown[-1].answers["student"].memory
    assert found.kv_cache > 0 == found.kv_per_token
    assert found.kv_knots and {size for _, size in found.kv_knots} == {found.kv_cache}


def test_a_plain_cache_needs_no_knots_and_is_written_as_ever(odd):
    _, grown = odd("llama")
    assert all(grown[-1].answers[side].memory.kv_knots == () for side in SIDES)
    assert "kv_knots" not in to_json(grown[-1])


def test_a_window_stops_growing_where_the_formula_went_on(odd):
    _, grown = odd("mistral")
    found = grown[-1].answers["student"]
    assert found.memory.kv_cache == odd_caches.WINDOW * found.memory.kv_per_token
    assert found.memory.kv_cache < found.held(len(found.tokens)) * found.memory.kv_per_token


class Swallower(torch.nn.Module):
    """A model whose cache has a name nobody hands it any more: it takes whatever it is given."""

    def __init__(self, inner):
        super().__init__()
        self.inner, self.config = inner, inner.config

    def forward(self, input_ids, cache=None, logits_to_keep=0, **unknown):
        return self.inner(input_ids, logits_to_keep=logits_to_keep, use_cache=False)


def test_a_model_whose_cache_stays_empty_is_refused_before_it_is_raced(odd, monkeypatch):
    session, _ = odd("llama")
    lane = session.lanes["student"]
    monkeypatch.setattr(lane, "read", CausalModel(Swallower(lane.loaded.model)))
    with pytest.raises(UserError, match="8 tokens were fed and its cache holds 0"):
        lane.warm_up()


def named(keyword):
    scope = {}
    exec(f"def forward(self, input_ids, {keyword}=None, use_cache=None): ...", scope)
    return type("Named", (torch.nn.Module,), {"forward": scope["forward"]})()


@pytest.mark.parametrize("keyword", causal_model.CACHE_KEYWORDS)
def test_the_keyword_is_the_one_the_models_forward_takes(keyword):
    handed = {}
    model = named(keyword)
    read = CausalModel(model)
    read.model = lambda **more: handed.update(more) or type("Out", (), {"logits": torch.ones(1)})
    read(torch.tensor([[1]]), cache="a cache")
    assert handed[keyword] == "a cache" and not set(causal_model.CACHE_KEYWORDS) - {keyword} & set(
        handed
    )


def test_no_call_of_the_engine_warns_of_a_keyword_that_goes(odd):
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        odd("llama")


def poison(model):
    with torch.no_grad():
        next(model.parameters()).fill_(float("nan"))


def gamble(model):
    def other_weights(module, args):
        torch.nn.init.normal_(module.lm_head.weight)

    model.register_forward_pre_hook(other_weights)


BROKEN = {"not finite": poison, "something else of the same text": gamble}


@pytest.mark.parametrize("said", BROKEN)
def test_a_model_that_fails_its_proof_is_refused(tiny_settings, tmp_path, said):
    odd_caches.pair(tmp_path, "llama")
    session = Session(dataclasses.replace(tiny_settings, pairs_folder=tmp_path))
    session.load("llama")
    lane = session.lanes["student"]
    BROKEN[said](lane.loaded.model)
    with pytest.raises(UserError, match=said):
        lane.warm_up()
