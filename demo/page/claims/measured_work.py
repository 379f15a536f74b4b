"""What the chosen pair was measured to take: its recordings, and its exam's card, if any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from demo.exam.card_results import CardResults
from demo.exam.exam_card import ExamCard
from demo.page.claims.token_costs import Cascade, Work
from demo.recording.data import SIDES, Answer, Recording


@dataclass(frozen=True)
class Measured:
    """work: by side, means over `runs` recordings made on the device that `sample` names; shares:
    of right answers to the `asked` questions of its exam, by side; cascade: of the same exam. Empty
    or None is "not measured"."""

    work: Mapping[str, Work]
    runs: int = 0
    sample: Recording | None = None
    shares: Mapping[str, float] | None = None
    asked: int = 0
    cascade: Cascade | None = None

    @property
    def ratio(self) -> float | None:
        """Seconds of an output token, reading counted in: the student's over the teacher's. None
        where their tokenizers differ, for then one token is not the other."""
        if self.sample is None or not self.sample.same_tokenizer:
            return None
        teacher, student = (self.work[side].speed for side in SIDES)
        return teacher / student if teacher and student else None


def measured(
    recordings: Iterable[Recording], card: ExamCard | None, pair: str
) -> Measured:
    """Of the recordings those of this pair in which both sides came to their own end; of several
    devices the one of the first, for a mean over two machines is that of none."""
    own = [r for r in recordings if r.pair_name == pair and all(map(_whole, r.answers.values()))]
    own = [r for r in own if r.device_name == own[0].device_name]
    work = {side: _mean([r.answers[side] for r in own]) for side in SIDES} if own else {}
    return Measured(work, len(own), own[0] if own else None, *_exam(card))


def _whole(answer: Answer) -> bool:
    """Told to its end, by tokens that somebody counted."""
    counted = answer.usage is None or answer.usage.counted != "estimated"
    return answer.end == "eos" and answer.count > 0 and counted


def _mean(answers: list[Answer]) -> Work:
    """Of all they read and wrote; the step that brought end-of-sequence takes time as well."""
    count = len(answers)
    return Work(
        prompt=sum(_read(a) for a in answers) / count, tokens=sum(a.count for a in answers) / count,
        seconds=sum(sum(a.seconds) + a.end_seconds for a in answers) / count)


def _read(answer: Answer) -> int:
    told = answer.usage.prompt if answer.usage else None
    return answer.prompt_tokens if told is None else told


def _exam(card: ExamCard | None) -> tuple[dict[str, float] | None, int, Cascade | None]:
    """What an exam's card says: shares of right answers, of how many, and what comes of handing
    over to the teacher, the threshold chosen on one half of it and shown on the other."""
    results = CardResults(card) if card is not None else None
    if results is None or not results.graded:
        return None, 0, None
    shares = {side: results.whole.sides[side].share for side in SIDES}
    found = results.without_loss
    usable = found is not None and isfinite(found.there.threshold)
    return shares, len(results.graded), Cascade(
        found.there.asked, found.there.right, found.there.threshold, found.questions,
    ) if found is not None and usable else None
