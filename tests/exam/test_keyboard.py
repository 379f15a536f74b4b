"""How people type is put on every question, and never changes what is asked."""

from __future__ import annotations

from random import Random

import pytest

from demo.exam.wordings import keyboard, misspelling, smalltalk
from demo.exam.wordings.grammar import Own, as_typed, as_typed_han, every_form, expand, phrase


def typed(template: str, seed: int, count: int = 400, **fields: object) -> list[str]:
    rng = Random(seed)
    return [as_typed(phrase((template,), rng, **fields), rng) for _ in range(count)]


@pytest.mark.parametrize("material", ["strawberry", "1,234", "Li Wei", "what", "a, b and c", "4.5"])
def test_material_stays_what_it_is(material: str) -> None:
    for text in typed("please calculate the number of letters in {w}", 1, w=material):
        assert material in text
    rng = Random(2)
    for _ in range(200):
        assert material in as_typed_han(phrase(("{w}等于多少，几个",), rng, w=material), rng)


def test_two_numbers_never_run_together() -> None:
    for text in typed("i have {a}, {b} more come. {a} {b}", 3, a=12, b=345):
        assert text.count("12") == 2 and text.count("345") == 2 and "12345" not in text


def test_the_grammar_s_own_words_may_be_mistyped() -> None:
    texts = typed("{w}", 4, count=2000, w=Own("calculate"))
    assert 0.1 < sum("calculate" not in text.lower() for text in texts) / 2000 < 0.35


def test_a_quarter_of_questions_is_misspelt_in_at_most_two_words() -> None:
    rng, plain = Random(5), "tell me which number comes before the largest of these numbers"
    for _ in range(300):
        wrong = misspelling.misspelt(plain, rng, 2)
        assert len(wrong.split()) == len(plain.split())
        assert sum(a != b for a, b in zip(wrong.split(), plain.split(), strict=True)) <= 2


def test_a_slip_is_never_another_word_of_the_stories() -> None:
    rng = Random(6)
    for word in ("lost", "gave", "sold", "spent", "eats", "buys", "more", "less", "then"):
        wrong = {misspelling.slip(word, rng) for _ in range(300)} - {word}
        assert not wrong & {"list", "last", "have", "cold", "sent", "than", "bugs", "mode", "lent"}


def test_small_talk_holds_no_number_and_has_hundreds_of_forms() -> None:
    rng = Random(7)
    for draw in (smalltalk.head, smalltalk.tail, smalltalk.han_head, smalltalk.han_tail):
        said = {draw(rng, 200) for _ in range(5000)}
        assert len(said) > 60 and not any(c.isdigit() for text in said for c in text)
    assert len({smalltalk.head(rng, 200) for _ in range(5000)}) > 500


def test_long_questions_have_no_small_talk() -> None:
    rng = Random(8)
    assert {smalltalk.head(rng, 0) + smalltalk.tail(rng, 0) for _ in range(99)} == {""}


def test_people_use_capitals_marks_and_spaces_in_many_ways() -> None:
    texts = typed("what is the number of it", 9, count=4000)
    assert any(t.isupper() for t in texts) and any(t.istitle() for t in texts)
    assert any(t.startswith("what is the number") for t in texts)
    for mark in ("?!", "??", "...", "？", " ?"):
        assert any(mark in t for t in texts), mark
    assert any("whats" in t.lower() for t in texts) and any("what's" in t.lower() for t in texts)
    assert any("  " in t for t in texts)


def test_a_template_is_expanded_to_each_of_its_forms() -> None:
    template = "[a|b [c|d]|] e[f|]"
    rng = Random(10)
    assert {expand(template, rng) for _ in range(500)} == set(every_form((template,)))
    assert len(set(every_form((template,)))) == 8


def test_hidden_material_is_shown_again() -> None:
    hidden = f"{chr(keyboard.HIDDEN)} and {chr(keyboard.HIDDEN + 1)}"
    assert keyboard.shown(hidden, ["x", "y"]) == "x and y"
