"""Which questions may be trained on. A stable hash decides, so no list has to be kept.

Per thousand contents: 950 are for training, 25 pick checkpoints and seeds (validation), 25 are
only ever reported (test).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from random import Random

from demo.exam import handwritten_paper, third_paper
from demo.exam.question import Question, Subject

TRAIN, VALIDATION, TEST = "train", "validation", "test"
HELD_OUT_PER_MILLE = 50


def split_of(question: Question) -> str:
    """A question without a key is a fact to know by heart, such as 10 being "ten": nobody could
    work it out unseen, so it is always taught and never examined."""
    if not question.key:
        return TRAIN
    digest = blake2b(f"{question.subject}|{question.key}".encode(), digest_size=8).digest()
    bucket = int.from_bytes(digest, "big") % 1000
    if bucket >= HELD_OUT_PER_MILLE:
        return TRAIN
    return VALIDATION if bucket < HELD_OUT_PER_MILLE // 2 else TEST


def plain(text: str) -> str:
    """A text as it is compared: small letters, without the spaces and marks people leave out."""
    return "".join(text.lower().split()).strip("?!.？！。")


@cache
def written() -> frozenset[str]:
    """What the papers ask that people wrote: a grammar may happen to say it word for word."""
    return frozenset(
        plain(q.text) for q in (*handwritten_paper.QUESTIONS, *third_paper.questions())
    )


def questions(
    subject: Subject, split: str, rng: Random, reserved: bool = False
) -> Iterator[Question]:
    """An endless stream of one subject's questions that belong to `split`; none that people wrote
    for a paper is ever trained on, whatever its content's split is."""
    while True:
        question = subject.make(rng, reserved)
        if split_of(question) != split or (split == TRAIN and plain(question.text) in written()):
            continue
        yield question


def exam(
    subject: Subject, split: str, count: int, seed: int, reserved: bool = False
) -> list[Question]:
    """`count` questions with different texts, the same for the same seed."""
    stream = questions(subject, split, Random(f"{seed}|{subject.name}|{split}"), reserved)
    by_text: dict[str, Question] = {}
    while len(by_text) < count:
        question = next(stream)
        by_text.setdefault(question.text, question)
    return list(by_text.values())
