"""What is held out stays held out, today and next year."""

from __future__ import annotations

from random import Random

import pytest

from demo.exam.catalogue import SUBJECTS, mixed
from demo.exam.question import Question
from demo.exam.split import TEST, TRAIN, VALIDATION, exam, questions, split_of


def test_the_train_stream_never_holds_a_held_out_question() -> None:
    stream = mixed(Random(0))
    keys = {(q.subject, q.key) for q in (next(stream) for _ in range(8000))}
    for name, subject in SUBJECTS.items():
        for split in (VALIDATION, TEST):
            held = {(name, q.key) for q in exam(subject, split, 40, 1)}
            assert not held & keys


@pytest.mark.parametrize("name", SUBJECTS)
def test_splits_are_disjoint(name: str) -> None:
    validation = {q.key for q in exam(SUBJECTS[name], VALIDATION, 40, 1)}
    assert not validation & {q.key for q in exam(SUBJECTS[name], TEST, 40, 1)}


def test_wording_does_not_move_a_sum_between_splits() -> None:
    first = Question("add", "what is 3 + 4", "", "7", "3 4")
    second = Question("add", "3加4", "", "7", "3 4", "zh")
    assert split_of(first) == split_of(second)


def test_the_split_is_the_same_in_every_process_and_year() -> None:
    """Literal values: Python's own hash() would pass a test that only compares two calls."""
    asked = [Question("add", "", "", "", f"{a} {b}") for a in range(40) for b in range(40)]
    counts = [sum(split_of(q) == s for q in asked) for s in (TRAIN, VALIDATION, TEST)]
    assert counts == [1516, 51, 33]


def test_an_exam_is_the_same_for_the_same_seed_and_has_no_doubles() -> None:
    subject = SUBJECTS["story"]
    first, again = exam(subject, TEST, 30, 3), exam(subject, TEST, 30, 3)
    assert first == again
    assert len({q.text for q in first}) == 30
    assert first != exam(subject, TEST, 30, 4)


def test_a_training_question_is_one() -> None:
    stream = questions(SUBJECTS["add"], TRAIN, Random(2))
    assert all(split_of(next(stream)) == TRAIN for _ in range(200))


def test_a_fact_to_know_by_heart_is_never_examined() -> None:
    """"Ten" cannot be worked out from other numbers: held out, it would only measure luck."""
    for split in (VALIDATION, TEST):
        for question in exam(SUBJECTS["numerals"], split, 60, 2):
            assert int(question.key.split()[0]) > 20
