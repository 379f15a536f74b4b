"""What is trained and for how long, as data: shared by the school's profiles and anybody's pair."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    intermediate: int

    @property
    def name(self) -> str:
        return f"{self.hidden}x{self.layers}"


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
    own: float = 0.0  # the last share of steps in which a soft student learns from its own answers
