"""How many parameters a model has, and how many bytes it takes once it runs, from the headers of
its files and its config alone. Nothing is loaded and no weight is read.

tests/pairs hold these numbers against the ledger of loaded models.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from demo.model_folders import Stored

WIDTHS = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "BF16": 2, "F16": 2, "I16": 2}  # bytes; others 1
ASKED = {"float32": 4, "bfloat16": 2, "float16": 2}
# What bitsandbytes leaves as it is: what is looked up, and the output head.
TABLES = re.compile(r"embed|wte\b|wpe\b|lm_head|embed_out|output_projection")
# bitsandbytes' names for what it stores beside a matrix of few bits.
STATE = re.compile(r"\.(absmax|quant_map|nested_absmax|nested_quant_map|quant_state\..*|SCB|"
                   r"weight_format)$")
# What old files hold beside their weights; it is made anew.
BUFFERS = re.compile(r"(inv_freq|masked_bias)$")
# Stored one by one, held in one tensor of three dimensions, which bitsandbytes leaves as it is.
EXPERTS = re.compile(r"\.experts\.\d+\.")
BLOCK = 64  # weights that share one absmax of 4 bytes (bitsandbytes' block size)
CODE = 16 * 4  # bytes: the sixteen values of NF4, kept with each matrix


@dataclass(frozen=True)
class Size:
    """One model. parameters: weights that it stands for; weights: bytes once loaded, with the
    state of 4-bit layers; context: tokens, 0 where its config tells none."""

    parameters: int
    weights: int
    context: int


def size(tensors: dict[str, Stored], config: dict[str, Any], nf4: bool, width: int) -> Size:
    """`nf4`: its linear layers become NF4 while loading; width: bytes of the dtype it runs in."""
    few = bool(config.get("quantization_config"))
    held = _held(tensors, config)
    return Size(
        parameters=sum(_logical(name, one, few) for name, one in held.items()),
        weights=sum(_bytes(name, one, nf4 and not few, few, width) for name, one in held.items()),
        context=_first(config, "max_position_embeddings", "n_positions", "seq_length"),
    )


def width(config: dict[str, Any], asked: str, gpu: bool, native: int) -> int:
    """Bytes of the dtype that a model runs in, by load.py's rule: what the pair asks for, else
    what the config says; fp32 where the CPU has nothing narrower, and never on a GPU unless asked
    for. native: bytes of the device's compute dtype."""
    told = config.get("dtype") or config.get("torch_dtype")
    wanted = ASKED.get(asked) or ASKED.get(str(told), 4)
    if gpu:
        return wanted if asked in ASKED else min(wanted, native)
    return max(wanted, native)


def _held(tensors: dict[str, Stored], config: dict[str, Any]) -> dict[str, Stored]:
    """Without masks that old files hold beside their weights, and without a head that is the
    embedding itself."""
    tied = config.get("tie_word_embeddings") and any("embed" in name for name in tensors)
    return {name: one for name, one in tensors.items()
            if not (tied and name == "lm_head.weight")
            and not BUFFERS.search(name) and not (len(one.shape) == 4 and one.shape[:2] == (1, 1))}


def _logical(name: str, one: Stored, few: bool) -> int:
    if few and STATE.search(name):
        return 0
    return math.prod(one.shape) * (2 if few and one.dtype == "U8" else 1)


def _bytes(name: str, one: Stored, nf4: bool, few: bool, width: int) -> int:
    count, stored = math.prod(one.shape), WIDTHS.get(one.dtype, 1)
    if few:
        return count * stored
    if nf4 and TABLES.search(name):
        return count * min(stored, width)  # embedding_dtypes.py keeps them as stored
    if (nf4 and len(one.shape) == 2 and name.endswith("weight")
            and not EXPERTS.search(name)):
        return math.ceil(count / 2) + math.ceil(count / BLOCK) * 4 + CODE
    return count * width


def cache(config: dict[str, Any], tokens: int, width: int) -> int | None:
    """Bytes of the KV cache at `tokens` tokens of `width` bytes a value; None where the config
    does not tell (recurrent and compressing caches)."""
    told = {**config, **(config.get("text_config") or {})}
    layers = _first(told, "num_hidden_layers", "n_layer", "num_layers")
    heads = _first(told, "num_attention_heads", "n_head", "num_heads")
    hidden = _first(told, "hidden_size", "n_embd", "d_model")
    if not (layers and heads and hidden) or told.get("kv_lora_rank"):
        return None
    pairs = _first(told, "num_key_value_heads", "num_kv_heads") or (
        1 if told.get("multi_query") else heads)
    a_token = 2 * pairs * (_first(told, "head_dim") or hidden // heads) * width
    return a_token * sum(_held_tokens(told, layers, tokens))


def _held_tokens(told: dict[str, Any], layers: int, tokens: int) -> Iterable[int]:
    window = _first(told, "sliding_window")
    for kind in told.get("layer_types") or ["full_attention"] * layers:
        if kind == "full_attention":
            yield tokens
        elif kind == "sliding_attention":
            yield min(tokens, window) if window else tokens


def _first(told: dict[str, Any], *names: str) -> int:
    """The first of these settings that is a positive whole number; 0: none is."""
    values = (told.get(name) for name in names)
    return next((v for v in values if isinstance(v, int) and v is not True and v > 0), 0)
