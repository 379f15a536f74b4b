"""Before a pair is raced: does each model do what a race counts on?

The cache holds what was fed; what a model says step by step with its cache is what it says of the
whole text at once without one; its numbers are finite and the same twice. A model that fails is
refused in one sentence. Some fifty tokens are read for it, as part of the warm-up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from demo.engine import memory
from demo.engine.causal_model import NOT_FINITE, CausalModel, finite, tokens_held
from demo.errors import UserError

log = logging.getLogger(__name__)
SHORT, LONG = 8, 32
TEXT = "On Monday 17 ships left the old harbour; by noon, 9 of them were back with fish & salt. "
# |difference| / |logits| at the median position. In fp32 one order of sums against another makes
# some 1e-5; in half widths and in 8 bits some hundredths, and a router at a tie may change a place.
EXACT, LOOSE = 1e-2, 0.25


@dataclass(frozen=True)
class Growth:
    """Bytes of a cache: `fixed` whatever it has read, `per_token` as long as no window is full."""

    fixed: int
    per_token: int


def some_tokens(loaded: Any, count: int) -> list[int]:
    """`count` ids of ordinary text: all different enough that a lost cache would be seen."""
    rows = loaded.model.config.get_text_config().vocab_size
    ids = loaded.tokenizer(TEXT, add_special_tokens=False)["input_ids"]
    ids = [i for i in ids if i < rows] or [0]
    return (ids * (count // len(ids) + 1))[:count]


def prove(read: CausalModel, tokens: list[int], steps: int, who: str, device: Any) -> Growth:
    """Read `tokens`, the last `steps` of them one by one. Raises UserError that names `who`."""
    try:
        return _proved(read, tokens, steps, who, device)
    except UserError:
        raise
    except Exception as error:  # A model's own code runs here: any complaint is one reason.
        log.warning("the %s failed before its first race", who, exc_info=error)
        if memory.ran_out(error):
            raise UserError(f"The {who} leaves no memory to answer in: choose a smaller pair.") \
                from error
        said = " ".join(str(error).split()).split(". ")[0].rstrip(".")[:300]
        raise UserError(f"The {who} is not raced: it fails on a plain text ({said}).") from error


@torch.inference_mode()
def _proved(read: CausalModel, tokens: list[int], steps: int, who: str, device: Any) -> Growth:
    trial = _Trial(read, torch.tensor([tokens], device=device.torch), f"The {who}")
    first, growth = trial.short()
    again, _ = trial.short()
    stepwise, whole = trial.stepwise(steps), trial.whole(steps)
    for logits in (first, stepwise, whole):
        if not finite(logits).all():
            raise UserError(f"The {who} is not raced. {NOT_FINITE}")
    limit = _limit(read.model)
    if _apart(first, again) > limit:
        raise UserError(f"The {who} is not raced: it says something else of the same text each "
                        "time it reads it, so nothing measured on it could be repeated.")
    if (distance := _apart(stepwise, whole)) > limit:
        raise UserError(f"The {who} is not raced: with its cache it says something else than "
                        f"without one (its logits differ by {distance:.0%}).")
    return growth


@torch.inference_mode()
def same_stepwise(
    read: CausalModel, tokens: list[int], step: Callable[[list[int], int], Tensor], who: str,
    device: Any,
) -> None:
    """`step(tokens, place)` -> logits [vocabulary], the first half of `tokens` at once and then one
    by one. Raises UserError where that says something else than the model without a cache."""
    half = max(1, len(tokens) // 2)
    parts = [step(tokens[:half], 0).clone()]
    parts += [step(tokens[at : at + 1], at).clone() for at in range(half, len(tokens))]
    whole = read(torch.tensor([tokens], device=device.torch), keep=len(parts))[0].float()
    distance = _apart(torch.stack(parts).float(), whole)
    if not distance <= _limit(read.model):
        raise UserError(f"The {who} says something else with a cache of fixed length than without "
                        f"one (its logits differ by {distance:.0%}).")


@dataclass(frozen=True)
class _Trial:
    read: CausalModel
    ids: Tensor  # [1, tokens]
    who: str

    def short(self) -> tuple[Tensor, Growth]:
        """Logits after a short prompt and one step, [2, vocabulary], and how the cache grew. Raises
        UserError for a model that keeps what it has read elsewhere."""
        cache, first = self.read.new_cache(), min(SHORT, self.ids.shape[1] - 1)
        logits = [self._fed(cache, 0, first)]
        before = memory.cache_bytes(cache)
        inside = _kept_inside(self.read.model)
        logits.append(self._fed(cache, first, first + 1))
        if any(kept is not inside.get(place, kept)
               for place, kept in _kept_inside(self.read.model).items()):
            raise UserError(f"{self.who} is not raced: it keeps what it has read inside the model "
                            "instead of in its cache, where its bytes cannot be counted.")
        per_token = max(0, memory.cache_bytes(cache) - before)
        return torch.cat(logits), Growth(max(0, before - first * per_token), per_token)

    def stepwise(self, steps: int) -> Tensor:
        """Logits at the prompt's end and at each step, [steps + 1, vocabulary]."""
        cache, end = self.read.new_cache(), self.ids.shape[1]
        parts = [self._fed(cache, 0, end - steps)]
        parts += [self._fed(cache, at, at + 1) for at in range(end - steps, end)]
        return torch.cat(parts)

    def whole(self, steps: int) -> Tensor:
        """The same without a cache, [2, vocabulary], and with the places the model itself gives its
        tokens."""
        return self.read(self.ids, keep=steps + 1)[0].float()

    def _fed(self, cache: Any, start: int, end: int) -> Tensor:
        logits = self.read(self.ids[:, start:end], cache, start, keep=1)[0].float()
        if tokens_held(cache) not in (end, None):
            raise UserError(
                f"{self.who} is not raced: {end} tokens were fed and its cache holds "
                f"{tokens_held(cache)}, so it would answer without its question. The installed "
                "transformers may be none that requirements.txt allows."
            )
        return logits


def _kept_inside(model: Any) -> dict[tuple[str, str], Tensor]:
    """Tensors that modules hold beside weights and buffers, where a step may leave a state."""
    return {
        (path, name): value
        for path, module in model.named_modules()
        for name, value in vars(module).items() if isinstance(value, Tensor)
    }


def alike(one: Tensor, other: Tensor, model: Any) -> bool:
    """Are these logits [positions, vocabulary] of one model the same but for rounding?"""
    return bool(finite(one).all() and finite(other).all()) and _apart(one, other) <= _limit(model)


def _limit(model: Any) -> float:
    widths = {p.dtype for p in model.parameters() if p.is_floating_point()}
    exact = widths <= {torch.float32, torch.float64} and not getattr(model, "is_quantized", False)
    return EXACT if exact else LOOSE


def _apart(one: Tensor, other: Tensor) -> float:
    """Median over positions of |one - other| / |one - its mean|; both are [positions, vocabulary].
    Tokens ruled out on either side (-inf) count nowhere."""
    told = one.isfinite() & other.isfinite()
    one, other = one.masked_fill(~told, 0), other.masked_fill(~told, 0)
    size = (one - one.mean(-1, keepdim=True)).norm(dim=-1).clamp(min=1e-12)
    return ((one - other).norm(dim=-1) / size).median().item()
