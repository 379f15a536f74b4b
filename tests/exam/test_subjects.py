"""The subjects' own answers are right, and the checkers can tell."""

from __future__ import annotations

import re
from random import Random

import pytest

from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, REFUSAL, WORDS, final_of

DRAWS = 300


def drawn(name: str, reserved: bool = False):
    rng = Random(f"tests|{name}")
    return [SUBJECTS[name].make(rng, reserved) for _ in range(DRAWS)]


def numbers_in(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text))]


def test_both_faculties_are_taught() -> None:
    assert {subject.faculty for subject in SUBJECTS.values()} == {NUMBERS, WORDS}
    assert len(SUBJECTS) >= 6


@pytest.mark.parametrize("reserved", [False, True])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_reference_answer_passes_its_checker(name: str, reserved: bool) -> None:
    subject = SUBJECTS[name]
    assert all(subject.check(q, q.worked) for q in drawn(name, reserved))


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_changed_ending_fails(name: str) -> None:
    for question in drawn(name):
        changed = question.worked[:-1] + ("1" if question.worked[-1] != "1" else "2")
        assert not SUBJECTS[name].check(question, changed)
        assert not SUBJECTS[name].check(question, question.worked + "\nor not")
        assert not SUBJECTS[name].check(question, "")


@pytest.mark.parametrize(
    ("name", "reckon"),
    [
        ("add", lambda a, b: str(a + b)),
        ("subtract", lambda a, b: str(abs(a - b))),
        ("multiply", lambda a, b: str(a * b)),
    ],
)
def test_finals_agree_with_the_numbers_in_the_question(name: str, reckon) -> None:
    for question in drawn(name):
        assert question.final == reckon(*numbers_in(question.text)), question.text


def test_division_multiplies_back() -> None:
    for question in drawn("divide"):
        a, b = map(int, question.key.split())
        parts = [int(n) for n in re.findall(r"\d+", question.final)]
        assert parts[0] * b + (parts[1] if len(parts) > 1 else 0) == a


def test_letters_are_counted_as_python_counts_them() -> None:
    for question in drawn("letters"):
        word, letter = question.key.split()
        assert int(final_of(question.worked)) == word.count(letter)


def test_stories_never_give_away_more_than_there_is() -> None:
    assert all(int(q.final) >= 0 for q in drawn("story"))


def test_a_guess_before_a_refusal_is_not_a_refusal() -> None:
    question = drawn("unknown")[0]
    check = SUBJECTS["unknown"].check
    assert check(question, REFUSAL)
    assert not check(question, "Answer: 4\n" + REFUSAL)


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_subject_has_at_least_fifty_wordings(name: str) -> None:
    """Counted with the material taken out, so that a big number range does not pass for variety."""
    rng, shapes = Random(5), set()
    for _ in range(3000):
        text = SUBJECTS[name].make(rng, False).text
        shapes.add(re.sub(r"[\d,]+|\b[a-z]{4,11}\b", "#", text))
    assert len(shapes) >= 50


def test_numbers_are_also_asked_in_chinese() -> None:
    for name, subject in SUBJECTS.items():
        if subject.faculty == NUMBERS:
            assert any(q.language == "zh" for q in drawn(name)), name


@pytest.mark.parametrize(
    ("value", "english", "han"),
    [
        (0, "zero", "零"),
        (10, "ten", "十"),
        (13, "thirteen", "十三"),
        (47, "forty-seven", "四十七"),
        (110, "one hundred ten", "一百一十"),
        (305, "three hundred five", "三百零五"),
        (999, "nine hundred ninety-nine", "九百九十九"),
    ],
)
def test_numerals_are_written_as_people_write_them(value: int, english: str, han: str) -> None:
    from demo.exam.words import english_numeral, han_numeral

    assert english_numeral(value)[1] == english
    assert han_numeral(value)[1] == han
