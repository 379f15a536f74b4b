"""Pure functions from the recording of a cooperation, or from several cascades, to numbers.

Speculative decoding drafts g tokens a round. With a the share of them that the teacher lets stand,
each as likely as the others, and c = one student step / one teacher step, it is expected to be
(1 - a^(g+1)) / ((1 - a) (g c + 1)) times as fast as the teacher alone (Leviathan et al., arXiv
2211.17192, theorem 3.8), if one pass over g + 1 tokens takes as long as over one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from demo.recording.data import SIDES, Recording
from demo.recording.metrics import numbers, ratio
from demo.recording.modes import LONGEST_DRAFT, Cooperation


@dataclass(frozen=True)
class SpeedUp:
    """measured: TPOT of the teacher alone / TPOT of both together, of the same race; predicted: by
    the formula above; whole: the same of the time to the last token. acceptance: a; draft_cost: c;
    verify_cost: one verification / one step of the teacher alone; best: the length of draft that
    the formula finds fastest. None where too little was written to tell."""

    measured: float | None
    whole: float | None
    predicted: float | None
    acceptance: float | None
    draft_cost: float | None
    verify_cost: float | None
    best: int | None

    @property
    def pays(self) -> bool:
        return self.measured is not None and self.measured > 1


def speed_up(recording: Recording) -> SpeedUp | None:
    """None where the two have not cooperated, or not to the end of one round."""
    rounds = recording.cooperation
    if rounds is None or not rounds.drafted:
        return None
    teacher, both = (numbers(recording.answers[side]) for side in SIDES)
    steps = recording.answers["teacher"].seconds[1:]
    alone = median(steps) if steps else None
    kept, draft, verify = acceptance(rounds), _draft_step(rounds), median(rounds.verify_seconds)
    cost = draft / alone if draft is not None and alone else None
    known = kept is not None and cost is not None
    return SpeedUp(
        measured=ratio(teacher.tpot, both.tpot), whole=ratio(teacher.e2e, both.e2e),
        predicted=predicted(kept, cost, recording.request.draft) if known else None,
        acceptance=kept, draft_cost=cost, verify_cost=verify / alone if alone else None,
        best=best_draft(kept, cost) if known else None)


def acceptance(rounds: Cooperation) -> float | None:
    """Of the drafts that the teacher judged, the share that stood: behind the first that fell,
    none of a round is judged. None where none was."""
    stood, gone = sum(rounds.accepted), fell(rounds)
    return stood / (stood + gone) if stood + gone else None


def fell(rounds: Cooperation) -> int:
    """How many drafts the teacher judged and dropped: at most one a round."""
    return sum(kept < drafted for drafted, kept in zip(
        rounds.drafted, rounds.accepted, strict=True))


def _draft_step(rounds: Cooperation) -> float | None:
    """Seconds of one student step; the first round holds its prefill as well."""
    steps = [seconds / drafted for drafted, seconds in list(zip(
        rounds.drafted, rounds.draft_seconds, strict=True))[1:] if drafted]
    return median(steps) if steps else None


def predicted(acceptance: float, cost: float, draft: int) -> float:
    """(1 - a^(g+1)) / ((1 - a) (g c + 1)); at a = 1 every draft stands: (g + 1) / (g c + 1)."""
    tokens = draft + 1 if acceptance >= 1 else (
        (1 - acceptance ** (draft + 1)) / (1 - acceptance))
    return tokens / (draft * cost + 1)


def best_draft(acceptance: float, cost: float) -> int:
    """The length of draft with the highest prediction; 0 where not drafting is as fast."""
    return max(range(LONGEST_DRAFT + 1), key=lambda draft: predicted(acceptance, cost, draft))


@dataclass(frozen=True)
class Tally:
    """Several cascades: how many questions, how many of them the teacher was asked, the seconds of
    both sides, and what the teacher cost and was spared, by currency."""

    questions: int = 0
    asked: int = 0
    student_seconds: float = 0.0
    teacher_seconds: float = 0.0
    cost: float = 0.0
    spared: float = 0.0
    currency: str = ""

    @property
    def saved_seconds(self) -> float | None:
        """What asking the teacher alone every time would have taken more, had it taken as long
        where it was not asked as, on average, where it was; below 0 where the student cost more
        than it saved. None before it was ever asked."""
        if not self.asked:
            return None
        each = self.teacher_seconds / self.asked
        return each * (self.questions - self.asked) - self.student_seconds


def tallied(tally: Tally, recording: Recording) -> Tally:
    """The tally with one more finished cascade."""
    if recording.cascade is None:
        return tally
    teacher, student = (recording.answers[side] for side in SIDES)
    asked = teacher.end != "not_asked"
    usage, spared = teacher.usage, recording.cascade.spared
    return Tally(
        tally.questions + 1, tally.asked + asked,
        tally.student_seconds + sum(student.seconds) + student.end_seconds,
        tally.teacher_seconds + sum(teacher.seconds) + teacher.end_seconds,
        tally.cost + (usage.cost if usage and usage.cost else 0.0), tally.spared + (spared or 0.0),
        tally.currency or (usage.currency if usage else "") or recording.cascade.currency)


def tally_of(recordings: Iterable[Recording]) -> Tally:
    found = Tally()
    for recording in recordings:
        found = tallied(found, recording)
    return found
