"""What a loaded model is called, read from its tensors, never from what its config promises."""

from __future__ import annotations

from collections import Counter
from typing import Any

import torch

# Of the weights outside embeddings and head; below it the label says how much there is.
WHOLE = 0.9
ADAPTER = ".lora_"  # peft's name for weights that lie beside a base layer, in full width


def kind(parameter: torch.Tensor) -> str:
    """"NF4", "FP4", "int8" or "fp8" of one parameter [...]; "" when it is stored as floats."""
    state = getattr(parameter, "quant_state", None)
    if state is not None:
        return str(state.quant_type).upper()
    if parameter.dtype == torch.int8:
        return "int8"
    return "fp8" if "float8" in str(parameter.dtype) else ""


def logical(parameter: torch.Tensor) -> int:
    """How many weights a parameter stands for: a packed matrix [bytes, 1] holds two a byte."""
    state = getattr(parameter, "quant_state", None)
    return state.shape.numel() if state is not None else parameter.numel()


def ends(model: Any) -> list[torch.nn.Module]:
    """The input embedding and the output head, which bitsandbytes leaves as they are."""
    modules = (model.get_input_embeddings(), model.get_output_embeddings())
    return [module for module in modules if isinstance(getattr(module, "weight", None),
                                                     torch.Tensor)]


def tables(model: Any) -> list[torch.nn.Embedding]:
    """Everything that is looked up, of which no layer is made."""
    return [module for module in model.modules() if isinstance(module, torch.nn.Embedding)]


def shares(model: Any) -> tuple[str, float, float]:
    """The kind that most quantised weights are of, its share of the weights between embeddings
    (of tokens or positions) and head, adapters apart, and of all weights. Nothing quantised:
    ("", 0, 0)."""
    outer = {id(module.weight) for module in (*ends(model), *tables(model))}
    every: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for name, parameter in model.named_parameters():
        every[kind(parameter)] += logical(parameter)
        if id(parameter) not in outer and ADAPTER not in name:
            inner[kind(parameter)] += logical(parameter)
    commonest = max((name for name in every if name), key=every.__getitem__, default="")
    if not commonest:
        return "", 0.0, 0.0
    return commonest, inner[commonest] / max(1, inner.total()), every[commonest] / every.total()


def quantization(model: Any) -> str:
    """"NF4", "FP4", "int8"; with its share, "NF4, 2 % of weights", when only a part of the layers
    is stored so (a mixture of experts whose experts are not); "" when nothing is."""
    kind, inner, every = shares(model)
    if not kind or inner >= WHOLE:
        return kind
    return f"{kind}, {f'{every:.0%}'[:-1] if every >= 0.01 else 'under 1'} % of weights"
