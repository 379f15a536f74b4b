"""4-bit students of any architecture are stored as they were trained; adapters are never merged."""

from __future__ import annotations

import dataclasses

import bitsandbytes as bnb
import pytest
import torch
from peft.tuners.tuners_utils import BaseTunerLayer
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.own import model_sources, nf4_students
from demo.engine import load as engine_load
from demo.engine.load import load
from demo.engine.session import Session
from demo.errors import UserError
from demo.pairs import read
from demo.recording.data import Request
from tests.distill.own.conftest import distil, write_prompts

IDS = torch.arange(40)[None] * 5


def logits(model) -> torch.Tensor:
    with torch.no_grad():
        return model(IDS).logits


@pytest.mark.parametrize("kind", ["llama", "qwen3", "gpt2"])
def test_the_trained_forward_is_the_stored_model_bit_for_bit(kind, tiny_pairs, tmp_path):
    folder = tiny_pairs / kind / ("wide" if kind == "llama" else "student")
    model = AutoModelForCausalLM.from_pretrained(folder)
    before = logits(model)
    nf4_students.train_through(model)
    trained = logits(model)
    nf4_students.masters(model)
    assert torch.equal(logits(model), before) and not torch.equal(trained, before)
    model.save_pretrained(tmp_path / "floats")
    nf4_students.store(
        tmp_path / "floats", AutoTokenizer.from_pretrained(folder), tmp_path / "stored"
    )
    again = nf4_students.unpacked(
        AutoModelForCausalLM.from_pretrained(tmp_path / "stored", use_safetensors=True))
    assert sum(isinstance(m, bnb.nn.Linear4bit) for m in again.modules()) == len(
        nf4_students.matrices(model))
    assert torch.equal(logits(again), trained)


@pytest.fixture(scope="module")
def adapted(yes_pair, tmp_path_factory):
    out = tmp_path_factory.mktemp("qlora")
    words = ("--teacher", yes_pair / "teacher", "--student", yes_pair / "student", "--prompts",
             write_prompts(out, 20), "--out", out / "pair", "--qlora", "--max-tokens", 8,
             "--epochs", 2, "--learning-rate", 5e-3)
    return out / "pair", words, distil(*words)


def test_adapters_lie_beside_a_base_that_they_left_untouched(adapted, yes_pair):
    out, _, told = adapted
    assert 0 < told["trained_parameters"] < 50_000
    assert (out / "student" / "adapter_model.safetensors").exists()
    found = AutoModelForCausalLM.from_pretrained(out / "student").state_dict()
    plain = nf4_students.load_in_4_bits(yes_pair / "student").state_dict()
    layer = "model.layers.0.mlp.up_proj"
    assert torch.equal(found[f"{layer}.base_layer.weight"], plain[f"{layer}.weight"])
    assert found[f"{layer}.lora_B.default.weight"].abs().sum() > 0


def test_the_race_runs_the_adapters_and_not_the_base_alone(adapted, session):
    out, _, _ = adapted
    spec = read(str(out), out).specs["student"]
    loaded = load(spec, session.device)
    changed = logits(loaded.model)
    # By peft itself: a new transformers may refuse, for this alone, every peft that is out yet.
    for module in loaded.model.modules():
        if isinstance(module, BaseTunerLayer):
            module.enable_adapters(enabled=False)
    assert loaded.card.quantization == "NF4"
    assert not torch.equal(changed, logits(loaded.model))


def test_a_pair_with_adapters_races(adapted, tiny_settings):
    out, _, _ = adapted
    session = Session(dataclasses.replace(tiny_settings, pair=str(out)))
    *_, finished = session.stream(Request("is 3 more than 1?", max_tokens=3), str(out))
    assert finished.answers["student"].tokens


def test_a_finished_student_is_not_trained_again_and_keeps_no_checkpoint(adapted):
    out, words, told = adapted
    assert not list(out.glob("*.pt"))
    before = logits(AutoModelForCausalLM.from_pretrained(out / "student"))
    again = distil(*words)
    assert again["stages"] == told["stages"]
    assert torch.equal(logits(AutoModelForCausalLM.from_pretrained(out / "student")), before)


def test_without_peft_adapters_are_refused_and_never_dropped(adapted, session, monkeypatch):
    out, _, _ = adapted
    monkeypatch.setattr(engine_load, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="has adapters, which need the peft package"):
        load(read(str(out), out).specs["student"], session.device)


def test_qlora_without_peft_is_one_sentence(yes_pair, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "peft", None)
    with pytest.raises(UserError, match="--qlora needs the peft package"):
        nf4_students.with_adapters(model_sources.source(str(yes_pair / "student")))
