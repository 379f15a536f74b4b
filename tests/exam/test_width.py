"""How wide the grammars are: wordings, contents, and what is never trained on."""

from __future__ import annotations

from random import Random

import pytest

from demo.exam.catalogue import SUBJECTS
from demo.exam.split import TEST, exam, split_of

DRAWS = 6000
ENGLISH, HAN = 200, 60
CONTENTS = 300
RESERVED_ENGLISH, RESERVED_HAN = 4, 2


def skeletons(name: str, reserved: bool, language: str) -> set[str]:
    """Wordings with their material out, without small talk and slips."""
    rng = Random(f"width|{name}|{reserved}")
    drawn = (SUBJECTS[name].make(rng, reserved) for _ in range(DRAWS))
    return {q.skeleton for q in drawn if q.language == language and q.skeleton}


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_subject_is_asked_in_hundreds_of_wordings(name: str) -> None:
    assert len(skeletons(name, False, "en")) >= ENGLISH
    assert len(skeletons(name, False, "zh")) >= HAN


@pytest.mark.parametrize("name", SUBJECTS)
def test_some_wordings_are_never_trained_on(name: str) -> None:
    for language, least in (("en", RESERVED_ENGLISH), ("zh", RESERVED_HAN)):
        reserved = skeletons(name, True, language)
        assert len(reserved) >= least, language
        assert not reserved & skeletons(name, False, language)


@pytest.mark.parametrize("name", SUBJECTS)
def test_hundreds_of_contents_are_held_out(name: str) -> None:
    rng, found = Random(1), set()
    for question in (SUBJECTS[name].make(rng, False) for _ in range(24000)):
        if split_of(question) == TEST:
            found.add(question.key)
        if len(found) >= CONTENTS:
            return
    raise AssertionError(f"{len(found)} contents")


@pytest.mark.parametrize("name", SUBJECTS)
def test_an_exam_asks_a_content_once_while_there_are_new_ones(name: str) -> None:
    paper = exam(SUBJECTS[name], TEST, 100, 1)
    assert len({q.key for q in paper}) == 100
