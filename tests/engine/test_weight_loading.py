"""No model is taken whose weights are not all its own, and every sound one is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from demo.engine import weight_loading
from demo.engine.load import load, nf4
from demo.errors import UserError
from demo.pairs import ModelSpec
from demo.settings import ROOT
from tests import odd_models, tiny
from tests.engine.test_precision_labels import PLAIN_CPU


def taken(folder: Path, **options):
    where = {"pretrained_model_name_or_path": str(folder), "local_files_only": True}
    return weight_loading.causal_lm(
        where, "It", dtype=torch.float32, device_map={"": "cpu"}, **options
    )


@pytest.mark.parametrize("name", sorted(odd_models.SOUND))
@pytest.mark.parametrize("four", [False, True])
def test_every_sound_model_is_taken(name, four, tmp_path):
    options = {"quantization_config": nf4(torch.float32)} if four else {}
    assert taken(odd_models.sound(tmp_path / "m", name), **options)


@pytest.mark.parametrize("make", [
    odd_models.nf4, odd_models.fp4, odd_models.int8, odd_models.nf4_double,
    odd_models.old_buffers, odd_models.old_masks, odd_models.head_stored_twice,
])
def test_what_is_stored_in_few_bits_or_with_old_buffers_is_taken(make, tmp_path):
    assert taken(make(tmp_path / "m"))


@pytest.mark.parametrize(("make", "said"), [
    (odd_models.prefixed, "lack lm_head.weight, model.embed_tokens.weight, .* and .* more, .*"
                          "begin with '_orig_mod.'"),
    (lambda f: odd_models.prefixed(f, "module."), "begin with 'module.'"),
    (odd_models.one_weight_missing, r"lack model\.layers\.1\.mlp\.up_proj\.weight, and random"),
    (odd_models.untied_without_a_head, "lack lm_head.weight, and random"),
    (odd_models.a_layer_too_few, r"lack model\.layers\.2\."),
    (odd_models.a_layer_too_many, r"no place for model\.layers\.1\."),
    (odd_models.a_wrong_vocabulary,
     "model.embed_tokens.weight is 272 × 64 in its files and 300 × 64 by config.json"),
    (odd_models.a_wrong_width, "gate_proj.weight is 128 × 64 in its files and 192 × 64"),
    (odd_models.whole_numbers, "stored in whole numbers .I32."),
    (odd_models.four_bits_untold, "stored in whole numbers .U8., and its config.json names no"),
])
@pytest.mark.parametrize("four", [False, True])
def test_weights_that_are_not_the_models_own_are_refused_by_name(make, said, four, tmp_path):
    options = {"quantization_config": nf4(torch.float32)} if four else {}
    with pytest.raises(UserError, match=said) as caught:
        taken(make(tmp_path / "m"), **options)
    assert "\n" not in str(caught.value)


def test_weights_are_loaded_in_one_place_alone():
    """Every other place goes through `causal_lm`: distil, the school, the race, the bench."""
    calls = [
        file.relative_to(ROOT).as_posix() for file in (ROOT / "demo").rglob("*.py")
        if re.search(r"Model\w*\.from_pretrained\(", file.read_text(encoding="utf-8"))
    ]
    assert calls == ["demo/engine/weight_loading.py"]


def test_a_base_under_adapters_is_looked_at_too(tmp_path):
    """from_pretrained itself tells of the adapters alone."""
    peft = pytest.importorskip("peft")
    folder = tiny.save(tmp_path / "m", tiny.llama(2), tiny.tokenizer())
    wrapped = peft.get_peft_model(taken(folder), peft.LoraConfig(
        r=2, target_modules="all-linear", task_type="CAUSAL_LM"))
    wrapped.save_pretrained(folder)
    assert any("lora_" in name for name, _ in taken(folder).named_parameters())
    odd_models.rewritten(folder, lambda held: {f"_orig_mod.{k}": t for k, t in held.items()})
    with pytest.raises(UserError, match="begin with '_orig_mod.'"):
        taken(folder)


def test_adapters_for_another_model_are_refused(tmp_path):
    peft = pytest.importorskip("peft")
    folder = tiny.save(tmp_path / "m", tiny.llama(2), tiny.tokenizer())
    deeper = taken(tiny.save(tmp_path / "deeper", tiny.llama(3), tiny.tokenizer()))
    peft.get_peft_model(deeper, peft.LoraConfig(
        r=2, target_modules="all-linear", task_type="CAUSAL_LM")).save_pretrained(folder)
    with pytest.raises(UserError, match=r"\(its adapters\) cannot be loaded"):
        taken(folder)


def test_what_a_library_stumbles_over_is_no_raw_python(tmp_path):
    folder = odd_models.four_bits_promised(tmp_path)
    with pytest.raises(UserError, match="its files do not fit the model that its config.json"):
        load(ModelSpec("student", "s", str(folder), folder), PLAIN_CPU)
