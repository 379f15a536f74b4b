"""A model as the engine and the school run it: token ids and a cache in, logits out.

The one place that knows by which keyword a model takes its cache. transformers renames it:
`past_key_values` and `cache_params` become `cache`, and from 5.40 on only that name is read. A
model swallows a keyword it does not know, answers from the newest token alone and says nothing; so
the name is read off the model's own forward, once.
"""

from __future__ import annotations

import inspect
from typing import Any

import torch
from torch import Tensor
from transformers import Cache, DynamicCache, StaticCache
from transformers.cache_utils import DynamicLayer, DynamicSlidingWindowLayer, StaticLayer

from demo.errors import UserError

# The newest name first: while one is replaced by another, forward shows the one that stays.
CACHE_KEYWORDS = ("cache", "past_key_values", "cache_params")
NOT_FINITE = (
    "The model's numbers are not finite (NaN or infinity), so no token can be chosen: its weights "
    "are damaged, or too wide for the dtype they run in. Copy the weights again, or give another "
    "dtype in pair.toml."
)


class CausalModel:
    """One model's forward pass. Raises UserError when it takes no cache of transformers' kinds."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.model = model
        # Adapters wrap the model in a forward of their own, which names no argument.
        plain = model.get_base_model() if hasattr(model, "get_base_model") else model
        taken = inspect.signature(plain.forward).parameters
        self._keyword = next((name for name in CACHE_KEYWORDS if name in taken), "")
        self._cuts, self._placed = "logits_to_keep" in taken, "position_ids" in taken
        if not self._keyword:
            raise UserError(
                f"A {type(plain).__name__} hands on what it has read in a form that is not raced "
                "here (it takes none of transformers' caches): choose another model."
            )

    def new_cache(self, length: int = 0) -> Cache:
        """Empty, with the layers of this model: full, windowed, recurrent, or shared; of a fixed
        `length` in tokens, unless that is 0."""
        if length:
            return StaticCache(config=self.model.config, max_cache_len=length)
        return DynamicCache(config=self.model.config)

    def __call__(
        self, ids: Tensor, cache: Any = None, start: int | None = None, keep: int = 0,
        places: Tensor | None = None, **more: Tensor,
    ) -> Tensor:
        """ids: [rows, length] -> logits of the last `keep` positions (0: of all), [rows, positions,
        vocabulary]. A cache is added to in place; without one nothing is kept. start: how many
        tokens were fed before, the same for all rows; None leaves them to `places` [rows, length],
        to `more` or to the model."""
        more |= {self._keyword: cache, "use_cache": True} if cache is not None else {
            "use_cache": False}
        if self._placed and start is not None:
            # Some models (Bamba) do not ask their cache where they are: each step would be at 0.
            end = start + ids.shape[1]
            places = torch.arange(start, end, device=ids.device)[None]
        if self._placed and places is not None:
            more["position_ids"] = places
        if self._cuts:
            more["logits_to_keep"] = keep
        logits = self.model(input_ids=ids, **more).logits
        return logits[:, -keep:] if keep else logits


@torch.inference_mode()
def cut(cache: Cache, kept: int) -> bool:
    """Leave the first `kept` tokens of what a cache holds; False where that cannot be done, for a
    recurrent state, or a window that has moved on, has forgotten how it stood then."""
    held = tokens_held(cache)
    if not held or kept > held or not all(map(_whole, cache.layers)):
        return False
    if kept < held:
        cache.crop(kept - held)  # negative: how many to take away, in every transformers
    return tokens_held(cache) == kept


def croppable(cache: Cache, need: int) -> bool:
    """Will `cut` be able to take tokens back from it for as long as it holds at most `need`?"""
    return all(type(layer) in (DynamicLayer, StaticLayer) or (
        type(layer) is DynamicSlidingWindowLayer and need < layer.sliding_window)
        for layer in cache.layers)


def _whole(layer: Any) -> bool:
    """Does the layer hold keys and values of every token it was fed?"""
    window = getattr(layer, "sliding_window", None)
    return type(layer) in (DynamicLayer, StaticLayer) or (
        type(layer) is DynamicSlidingWindowLayer and layer.get_seq_length() < window)


def tokens_held(cache: Cache) -> int | None:
    """Tokens the attention layers have taken in; None when every layer is recurrent and holds a
    state instead, 0 when nothing at all was written."""
    counted = [
        int(layer.get_seq_length()) for layer in cache.layers if hasattr(layer, "get_seq_length")
    ]
    # Layers that read another layer's keys and values stay at 0.
    if counted and max(counted):
        return max(counted)
    states = [getattr(layer, "has_previous_state", {}) for layer in cache.layers]
    written = any(any(state.values()) for state in states if state)
    return None if written and not counted else 0


def finite(logits: Tensor) -> Tensor:
    """[..., vocabulary] -> [...]: can a token be chosen? -inf is a token that is never chosen; the
    largest is NaN where any is."""
    return logits.amax(-1).isfinite()
