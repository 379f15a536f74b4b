"""Pairs of random weights in the shapes of real models, made in place on the device: nothing is
downloaded, and speed and bytes are those of the shapes, whatever the weights say.

Without a GPU the same shapes are made small, so that the same code runs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    AutoModelForCausalLM,
    LlamaConfig,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen3Config,
)
from transformers import PretrainedConfig as Config

from demo.engine import memory
from demo.engine.device import Device, short
from demo.engine.load import Loaded
from demo.errors import UserError
from demo.pairs import ModelSpec, Pair
from demo.recording.data import SIDES, Model

SPREAD = 0.02  # of the random weights, as models of these kinds are first drawn
KINDS = {"llama": LlamaConfig, "qwen2": Qwen2Config, "qwen3": Qwen3Config}


@dataclass(frozen=True)
class Shape:
    """As the model's published config.json has it."""

    like: str
    kind: str
    hidden: int
    layers: int
    heads: int
    kv_heads: int
    intermediate: int
    vocabulary: int
    tied: bool
    head_dim: int = 128

    def small(self) -> Shape:
        """Of the same kind, for a CPU."""
        return replace(self, hidden=256, layers=2, heads=4, kv_heads=2, intermediate=512,
                       vocabulary=2048, head_dim=64)

    def config(self) -> Config:
        return KINDS[self.kind](
            hidden_size=self.hidden, num_hidden_layers=self.layers, head_dim=self.head_dim,
            num_attention_heads=self.heads, num_key_value_heads=self.kv_heads,
            intermediate_size=self.intermediate, vocab_size=self.vocabulary,
            tie_word_embeddings=self.tied, max_position_embeddings=8192,
            bos_token_id=None, eos_token_id=None, pad_token_id=None,
        )


SHAPES = {
    "8b": Shape("Llama-3.1-8B", "llama", 4096, 32, 32, 8, 14336, 128256, False),
    "1.5b": Shape("Qwen2.5-1.5B", "qwen2", 1536, 28, 12, 2, 8960, 151936, True),
    "3b": Shape("Llama-3.2-3B", "llama", 3072, 28, 24, 8, 8192, 128256, True),
    "1b": Shape("Llama-3.2-1B", "llama", 2048, 16, 32, 8, 8192, 128256, True, head_dim=64),
    "32b": Shape("Qwen3-32B", "qwen3", 5120, 64, 64, 8, 25600, 151936, False),
    "1.7b": Shape("Qwen3-1.7B", "qwen3", 2048, 28, 16, 8, 6144, 151936, True),
}
PAIRS = {"8b-and-1.5b": ("8b", "1.5b"), "3b-and-1b": ("3b", "1b"), "32b-and-1.7b": ("32b", "1.7b")}


def pair(name: str) -> Pair:
    """A pair file's facts for these shapes. Raises UserError for a name that there is not."""
    if name not in PAIRS:
        raise UserError(f"There are no shapes called {name!r}: choose one of {', '.join(PAIRS)}.")
    specs = {side: ModelSpec(side, f"random weights, shape of {SHAPES[size].like}", size)
             for side, size in zip(SIDES, PAIRS[name], strict=True)}
    return Pair(name, f"Random weights: {name}", "unknown", "", "", "", Path(), specs,
                prompt_format="plain")


@torch.inference_mode()
def made(spec: ModelSpec, device: Device, in_four_bits: bool) -> Loaded:
    """One side; full shapes on a GPU, small ones on a CPU."""
    start = time.perf_counter()
    shape = SHAPES[spec.model]
    if device.kind == "cpu":
        shape = shape.small()
        spec = replace(spec, name=f"{spec.name}, made small for a CPU")
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(shape.config(), dtype=device.dtype)
    _fill(model, device)
    if in_four_bits:
        _quantise(model, device)
    model.eval().requires_grad_(False)
    label = "NF4" if in_four_bits else ""
    card = Model(spec.name, parameters=memory.parameters(model), dtype=short(device.dtype),
                 quantization=label)
    return Loaded(spec, model, tokenizer(), card, memory.ledger(model),
                  time.perf_counter() - start)


def _fill(model: torch.nn.Module, device: Device) -> None:
    """Weights drawn on the device; rotary frequencies come from the config anew, for a model made
    of nothing has none."""
    model.to_empty(device=device.torch)
    torch.manual_seed(0)
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1:
            parameter.normal_(0, SPREAD)
        else:
            parameter.fill_(0 if name.endswith("bias") else 1)
    for module in model.modules():
        if hasattr(module, "inv_freq"):
            with device.torch:
                fresh = type(module)(model.config)
            module.inv_freq, module.original_inv_freq = fresh.inv_freq, fresh.inv_freq.clone()
    model.tie_weights()


def _quantise(model: torch.nn.Module, device: Device) -> None:
    """Every linear layer but the head to NF4, as a pair that says quantize = "nf4" is loaded."""
    import bitsandbytes as bnb

    for parent in list(model.modules()):
        for name, layer in list(parent.named_children()):
            if type(layer) is not torch.nn.Linear or layer is model.get_output_embeddings():
                continue
            few = bnb.nn.Linear4bit(
                layer.in_features, layer.out_features, layer.bias is not None, device="meta",
                compute_dtype=device.dtype, compress_statistics=False, quant_type="nf4")
            few.weight = bnb.nn.Params4bit(
                layer.weight.data, requires_grad=False, compress_statistics=False,
                quant_type="nf4", module=few).to(device.torch)
            few.bias = layer.bias
            setattr(parent, name, few)
            layer.weight = None


def tokenizer() -> PreTrainedTokenizerFast:
    """A token a byte: the question's length is what counts, not what it says."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    inner = Tokenizer(models.BPE(vocab={c: i for i, c in enumerate(alphabet)}, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    inner.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=inner)
