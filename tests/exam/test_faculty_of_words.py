"""What the faculty of words knows is right, wide, and refused beyond its limits."""

from __future__ import annotations

import re
from random import Random

import pytest

from demo.exam.catalogue import SUBJECTS
from demo.exam.question import WORDS, final_of
from demo.exam.subjects import numerals, outside
from demo.exam.subjects.examples import members_named
from demo.exam.subjects.opposites import HAN_OPPOSITES, OPPOSITES
from demo.exam.subjects.plurals import plural
from demo.exam.wordings import near_misses
from demo.exam.wordings import taught_limits as limits
from demo.exam.wordings.countries import CAPITALS, COUNTRIES, HAN_CAPITALS, HAN_UNTAUGHT, UNTAUGHT
from demo.exam.wordings.grammar import filled
from demo.exam.wordings.kinds_and_members import HAN_KINDS, KINDS
from demo.exam.wordings.nouns import IRREGULAR, REGULAR
from demo.exam.wordings.small_facts import COUNTS, HAN_COUNTS, HAN_THE_ONE, THE_ONE
from demo.exam.wordings.spelled_words import too_long_word

WORDY = [name for name, subject in SUBJECTS.items() if subject.faculty == WORDS]


def drawn(name: str, count: int = 1500, reserved: bool = False):
    rng = Random(f"words|{name}")
    return [SUBJECTS[name].make(rng, reserved) for _ in range(count)]


def test_the_lists_are_long() -> None:
    assert len(REGULAR) >= 1000 and len(IRREGULAR) >= 60
    assert len(OPPOSITES) >= 600 and len(HAN_OPPOSITES) >= 300
    assert len(COUNTRIES) >= 150 and len(KINDS) >= 50 and len(HAN_KINDS) >= 25
    assert len(COUNTS) + len(THE_ONE) + len(HAN_COUNTS) + len(HAN_THE_ONE) >= 300


@pytest.mark.parametrize(
    ("word", "many"),
    [("city", "cities"), ("boy", "boys"), ("church", "churches"), ("box", "boxes"),
     ("waltz", "waltzes"), ("bus", "buses"), ("house", "houses"), ("mouse", "mice"),
     ("stomach", "stomachs"), ("roof", "roofs"), ("leaf", "leaves"), ("photo", "photos"),
     ("potato", "potatoes"), ("clay", "clays"), ("story", "stories"), ("brush", "brushes")],
)
def test_plurals_are_english(word: str, many: str) -> None:
    assert plural(word)[1] == many


def test_a_noun_is_either_regular_or_not() -> None:
    assert not set(REGULAR) & set(IRREGULAR)
    assert all(word.isalpha() and word.islower() for word in (*REGULAR, *IRREGULAR))


def test_an_opposite_of_an_opposite_is_the_word_again() -> None:
    for pairs in (OPPOSITES, HAN_OPPOSITES):
        assert all(word in pairs[other] for word, others in pairs.items() for other in others)
        assert all(word not in others for word, others in pairs.items())


def test_no_country_is_both_taught_and_refused() -> None:
    assert not {c.lower() for c in CAPITALS} & {c.lower() for c in UNTAUGHT}
    assert not set(HAN_CAPITALS) & set(HAN_UNTAUGHT)


def test_things_without_an_opposite_have_none() -> None:
    assert not {*outside._CONCRETE} & {*OPPOSITES}
    assert not {*outside._HAN_CONCRETE} & {*HAN_OPPOSITES}


def test_what_is_refused_as_an_example_is_no_kind_that_is_taught() -> None:
    assert not {*outside._UNTAUGHT_KINDS} & {*KINDS}


def test_the_longest_name_of_a_kind_counts() -> None:
    assert "whale" in members_named("name a sea animal") and "lion" in members_named("an animal")
    assert "lion" not in members_named("name a sea animal")


@pytest.mark.parametrize("script", numerals.WRITE)
def test_a_number_read_back_is_the_number_written(script: str) -> None:
    write, most = numerals.WRITE[script], {"roman": limits.ROMAN}.get(script, limits.NUMERAL)
    for value in (*range(1, 1200), *range(1200, most, 7), most):
        lines = numerals.read_back(value, write(value)[0])
        assert "".join(line.split(" ")[0] for line in lines) == str(value), lines


def test_numerals_keep_within_the_limits() -> None:
    for question in drawn("numerals"):
        if question.key:
            value, script = question.key.split()
            assert int(value) <= (limits.ROMAN if script == "roman" else limits.NUMERAL)


def test_the_same_number_in_british_words_is_right_too() -> None:
    assert "four hundred and seven" in numerals._others(407, "english", "four hundred seven")
    assert "两百" in numerals._others(200, "han", "二百")


@pytest.mark.parametrize("name", ["letters", "spelling", "plurals"])
def test_slips_never_touch_the_word(name: str) -> None:
    for question in drawn(name):
        word = question.key.split()[0 if name != "spelling" else 1]
        assert word in question.text.lower(), question.text


def test_slips_never_touch_what_a_fact_is_about() -> None:
    for question in drawn("opposites"):
        assert question.key.split()[0] in question.text.lower(), question.text


def test_every_way_to_answer_is_accepted() -> None:
    check = SUBJECTS["opposites"].check
    for question in drawn("opposites", 300):
        assert question.final == question.accepted[0] == final_of(question.worked)
        assert all(check(question, f"Answer: {one}") for one in question.accepted)


def numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))]


@pytest.mark.parametrize(
    ("template", "least"),
    [("{near}", limits.SUM), ("{big}", limits.SUM), ("{k}", limits.POWER), ("{over}", limits.UNITS),
     ("{days}", limits.DAYS), ("{rom}", limits.ROMAN), ("{two}", limits.DIVISOR),
     ("{h}", limits.MINUTES // 60)],
)
def test_near_misses_lie_beyond_the_limits(template: str, least: int) -> None:
    rng = Random(1)
    for _ in range(300):
        assert numbers(filled(template, near_misses.fields(rng)))[0] > least


def test_refused_percentages_are_not_whole_and_refused_rows_too_long() -> None:
    rng = Random(2)
    for _ in range(300):
        p, q = numbers(filled("{p} {q}", near_misses.fields(rng)))
        assert p * q % 100
        assert len(numbers(filled("{row}", near_misses.fields(rng)).replace(",", " "))) > limits.ROW
        assert len(too_long_word(rng)) > max(limits.WORD, limits.SPELLED)


@pytest.mark.parametrize("kind", near_misses.BEYOND)
def test_every_near_miss_is_asked_in_both_languages(kind: str) -> None:
    assert all(len(wordings) >= 3 for wordings in near_misses.BEYOND[kind])


def test_half_of_what_is_refused_is_a_near_miss() -> None:
    ours = {word for wordings in near_misses.BEYOND.values() for word in wordings[0]}
    assert len(ours) > 80
    digits = sum(any(c.isdigit() for c in q.text) for q in drawn("unknown"))
    assert 0.3 < digits / 1500 < 0.75


@pytest.mark.parametrize("name", WORDY)
def test_a_wording_is_taught_beside_many_contents(name: str) -> None:
    """What is known by heart is held out in one wording: both halves must be taught elsewhere."""
    questions = drawn(name, 4000)
    assert len({q.key for q in questions}) > 1000
