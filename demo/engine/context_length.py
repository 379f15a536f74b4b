"""How long a text a model can read, from its loaded config; a guess is never given."""

from __future__ import annotations

import math
from typing import Any

# By these names configs tell how many positions there are; attribute maps of transformers turn
# most others (n_positions, n_ctx, seq_length) into the first.
NAMES = ("max_position_embeddings", "max_seq_len", "max_target_positions", "context_length")
# transformers' tokenizers say 10**30 where nobody told them.
SANE = 10**8
# These stretch positions beyond the length that is told; of the others (linear, llama3, longrope)
# that length is the stretched one already.
STRETCHING = ("yarn", "dynamic")
RECURRENT = {"linear_attention", "conv", "mamba", "mlp", "moe", "dummy"}


def context_length(config: Any, tokenizer: Any = None) -> float:
    """The most tokens, prompt included, that the model can attend to; infinity where there is no
    limit (a purely recurrent model) or none is known (ALiBi without a length)."""
    text = config.get_text_config(decoder=True)
    told = [n for part in (text, config) for name in NAMES if (n := _whole(part, name))]
    if told:
        return max(told[0], _stretched(text, told[0]))
    kinds = getattr(text, "layer_types", None)
    if kinds and set(kinds) <= RECURRENT:
        return math.inf
    said = _whole(tokenizer, "model_max_length")
    return said if 0 < said < SANE else math.inf


def _whole(part: Any, name: str) -> int:
    """A positive whole number under this name, else 0."""
    value = getattr(part, name, None)
    return value if isinstance(value, int) and value > 0 and value is not True else 0


def _stretched(config: Any, told: int) -> int:
    """Positions that rotary scaling reaches, as transformers' rope_utils reckons them."""
    scaling = (
        getattr(config, "rope_parameters", None) or getattr(config, "rope_scaling", None) or {}
    )
    kind = scaling.get("rope_type", scaling.get("type"))
    if kind not in STRETCHING:
        return 0
    original = scaling.get("original_max_position_embeddings") or told
    return int(original * (scaling.get("factor") or 1))
