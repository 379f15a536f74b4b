"""How a question may be asked other than in a race, and what a recording then keeps beside both
answers. Imports nothing.

cooperate: the student drafts and the teacher verifies (speculative decoding); the student's side of
the recording is what the two wrote together, the teacher's is the teacher alone, in the same race.
cascade: the student answers, and the teacher is asked only where the student was not sure.
"""

from __future__ import annotations

from dataclasses import dataclass

MODES = ("race", "cooperate", "cascade")
USUAL_DRAFT, LONGEST_DRAFT = 4, 16  # tokens a round
USUAL_THRESHOLD = 0.9


@dataclass(frozen=True)
class Cooperation:
    """Rounds of drafting and verifying, in columns of one entry each. drafted: tokens that the
    student proposed; accepted: how many of them the teacher let stand, before its own next one;
    draft_seconds: on the student's clock (its prefill in the first); verify_seconds: on the
    teacher's."""

    drafted: tuple[int, ...] = ()
    accepted: tuple[int, ...] = ()
    draft_seconds: tuple[float, ...] = ()
    verify_seconds: tuple[float, ...] = ()


@dataclass(frozen=True)
class Cascade:
    """confidence: exp of the mean log-probability that the student gave its answer's tokens, at
    temperature 1; final_line: the same of its last line; None with the reason in `why`. asked: was
    the teacher? spared: what it would have cost for as many tokens as the student's, by the pair's
    prices, in `currency`; None where it was asked, or has no price."""

    asked: bool = True
    confidence: float | None = None
    final_line: float | None = None
    why: str = ""
    spared: float | None = None
    currency: str = ""
