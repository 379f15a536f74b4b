"""From answer sheets to the numbers of an evaluation. Runs no model; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demo.distill.school.papers import TAUGHT
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, WORDS
from demo.exam.statistics import mcnemar, two_by_two

FACULTIES = (NUMBERS, WORDS)
Card = dict[str, dict[str, dict]]


def against(first: Sequence[bool], second: Sequence[bool]) -> dict[str, object]:
    both, only_first, only_second, neither = two_by_two(first, second)
    chance = mcnemar(only_first, only_second)
    return {
        "both": both, "only_first": only_first, "only_second": only_second, "neither": neither,
        "mcnemar_p": float(f"{chance:.3g}"),  # never rounded to a zero
    }


def share(card: Card, name: str) -> float | None:
    """Of right answers on the held-out paper; None where nothing was asked."""
    return card[TAUGHT].get(name, {}).get("share")


def shares(card: Card) -> dict[str, float | None]:
    return {faculty: share(card, faculty) for faculty in FACULTIES}


def subject_shares(card: Card) -> dict[str, float]:
    """Of those that were asked about on the held-out paper."""
    by_name = {name: share(card, name) for name in SUBJECTS}
    return {name: right for name, right in by_name.items() if right is not None}


def retained(card: Card, of: Card, name: str) -> float | None:
    """The share of right answers over that of `of`; None where `of` has none."""
    ours, theirs = share(card, name), share(of, name)
    return round(ours / theirs, 4) if theirs and ours is not None else None


def retention(card: Card, of: Card) -> dict[str, float | None]:
    return {name: retained(card, of, name) for name in (*SUBJECTS, *FACULTIES)}


def by_subject(cards: Mapping[str, Card]) -> dict[str, dict[str, list[int]]]:
    """[right, asked] on the held-out paper."""
    counts: dict[str, dict[str, list[int]]] = {name: {} for name in SUBJECTS}
    for examinee, card in cards.items():
        for name in SUBJECTS:
            if grade := card[TAUGHT].get(name):
                counts[name][examinee] = [grade["right"], grade["asked"]]
    return counts
