"""From counted votes to shares with intervals, by subject. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from demo.exam.statistics import wilson
from demo.votes.vote import CHOICES, TIE
from demo.votes.vote_store import Counts


@dataclass(frozen=True)
class Share:
    """`votes` of `whole`, as a share with its 95 % interval (Wilson), which is 0..1 of nothing."""

    votes: int
    whole: int

    @property
    def share(self) -> float | None:
        return self.votes / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.votes, self.whole)


@dataclass(frozen=True)
class Row:
    """One subject, or "" for all. choices: the share of each of CHOICES among all votes, ties and
    "both bad" included; as_good: votes that found the student as good as its teacher or better."""

    subject: str
    votes: int
    choices: dict[str, Share]
    as_good: Share


def tally(counts: Counts, pair: str) -> list[Row]:
    """Of one pair: all votes first, then by subject, those with most votes first. Empty without
    any vote."""
    subjects: dict[str, Counter[str]] = {}
    for (name, subject, choice), count in counts.items():
        if name == pair:
            subjects.setdefault(subject, Counter())[choice] += count
    if not subjects:
        return []
    whole = sum(subjects.values(), Counter())
    ordered = sorted(subjects.items(), key=lambda item: (-item[1].total(), item[0]))
    return [_row("", whole), *(_row(subject, counted) for subject, counted in ordered)]


def _row(subject: str, counted: Mapping[str, int]) -> Row:
    votes = sum(counted.values())
    return Row(subject, votes,
               {choice: Share(counted.get(choice, 0), votes) for choice in CHOICES},
               Share(counted.get("student", 0) + counted.get(TIE, 0), votes))
