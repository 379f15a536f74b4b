"""Who is trained, and on what: a row each. No training here.

All rows of one shape share questions, steps, batch size and learning rate, which are the
profile's and not theirs to choose; they differ only in what the row says.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demo.distill.core.sizes import Shape
from demo.distill.core.stage_files import read_json
from demo.distill.school.profiles import Profile
from demo.errors import UserError
from demo.exam.exam_results import LABELLED_QUESTIONS
from demo.exam.question import NUMBERS

# What a student learns by heart: the teacher's answer where it was kept, the generator's worked
# answer to the same questions, or the last line of that alone.
TEACHER, WORKED, FINAL = "teacher", "worked", "final"


@dataclass(frozen=True)
class Variant:
    """`soft`: the teacher's distributions are targets too, and at the end its own answers are
    marked by the teacher. `asked`: how many questions of the answer log it may use."""

    name: str
    shows: str
    answers: str = TEACHER
    soft: bool = False
    faculty: str | None = None
    asked: int | None = None
    seeds: int = 1
    shape: Shape | None = None  # the profile's student, but for the sweep
    kind: str = "comparison"


ROWS = (
    Variant("soft", "the student that ships: what the teacher said and believed", soft=True,
            seeds=3),
    Variant("hard", "the teacher's answers only, without its beliefs", seeds=3),
    Variant("alone", "without a teacher: 1,000 labelled questions, final answers only", FINAL,
            asked=LABELLED_QUESTIONS, seeds=3),
    Variant("oracle", "perfect worked answers, which no real student has", WORKED, seeds=3),
    Variant("vertical", "the faculty of numbers only", soft=True, faculty=NUMBERS, seeds=3),
    Variant("budget-1k", "1,000 questions asked", soft=True, asked=LABELLED_QUESTIONS,
            kind="budget"),
    Variant("budget-10k", "10,000 questions asked", soft=True, asked=10000, kind="budget"),
    Variant("budget-100k", "100,000 questions asked", soft=True, asked=100000, kind="budget"),
)
SHIPPED = "soft"
SCHOOL = ".venv/bin/python -m demo.distill"


def variants(profile: Profile) -> dict[str, Variant]:
    """All rows by name, the profile's sweep with them; a budget that is not smaller than what the
    profile asks would only be the shipped student again."""
    sweep = (
        Variant(f"sweep-{shape.name}", f"a student of {shape.name}", soft=True, shape=shape,
                kind="sweep")
        for shape in profile.sweep
    )
    rows = (
        row for row in ROWS if row.kind != "budget" or row.asked < profile.asking.questions
    )
    return {row.name: row for row in (*rows, *sweep)}


def variant_named(profile: Profile, name: str) -> Variant:
    """Raises UserError where no row has that name."""
    rows = variants(profile)
    if name not in rows:
        raise UserError(f"There is no variant {name!r}: choose one of {', '.join(rows)}.")
    return rows[name]


@dataclass(frozen=True)
class Run:
    """One student: a variant and a seed, and where its files are."""

    folder: Path
    variant: Variant = field(repr=False)
    seed: int

    @property
    def name(self) -> str:
        return f"{self.variant.name}-seed{self.seed}"

    @property
    def stored_name(self) -> str:
        return f"{self.name}-nf4"

    @property
    def floats(self) -> Path:
        return self.folder / self.name

    @property
    def masters(self) -> Path:
        """After training through the quantiser, still in float32."""
        return self.folder / f"{self.stored_name}-masters"

    @property
    def stored(self) -> Path:
        return self.folder / self.stored_name

    @property
    def result(self) -> Path:
        """Summary of its nf4 stage; written last, so it says that the run is complete."""
        return self.folder / f"{self.stored_name}.json"

    def command(self, profile: Profile) -> str:
        """What makes it, from a finished answer_log."""
        row = f"--variant {self.variant.name} --seed {self.seed}"
        row += f" --out {shlex.quote(str(self.folder))} --profile {profile.name}"
        return " && ".join(f"{SCHOOL} {stage} {row}" for stage in ("distil", "nf4"))


def plan(folder: Path, profile: Profile) -> Iterator[Run]:
    """Every student that the profile wants."""
    for row in variants(profile).values():
        for seed in range(min(row.seeds, profile.seeds)):
            yield Run(folder, row, seed)


def best(folder: Path, profile: Profile, name: str) -> Run | None:
    """The finished run with the best validation score, never the best test score."""
    runs = [run for run in plan(folder, profile) if run.variant.name == name]
    done = [run for run in runs if run.result.exists()]
    return max(done, key=lambda run: read_json(run.result)["validation_mean"], default=None)
