"""How sure a model was of its own answer: exp of the mean log-probability of its tokens.

Read off one pass over the finished answer, after the side's clock has stopped, as fidelity is. The
timed steps stay those of a race: keeping every step's logits would cost the device memory, and
reading them in time one more wait. At temperature 1, whatever the answer was drawn at, and without
the end of sequence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from demo.engine.causal_model import NOT_FINITE, finite
from demo.engine.lane import Lane
from demo.errors import UserError

CHUNK = 64  # positions at a time: a vocabulary of 150 000 makes 40 MB of log-probabilities of them


@dataclass(frozen=True)
class Confidence:
    """From 0 to 1: of the whole answer, and of its last line that is not blank."""

    answer: float
    final_line: float


@torch.inference_mode()
def confidence(lane: Lane, tokens: Sequence[int], texts: Sequence[str]) -> Confidence:
    """Of the answer that the lane's last request led to; texts: what each token added to it. Raises
    UserError where the model's logits are not finite, and ValueError for no token."""
    if not tokens:
        raise ValueError("an answer without tokens has no confidence")
    ids = torch.tensor([[*lane.prompt, *tokens[:-1]]], device=lane.device.torch)
    logits = lane.read(ids, keep=len(tokens))[0]  # [tokens, vocabulary]
    chosen = torch.tensor(tokens, device=logits.device)
    logs = [_logs(logits[i : i + CHUNK], chosen[i : i + CHUNK])
            for i in range(0, len(tokens), CHUNK)]
    column = torch.cat(logs).tolist()
    return Confidence(_mean(column), _mean(column[last_line(texts) :]))


def _logs(logits: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
    """[n, vocabulary], [n] -> ln p of each token [n]."""
    if not finite(logits).all():
        raise UserError(NOT_FINITE)
    return logits.float().log_softmax(-1).gather(-1, chosen[:, None])[:, 0]


def _mean(logs: Sequence[float]) -> float:
    return math.exp(sum(logs) / len(logs))


def last_line(texts: Sequence[str]) -> int:
    """The first token of the last line that is not blank."""
    start = "".join(texts).rstrip().rfind("\n") + 1
    end = 0
    for place, text in enumerate(texts):
        end += len(text)
        if end > start:
            return place
    return 0
