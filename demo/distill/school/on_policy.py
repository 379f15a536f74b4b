"""The on-policy end of distilling: the student answers, the teacher marks every token.

A step's batch depends on the seed, the step and the student's weights, so a run that was killed
samples the same answers again from its checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from random import Random

import torch
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.core import batches
from demo.distill.core.batched_decoding import Choice, answers
from demo.distill.core.batches import Batch, Example, pack
from demo.distill.core.models import answer_logits
from demo.distill.core.sizes import Budget

# Half way between the teacher's and the student's view; answers as the student believes them.
BETA, TEMPERATURE = 0.5, 1.0


@dataclass(frozen=True)
class Practice:
    """`questions` are texts; `typical` is the length of a question with its answer in tokens."""

    teacher: LlamaForCausalLM
    student: LlamaForCausalLM
    tokenizer: PreTrainedTokenizerFast
    questions: list[str]
    typical: float
    budget: Budget
    seed: int

    def begins(self) -> int:
        """The first step of practice."""
        return self.budget.steps - round(self.budget.steps * self.budget.own)

    def batch(self, step: int) -> Batch:
        budget, pad = self.budget, self.tokenizer.pad_token_id
        batch = pack(self._said(step), budget.rows, budget.row_length, pad)
        with torch.no_grad():
            logits = answer_logits(self.teacher, batch.to(self.teacher.device))
        return replace(batch, targets=logits.log_softmax(-1).cpu(), own=True)

    def _said(self, step: int) -> list[Example]:
        rng = Random(f"practice|{self.seed}|{step}")
        count = ceil(self.budget.rows * self.budget.row_length / self.typical)
        asked = [rng.choice(self.questions) for _ in range(count)]
        choice = Choice([TEMPERATURE] * count, rng.getrandbits(31))
        said = answers(self.student, self.tokenizer, asked, rows=count, choice=choice)
        prompts = [batches.asked(self.tokenizer, text) for text in asked]
        return [Example(p + s.tokens, len(p)) for p, s in zip(prompts, said, strict=True)]
