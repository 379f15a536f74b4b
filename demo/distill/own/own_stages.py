"""From gathered answers to a student in 4 bits that the race can load. Every stage resumes.

student        learns in float32 (full training), then
student-nf4    goes on through the 4-bit quantiser; stored as floats and as NF4; or, with --qlora,
student-qlora  adapters learn on a frozen 4-bit base, when full training does not fit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn
from torch.optim import AdamW, Optimizer

from demo.distill.core.models import parameters
from demo.distill.core.processes import is_main, launched
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import read_json, write_json
from demo.distill.core.training import Stage, train
from demo.distill.own import answer_batches, model_sources, nf4_students
from demo.distill.own.answer_batches import TaughtAnswers
from demo.distill.own.model_sources import Source
from demo.distill.own.own_options import Plan
from demo.distill.own.tokenizer_match import adopt
from demo.engine import prompting
from demo.errors import UserError
from demo.remote import finish_reasons as endings

Found = TypeVar("Found")
LOOKED_AT = 64  # answers held out that are looked at while training
CHECKPOINTS = ("student", "student-nf4", "student-qlora")


@dataclass(frozen=True)
class FromTeacher:
    """What a student takes over from its teacher: how answers end, and the chat template."""

    ends: list[int] | None = None
    template: str | None = None


def _adamw(model: nn.Module, rate: float) -> list[Optimizer]:
    """Pretrained weights grew under AdamW; another optimiser would unsettle them."""
    trained = [p for p in model.parameters() if p.requires_grad]
    return [AdamW(trained, rate, weight_decay=0.0)]


def _stage(
    name: str, out: Path, plan: Plan, budget: Budget, model: Any, slate: TaughtAnswers
) -> Stage:
    return Stage(
        name, out, budget, model, answer_batches.batches(slate.taught, plan.rows, plan.seed),
        answer_batches.loss(model, plan.alpha),
        answer_batches.looker(model, slate.held_out[:LOOKED_AT], plan.rows, launched().device),
        optimisers=_adamw,
    )


def _as_main(work: Callable[[], Found]) -> Found | None:
    done = work() if is_main() else None
    launched().wait_for_everyone()
    return done


def _save(model: Any, tokenizer: Any, folder: Path) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _full(plan: Plan, student: Source, heir: Callable, out: Path, slate: TaughtAnswers) -> dict:
    model, tokenizer = heir(model_sources.model_of(student, torch.float32))
    width = nf4_students.width_of(student, model)
    first, last = plan.budgets(len(slate.taught))
    done = {"float": train(_stage("student", out, plan, first, model, slate))}
    _as_main(lambda: _save(model, tokenizer, out / "student-float"))
    nf4_students.train_through(model)
    through = _stage("student-nf4", out, plan, last, model, slate)
    done["nf4"] = train(through)
    seen = through.look()
    nf4_students.masters(model)
    _as_main(lambda: _save(model, tokenizer, out / "student-masters"))
    label = _as_main(
        lambda: nf4_students.store(out / "student-masters", tokenizer, out / "student", width))
    return {"parameters": parameters(model), "quantization": label, "stages": done, **seen}


def _low_rank(plan: Plan, student: Source, heir: Callable, out: Path, slate: TaughtAnswers) -> dict:
    model, tokenizer = heir(nf4_students.with_adapters(student))
    width = nf4_students.width_of(student, model)
    (budget,) = plan.budgets(len(slate.taught))
    stage = _stage("student-qlora", out, plan, budget, model, slate)
    done, seen = {"qlora": train(stage)}, stage.look()
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    label = _as_main(
        lambda: nf4_students.store_adapters(model, tokenizer, out / "student", width))
    return {"trained_parameters": trained, "quantization": label, "stages": done, **seen}


def pupil(plan: Plan, student: Source, heritage: FromTeacher) -> tuple[Any, list[int]]:
    """The student's tokenizer, and the ids that will end its answers. Raises UserError where it
    could not learn to end, which is known before anybody is asked."""
    tokenizer = model_sources.tokenizer_of(student)
    if heritage.template and not getattr(tokenizer, "chat_template", None):
        tokenizer.chat_template = heritage.template
    own = None if tokenizer.eos_token_id is None else [tokenizer.eos_token_id]
    if not (endings := heritage.ends or own):
        raise UserError(f"{student.text} has no end-of-text token to learn to stop with.")
    prompting.try_out(tokenizer, plan.template, student.text,
                      "Give what it asks for with --template, as a JSON object.")
    rows = model_sources.config_of(student).get_text_config().vocab_size
    if endings[0] >= rows:
        raise UserError(f"{student.text}: {prompting.unknown(tokenizer, endings[:1], rows)}, so it "
                        "cannot learn to end with it.")
    return tokenizer, endings


def _learned_from(
    plan: Plan, student: Source, heritage: FromTeacher, folder: Path
) -> tuple[Any, list[int], TaughtAnswers]:
    """`pupil`, and what it learns from. Raises UserError where there is nothing to learn."""
    tokenizer, endings = pupil(plan, student, heritage)
    config = model_sources.config_of(student)
    longest, rows = (
        min(plan.longest, model_sources.room_of(config)),
        config.get_text_config().vocab_size,
    )
    # The teacher's own tokens bring their end with them; texts get the student's.
    ending = None if heritage.ends is not None else endings[0]
    slate = answer_batches.slate(folder, tokenizer, plan.template, ending, longest, rows)
    if not slate.taught:
        raise UserError(
            f"{folder} holds too few answers to learn from ({slate.left_out}): ask more "
            "prompts with `python -m demo.distill own query`, or raise --longest."
        )
    return tokenizer, endings, slate


def learn(
    plan: Plan, student: Source, heritage: FromTeacher, out: Path, folder: Path
) -> dict[str, Any]:
    """Train, store and describe the student of the answers in `folder`; one that is there already
    is described again. Raises UserError when there is nothing to learn."""
    tokenizer, endings, slate = _learned_from(plan, student, heritage, folder)
    before = tokenizer.eos_token
    if there := _finished(out, student, plan, slate):
        return there

    def heir(model: Any) -> tuple[Any, Any]:
        adopt(model, tokenizer, endings, heritage.template)
        return model, tokenizer

    train_it = _low_rank if plan.qlora else _full
    trained = train_it(plan, student, heir, out, slate)
    told = _summary(plan, student, slate, trained, {"before": before, "now": tokenizer.eos_token},
                    out)
    # The student is stored and described: its checkpoints, three times its size each, are done.
    for name in CHECKPOINTS:
        _as_main(lambda name=name: (out / f"{name}.pt").unlink(missing_ok=True))
    return told


def _finished(
    out: Path, student: Source, plan: Plan, slate: TaughtAnswers
) -> dict[str, Any] | None:
    """The summary of a student that learned just this; says so when there is more to learn now."""
    path = out / "distil.json"
    if not (path.exists() and (out / "student").is_dir()) or any(
            (out / f"{name}.pt").exists() for name in CHECKPOINTS):
        return None
    told = read_json(path)
    before = told["answers"]
    if told["student"] == student.text and before.get("known_by") == slate.known_by:
        return told
    if is_main():
        print(f"{out / 'student'} learned from {before['taught']} answers, and there are "
              f"{len(slate.taught)} others now: it learns anew, from the start.", file=sys.stderr)
    return None


def _summary(
    plan: Plan, student: Source, slate: TaughtAnswers, trained: dict, end: dict, out: Path
) -> dict[str, Any]:
    told = {
        "stage": "distil", "student": student.text, "plan": asdict(plan),
        "answers": {"taught": len(slate.taught), "held_out": len(slate.held_out),
                    "left_out": slate.left_out, "known_by": slate.known_by,
                    "cut": sum(not endings.ended(one.row) for one in slate.taught)},
        "targets": "texts alone" if plan.hard else "soft", "end": end, **trained,
        "processes": launched().num_processes, "device": str(launched().device),
        "versions": {name: version(name) for name in ("torch", "transformers", "bitsandbytes")},
    }
    if is_main():
        write_json(out / "distil.json", told, indent=1)
    return told
