"""Both sides of `distil` are looked at as the race looks at them, and the student that is stored
is what the card will call it."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo import pairs
from demo.distill.own import model_sources, nf4_students, pair_file
from demo.engine.load import load
from tests import odd_models, tiny
from tests.distill.own.conftest import distil, write_prompts
from tests.distill.own.test_refusals import refused


@pytest.mark.parametrize("odd", ["teacher", "student"])
@pytest.mark.parametrize(("make", "said"), [
    (odd_models.prefixed, "begin with '_orig_mod.'"),
    (odd_models.one_weight_missing, "lack model.layers.1.mlp.up_proj.weight"),
    (odd_models.a_layer_too_many, "has no place for model.layers.1."),
])
def test_weights_that_are_not_a_sides_own_are_refused(odd, make, said, tmp_path, capsys):
    sides = {side: odd_models.llama(tmp_path / side) for side in ("teacher", "student")}
    make(sides[odd])
    told = refused(capsys, distil, "--teacher", sides["teacher"], "--student", sides["student"],
                   "--prompts", write_prompts(tmp_path, 4), "--out", tmp_path / "out",
                   "--max-tokens", 3)
    assert told.startswith(str(sides[odd])) and said in told
    assert not (tmp_path / "out" / "student").exists()


@pytest.mark.parametrize(("name", "share"), [("qwen3-moe", "% of the weights"), ("mixtral", ""),
                                             ("falcon", "0%")])
def test_a_student_whose_layers_stay_wide_is_refused_before_anything_is_asked(
    name, share, tmp_path, capsys
):
    student = odd_models.sound(tmp_path / "student", name)
    told = refused(capsys, distil, "--teacher", odd_models.llama(tmp_path / "teacher"),
                   "--student", student, "--prompts", write_prompts(tmp_path, 4),
                   "--out", tmp_path / "out")
    assert "is no 4-bit student: bitsandbytes would store" in told and share in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("way", [(), ("--qlora",)])
def test_a_student_given_in_bf16_is_stored_without_wide_embeddings(way, tmp_path, session):
    sides = {side: odd_models.llama(tmp_path / side, torch.bfloat16)
             for side in ("teacher", "student")}
    told = distil("--teacher", sides["teacher"], "--student", sides["student"], "--prompts",
                  write_prompts(tmp_path, 8), "--out", tmp_path / "out", "--max-tokens", 4,
                  "--epochs", 1, *way)
    held = load_file(tmp_path / "out" / "student" / "model.safetensors")
    plain = {name: t.dtype for name, t in held.items() if t.is_floating_point()
             and "absmax" not in name and "quant_map" not in name}
    assert set(plain.values()) == {torch.bfloat16}
    found = load(pairs.read(str(tmp_path / "out"), tmp_path).specs["student"], session.device)
    assert found.card.quantization == told["quantization"] == "NF4"
    assert found.ledger.embeddings == 272 * 64 * 2
    if not way:  # other loaders read it too, and it is what was trained but for that rounding
        again = AutoModelForCausalLM.from_pretrained(tmp_path / "out" / "student")
        trained = load_file(tmp_path / "out" / "student-masters" / "model.safetensors")
        name = "model.embed_tokens.weight"
        assert torch.equal(again.state_dict()[name], trained[name].to(torch.bfloat16))
        assert again(torch.zeros(1, 2, dtype=torch.long)).logits.isfinite().all()


def test_a_student_given_in_fp32_is_stored_as_it_was_trained(tiny_pairs, tmp_path):
    folder = tiny_pairs / "qwen3" / "student"
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    width = nf4_students.width_of(model_sources.source(str(folder)), model)
    label = nf4_students.store(folder, AutoTokenizer.from_pretrained(folder), tmp_path / "s", width)
    held = load_file(tmp_path / "s" / "model.safetensors")
    assert (label, width) == ("NF4", torch.float32)
    assert held["model.embed_tokens.weight"].dtype == torch.float32


@pytest.mark.parametrize("template", [
    {"enable_thinking": False}, {"a": {"b": [1, 2.5, "x"], "c d": {"e": True}}}, {"k.é \x7f": []},
    {"": ""}, {"deep": [{"x": {}}, [[]]]}, {"a": None}, {"a": {"b": None}}, {"a": [1, None]},
])
def test_whatever_template_is_taken_the_written_pair_is_read(template, tmp_path):
    for side in ("teacher", "student"):
        tiny.save(tmp_path / side, tiny.llama(1), tiny.tokenizer())
    found = model_sources.source(str(tmp_path / "teacher"))
    told = pair_file.text(found, None, found, 3, template, [])
    pair_file.write(tmp_path, told)
    assert pairs.read(str(tmp_path), tmp_path).specs["student"].template == template
