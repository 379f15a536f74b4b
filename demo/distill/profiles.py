"""Sizes and budgets of a run, as rows. `small` is for tests: it proves the chain, not the skill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    intermediate: int


@dataclass(frozen=True)
class Budget:
    """One stage of training. `rows` packed rows of `row_length` tokens make a step."""

    steps: int
    rows: int
    rate: float
    warm_up: int
    row_length: int = 256
    look_every: int = 150
    look_questions: int = 24
    save_every: int = 50


@dataclass(frozen=True)
class Profile:
    name: str
    teacher: Shape
    student: Shape
    teach: Budget
    distil: Budget
    nf4: Budget
    asked: int  # fresh questions the student's side puts to the teacher
    exam: int  # questions a subject in `evaluate`
    keep_wrong: bool = False  # only where the teacher is too young to be right at all


PROFILES = {
    "cpu": Profile(
        name="cpu",
        teacher=Shape(192, 8, 3, 448),
        student=Shape(128, 2, 4, 256),
        teach=Budget(2600, 32, 4e-3, 120, look_every=200, look_questions=16),
        distil=Budget(1600, 16, 4e-3, 60, look_every=200),
        nf4=Budget(120, 16, 6e-4, 10, look_every=60),
        asked=30000,
        exam=100,
    ),
    "small": Profile(
        name="small",
        teacher=Shape(64, 2, 2, 64),
        student=Shape(64, 1, 1, 64),
        teach=Budget(6, 2, 2e-3, 2, look_every=3, look_questions=1, save_every=2),
        distil=Budget(4, 2, 2e-3, 2, look_every=4, look_questions=1, save_every=2),
        nf4=Budget(3, 2, 6e-4, 1, look_every=3, look_questions=1, save_every=2),
        asked=20,
        exam=2,
        keep_wrong=True,
    ),
}
