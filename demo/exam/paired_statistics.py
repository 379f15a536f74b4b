"""What two examinees' answers to the same questions tell: retention with its interval, calibration,
and when the student may answer alone. Plain Python, from lists of right and wrong.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from demo.exam.statistics import Z, two_by_two, wilson

RESAMPLES = 2_000
BINS = 10
WIDTH = 0.1  # of a 95 % interval that says something


@dataclass(frozen=True)
class Share:
    """A share, or a ratio of two, with its 95 % interval; None where it is undefined."""

    value: float | None
    low: float | None
    high: float | None


def retention(teacher: Sequence[bool], student: Sequence[bool], seed: int = 0) -> Share:
    """Right answers of the student over those of the teacher, on the same questions. The interval
    is a bootstrap of whole questions (Efron and Tibshirani, 1993, ch. 13: percentiles), for both
    sides' answers to one question belong together; undefined where the teacher is never right. A
    bootstrap never draws what was never seen: where nothing was lost, or nothing kept, that end of
    the interval is Wilson's, of the questions that the teacher got right."""
    both, only_teacher, only_student, neither = two_by_two(teacher, student)
    if not both + only_teacher:
        return Share(None, None, None)
    rng, cells = Random(seed), (both, only_teacher, only_student, neither)
    ratios = sorted(filter(None.__ne__, (_resampled(rng, cells) for _ in range(RESAMPLES))))
    value = (both + only_student) / (both + only_teacher)
    low, high = quantile(ratios, 0.025), quantile(ratios, 0.975)
    if low is not None and not only_teacher:
        low = min(low, wilson(both, both)[0])
    if high is not None and not both:
        high = max(high, wilson(0, only_teacher)[1])
    return Share(value, low, high)


def _resampled(rng: Random, cells: Sequence[int]) -> float | None:
    total = sum(cells)
    drawn = rng.choices(range(4), weights=cells, k=total)
    both, teacher, student = (drawn.count(i) for i in range(3))
    return (both + student) / (both + teacher) if both + teacher else None


def quantile(ranked: Sequence[float], q: float) -> float | None:
    """Between ordered values, by linear interpolation; None where there is none."""
    if not ranked:
        return None
    place = q * (len(ranked) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


def questions_for(share: float, width: float = WIDTH) -> int:
    """How many questions would bring a share's 95 % interval to this width (Wilson's, nearly)."""
    share = min(max(share, 0.02), 0.98)
    return math.ceil(4 * Z * Z * share * (1 - share) / width**2)


@dataclass(frozen=True)
class Bin:
    """Answers of like confidence: the mean of it, the share that was right, and how many."""

    confidence: float
    right: float
    count: int


@dataclass(frozen=True)
class Calibration:
    """`error`: the expected calibration error (Guo et al., arXiv 1706.04599): the mean distance of
    confidence and share of right answers, weighted by the bins' sizes."""

    error: float
    bins: tuple[Bin, ...]


def calibration(confidence: Sequence[float], right: Sequence[bool]) -> Calibration | None:
    """Confidences from 0 to 1 in bins of equal width; None for no answer."""
    if not right:
        return None
    held: dict[int, list[tuple[float, bool]]] = {}
    for sure, true in zip(confidence, right, strict=True):
        held.setdefault(min(int(sure * BINS), BINS - 1), []).append((sure, true))
    bins = tuple(
        Bin(sum(s for s, _ in rows) / len(rows), sum(t for _, t in rows) / len(rows), len(rows))
        for _, rows in sorted(held.items()))
    error = sum(abs(b.confidence - b.right) * b.count for b in bins) / len(right)
    return Calibration(error, bins)


@dataclass(frozen=True)
class Handover:
    """The student answers alone where its confidence is at least `threshold`; otherwise the teacher
    is asked. asked: the share of questions that it is asked; right: of all answers; low, high: its
    95 % interval."""

    threshold: float
    asked: float
    right: float
    low: float
    high: float


def handover(
    confidence: Sequence[float], student: Sequence[bool], teacher: Sequence[bool],
    threshold: float,
) -> Handover:
    """What comes of one threshold. Raises ValueError where nothing was asked."""
    if not confidence:
        raise ValueError("no question was answered")
    alone = [sure >= threshold for sure in confidence]
    right = sum(s if own else t for own, s, t in zip(alone, student, teacher, strict=True))
    low, high = wilson(right, len(alone))
    return Handover(threshold, 1 - sum(alone) / len(alone), right / len(alone), low, high)


def curve(
    confidence: Sequence[float], student: Sequence[bool], teacher: Sequence[bool]
) -> list[Handover]:
    """Every threshold that makes a difference, from the student alone to the teacher alone."""
    cuts = [-math.inf, *sorted(set(confidence))[1:], math.inf] if confidence else []
    return [handover(confidence, student, teacher, cut) for cut in cuts]


@dataclass(frozen=True)
class Chosen:
    """A threshold chosen on half of the questions, and what it gave on the other half, beside
    either side alone there."""

    there: Handover
    teacher: float
    student: float
    questions: int


def without_loss(
    confidence: Sequence[float], student: Sequence[bool], teacher: Sequence[bool], seed: int = 0
) -> Chosen | None:
    """The least asking that loses no right answer against the teacher alone, found on one half and
    measured on the other, for a point chosen and shown on the same questions flatters itself. None
    for fewer than four questions."""
    order = list(range(len(confidence)))
    if len(order) < 4:
        return None
    Random(seed).shuffle(order)
    halves = order[: len(order) // 2], order[len(order) // 2 :]
    columns = [[[column[i] for i in half] for column in (confidence, student, teacher)]
               for half in halves]
    goal = sum(columns[0][2]) / len(halves[0])
    good = [point for point in curve(*columns[0]) if point.right >= goal]
    chosen = min(good, key=lambda point: point.asked)  # the teacher alone is always among them
    there = handover(*columns[1], chosen.threshold)
    count = len(halves[1])
    return Chosen(there, sum(columns[1][2]) / count, sum(columns[1][1]) / count, count)
