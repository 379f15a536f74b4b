"""Stage 5, `nf4`: the last lessons go through the 4-bit quantiser, then the student is stored."""

from __future__ import annotations

from pathlib import Path

from transformers import AutoTokenizer

from demo.distill.core.models import loaded, parameters, save_pair_side
from demo.distill.core.quantiser import load_in_4_bits, masters, train_through
from demo.distill.core.stage_files import write_json
from demo.distill.core.training import Stage, train
from demo.distill.school.distil import finished, lessons_for, loss_for, summary_of
from demo.distill.school.lessons import looker
from demo.distill.school.profiles import Profile
from demo.distill.school.variants import SHIPPED, Run, variant_named
from demo.errors import UserError


def nf4(
    profile: Profile, folder: Path, variant: str = SHIPPED, seed: int = 0,
) -> dict:
    """Raises UserError where that student was not distilled yet."""
    run, budget = Run(folder, variant_named(profile, variant), seed), profile.nf4
    if not (run.floats / "config.json").exists():
        raise UserError(
            f"There is no student {run.name} in {folder}: run `python -m demo.distill distil "
            f"--variant {variant} --seed {seed} --out {folder}` first."
        )
    if done := finished(run.result, budget, run.stored):
        return done
    tokenizer, student = AutoTokenizer.from_pretrained(run.floats), loaded(run.floats)
    size = parameters(student)
    train_through(student)
    stage = Stage(
        name=run.stored_name, folder=folder, budget=budget, model=student,
        batch_of=lessons_for(run, budget, student, tokenizer),
        loss_of=loss_for(run.variant, student, exact=True),
        look=looker(student, tokenizer, budget.look_questions, seed=0),
    )
    done = train(stage)
    summary = summary_of("nf4", stage, run, size)
    masters(student)
    save_pair_side(student, tokenizer, run.masters)
    save_pair_side(load_in_4_bits(run.masters), tokenizer, run.stored)
    write_json(run.result, summary)
    stage.finish()
    return summary
