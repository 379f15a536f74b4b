"""bitsandbytes' NF4, as a function a weight can be trained through.

NF4 (QLoRA, Dettmers et al., arXiv 2305.14314): 16 levels at quantiles of a normal distribution, one
scale (the largest magnitude) a block of 64 weights.

Straight-through: forward multiplies with dequantise(quantise(W)), backward hands the gradient to
the float32 master W as if nothing had been rounded. Only the layers' matrices are quantised;
the tied embedding and output stay as they are, as in the stored model.
"""

from __future__ import annotations

from pathlib import Path

import torch
from bitsandbytes.functional import dequantize_4bit, quantize_4bit
from torch import Tensor, nn
from torch.nn.utils import parametrize
from transformers import BitsAndBytesConfig, LlamaForCausalLM

from demo.engine.weight_loading import causal_lm

BLOCK = 64


def rounded(weight: Tensor) -> Tensor:
    """A weight [out, in] as its 4-bit copy will be read, in the same shape: blocks of 64, fp32
    scales, no double quantisation."""
    packed, state = quantize_4bit(
        weight.contiguous(), blocksize=BLOCK, quant_type="nf4", compress_statistics=False
    )
    return dequantize_4bit(packed, state)


class _Rounded(torch.autograd.Function):
    """[out, in] -> [out, in]. Rounding has slope 0 almost everywhere, which would stop all
    learning; the gradient is handed on as if it had slope 1 (Bengio et al., arXiv 1308.3432)."""

    @staticmethod
    def forward(ctx, weight: Tensor) -> Tensor:
        return rounded(weight.detach())

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        return gradient


class StraightThrough(nn.Module):
    """A parametrisation: the layer sees the rounded weight, the optimiser the float32 master."""

    def forward(self, weight: Tensor) -> Tensor:
        return _Rounded.apply(weight)


def _matrices(model: LlamaForCausalLM) -> list[nn.Linear]:
    return [module for module in model.model.layers.modules() if isinstance(module, nn.Linear)]


def train_through(model: LlamaForCausalLM) -> None:
    """From here on every forward pass multiplies with the rounded matrices of all layers."""
    for linear in _matrices(model):
        # unsafe skips a trial call that would only quantise everything once more.
        parametrize.register_parametrization(linear, "weight", StraightThrough(), unsafe=True)


def masters(model: LlamaForCausalLM) -> None:
    """Take the quantiser off again: the float32 masters stay."""
    for linear in _matrices(model):
        parametrize.remove_parametrizations(linear, "weight", leave_parametrized=False)


def unfused(model: LlamaForCausalLM) -> LlamaForCausalLM:
    """The same on every machine: unpack, then multiply in fp32, as training through does.

    On CPUs with AVX512-BF16 bitsandbytes would take a fused kernel that rounds to bf16.
    """
    for module in model.modules():
        if hasattr(module, "support_avx512bf16_for_cpu"):
            module.support_avx512bf16_for_cpu = False
    return model.eval()


def load_in_4_bits(folder: Path) -> LlamaForCausalLM:
    """A float model from a folder, quantised while loading. fp32 compute: CPUs like it best."""
    config = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=torch.float32,
        bnb_4bit_use_double_quant=False,
    )
    return unfused(causal_lm(
        {"pretrained_model_name_or_path": str(folder), "local_files_only": True},
        f"The model in {folder}", quantization_config=config, dtype=torch.float32,
        device_map="cpu",
    ))
