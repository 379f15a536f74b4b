"""NF4 students of any architecture: trained through the quantiser, or as adapters on 4 bits.

Which matrices are quantised is bitsandbytes' own choice, repeated here: every linear layer but the
output. Adapters are kept beside their 4-bit base and never merged into it: a merge would have to
be rounded to 4 bits again, which undoes what they learned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bitsandbytes as bnb
import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize
from transformers import AutoModelForCausalLM
from transformers.pytorch_utils import Conv1D

from demo.distill.core.models import parameters
from demo.distill.core.processes import launched
from demo.distill.core.quantiser import StraightThrough, load_in_4_bits
from demo.distill.own import model_sources
from demo.distill.own.model_sources import Source
from demo.engine import embedding_dtypes, precision_labels
from demo.engine.load import nf4
from demo.errors import UserError

RANK = 16


class _Turned(nn.Module):
    """GPT-2's Conv1D keeps its matrix transposed; bitsandbytes turns it before cutting blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = StraightThrough()

    def forward(self, weight: Tensor) -> Tensor:
        return self.inner(weight.mT).mT


def matrices(model: Any) -> list[nn.Module]:
    output = model.get_output_embeddings()
    return [
        m for m in model.modules()
        if (type(m) is nn.Linear or isinstance(m, Conv1D)) and m is not output
    ]


def train_through(model: Any) -> None:
    for layer in matrices(model):
        quantiser = _Turned() if isinstance(layer, Conv1D) else StraightThrough()
        # unsafe skips a trial call that would only quantise everything once more.
        parametrize.register_parametrization(layer, "weight", quantiser, unsafe=True)


def masters(model: Any) -> None:
    """Take the quantiser off again: the float32 masters stay."""
    for layer in [m for m in model.modules() if parametrize.is_parametrized(m, "weight")]:
        parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False)


def store(
    float_folder: Path, tokenizer: Any, folder: Path, width: torch.dtype | None = None
) -> str:
    """The float model's NF4 copy, as the race loads it; what stays unpacked in `width`. Returns
    its label, as the card will say it."""
    model = load_in_4_bits(float_folder)
    in_width(model, width)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return precision_labels.quantization(model)


def in_width(model: Any, width: torch.dtype | None) -> None:
    """Put everything that is not packed (embeddings and head above all) into the width that the
    student was given in. All of it: other loaders multiply no mixture."""
    for parameter in model.parameters():
        plain = parameter.is_floating_point() and not precision_labels.kind(parameter)
        if width is not None and plain and width.itemsize < parameter.dtype.itemsize:
            parameter.data = parameter.data.to(width)


def width_of(source: Source, model: Any) -> torch.dtype | None:
    """The width that a student's embeddings are stored in; None when its files do not tell."""
    return embedding_dtypes.stored(model, model_sources.folder_of(source))


def refuse_wide(source: Source) -> None:
    """Raises UserError for a student most of whose layers bitsandbytes would not put in 4 bits:
    experts in one 3-D tensor, linear layers of a kind of their own. Reads its config alone."""
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(model_sources.config_of(source))
    packed = sum(layer.weight.numel() for layer in matrices(model))
    outer = {
        id(m.weight): m.weight
        for m in (*precision_labels.ends(model), *precision_labels.tables(model))
    }
    inner = parameters(model) - sum(weight.numel() for weight in outer.values())
    if packed < precision_labels.WHOLE * inner:
        raise UserError(
            f"{source.text} is no 4-bit student: bitsandbytes would store {packed / inner:.0%} of "
            "the weights of its layers in 4 bits (experts and linear layers of a model's own kind "
            "stay wide). Choose another student."
        )


def refuse_stored(source: Source, adapters: bool) -> None:
    """Raises UserError for a student that is quantised already and could not be saved: one in
    bitsandbytes' 4 bits never, others not after full training."""
    told = getattr(model_sources.config_of(source), "quantization_config", None) or {}
    four = told.get("load_in_4bit", False)
    if four or (told and not adapters):
        raise UserError(
            f"{source.text} is already stored {'in 4 bits' if four else 'quantised'}: give its "
            "float weights (the school keeps them as <run>-nf4-masters, the Hub in the folder "
            "without -nf4)."
        )


def the_peft() -> Any:
    """The package that adapters need. Raises UserError without it."""
    try:
        import peft
    except ImportError:
        raise UserError(
            "--qlora needs the peft package: pip install -r demo/distill/requirements.txt."
        ) from None
    return peft


def with_adapters(source: Source) -> Any:
    """The student in NF4, frozen, under new low-rank adapters. Raises UserError without peft."""
    peft = the_peft()
    device = launched().device
    compute = torch.bfloat16 if device.type == "cuda" else torch.float32
    more: dict[str, Any] = {"device_map": {"": device}}
    if getattr(model_sources.config_of(source), "quantization_config", None) is None:
        more["quantization_config"] = nf4(compute)
    model = model_sources.model_of(source, compute, **more)
    model = peft.prepare_model_for_kbit_training(
        model, use_gradient_checkpointing=device.type == "cuda",
        gradient_checkpointing_kwargs={"use_reentrant": False},
    )
    adapters = peft.LoraConfig(
        r=RANK, lora_alpha=2 * RANK, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    # Checkpointing of activations works in training mode only.
    model = peft.get_peft_model(model, adapters).train(device.type == "cuda")
    return unpacked(model)


def unpacked(model: Any) -> Any:
    """Keep bitsandbytes from repacking the 4-bit weights, as it does at the first forward pass in
    evaluation mode on CPUs with AVX512-BF16: repacked ones are rounded to bfloat16, pass no
    gradient on, and are stored wrong (seen with bitsandbytes 0.50.2)."""
    for module in model.modules():
        if isinstance(module, bnb.nn.Linear4bit):
            module.train()
    return model


def store_adapters(
    model: Any, tokenizer: Any, folder: Path, width: torch.dtype | None = None
) -> str:
    """Base and adapters in one folder: from_pretrained finds both where peft is installed. What of
    the base is not packed is stored in `width`. Returns its label."""
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)  # a card with nothing filled in
    base = model.unload()
    in_width(base, width)
    base.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return precision_labels.quantization(base)
