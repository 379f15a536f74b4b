"""Stage 2, `distil`: the teacher answers fresh questions and the student learns from it.

The student sees two things at every token of an answer: what the teacher said, and how much it
believed in every other token. It never sees a generator's reference answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

from demo.distill.batches import Batch, Example, pack
from demo.distill.lessons import looker
from demo.distill.losses import distilling
from demo.distill.models import answer_labels, answer_logits, new_model, parameters, save_pair_side
from demo.distill.profiles import Budget, Profile
from demo.distill.query import ask, counts, examples
from demo.distill.training import Stage, train

# Half of each: with a teacher this sure of itself neither term drowns the other.
ALPHA, TEMPERATURE = 0.5, 1.0


def teacher_of(folder: Path) -> tuple[LlamaForCausalLM, AutoTokenizer]:
    """The teacher as it ships: stored in bfloat16, run in float32."""
    model = AutoModelForCausalLM.from_pretrained(
        folder / "teacher", dtype=torch.float32, use_safetensors=True
    )
    return model.eval(), AutoTokenizer.from_pretrained(folder / "teacher")


def taught_batches(
    found: list[Example], budget: Budget, pad: int, seed: int
) -> Callable[[int], Batch]:
    def shuffled(step: int) -> Iterator[Example]:
        rng = Random(f"taught|{seed}|{step}")
        while True:
            yield rng.choice(found)

    return lambda step: pack(shuffled(step), budget.rows, budget.row_length, pad)


def soft_loss(model: LlamaForCausalLM) -> Callable[[Batch], tuple[torch.Tensor, dict]]:
    def loss_of(batch: Batch) -> tuple[torch.Tensor, dict]:
        logits = answer_logits(model, batch)
        return distilling(logits, answer_labels(batch), batch.targets, ALPHA, TEMPERATURE)

    return loss_of


def distil(profile: Profile, folder: Path, seed: int, stop_after: int | None = None) -> dict:
    teacher, tokenizer = teacher_of(folder)
    shards = ask(teacher, tokenizer, folder / "ledger", profile)
    del teacher
    found, budget = examples(shards, tokenizer), profile.distil
    student = new_model(profile.student, tokenizer, seed)
    stage = Stage(
        name=f"student-seed{seed}",
        folder=folder,
        budget=budget,
        model=student,
        batch_of=taught_batches(found, budget, tokenizer.pad_token_id, seed),
        loss_of=soft_loss(student),
        look=looker(student, tokenizer, budget.look_questions, seed=0),
    )
    done = train(stage, stop_after)
    save_pair_side(student, tokenizer, folder / stage.name)
    accuracy = stage.look()
    summary = {
        "stage": "distil", "seed": seed, "parameters": parameters(student), **done,
        "kept_rejected": counts(shards), "validation": accuracy,
        "validation_mean": sum(accuracy.values()) / len(accuracy),
    }
    (folder / f"{stage.name}.json").write_text(json.dumps(summary), encoding="utf-8")
    return summary
