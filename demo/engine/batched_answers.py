"""A lane's model answers many prompts at once, greedily, and tells how sure it was of each token.

What a race's lane does with one question, by the same rules: the pair's ends and stop texts, the
tokens a model never says, the text as it would stream.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from demo.engine import batched_steps, model_checks
from demo.engine.detokenizer import Detokenizer
from demo.engine.lane import Lane
from demo.engine.stop_texts import StopTexts
from demo.recording.batch_answers import BatchAnswer

log = logging.getLogger(__name__)
SHARE = 0.15  # of the machine's memory that the cache of a batch may take
MOST_ROWS = 64
ALONE = "one at a time: this model says something else of padded prompts"


# What reading a batch's prompts took: padded tokens in all, seconds.
Read = Callable[[int, float], None]


class Stopped(Exception):
    """The exam was stopped in the middle of a batch, of which nothing is kept."""


class _Row:
    """What one prompt's answer has become."""

    def __init__(self, lane: Lane, limit: int) -> None:
        self._text = StopTexts(Detokenizer(lane.loaded.tokenizer, lane.reasoning),
                               lane.loaded.spec.stop)
        self._ends, self._limit = lane.eos, limit
        self.ids: list[int] = []
        self.pieces: list[str] = []
        self.logs: list[float] = []
        self.end = ""

    def takes(self, token: int, log_p: float) -> bool:
        """Does the answer go on behind this token?"""
        if token in self._ends:
            self.end = "eos"
            return False
        self.ids.append(token)
        self.pieces.append(self._text.text(token))
        self.logs.append(log_p)
        self.end = "eos" if self._text.stopped else (
            "max_tokens" if len(self.pieces) >= self._limit else "")
        return not self.end

    def answer(self, seconds: float) -> BatchAnswer:
        rest = self._text.rest()
        if self.pieces:
            self.pieces[-1] += rest
        return BatchAnswer("".join(self.pieces) or rest, self.end or "max_tokens",
                           len(self.ids), seconds, ids=tuple(self.ids),
                           pieces=tuple(self.pieces), logs=tuple(self.logs))


def rows_for(lane: Lane, tokens: int, memory: float) -> int:
    """How many answers of so many `tokens` in all one batch of this lane may hold; `memory`: bytes
    that the machine's models may take."""
    held = lane.growth.fixed + lane.growth.per_token * tokens
    return max(1, min(MOST_ROWS, int(memory * SHARE / max(1, held))))


@torch.inference_mode()
def pads(lane: Lane) -> bool:
    """Does the model say the same of a prompt when it is padded on the left? A recurrent state, or
    a model that ignores its mask, does not."""
    tokens = model_checks.some_tokens(lane.loaded, model_checks.SHORT)
    short, long = tokens[: max(1, len(tokens) // 2)], tokens
    try:
        device = lane.device.torch
        ids, mask = (t.to(device) for t in batched_steps.left_padded([short, long], 0))
        places = (mask.cumsum(1) - 1).clamp(min=0)
        read = lane.read
        both = read(ids, read.new_cache(), keep=1, places=places, attention_mask=mask)[0].float()
        alone = read(torch.tensor([short], device=device), read.new_cache(), 0, keep=1)[0].float()
    except Exception:
        log.warning("the %s takes no padded batch", lane.side, exc_info=True)
        return False
    return model_checks.alike(alone, both, read.model)


def answers(
    lane: Lane, prompts: Sequence[list[int]], most: int, rows: int,
    stopped: Callable[[], bool] = lambda: False, read: Read = lambda tokens, seconds: None,
) -> list[BatchAnswer]:
    """`rows` prompts at a time, each answered with at most `most` tokens; `read` is told how long
    reading each batch took. Raises Stopped when `stopped` says so, UserError when the model's
    logits are not finite."""
    found: list[BatchAnswer] = []
    for start in range(0, len(prompts), rows):
        found += _batch(lane, prompts[start : start + rows], most, stopped, read)
    return found


def _batch(
    lane: Lane, prompts: Sequence[list[int]], most: int, stopped: Callable[[], bool], read: Read
) -> list[BatchAnswer]:
    begun = time.perf_counter()
    held = [_Row(lane, min(most, int(lane.loaded.context) - len(prompt))) for prompt in prompts]
    sure: list[float] = []  # ln p of the newest tokens, as `choose` left them

    def goes_on(alive: list[int], chosen: list[int]) -> list[bool]:
        if stopped():
            raise Stopped
        return [held[row].takes(token, log_p)
                for row, token, log_p in zip(alive, chosen, sure, strict=True)]

    pad = next(iter(lane.eos), 0)
    choose = _greedy(lane, sure)
    for step, _ in enumerate(batched_steps.steps(lane.read, prompts, pad, most, choose, goes_on)):
        if step == 0:
            read(len(prompts) * max(map(len, prompts)), time.perf_counter() - begun)
    seconds = time.perf_counter() - begun
    # The whole batch took as long as this: an answer's share is by what it is of all the tokens.
    whole = sum(len(row.pieces) + 1 for row in held)
    return [row.answer(seconds * (len(row.pieces) + 1) / whole) for row in held]


def _greedy(lane: Lane, sure: list[float]) -> batched_steps.Choose:
    """The likeliest token of those that the model may say; `sure` gets its ln p by the model."""
    config, device = lane.loaded.model.generation_config, lane.device.torch
    never = torch.tensor(sorted(config.suppress_tokens or []), dtype=torch.long, device=device)
    first_never = torch.tensor(sorted({*(config.suppress_tokens or []),
                                       *(config.begin_suppress_tokens or [])}),
                               dtype=torch.long, device=device)

    def choose(logits: Tensor, alive: Tensor, first: bool) -> Tensor:
        banned = first_never if first else never
        allowed = logits.index_fill(1, banned, float("-inf")) if len(banned) else logits
        chosen = allowed.argmax(-1)
        log_p = logits.gather(-1, chosen[:, None])[:, 0] - logits.logsumexp(-1)
        sure[:] = log_p.tolist()
        return chosen

    return choose
