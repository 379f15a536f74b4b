"""What both sides said to a question of an exam: answered in batches, so without times of its own.

The recording of a race says how an answer came; this says what came, how sure the model was of it,
and how like the teacher the student is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class BatchAnswer:
    """One side's answer. ids: its tokens without the end; pieces, logs: what each of them adds to
    the text, and the ln p that the model itself gave it; empty for a remote side. end: as a step's
    ("eos", "max_tokens", "error", …), why: in one sentence where it failed. seconds: its share of
    its batch's, by tokens."""

    text: str
    end: str
    tokens: int = 0
    seconds: float = 0.0
    why: str = ""
    ids: tuple[int, ...] = ()
    pieces: tuple[str, ...] = ()
    logs: tuple[float, ...] = ()
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class Likeness:
    """Means over the tokens of the student's answer, as demo.engine.fidelity has them: KL in nats,
    acceptance, and the share at which both would choose the same."""

    kl: float
    acceptance: float
    agreement: float


@dataclass(frozen=True)
class Sat:
    """One question of those that were asked, by its place among them."""

    number: int
    answers: Mapping[str, BatchAnswer]
    likeness: Likeness | None = None
