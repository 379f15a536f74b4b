"""What a stage trains on and how its progress is looked at, from the subjects' own answers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import torch
from torch.nn.functional import cross_entropy
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.core.batched_decoding import answers
from demo.distill.core.batches import Batch, encode, pack
from demo.distill.core.models import answer_labels, answer_logits
from demo.distill.core.precision import training_precision
from demo.distill.core.sizes import Budget
from demo.exam.catalogue import SUBJECTS, mixed
from demo.exam.split import VALIDATION, exam

# By how slowly a subject is learned: facts are known by heart one by one, while sums are rehearsed
# by the stories as well.
SHARES = {
    "add": 0.8, "subtract": 0.9, "multiply": 0.7, "divide": 1.2, "percent": 1.4, "units": 0.9,
    "calendar": 1.2, "clock": 1.6, "order": 2.0, "prime": 1.3, "powers": 0.7, "story": 1.7,
    "letters": 1.0, "spelling": 2.0, "opposites": 1.4, "plurals": 0.8, "facts": 1.2,
    "examples": 0.5, "numerals": 0.9, "unknown": 0.9,
}


def reference_batches(
    tokenizer: PreTrainedTokenizerFast, budget: Budget, seed: int
) -> Callable[[int], Batch]:
    """Batches of fresh questions with the generators' own worked answers."""

    def batch_of(step: int) -> Batch:
        rng = Random(f"lessons|{seed}|{step}")
        stream = mixed(rng, SHARES)
        examples = (encode(tokenizer, q.text, q.worked) for q in stream)
        return pack(examples, budget.rows, budget.row_length, tokenizer.pad_token_id)

    return batch_of


def hard_loss(
    model: LlamaForCausalLM, compiled: bool
) -> Callable[[Batch], tuple[torch.Tensor, dict]]:
    """A function from a batch to the cross entropy of its answer tokens, of shape []. `compiled`
    saves a tenth of the time on two CPU cores, after a minute of compiling."""
    body = torch.compile(model.model) if compiled else None

    def loss_of(batch: Batch) -> tuple[torch.Tensor, dict]:
        with training_precision(batch.inputs.device):
            logits = answer_logits(model, batch, body)
        return cross_entropy(logits.float(), answer_labels(batch)), {}

    return loss_of


def looker(
    model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, count: int, seed: int
) -> Callable[[], dict[str, float]]:
    """Accuracy by subject on validation questions: greedy answers, exact checkers."""
    asked = [q for s in SUBJECTS.values() for q in exam(s, VALIDATION, count, seed)]
    asked.sort(key=lambda q: len(q.worked))

    def look() -> dict[str, float]:
        said = answers(model, tokenizer, [q.text for q in asked])
        right = dict.fromkeys(SUBJECTS, 0)
        for question, one in zip(asked, said, strict=True):
            right[question.subject] += SUBJECTS[question.subject].check(question, one.text)
        return {name: round(n / count, 4) for name, n in right.items()}

    return look
