"""Models of the school: made from a shape, run over packed batches, saved and loaded."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from transformers import (
    AutoTokenizer,
    GenerationConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)
from transformers.utils import logging as transformers_logging

from demo.distill.core.batches import IGNORED, Batch
from demo.distill.core.processes import is_main, launched
from demo.distill.core.quantiser import unfused
from demo.distill.core.run_conditions import device
from demo.distill.core.sizes import Shape
from demo.engine.weight_loading import causal_lm
from demo.errors import UserError

# A stage has a bar of its own.
transformers_logging.disable_progress_bar()


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
    # [rows, length, hidden] -> [positions, hidden]: the head, the widest product of all, is spared
    # every question and all padding.
    return model.lm_head(hidden[batch.labels != IGNORED])


def answer_labels(batch: Batch) -> Tensor:
    """The tokens that `answer_logits` are about, in the same order: [positions]."""
    return batch.labels[batch.labels != IGNORED]


def parameters(model: torch.nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def save_pair_side(
    model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, folder: Path
) -> None:
    """A folder that any engine loads: safetensors, tokenizer with chat template, eos."""
    if is_main():
        folder.mkdir(parents=True, exist_ok=True)
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    launched().wait_for_everyone()


def loaded(folder: Path) -> LlamaForCausalLM:
    """Runs in float32 whatever it is stored in; 4-bit weights stay in 4 bits, their folder says so.
    Raises UserError where there is no model."""
    if not (folder / "config.json").exists():
        raise UserError(
            f"There is no model in {folder}: `python -m demo.distill --help` lists the stages that "
            "make one, in their order."
        )
    return unfused(causal_lm(
        {"pretrained_model_name_or_path": str(folder), "local_files_only": True},
        f"The model in {folder}", dtype=torch.float32, device_map=device(),
    ))


def teacher_of(folder: Path) -> tuple[LlamaForCausalLM, PreTrainedTokenizerFast]:
    """The teacher as it ships: stored in bfloat16, run in float32. Raises UserError where there is
    none."""
    if not (folder / "teacher" / "config.json").exists():
        raise UserError(
            f"There is no teacher in {folder}: run `python -m demo.distill teach --out {folder}` "
            "first."
        )
    return loaded(folder / "teacher"), AutoTokenizer.from_pretrained(folder / "teacher")
