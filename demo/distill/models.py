"""Models of the school: made from a shape, run over packed batches, saved and loaded."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.batches import IGNORED, Batch
from demo.distill.profiles import Shape


def new_model(shape: Shape, tokenizer: PreTrainedTokenizerFast, seed: int) -> LlamaForCausalLM:
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=shape.hidden,
        intermediate_size=shape.intermediate,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        max_position_embeddings=512,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )
    model = LlamaForCausalLM(config)
    model.generation_config = GenerationConfig(
        do_sample=False,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return model


def answer_logits(
    model: LlamaForCausalLM, batch: Batch, body: torch.nn.Module | None = None
) -> Tensor:
    """Logits of the answer positions only, in reading order: [positions, vocabulary].

    `body` is the compiled `model.model` where there is one; decoding keeps the plain one.
    """
    run = model.model if body is None else body
    hidden = run(
        input_ids=batch.inputs,
        attention_mask=batch.mask,
        position_ids=batch.positions.clamp(min=0),
        use_cache=False,
    ).last_hidden_state
    return model.lm_head(hidden[batch.labels != IGNORED])


def answer_labels(batch: Batch) -> Tensor:
    return batch.labels[batch.labels != IGNORED]


def parameters(model: torch.nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def save_pair_side(
    model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, folder: Path
) -> None:
    """A folder that any engine loads: safetensors, tokenizer with chat template, eos."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
