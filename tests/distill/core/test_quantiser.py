"""What was trained is what is stored."""

from __future__ import annotations

import bitsandbytes as bnb
import torch

from demo.distill.core.batches import encode, pack
from demo.distill.core.models import answer_logits, save_pair_side
from demo.distill.core.quantiser import (
    _matrices,
    load_in_4_bits,
    masters,
    rounded,
    train_through,
    unfused,
)


def logits_of(model, tokenizer):
    batch = pack([encode(tokenizer, "what is 7 + 5", "Answer: 12")], 1, 64, tokenizer.pad_token_id)
    # In evaluation mode bitsandbytes computes in bf16 on CPUs that have it (AVX512-BF16).
    model.train()
    with torch.no_grad():
        return answer_logits(model, batch)


def test_the_trained_forward_is_the_reloaded_model_bit_for_bit(tokenizer, tiny, tmp_path) -> None:
    train_through(tiny)
    trained = logits_of(tiny, tokenizer)
    masters(tiny)
    save_pair_side(tiny, tokenizer, tmp_path / "masters")
    stored = load_in_4_bits(tmp_path / "masters")
    save_pair_side(stored, tokenizer, tmp_path / "stored")
    from transformers import AutoModelForCausalLM

    again = unfused(
        AutoModelForCausalLM.from_pretrained(tmp_path / "stored", use_safetensors=True)
    )
    assert all(isinstance(linear, bnb.nn.Linear4bit) for linear in _matrices(again))
    assert not isinstance(again.lm_head, bnb.nn.Linear4bit)
    assert torch.equal(logits_of(stored, tokenizer), trained)
    assert torch.equal(logits_of(again, tokenizer), trained)


def test_gradients_pass_straight_to_the_masters(tiny) -> None:
    linear = _matrices(tiny)[0]
    train_through(tiny)
    (linear.weight * 3).sum().backward()
    gradient = linear.parametrizations.weight.original.grad
    assert torch.equal(gradient, torch.full_like(gradient, 3))


def test_masters_are_not_rounded_by_training_through(tiny) -> None:
    before = _matrices(tiny)[0].weight.detach().clone()
    train_through(tiny)
    assert not torch.equal(_matrices(tiny)[0].weight, before)
    masters(tiny)
    assert torch.equal(_matrices(tiny)[0].weight, before)


def test_rounding_keeps_sixteen_values_a_block() -> None:
    weight = torch.randn(64, 64)
    assert all(len(block.unique()) <= 16 for block in rounded(weight))
