"""Sizes and budgets of a run, as rows.

`small` proves the chain in a minute or two and is what tests run: its teacher learns to decline
what it was not taught, and little else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from demo.distill.core.sizes import Budget, Shape

# Where a school works unless --out says otherwise; what is published speaks of this folder.
FOLDER = Path("build/school")


@dataclass(frozen=True)
class Asking:
    """How the teacher is asked: `rows` questions at once, `shard` of them between two writes."""

    questions: int
    sampled: float = 0.2  # the share of answers that are sampled, at `temperature`; the rest greedy
    temperature: float = 0.7
    rows: int = 128
    shard: int = 512
    top_k: int = 0  # how many tokens of each belief are kept; 0 keeps whole distributions
    compared: int = 40  # questions asked one at a time as well, to say what batching gives

    def cut_at(self, top_k: int) -> Asking:
        return replace(self, top_k=top_k)


@dataclass(frozen=True)
class Profile:
    name: str
    teacher: Shape
    student: Shape
    teach: Budget
    distil: Budget
    nf4: Budget
    asking: Asking
    exam: int  # questions a subject in `evaluate`
    sweep: tuple[Shape, ...] = field(default=())  # besides the student's own
    seeds: int = 3  # at most, of anything compared
    keep_wrong: bool = False  # only where the teacher is too young to be right at all


PROFILES = {
    "cpu": Profile(
        name="cpu",
        teacher=Shape(192, 8, 3, 448),
        student=Shape(128, 2, 4, 256),
        teach=Budget(3600, 32, 4e-3, 120, look_every=200, look_questions=16),
        distil=Budget(6000, 16, 4e-3, 60, look_every=1000, look_questions=12, own=0.0125),
        nf4=Budget(1500, 16, 2e-3, 40, look_every=500, look_questions=12),
        asking=Asking(100000),
        exam=100,
        sweep=(
            Shape(64, 1, 2, 128), Shape(64, 2, 2, 128), Shape(128, 1, 4, 256),
            Shape(192, 2, 3, 448), Shape(192, 3, 3, 448),
        ),
    ),
    "gpu": Profile(
        name="gpu",
        teacher=Shape(384, 12, 6, 1024),
        student=Shape(192, 3, 3, 512),
        teach=Budget(6000, 64, 2e-3, 200, look_every=250, save_every=200),
        distil=Budget(6000, 64, 3e-3, 200, look_every=500, save_every=200, own=0.1),
        nf4=Budget(800, 64, 5e-4, 40, look_every=200, save_every=200),
        asking=Asking(200000, rows=1024, shard=4096, top_k=32),
        exam=200,
        sweep=(
            Shape(64, 2, 2, 128), Shape(128, 2, 4, 256), Shape(128, 3, 4, 320),
            Shape(256, 3, 4, 640), Shape(256, 4, 4, 640),
        ),
    ),
    "small": Profile(
        name="small",
        teacher=Shape(64, 2, 2, 128),
        student=Shape(64, 1, 2, 64),
        teach=Budget(300, 8, 6e-3, 30, look_every=100, look_questions=2, save_every=50),
        distil=Budget(120, 8, 8e-3, 12, look_every=60, look_questions=2, save_every=20, own=0.1),
        nf4=Budget(20, 8, 6e-4, 4, look_every=20, look_questions=2, save_every=10),
        asking=Asking(600, rows=100, shard=200, compared=8),
        exam=4,
        sweep=(Shape(64, 2, 2, 64),),
        seeds=1,
        keep_wrong=True,
    ),
}
