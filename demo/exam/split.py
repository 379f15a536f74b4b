"""Which questions may be trained on. A stable hash decides, so no list has to be kept.

Per thousand contents: 900 are for training, 50 pick checkpoints and seeds (validation), 50 are
only ever reported (test). Subjects with fewer contents hold out a larger share (SHARES), so that
every subject's interval rests on hundreds of different contents.

What "held out" means depends on whether the answer can be worked out. A sum, a plural by rule, the
letters of a word or a numeral can: the content itself is unseen in every wording. A capital, an
opposite, an irregular plural or a member of a kind cannot, and held out it would measure luck:
there the key is the content in one wording, so that what is examined was taught, but in other
wordings, and the wording beside other contents. Such a mark says how well what is known is found
however it is asked for; it says nothing about unseen facts, and cannot. What is refused counts as
the latter: a question is held out in its wording with what it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from random import Random

from demo.exam import handwritten_paper, third_paper
from demo.exam.question import Question, Subject

TRAIN, VALIDATION, TEST = "train", "validation", "test"
HELD_OUT_PER_MILLE = 100
# Where fewer than 6,000 contents exist: how many of a thousand are held out, half of them as test.
SHARES: dict[str, int] = {
    "calendar": 200, "plurals": 200, "powers": 250, "prime": 150, "units": 250,
}
PATIENCE = 40  # draws without a new content after which contents may be asked once more


def split_of(question: Question) -> str:
    """A question without a key is a fact to know by heart, such as 10 being "ten": nobody could
    work it out unseen, so it is always taught and never examined."""
    if not question.key:
        return TRAIN
    digest = blake2b(f"{question.subject}|{question.key}".encode(), digest_size=8).digest()
    bucket = int.from_bytes(digest, "big") % 1000
    held_out = SHARES.get(question.subject, HELD_OUT_PER_MILLE)
    if bucket >= held_out:
        return TRAIN
    return VALIDATION if bucket < held_out // 2 else TEST


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
    """`count` questions with different texts, the same for the same seed. Each asks another content
    for as long as new ones are found, so that no content weighs more than another."""
    stream = questions(subject, split, Random(f"{seed}|{subject.name}|{split}"), reserved)
    found: dict[str, Question] = {}
    asked: Counter[str] = Counter()
    most, missed = 1, 0
    while len(found) < count:
        question = next(stream)
        if question.text in found or asked[question.key] >= most:
            missed += 1
            most, missed = (most + 1, 0) if missed > PATIENCE else (most, missed)
            continue
        found[question.text], missed = question, 0
        asked[question.key] += 1
    return list(found.values())
