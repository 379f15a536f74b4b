"""Stage 1, `teach`: a teacher is trained on the subjects' worked answers."""

from __future__ import annotations

from pathlib import Path

import torch

from demo.distill.core.models import new_model, parameters, save_pair_side
from demo.distill.core.run_conditions import machine
from demo.distill.core.stage_files import write_json
from demo.distill.core.training import Stage, train
from demo.distill.school.distil import finished
from demo.distill.school.lessons import hard_loss, looker, reference_batches
from demo.distill.school.profiles import Profile
from demo.distill.school.school_tokenizer import kept_in
from demo.errors import UserError


def teach(profile: Profile, folder: Path, seed: int) -> dict:
    """The stage's summary. Raises UserError where a teacher of another seed is there already."""
    there = finished(folder / "teacher.json", profile.teach, folder / "teacher")
    if there:
        if there["seed"] != seed:
            raise UserError(f"{folder / 'teacher'} was made with --seed {there['seed']}, not "
                            f"{seed}: give the same again, or another --out.")
        return there
    tokenizer = kept_in(folder / "tokenizer")
    model = new_model(profile.teacher, tokenizer, seed)
    budget = profile.teach
    stage = Stage(
        name="teacher",
        folder=folder,
        budget=budget,
        model=model,
        batch_of=reference_batches(tokenizer, budget, seed),
        loss_of=hard_loss(model, compiled=budget.steps > 500),
        look=looker(model, tokenizer, budget.look_questions, seed),
    )
    done = train(stage)
    # bfloat16 halves the file; `evaluate` examines the rounded teacher, as it ships.
    save_pair_side(model.to(torch.bfloat16), tokenizer, folder / "teacher")
    summary = {
        "stage": "teach", "seed": seed, "parameters": parameters(model), **done,
        "device": machine(),
    }
    write_json(folder / "teacher.json", summary)
    stage.finish()
    return summary
