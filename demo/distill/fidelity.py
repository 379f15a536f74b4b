"""What the teacher thinks of every token the student wrote, over a whole exam at once."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.batches import encode, pack
from demo.distill.models import answer_logits

# Rows of 512 tokens, eight at a time: bounded memory whatever the exam's size.
ROWS, LENGTH = 8, 512


@torch.inference_mode()
def fidelity(
    teacher: LlamaForCausalLM, student: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast,
    told: Sequence[tuple[str, str]],
) -> dict[str, float]:
    """Top-1 agreement, KL(teacher || student) in nats and acceptance, each a mean per token."""
    totals = torch.zeros(4, dtype=torch.float64)
    examples = [encode(tokenizer, question, answer) for question, answer in told]
    for start in range(0, len(examples), ROWS):
        chunk = [e for e in examples[start : start + ROWS] if e.steps <= LENGTH]
        batch = pack(chunk, ROWS, LENGTH, tokenizer.pad_token_id)
        p = answer_logits(teacher, batch).double().log_softmax(-1)
        q = answer_logits(student, batch).double().log_softmax(-1)
        totals += torch.stack([
            torch.tensor(float(len(p)), dtype=torch.float64),
            (p.argmax(-1) == q.argmax(-1)).double().sum(),
            (p.exp() * (p - q)).sum(),
            torch.minimum(p.exp(), q.exp()).sum(),
        ])
    tokens, agreed, kl, accepted = totals.tolist()
    return {
        "tokens": int(tokens),
        "top1_agreement": round(agreed / tokens, 4),
        "kl_nats_per_token": round(kl / tokens, 5),
        "acceptance": round(accepted / tokens, 4),
    }
