"""`pair`: the whole recipe from nothing, and `sweep`: students of all sizes.

Each stage resumes; a student whose result is there is not trained again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from demo.distill.core.stage_files import read_json
from demo.distill.school.check import check
from demo.distill.school.distil import distil
from demo.distill.school.evaluate import PAIR, evaluate
from demo.distill.school.nf4 import nf4
from demo.distill.school.profiles import Profile
from demo.distill.school.publish import publish
from demo.distill.school.query import query
from demo.distill.school.teach import teach
from demo.distill.school.variants import Run, plan


def _say(text: str) -> None:
    print(f"== {text}", file=sys.stderr, flush=True)


def train_all(profile: Profile, runs: Iterable[Run]) -> list[dict]:
    """Distil and squeeze every run that has no result yet; their nf4 summaries."""
    runs = list(runs)
    for number, run in enumerate(runs, 1):
        there = ", is there already" if run.result.exists() else ""
        _say(f"student {number} of {len(runs)}: {run.name}, {run.variant.shows}{there}")
        if not there:
            distil(profile, run.folder, run.variant.name, run.seed)
            nf4(profile, run.folder, run.variant.name, run.seed)
    return [read_json(run.result) for run in runs]


def sweep(profile: Profile, folder: Path) -> dict:
    runs = [run for run in plan(folder, profile) if run.variant.kind == "sweep"]
    summaries = train_all(profile, runs)
    return {
        "stage": "sweep",
        "students": [
            {key: row[key] for key in ("variant", "seed", "parameters", "validation_mean")}
            for row in summaries
        ],
    }


def whole(profile: Profile, folder: Path, seed: int = 0) -> dict:
    """teach, query, check, every student of the plan, evaluate, publish."""
    _say(f"profile {profile.name} in {folder}: teach")
    if not (folder / "teacher.json").exists():
        teach(profile, folder, seed)
    _say("query")
    asked = query(profile, folder)
    _say(f"{asked['asked']:,} questions asked, {asked['questions_per_minute']:,} a minute; check")
    checked = check(profile, folder)
    _say(f"{checked['kept']:,} answers kept, {checked['rejected']:,} wrong")
    train_all(profile, plan(folder, profile))
    _say("evaluate")
    summary = evaluate(profile, folder)
    published = publish(profile, folder)["hub"]
    _say(f"done: the teacher is in {folder / 'teacher'}, its student in {published[-1]}, and the "
         f"results in {folder / PAIR}.json")
    if profile.keep_wrong:
        _say("this profile proves the chain: its models have learned next to nothing")
    return {**summary, "stage": "pair", "published": published}
