"""`prefer`: a pair's student learns from votes and corrections, and is stored in 4 bits again.

preferred      learns in float32 (full training), then
preferred-nf4  goes on through the 4-bit quantiser; stored as floats and as NF4; or, with --qlora,
preferred-qlora  adapters learn on a frozen 4-bit base, and stay beside it.
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Callable
from dataclasses import asdict
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from demo import pairs as pair_files
from demo.distill.core.models import parameters
from demo.distill.core.processes import is_main, launched
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import read_json, write_json
from demo.distill.own import (
    gathered_answers,
    model_sources,
    nf4_students,
    own_options,
    preference_file,
    preferred_pair,
    prompt_file,
)
from demo.distill.own.model_sources import Source
from demo.distill.own.own_options import PreferPlan
from demo.distill.own.preference_file import Preference
from demo.distill.own.preference_training import (
    AnswerPair,
    Lesson,
    forget,
    likelier,
    the_trl,
    train,
)
from demo.engine import control_tokens, prompting
from demo.errors import UserError
from demo.pairs import ModelSpec
from demo.settings import ROOT

DONE = "prefer.json"


def prefer(arguments: argparse.Namespace) -> dict[str, Any]:
    """The summary. Raises UserError."""
    plan, out = own_options.prefer_plan_of(arguments), arguments.out
    the_trl()
    if plan.qlora:
        nf4_students.the_peft()
    pair = pair_files.read(arguments.pair, ROOT / "examples" / "pairs")
    source, template = _student(pair.specs["student"]), pair.specs["student"].template
    read = preference_file.read(arguments.votes)
    for complaint in read.complaints if is_main() else []:
        print(complaint, file=sys.stderr)
    tokenizer = model_sources.tokenizer_of(source)
    fitting, left_out = _fitting(read.pairs, tokenizer, template, plan, source)
    taught = [one for preference, one in fitting if not preference.held_out]
    held_out = [one for preference, one in fitting if preference.held_out]
    if not taught:
        raise UserError(f"{arguments.votes} holds no preference to learn from ({left_out}): gather "
                        "more votes, or raise --longest.")
    card = {"student": source.text, **asdict(plan), "preferences": _known_by(fitting)}
    card["length"] = card.pop("longest")
    if is_main():
        gathered_answers.claim(out, card, "preferences.json")
    if (out / DONE).exists() and (out / "student" / "config.json").exists():
        return read_json(out / DONE)
    learn = _low_rank if plan.qlora else _full
    told = learn(plan, source, tokenizer, out, taught, held_out)
    summary = {
        "stage": "prefer", "student": source.text, "plan": asdict(plan),
        "preferences": {"taught": len(taught), "held_out": len(held_out), "left_out": left_out,
                        "lines_left_out": len(read.complaints)},
        **told, "device": str(launched().device), "processes": launched().num_processes,
        "versions": {name: version(name)
                     for name in ("torch", "transformers", "bitsandbytes", "trl")},
    }
    if is_main():
        summary["pair"] = str(preferred_pair.write(out, pair, len(taught)))
        write_json(out / DONE, summary, indent=1)
    return summary


def _student(spec: ModelSpec) -> Source:
    """Raises UserError for a student that is not here to learn."""
    if spec.remote:
        raise UserError(f"The student {spec.name} answers over the network, so it cannot be "
                        "taught here: name a pair whose student runs on this machine.")
    return model_sources.source(
        str(spec.path) if spec.path else f"{spec.model}@{spec.revision}")


def _fitting(
    preferences: list[Preference], tokenizer: Any, template: dict[str, Any], plan: PreferPlan,
    source: Source,
) -> tuple[list[tuple[Preference, AnswerPair]], dict[str, int]]:
    """What the student can read of them, and why others are left out."""
    config = model_sources.config_of(source)
    longest = min(plan.longest, model_sources.room_of(config, tokenizer))
    rows = config.get_text_config().vocab_size
    if tokenizer.eos_token_id is None:
        raise UserError(f"{source.text} has no end-of-text token to learn to stop with.")
    fitting, left_out = [], {"too_long": 0, "unknown_token": 0, "refused_by_template": 0}
    for one in preferences:
        try:
            read = _tokens(one, tokenizer, template)
        except prompting.Refused:
            left_out["refused_by_template"] += 1
            continue
        if max((*read.prompt, *read.chosen, *read.rejected)) >= rows:
            left_out["unknown_token"] += 1
        elif read.longest > longest:
            left_out["too_long"] += 1
        else:
            fitting.append((one, read))
    return fitting, left_out


def _tokens(one: Preference, tokenizer: Any, template: dict[str, Any]) -> AnswerPair:
    """Raises Refused by the chat template."""
    prompt = prompt_file.tokens(tokenizer, one.prompt, template)
    said = [control_tokens.text_tokens(tokenizer, text) + [tokenizer.eos_token_id]
            for text in (one.chosen, one.rejected)]
    return AnswerPair(one.id, prompt, *said)


def _known_by(fitting: list[tuple[Preference, AnswerPair]]) -> str:
    ids = " ".join(sorted(one.id for _, one in fitting))
    return blake2b(ids.encode(), digest_size=8).hexdigest()


def _floats(source: Source) -> Any:
    """The student in float32. One that is stored in 4 bits is unpacked: each of its weights is a
    level of NF4, and packing it again changes none, so it loses nothing on the way."""
    model = model_sources.model_of(source, torch.float32)
    if getattr(model.config, "quantization_config", None) is not None:
        model = model.dequantize(torch.float32)
        # It goes on saying so, and TRL would round the weights it trains to bf16.
        model.is_loaded_in_4bit = False
    return model.float()


def _full(
    plan: PreferPlan, source: Source, tokenizer: Any, out: Path, taught: list[AnswerPair],
    held_out: list[AnswerPair],
) -> dict[str, Any]:
    reference = _floats(source)
    width = nf4_students.width_of(source, reference)
    nf4_students.train_through(reference)  # what is better or worse is held against 4 bits
    before = likelier(reference, held_out, plan.rows)
    nf4_students.masters(reference)
    model, device = copy.deepcopy(reference), launched().device
    first, last = plan.budgets(len(taught))
    done = _stage("preferred", first, plan, out, model, reference, source, taught)
    model.to(device)
    nf4_students.train_through(model)
    done |= _stage("preferred-nf4", last, plan, out, model, reference, source, taught)
    after = likelier(model, held_out, plan.rows)
    nf4_students.masters(model)
    _as_main(lambda: model.save_pretrained(out / "student-float"))
    label = _as_main(
        lambda: nf4_students.store(out / "student-float", tokenizer, out / "student", width))
    _as_main(lambda: tokenizer.save_pretrained(out / "student-float"))
    for lesson in _lessons(plan, out, len(taught)):
        forget(lesson)
    return {"parameters": parameters(model), "quantization": label, "stages": done,
            "held_out": {"before": before, "after": after}}


def _low_rank(
    plan: PreferPlan, source: Source, tokenizer: Any, out: Path, taught: list[AnswerPair],
    held_out: list[AnswerPair],
) -> dict[str, Any]:
    model = nf4_students.with_adapters(source)
    width = nf4_students.width_of(source, model)
    before = likelier(model, held_out, plan.rows)
    (budget,) = plan.budgets(len(taught))
    done = _stage("preferred-qlora", budget, plan, out, model, None, source, taught)
    if "ref" in model.peft_config:  # TRL's copy of the adapters as they were
        model.delete_adapter("ref")
    after = likelier(model, held_out, plan.rows)
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    label = _as_main(
        lambda: nf4_students.store_adapters(model, tokenizer, out / "student", width))
    for lesson in _lessons(plan, out, len(taught)):
        forget(lesson)
    return {"trained_parameters": trained, "quantization": label, "stages": done,
            "held_out": {"before": before, "after": after}}


def _lessons(plan: PreferPlan, out: Path, taught: int) -> list[Lesson]:
    names = ["preferred-qlora"] if plan.qlora else ["preferred", "preferred-nf4"]
    return [Lesson(name, out, budget, plan.beta, plan.chosen_weight, plan.seed)
            for name, budget in zip(names, plan.budgets(taught), strict=True)]


def _stage(
    name: str, budget: Budget, plan: PreferPlan, out: Path, model: Any, reference: Any,
    source: Source, taught: list[AnswerPair],
) -> dict[str, Any]:
    lesson = Lesson(name, out, budget, plan.beta, plan.chosen_weight, plan.seed)
    # TRL gives a tokenizer without one a padding token: not to the one that is stored.
    done = train(lesson, model, reference, model_sources.tokenizer_of(source), taught)
    return {name: done}


def _as_main(work: Callable[[], Any]) -> Any:
    done = work() if is_main() else None
    launched().wait_for_everyone()
    return done
