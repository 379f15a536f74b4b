"""Stage 4, `distil`: one student learns from the checked answer log, as its variant says.

A soft student sees two things at every token of an answer: what the teacher said, and how much it
believed in every other token; over its last steps it answers itself and the teacher marks it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from random import Random

import torch
from torch.nn.functional import cross_entropy
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.core import batches
from demo.distill.core.batched_decoding import Choice, answers
from demo.distill.core.batches import Batch, Example, pack
from demo.distill.core.losses import distilling, generalised_jsd
from demo.distill.core.models import (
    answer_labels,
    answer_logits,
    new_model,
    parameters,
    save_pair_side,
    teacher_of,
)
from demo.distill.core.precision import training_precision
from demo.distill.core.run_conditions import machine
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import read_json, read_lines, write_json
from demo.distill.core.training import Stage, train
from demo.distill.school.lessons import looker
from demo.distill.school.profiles import Profile
from demo.distill.school.training_examples import taught, taught_batches, used
from demo.distill.school.variants import SHIPPED, Run, Variant, variant_named

# Half of each: with a teacher this sure of itself neither term drowns the other.
ALPHA, TEMPERATURE = 0.5, 1.0
# On policy: half way between the teacher's and the student's view; answers as the student believes
# them (Agarwal et al., arXiv 2306.13649).
BETA, OWN_TEMPERATURE = 0.5, 1.0


def loss_for(
    variant: Variant, model: LlamaForCausalLM, exact: bool = False
) -> Callable[[Batch], tuple[torch.Tensor, dict]]:
    """A function from a batch to a loss of shape [] and its terms by name; `exact` keeps every
    product in fp32, as training through the quantiser needs."""

    def logits_of(batch: Batch) -> torch.Tensor:
        with nullcontext() if exact else training_precision(batch.inputs.device):
            return answer_logits(model, batch).float()

    def hard(batch: Batch) -> tuple[torch.Tensor, dict]:
        loss = cross_entropy(logits_of(batch), answer_labels(batch))
        return loss, {"ce": loss.item()}

    def soft(batch: Batch) -> tuple[torch.Tensor, dict]:
        logits = logits_of(batch)
        if batch.own:
            loss = generalised_jsd(logits, batch.targets, BETA)
            return loss, {"jsd": loss.item()}
        return distilling(logits, answer_labels(batch), batch.targets, ALPHA, TEMPERATURE)

    return soft if variant.soft else hard


@dataclass(frozen=True)
class OnPolicyBatches:
    """The end of distilling: the student answers, the teacher marks every token.

    `questions` are texts; `typical` is the length of a question with its answer in tokens. A step's
    batch depends on the seed, the step and the student's weights, so a run that was killed samples
    the same answers again from its checkpoint.
    """

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
        choice = Choice([OWN_TEMPERATURE] * count, rng.getrandbits(31))
        said = answers(self.student, self.tokenizer, asked, rows=count, choice=choice)
        prompts = [batches.asked(self.tokenizer, text) for text in asked]
        return [Example(p + s.tokens, len(p)) for p, s in zip(prompts, said, strict=True)]


def _practice(
    folder: Path, student: LlamaForCausalLM, examples: list[Example], run: Run, budget: Budget
) -> OnPolicyBatches:
    teacher, tokenizer = teacher_of(folder)
    questions = [row.question.text for _, row in used(folder, run.variant)]
    typical = sum(example.steps for example in examples) / len(examples)
    return OnPolicyBatches(teacher, student, tokenizer, questions, typical, budget, run.seed)


def lessons_for(
    run: Run, budget: Budget, student: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast
) -> Callable[[int], Batch]:
    """Batches from the answers; for a soft student the last `budget.own` of them are practice."""
    examples = taught(run.folder, tokenizer, run.variant)
    read = taught_batches(examples, budget, tokenizer.pad_token_id, run.seed)
    if not (run.variant.soft and budget.own):
        return read
    practice = _practice(run.folder, student, examples, run, budget)
    return lambda step: practice.batch(step) if step >= practice.begins() else read(step)


def distil(
    profile: Profile, folder: Path, variant: str = SHIPPED, seed: int = 0,
) -> dict:
    """Raises UserError where an earlier stage is missing or there is no such variant."""
    run = Run(folder, variant_named(profile, variant), seed)
    if done := finished(folder / f"{run.name}.json", profile.distil, run.floats):
        return done
    (_, tokenizer), budget = teacher_of(folder), profile.distil
    student = new_model(run.variant.shape or profile.student, tokenizer, seed)
    stage = Stage(
        name=run.name, folder=folder, budget=budget, model=student,
        batch_of=lessons_for(run, budget, student, tokenizer),
        loss_of=loss_for(run.variant, student),
        look=looker(student, tokenizer, budget.look_questions, seed=0),
    )
    done = train(stage)
    save_pair_side(student, tokenizer, run.floats)
    summary = summary_of("distil", stage, run, parameters(student))
    write_json(folder / f"{run.name}.json", summary)
    stage.finish()
    # What was squeezed from an earlier one of this name is no longer this student's.
    for path in (run.result, folder / f"{run.stored_name}.pt"):
        path.unlink(missing_ok=True)
    return summary


def finished(summary: Path, budget: Budget, student: Path) -> dict | None:
    """The summary of a stage that was completed with this budget; None where it is still to do."""
    if not (summary.exists() and (student / "config.json").exists()):
        return None
    told = read_json(summary)
    if told.get("step") != budget.steps:
        return None
    print(f"{student} is there already: delete {summary} to make it anew.", file=sys.stderr)
    return told


def summary_of(name: str, stage: Stage, run: Run, size: int) -> dict[str, object]:
    # A stage looks at its last step.
    accuracy = read_lines(stage.log)[-1]["accuracy"]
    return {
        "stage": name, "variant": run.variant.name, "seed": run.seed, "parameters": size,
        **stage.done, "device": machine(), "validation": accuracy,
        "validation_mean": round(sum(accuracy.values()) / len(accuracy), 5),
    }
