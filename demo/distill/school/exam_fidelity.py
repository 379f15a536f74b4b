"""How alike two models are at every token of given texts, over a whole exam at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp

import torch
from torch import Tensor
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.core.batches import Example, encode, pack
from demo.distill.core.models import answer_labels, answer_logits
from demo.engine.fidelity import Compared, compared
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, WORDS, Question

# A few rows of at most 512 tokens at a time: bounded memory whatever the exam's size.
ROWS, LENGTH = 16, 512


def _totals(columns: Compared) -> Tensor:
    """Sums over n positions: tokens, agreements, KL, acceptance, and by how many nats the student
    gives the tokens less than the teacher: [5]."""
    behind = columns.teacher_log - columns.student_log
    counted = (columns.agrees, columns.kl, columns.acceptance, behind)
    return torch.stack([torch.tensor(float(len(behind)), dtype=torch.float64),
                        *(column.double().sum() for column in counted)])


def _chunks(examples: list[Example], pad: int) -> Iterator:
    """Like lengths together, a row for each: nothing is left out and little is padding."""
    short = sorted((e for e in examples if e.steps <= LENGTH), key=lambda e: e.steps)
    for start in range(0, len(short), ROWS):
        chunk = short[start : start + ROWS]
        yield pack(chunk, len(chunk), chunk[-1].steps, pad)


def _figures(totals: Tensor) -> dict[str, float]:
    tokens, agreed, kl, accepted, behind = totals.tolist()
    if not tokens:
        return {"tokens": 0}
    return {
        "tokens": int(tokens),
        "top1_agreement": round(agreed / tokens, 4),
        "kl_nats_per_token": round(kl / tokens, 5),
        "acceptance": round(accepted / tokens, 4),
        # exp of a difference of means: the student's perplexity over the teacher's.
        "perplexity_ratio": round(exp(behind / tokens), 4),
    }


@torch.inference_mode()
def fidelity(
    teacher: LlamaForCausalLM, student: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast,
    told: Sequence[tuple[Question, str]],
) -> dict[str, object]:
    """Top-1 agreement, KL(teacher || student) in nats and acceptance (the sum over tokens of the
    smaller probability), each a mean per token of the told answers, and the ratio of the two
    perplexities; over everything, and by faculty. Raises UserError at numbers not finite."""
    sums = {faculty: torch.zeros(5, dtype=torch.float64) for faculty in (NUMBERS, WORDS)}
    for faculty, total in sums.items():
        examples = [
            encode(tokenizer, question.text, answer) for question, answer in told
            if SUBJECTS[question.subject].faculty == faculty
        ]
        for batch in _chunks(examples, tokenizer.pad_token_id):
            logits = [answer_logits(model, batch.to(model.device)).double().cpu()
                      for model in (teacher, student)]
            total += _totals(compared(*logits, answer_labels(batch)))
    parts = {faculty: _figures(total) for faculty, total in sums.items()}
    return {**_figures(sum(sums.values())), **parts}
