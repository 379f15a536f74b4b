"""All subjects of the school, by name, in the order a visitor reads them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from demo.exam.question import Question, Subject
from demo.exam.split import TRAIN, questions
from demo.exam.subjects import (
    arithmetic,
    calendar,
    facts,
    numerals,
    order,
    outside,
    percent,
    plurals,
    primes,
    stories,
    times_of_day,
    units,
    words,
)

SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for module in (
        arithmetic, percent, units, calendar, times_of_day, order, primes, stories,
        words, plurals, facts, numerals, outside,
    )
    for subject in module.SUBJECTS
}


def mixed(
    rng: Random, shares: dict[str, float] | None = None, split: str = TRAIN
) -> Iterator[Question]:
    """An endless stream over all subjects; `shares` are weights by subject, 1 where missing."""
    names = list(SUBJECTS)
    weights = [(shares or {}).get(name, 1.0) for name in names]
    streams = {name: questions(SUBJECTS[name], split, rng) for name in names}
    while True:
        yield next(streams[rng.choices(names, weights)[0]])
