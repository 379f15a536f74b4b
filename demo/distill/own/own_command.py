"""`own query` and `own distil`: the order of their stages, and the summary."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from demo.distill.core.processes import is_main
from demo.distill.own import (
    gathered_answers,
    local_teacher,
    model_sources,
    nf4_students,
    own_options,
    pair_file,
    prompt_file,
    tokenizer_match,
)
from demo.distill.own.local_teacher import Teacher
from demo.distill.own.model_sources import Source
from demo.distill.own.own_options import AskingOptions, Plan
from demo.distill.own.own_stages import FromTeacher, learn, pupil
from demo.distill.own.prompt_file import Asked, Prompt
from demo.engine import prompting
from demo.errors import UserError
from demo.remote import finish_reasons


def asked_of(path: Path | None) -> Asked:
    """What the file of prompts asks; what is left out of it is named on stderr. Raises UserError
    where there is no file, or most of it cannot be used."""
    if path is None:
        raise UserError("--prompts is missing: name a JSONL file with a \"prompt\" on each line.")
    asked = prompt_file.read(path)
    if is_main():
        for complaint in asked.complaints:
            print(complaint, file=sys.stderr)
        if asked.answers_left_off:
            print(f"{asked.answers_left_off} rows of {path.name} end with the assistant's answer, "
                  "which is left off: the teacher gives its own.", file=sys.stderr)
        if asked.repeated:
            print(f"{asked.repeated} rows of {path.name} ask what an earlier row asks: each prompt "
                  "is asked once.", file=sys.stderr)
    return asked


def _gather(
    teacher: Teacher, source: Source, asked: Asked, folder: Path, how: AskingOptions
) -> dict:
    """Ask what is left; returns what was gathered and how fast."""
    began, rows_of_model = time.perf_counter(), teacher.config.get_text_config().vocab_size
    fit = prompt_file.readable(
        teacher.tokenizer, asked.prompts, how.template, rows_of_model, tell=is_main())
    commit = getattr(teacher.config, "_commit_hash", None)
    if is_main():
        gathered_answers.claim(folder, how.card(source, commit))
    damaged = _complain(folder)
    count = local_teacher.ask(teacher, fit, folder, how)
    seconds = time.perf_counter() - began
    rows = [row for _, row in gathered_answers.rows(folder)]
    cut = sum(not finish_reasons.ended(row) for row in rows)
    if cut and is_main():
        print(f"{cut} of {len(rows)} answers were cut at --max-tokens {how.longest}: their texts "
              "are taught without an end.", file=sys.stderr)
    return {
        "teacher": source.text, "commit": commit, "answers": len(rows), "asked_now": count,
        "tokens": sum(len(row["tokens"]) for row in rows if "tokens" in row),
        "cut": cut, "lines_damaged": damaged, "seconds": round(seconds, 3),
        "questions_per_minute": round(60 * count / seconds, 1) if count else None,
        "prompts_left_out": len(asked.prompts) - len(fit),
    }


def _complain(folder: Path) -> int:
    """Names the damaged lines of a folder of answers, which count as not asked."""
    damaged_files = [file for file in gathered_answers.files(folder) if file.damaged]
    for file in damaged_files if is_main() else []:
        print(file.complaint, file=sys.stderr)
    return sum(len(file.damaged) for file in damaged_files)


def query(arguments: argparse.Namespace) -> dict[str, Any]:
    asked, source = asked_of(arguments.prompts), model_sources.source(arguments.teacher)
    _try_out(model_sources.tokenizer_of(source), arguments.template, source)
    teacher = local_teacher.teacher_of(source)
    how = own_options.asking_of(arguments)
    told = _gather(teacher, source, asked, arguments.out / "answers", how)
    return {"stage": "query", **told, **left_out(asked)}


def left_out(asked: Asked) -> dict[str, int]:
    """What the file of prompts held beside its prompts, for the summary."""
    return {"lines_left_out": len(asked.complaints), "answers_left_off": asked.answers_left_off,
            "prompts_repeated": asked.repeated}


def _try_out(tokenizer: Any, template: dict[str, Any], source: Source) -> None:
    prompting.try_out(tokenizer, template, source.text,
                      "Give what it asks for with --template, as a JSON object.")


def _folder(arguments: argparse.Namespace) -> Path:
    """Where the answers are: in --out, or in --answers (a work folder, or its answers)."""
    named = arguments.answers
    if named is None:
        return arguments.out / "answers"
    for folder in (named / "answers", named):
        if next(folder.glob("*.jsonl"), None):
            return folder
    raise UserError(f"--answers {named} holds no answers: name the --out of an earlier "
                    "`own query`, `own api` or `own distil`.")


def _asked(arguments: argparse.Namespace, folder: Path) -> Asked:
    """What is asked; the prompts of answers that are there need no file."""
    if arguments.answers and arguments.prompts is None:
        return Asked(
            [gathered_answers.prompt_of(row) for _, row in gathered_answers.rows(folder)], []
        )
    asked = asked_of(arguments.prompts)
    if arguments.answers and is_main():
        there = len(gathered_answers.known(folder) - {prompt.id for prompt in asked.prompts})
        print(f"{there} answers in {folder} are to prompts that {arguments.prompts.name} does not "
              "ask: the student learns from them as well.", file=sys.stderr)
    return asked


def _taught_by(
    arguments: argparse.Namespace, student: Source, plan: Plan, asked: Asked, folder: Path
) -> tuple[FromTeacher, dict]:
    """Check that the two go together, and with what is in --out; then ask what is left to ask."""
    source, own = model_sources.source(arguments.teacher), model_sources.tokenizer_of(student)
    theirs = model_sources.tokenizer_of(source)
    _try_out(theirs, arguments.template, source)
    _try_out(own, arguments.template, student)
    if not arguments.hard:
        tokenizer_match.refuse_different(theirs, own)
    teacher = local_teacher.teacher_of(source)
    rows = model_sources.config_of(student).get_text_config().vocab_size
    if not arguments.hard and rows < teacher.vocabulary:
        raise UserError(f"{student.text} has only {rows} rows for the {teacher.vocabulary} tokens "
                        "of its tokenizer: add --hard, or choose another student.")
    heritage = FromTeacher(
        None if arguments.hard else teacher.ends,
        None if arguments.hard else getattr(theirs, "chat_template", None),
    )
    pupil(plan, student, heritage)
    _begun(arguments.out, student, plan)
    told = _gather(teacher, source, asked, folder, own_options.asking_of(arguments))
    del teacher
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return heritage, told


def distil(arguments: argparse.Namespace) -> dict[str, Any]:
    """With --teacher: ask it what is left to ask, then learn. Without: learn from the texts that
    `own query` or `own api` gathered in the same folder."""
    plan, out = own_options.plan_of(arguments), arguments.out
    student = model_sources.source(arguments.student)
    nf4_students.refuse_stored(student, plan.qlora)
    nf4_students.refuse_wide(student)
    if plan.qlora:
        nf4_students.the_peft()
    model_sources.refuse_broken(student)
    folder = _folder(arguments)
    if arguments.teacher is None:
        plan = replace(plan, hard=True)
        _begun(out, student, plan)
        damaged = _complain(folder)
        told = learn(plan, student, FromTeacher(), out, folder)
        return {**told, "lines_damaged": damaged, "pair": None}
    asked = _asked(arguments, folder)
    heritage, gathered = _taught_by(arguments, student, plan, asked, folder)
    told = {**learn(plan, student, heritage, out, folder), "query": gathered, **left_out(asked)}
    if is_main():
        told["pair"] = str(_pair(arguments, gathered, student, plan, asked.prompts))
    return told


def _begun(out: Path, student: Source, plan: Plan) -> None:
    """Checkpoints of another student, or of one taught in another way, must not be taken up."""
    card = {"student": student.text, **asdict(plan)}
    card["length"] = card.pop("longest")  # in the answers' card that is --max-tokens
    if is_main():
        gathered_answers.claim(out, card, "student.json")


def _pair(
    arguments: argparse.Namespace, gathered: dict, student: Source, plan: Plan,
    asked: list[Prompt],
) -> Path:
    return pair_file.write(arguments.out, pair_file.text(
        model_sources.source(arguments.teacher), gathered["commit"], student, gathered["answers"],
        plan.template, asked,
    ))
