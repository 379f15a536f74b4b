"""Embeddings and head of a quantised model, kept in the width that they were stored in.

They are most of a small NF4 model. On a CPU that computes in fp32 transformers would widen them;
instead the rows that were looked up are widened after the look-up, and the head a block of rows at
a time, so that every product is the one that widened weights would give.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from demo import model_folders
from demo.engine import precision_labels
from demo.engine.device import short

DTYPES = {"BF16": torch.bfloat16, "F16": torch.float16, "F32": torch.float32}
# Bytes of widened head held at once: small enough for a processor's cache, so that the head's
# stored bytes alone come from memory.
BLOCK_BYTES = 1 << 21


class _Narrow:
    """An embedding's look-up from narrow rows, by the module's own forward (Gemma's scales)."""

    def __init__(self, module: nn.Embedding, compute: torch.dtype) -> None:
        self.module, self.compute = module, compute
        self.plain = type(module) is nn.Embedding
        self.shadow = copy.copy(module)
        self.shadow._parameters = {}  # the table is this look-up's own rows, set below
        self.shadow.padding_idx = None  # it may lie outside them

    def __call__(self, ids: Tensor) -> Tensor:
        """ids: [..., positions] -> [..., positions, width] in the compute dtype."""
        rows = functional.embedding(ids, self.module.weight).to(self.compute)
        if self.plain:
            return rows
        self.shadow.weight = rows.reshape(-1, rows.shape[-1])
        return type(self.module).forward(
            self.shadow, torch.arange(ids.numel(), device=ids.device).reshape(ids.shape))


class _Blocks:
    """A head's product with narrow weights, widened `BLOCK_BYTES` at a time."""

    def __init__(self, module: nn.Linear) -> None:
        self.module = module

    def __call__(self, hidden: Tensor) -> Tensor:
        """hidden: [..., width] -> [..., vocabulary], in hidden's dtype."""
        weight, bias = self.module.weight, self.module.bias
        rows = max(1, BLOCK_BYTES // (weight.shape[1] * hidden.element_size()))
        out = hidden.new_empty(*hidden.shape[:-1], weight.shape[0])
        # One buffer for all blocks: a new one for each would cost its page faults anew.
        wide = hidden.new_empty(min(rows, weight.shape[0]), weight.shape[1])
        for start in range(0, weight.shape[0], rows):
            part = weight[start : start + rows]
            block = wide[: len(part)].copy_(part)
            out[..., start : start + rows] = functional.linear(hidden, block)
        return out if bias is None else out + bias.to(hidden.dtype)


def stored(model: Any, folder: Path | None) -> torch.dtype | None:
    """The one width in which the files hold embedding and head; None when they do not tell."""
    if folder is None:
        return None
    held, dtypes = model_folders.stored(folder, str(folder)), set()
    for name, module in model.named_modules():
        if any(module is end for end in precision_labels.ends(model)):
            tail = f"{name.rpartition('.')[2]}.weight"
            dtypes |= {row.dtype for key, row in held.items()
                      if key.endswith(tail) and row.shape == tuple(module.weight.shape)}
    return DTYPES.get(dtypes.pop()) if len(dtypes) == 1 else None


def narrow(model: Any, width: torch.dtype | None) -> list[str]:
    """Keep embedding and head in `width`, if they are wider and it changes no logit. Returns the
    notes for the card: what is kept, or that it could not be."""
    modules = [m for m in precision_labels.ends(model) if m.weight.is_floating_point()]
    compute = modules[0].weight.dtype if modules else None
    if width is None or not modules or width.itemsize >= compute.itemsize:
        return []
    probe = torch.arange(2, device=modules[0].weight.device)[None]
    before = _logits(model, probe)
    undo = [(module, module.weight) for module in modules]
    try:
        _put(modules, width, compute)
        same = torch.allclose(_logits(model, probe), before, rtol=1e-3, atol=1e-3)
    except (RuntimeError, TypeError, AttributeError):  # an architecture that mixes them itself
        same = False
    if same:
        return [f"embeddings and head kept in {short(width)}, widened as they are used"]
    for module, weight in undo:
        module.weight = weight
        module.__dict__.pop("forward", None)
    return [f"embeddings and head stored in {short(width)}, widened to {short(compute)}"]


def _put(modules: list[nn.Module], width: torch.dtype, compute: torch.dtype) -> None:
    kept: dict[int, nn.Parameter] = {}  # a tied weight is one tensor and stays one
    for module in modules:
        wide = module.weight
        if id(wide) not in kept:
            kept[id(wide)] = nn.Parameter(wide.detach().to(width), requires_grad=False)
        module.weight = kept[id(wide)]
        is_table = isinstance(module, nn.Embedding)
        module.forward = _Narrow(module, compute) if is_table else _Blocks(module)


@torch.inference_mode()
def _logits(model: Any, ids: Tensor) -> Tensor:
    return model(ids, use_cache=False).logits
