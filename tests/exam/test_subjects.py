"""The subjects' own answers are right, and the checkers can tell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

import pytest

from demo.exam.catalogue import SUBJECTS
from demo.exam.grammar import slipped
from demo.exam.handwritten_paper import QUESTIONS
from demo.exam.question import FINAL_MARK, NUMBERS, REFUSAL, WORDS, final_of
from demo.exam.subjects.calendar import DAYS, HAN_DAYS
from demo.exam.subjects.units import UNITS

DRAWS = 300


def drawn(name: str, reserved: bool = False):
    rng = Random(f"tests|{name}")
    return [SUBJECTS[name].make(rng, reserved) for _ in range(DRAWS)]


def numbers_in(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text))]


def test_both_faculties_are_taught() -> None:
    assert {subject.faculty for subject in SUBJECTS.values()} == {NUMBERS, WORDS}
    assert len(SUBJECTS) >= 6
    assert {q.subject for q in QUESTIONS} == set(SUBJECTS)


@pytest.mark.parametrize("reserved", [False, True])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_reference_answer_passes_its_checker(name: str, reserved: bool) -> None:
    subject = SUBJECTS[name]
    assert all(subject.check(q, q.worked) for q in drawn(name, reserved))


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_changed_ending_fails(name: str) -> None:
    for question in drawn(name):
        changed = question.worked[:-1] + "#"
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
        typed = numbers_in(question.text)
        if len(typed) == 2:  # the others are typed in words
            assert question.final == reckon(*typed), question.text
        assert question.final == reckon(*map(int, question.key.split()))


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


def test_a_story_is_what_its_steps_say() -> None:
    for question in drawn("story"):
        start, *steps = question.key.split()
        value = int(start)
        for step in steps:
            other = int(step[1:])
            value = {"a": value + other, "s": value - other, "m": value * other}[step[0]]
        assert question.final == str(value) and 1 <= len(steps) <= 4


def test_percentages_and_prices_are_what_a_till_would_say() -> None:
    for question in drawn("percent"):
        kind, *amounts = question.key.split()
        a, b, *c = map(int, amounts)
        right = {
            "of": a * b / 100, "off": b - a * b / 100, "more": b + a * b / 100,
            "buy": a * b, "change": (c or [0])[0] - a * b,
        }[kind]
        assert float(question.final) == right, question.text


def test_days_are_counted_as_a_calendar_counts_them() -> None:
    for question in drawn("calendar"):
        if "month" in question.key:
            continue
        days, start, sign = question.key.split()
        monday = date(2024, 1, 1) + timedelta(int(start))
        there = monday + timedelta(int(sign + days))
        names = DAYS if question.language == "en" else HAN_DAYS
        assert question.final == names[there.weekday()]


def test_the_clock_goes_as_clocks_do() -> None:
    for question in drawn("clock"):
        kind, at, by = question.key.split()
        minutes = {"+": int(at) + int(by), "-": int(at) - int(by), "to": int(by)}[kind] % 1440
        shape = "{} h {} min" if kind == "to" else "{}:{:02d}"
        assert question.final == shape.format(minutes // 60, minutes % 60)


def test_orders_are_those_of_sorted() -> None:
    for question in drawn("order"):
        numbers = sorted(map(int, question.key.split()[1:]))
        said = [int(n) for n in question.final.split(", ")]
        assert said in (numbers, numbers[::-1], [numbers[0]], [numbers[-1]])


def test_primes_are_prime_and_doubles_double() -> None:
    for question in drawn("prime"):
        n = int(question.key)
        prime = n > 1 and all(n % d for d in range(2, n))
        assert question.final == ("prime" if prime else "not prime")
    for question in drawn("powers"):
        if question.key:
            a, k = map(int, question.key.split())
            assert question.final == str(a * 2**k)


def test_spelling_is_that_of_python() -> None:
    for question in drawn("spelling"):
        kind, word = question.key.split()
        assert question.final == (word[::-1] if kind == "reverse" else "".join(sorted(word)))


def test_units_change_back() -> None:
    sizes = {f"{u.large}>{u.small}": u.size for u in UNITS}
    for question in drawn("units"):
        names, upwards, count = question.key.rsplit(" ", 2)
        assert int(question.final) == int(count) * (1 if upwards == "1" else sizes[names])


def test_any_right_answer_is_right_and_others_are_not() -> None:
    check = SUBJECTS["examples"].check
    for question in drawn("examples"):
        assert question.final in question.accepted
        assert all(check(question, f"{FINAL_MARK} {one}") for one in question.accepted)
        assert not check(question, f"{FINAL_MARK} gravel")


def test_a_slip_of_the_keyboard_never_falls_on_what_is_asked_about() -> None:
    for question in drawn("spelling"):
        assert question.key.split()[1] in question.text.lower()
    rng = Random(1)
    assert all(sorted(slipped("what is {w}", rng)) != [] and "{w}" in slipped("what is {w}", rng)
               for _ in range(50))


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
    from demo.exam.subjects.numerals import english_numeral, han_numeral

    assert english_numeral(value)[1] == english
    assert han_numeral(value)[1] == han


@pytest.mark.parametrize(
    ("value", "roman"), [(4, "IV"), (49, "XLIX"), (90, "XC"), (400, "CD"), (944, "CMXLIV")]
)
def test_roman_numerals_are_roman(value: int, roman: str) -> None:
    from demo.exam.subjects.numerals import roman_numeral

    assert roman_numeral(value)[1] == roman
