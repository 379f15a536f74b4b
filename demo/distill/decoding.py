"""Many questions answered at once: greedy, left-padded, with a key-value cache.

The race decodes one question at a time with the engine's own lanes; this is for exams and for
asking the teacher thousands of questions, where only the text matters and no clock runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import DynamicCache, PreTrainedTokenizerFast

from demo.distill.vocabulary import prompt_text

# The longest worked answer has some 170 tokens; prompt and answer must fit a row of 256.
LONGEST = 190


def _left_padded(rows: list[list[int]], pad: int) -> tuple[Tensor, Tensor]:
    width = max(len(row) for row in rows)
    ids = torch.tensor([[pad] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids, mask


@dataclass(frozen=True)
class Said:
    """One greedy answer; its tokens hold the end where there was one."""

    text: str
    tokens: list[int]
    ended: bool


@torch.inference_mode()
def _steps(
    model: torch.nn.Module, prompts: list[list[int]], eos: int, pad: int, limit: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """(row numbers, chosen tokens) of every step. Ended rows leave the batch at once."""
    ids, mask = _left_padded(prompts, pad)
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    cache, alive = DynamicCache(config=model.config), torch.arange(len(prompts))
    for _ in range(limit):
        logits = model(
            input_ids=ids, attention_mask=mask, position_ids=positions,
            past_key_values=cache, use_cache=True, logits_to_keep=1,
        ).logits[:, -1]
        chosen = logits.argmax(-1)
        yield alive, chosen
        keep = (chosen != eos).nonzero()[:, 0]
        if not len(keep):
            return
        if len(keep) < len(chosen):
            cache.batch_select_indices(keep)
        alive, mask, positions = alive[keep], mask[keep], positions[keep, -1:] + 1
        ids, mask = chosen[keep, None], torch.cat([mask, mask.new_ones(len(mask), 1)], 1)


def _say(
    model: torch.nn.Module, tokenizer: PreTrainedTokenizerFast, questions: Sequence[str],
    limit: int,
) -> list[Said]:
    prompts = [tokenizer(prompt_text(question))["input_ids"] for question in questions]
    end = tokenizer.eos_token_id
    tokens: list[list[int]] = [[] for _ in prompts]
    for alive, chosen in _steps(model, prompts, end, tokenizer.pad_token_id, limit):
        for row, token in zip(alive.tolist(), chosen.tolist(), strict=True):
            tokens[row].append(token)
    return [
        Said(tokenizer.decode(t[:-1] if t[-1] == end else t), t, t[-1] == end) for t in tokens
    ]


def answers(
    model: torch.nn.Module,
    tokenizer: PreTrainedTokenizerFast,
    questions: Sequence[str],
    rows: int = 64,
    limit: int = LONGEST,
) -> list[Said]:
    was_training = model.training
    model.eval()
    said: list[Said] = []
    for start in range(0, len(questions), rows):
        said += _say(model, tokenizer, questions[start : start + rows], limit)
    model.train(was_training)
    return said
