"""Gathered answers as batches of tokens and targets, and the loss on them. Any causal model.

One example a row, padded on the right, like lengths together: no model needs a mask for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from demo.distill.core.batches import IGNORED
from demo.distill.core.losses import distilling
from demo.distill.core.targets import Cut, join
from demo.distill.own import gathered_answers, prompt_file
from demo.engine import control_tokens, prompting
from demo.remote import finish_reasons

LIKE = 32  # batches whose examples are sorted by length together
HELD_OUT = 20  # one answer in so many is never learned from


@dataclass(frozen=True)
class TaughtAnswer:
    """Prompt and answer as the student reads them, the first `asked` tokens the prompt."""

    tokens: list[int]
    asked: int
    row: dict[str, Any]
    file: Path | None = None  # whose shard holds the teacher's beliefs; None for texts alone

    @property
    def held_out(self) -> bool:
        return int(self.row["id"], 16) % HELD_OUT == 0


@dataclass(frozen=True)
class Batch:
    """`labels` are already shifted: labels[i, t] is the token that follows inputs[i, t]."""

    inputs: Tensor
    labels: Tensor
    targets: Cut | None
    tokens: int


@dataclass(frozen=True)
class TaughtAnswers:
    """What there is to learn, what is held out, and why other answers were left out."""

    taught: list[TaughtAnswer]
    held_out: list[TaughtAnswer]
    left_out: dict[str, int]

    @property
    def known_by(self) -> str:
        """The same for the same answers, and for no others."""
        ids = sorted(one.row["id"] for one in (*self.taught, *self.held_out))
        return blake2b(" ".join(ids).encode(), digest_size=8).hexdigest()


def slate(
    folder: Path, tokenizer: Any, template: dict[str, Any], ending: int | None, longest: int,
    rows_of_model: int = 0,
) -> TaughtAnswers:
    """`ending` is the student's own end, for texts alone; None takes the teacher's own tokens.

    `rows_of_model`: of the student's embedding, 0 where that is not to be looked at.
    """
    taught, left_out = [], {"empty": 0, "too_long": 0, "refused": 0}
    for file, row in gathered_answers.rows(folder):
        if finish_reasons.kind_of(row.get("finish")) == finish_reasons.REFUSED:
            left_out["refused"] += 1
            continue
        try:
            one = _taught(file, row, tokenizer, template, ending)
        except prompting.Refused:  # by the student's own template: its teacher's took the prompt
            left_out["refused_by_template"] = left_out.get("refused_by_template", 0) + 1
            continue
        if rows_of_model and max(one.tokens) >= rows_of_model:
            left_out["unknown_token"] = left_out.get("unknown_token", 0) + 1
        elif not row["answer"].strip() and len(one.tokens) - one.asked < 2:
            left_out["empty"] += 1
        elif len(one.tokens) > longest + 1:
            left_out["too_long"] += 1
        else:
            taught.append(one)
    held = [one for one in taught if one.held_out] or taught[:-1][:1]
    names = {one.row["id"] for one in held}
    return TaughtAnswers([one for one in taught if one.row["id"] not in names], held, left_out)


def _taught(
    file: Path, row: dict, tokenizer: Any, template: dict[str, Any], ending: int | None
) -> TaughtAnswer:
    """The teacher's own tokens, or the answer's text in the student's, with an end that comes from
    us alone: one that was cut off has none to learn. Raises Refused."""
    asked = prompt_file.tokens(tokenizer, gathered_answers.prompt_of(row), template)
    if ending is None:
        return TaughtAnswer(asked + row["tokens"], len(asked), row, file)
    said = control_tokens.text_tokens(tokenizer, row["answer"])
    return TaughtAnswer(asked + said + [ending] * finish_reasons.ended(row), len(asked), row)


def batch(examples: Sequence[TaughtAnswer]) -> Batch:
    width = max(len(one.tokens) for one in examples) - 1
    inputs = torch.zeros(len(examples), width, dtype=torch.long)
    labels = torch.full((len(examples), width), IGNORED)
    for i, one in enumerate(examples):
        end = len(one.tokens) - 1
        inputs[i, :end] = torch.tensor(one.tokens[:-1])
        labels[i, one.asked - 1 : end] = torch.tensor(one.tokens[one.asked :])
    held = [gathered_answers.targets(one.file, one.row) for one in examples if one.file]
    return Batch(inputs, labels, join(held), sum(len(one.tokens) - 1 for one in examples))


def batches(taught: Sequence[TaughtAnswer], rows: int, seed: int) -> Callable[[int], Batch]:
    """Every answer once an epoch; a step's batch depends on the seed and the step alone."""
    an_epoch = max(1, len(taught) // rows)

    @lru_cache(maxsize=2)
    def order(epoch: int) -> list[list[TaughtAnswer]]:
        rng, mixed = Random(f"{seed}|{epoch}"), list(taught)
        rng.shuffle(mixed)
        groups = []
        for start in range(0, len(mixed), rows * LIKE):
            near = sorted(mixed[start : start + rows * LIKE], key=lambda one: len(one.tokens))
            groups += [near[i : i + rows] for i in range(0, len(near), rows)]
        # A short group at the end waits for another epoch's order.
        groups = [group for group in groups if len(group) == min(rows, len(taught))]
        rng.shuffle(groups)
        return groups

    return lambda step: batch(order(step // an_epoch)[step % an_epoch])


def logits_of(model: nn.Module, lesson: Batch) -> Tensor:
    """Of the answer positions only, in reading order, in float32: [positions, vocabulary]."""
    logits = model(input_ids=lesson.inputs, use_cache=False).logits
    return logits[lesson.labels != IGNORED].float()


def loss(model: nn.Module, alpha: float) -> Callable[[Batch], tuple[Tensor, dict[str, float]]]:
    """alpha * soft targets + (1 - alpha) * the answer's tokens, or these alone without any: a
    function from a batch to a loss of shape [] and its two terms."""

    def loss_of(lesson: Batch) -> tuple[Tensor, dict[str, float]]:
        logits, labels = logits_of(model, lesson), lesson.labels[lesson.labels != IGNORED]
        if lesson.targets is None:
            return cross_entropy(logits, labels), {}
        return distilling(logits, labels, lesson.targets, alpha)

    return loss_of


def looker(
    model: nn.Module, held_out: Sequence[TaughtAnswer], rows: int, device: torch.device
) -> Callable[[], dict[str, float]]:
    """On answers held out: the share of tokens that are the student's first choice, and nats."""

    @torch.inference_mode()
    def look() -> dict[str, float]:
        tokens, right, nats = 0, 0, 0.0
        for start in range(0, len(held_out), rows):
            lesson = batch(held_out[start : start + rows])
            labels = lesson.labels[lesson.labels != IGNORED]
            logits = model(input_ids=lesson.inputs.to(device), use_cache=False).logits.cpu()
            logits = logits[lesson.labels != IGNORED].float()
            tokens += len(labels)
            right += int((logits.argmax(-1) == labels).sum())
            nats += cross_entropy(logits, labels, reduction="sum").item()
        if not tokens:
            return {}
        return {"held_out_top1": round(right / tokens, 4),
                "held_out_nats": round(nats / tokens, 4)}

    return look
