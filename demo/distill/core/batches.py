"""Questions and answers as packed rows of tokens. Knows no model.

Several examples share a row, so that nothing is wasted on padding. A block mask keeps each
example to itself and positions start again at every example: packing cannot be seen by a model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from demo.distill.core.targets import Cut, Targets, join
from demo.engine import control_tokens, prompting

IGNORED = -100


@dataclass(frozen=True)
class Batch:
    """`labels` are already shifted: labels[i, t] is the token that follows inputs[i, t]."""

    inputs: Tensor
    labels: Tensor
    positions: Tensor
    mask: Tensor
    targets: Targets | None = None  # the teacher's log-probabilities, one row an answer position
    own: bool = False  # the answers are the student's own, so its labels are not to be learned

    @property
    def tokens(self) -> int:
        return int((self.positions >= 0).sum())

    def to(self, device: torch.device) -> Batch:
        moved = {
            field.name: value.to(device)
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), Tensor | Cut)
        }
        return replace(self, **moved)


@dataclass(frozen=True)
class Example:
    """Question and answer as tokens, the first `asked` of them the question."""

    tokens: list[int]
    asked: int
    targets: Targets | None = None

    @property
    def steps(self) -> int:
        """Positions it takes in a row: the last token is only ever a label."""
        return len(self.tokens) - 1


def asked(tokenizer: PreTrainedTokenizerFast, question: str) -> list[int]:
    """The question as the race puts it: through the chat template, its own text never a control
    token."""
    return prompting.chat_tokens(tokenizer, [{"role": "user", "content": question}], {})


def encode(tokenizer: PreTrainedTokenizerFast, question: str, answer: str) -> Example:
    prompt = asked(tokenizer, question)
    tokens = prompt + control_tokens.text_tokens(tokenizer, answer) + [tokenizer.eos_token_id]
    return Example(tokens, len(prompt))


def _fill(examples: Iterable[Example], rows: int, length: int) -> list[list[Example]]:
    """First fit; stops after a few examples that fit nowhere, when rows are nearly full."""
    filled: list[list[Example]] = [[] for _ in range(rows)]
    room, misses = [length] * rows, 0
    for example in examples:
        row = next((r for r in range(rows) if room[r] >= example.steps), None)
        if row is None:
            misses += 1
            if misses > 2:
                break
            continue
        filled[row].append(example)
        room[row] -= example.steps
    return filled


def pack(examples: Iterable[Example], rows: int, length: int, pad: int) -> Batch:
    """Several examples in each row, so that little of a batch is padding: all tensors
    [rows, length], the mask [rows, 1, length, length].

    Each example counts its positions from 0 and attends to itself alone: a token sees another only
    where both have the same owner in their row and the other comes before (block-diagonal and
    causal). Labels stand one place before their token, and only on answers.
    """
    inputs = torch.full((rows, length), pad)
    labels = torch.full((rows, length), IGNORED)
    positions = torch.full((rows, length), -1)
    owners = torch.full((rows, length), -1)
    filled = _fill(examples, rows, length)
    for r, row in enumerate(filled):
        start = 0
        for owner, example in enumerate(row):
            tokens, end = example.tokens, start + example.steps
            inputs[r, start:end] = torch.tensor(tokens[:-1])
            labels[r, start + example.asked - 1 : end] = torch.tensor(tokens[example.asked :])
            positions[r, start:end] = torch.arange(end - start)
            owners[r, start:end] = owner
            start = end
    same = owners[:, :, None] == owners[:, None, :]
    causal = torch.ones(length, length, dtype=torch.bool).tril()
    # Reading order of rows and examples is the order in which labels are picked from the batch.
    targets = [e.targets for row in filled for e in row if e.targets is not None]
    return Batch(inputs, labels, positions, (same & causal)[:, None], join(targets))
