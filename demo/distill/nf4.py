"""Stage 3, `nf4`: the last lessons go through the 4-bit quantiser, then the student is stored.

Of several students (seeds) the best by validation is taken, never by the test exam.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.distil import soft_loss, taught_batches
from demo.distill.lessons import looker
from demo.distill.models import save_pair_side
from demo.distill.profiles import Profile
from demo.distill.quantiser import load_in_4_bits, masters, train_through
from demo.distill.query import ask, examples
from demo.distill.training import Stage, train


def best_student(folder: Path) -> dict:
    found = [json.loads(path.read_text()) for path in sorted(folder.glob("student-seed*.json"))]
    assert found, "no student yet: run `python -m demo.distill distil` first"
    return max(found, key=lambda summary: summary["validation_mean"])


def nf4(profile: Profile, folder: Path, seed: int, stop_after: int | None = None) -> dict:
    best = best_student(folder)
    source, budget = folder / f"student-seed{best['seed']}", profile.nf4
    tokenizer = AutoTokenizer.from_pretrained(source)
    student = AutoModelForCausalLM.from_pretrained(source, dtype=torch.float32)
    train_through(student)
    # The ledger is complete, so no teacher is needed to read it.
    shards = ask(None, tokenizer, folder / "ledger", profile)
    stage = Stage(
        name=f"nf4-seed{best['seed']}",
        folder=folder,
        budget=budget,
        model=student,
        batch_of=taught_batches(examples(shards, tokenizer), budget, tokenizer.pad_token_id, seed),
        loss_of=soft_loss(student),
        look=looker(student, tokenizer, budget.look_questions, seed=0),
    )
    done = train(stage, stop_after)
    masters(student)
    save_pair_side(student, tokenizer, folder / "student-masters")
    stored = load_in_4_bits(folder / "student-masters")
    save_pair_side(stored, tokenizer, folder / "student")
    return {"stage": "nf4", "student_seed": best["seed"], **done}
