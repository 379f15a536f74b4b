"""Reasoning is told from what was said, in every stage of an answer."""

import pytest

from demo.recording.data import Answer, Recording, Request
from demo.recording.reasoning import parted, said
from demo.recording.sameness import sameness

MARKS = {"reasoning_open": "<think>", "reasoning_close": "</think>"}


def recording(*texts, end="eos", asked="<user>why?<assistant>", pair=MARKS, other="x"):
    answers = {"teacher": Answer("teacher", tokens=tuple(range(len(texts))), texts=texts,
                                 seconds=(0.5,) * len(texts), end=end, asked=asked),
               "student": Answer("student", tokens=(1,), texts=(other,), seconds=(0.5,), end="eos",
                                 asked="x")}
    return Recording(Request("why?"), answers, pair=pair)


def teacher(found):
    return found.answers["teacher"], parted(found, found.answers["teacher"])


def test_reasoning_and_answer_and_when_it_began():
    found = recording("<think>", "let me", " see", "</think>", "\n\n", "42", ".")
    answer, parts = teacher(found)
    assert answer.text[parts.start:parts.end] == "let me see" and answer.text[parts.said:] == "42."
    assert parts.tokens == 4 and parts.first == 2.5 and parts.over


def test_a_template_may_open_the_reasoning():
    found = recording("hm", "</think>", "42", asked="<assistant><think>\n")
    assert said(found, found.answers["teacher"]) == "42"


def test_an_answer_that_is_only_reasoning_says_nothing():
    found = recording("<think>", "and", " on", end="max_tokens")
    answer, parts = teacher(found)
    assert answer.text[parts.said:] == "" and parts.tokens == 3 and parts.first is None
    assert answer.text[parts.start:parts.end] == "and on"


@pytest.mark.parametrize("texts", [("<",), ("<thi",), ("<think>",), ("<think>", "a", "</thi")])
def test_while_it_grows_no_mark_is_shown_as_text(texts):
    found = recording(*texts, end="")
    answer, parts = teacher(found)
    assert answer.text[parts.said:] == "" and "<" not in answer.text[parts.start:parts.end]


@pytest.mark.parametrize("texts", [("42",), ("a <think> in the middle</think>",), ("<b>",)])
def test_what_does_not_begin_with_reasoning_is_said(texts):
    found = recording(*texts)
    assert said(found, found.answers["teacher"]) == "".join(texts)


def test_models_that_do_not_reason_say_everything():
    found = recording("<think>", "x", "</think>", pair={})
    assert said(found, found.answers["teacher"]) == "<think>x</think>"


def test_the_same_answer_after_other_thoughts_is_the_same_answer():
    assert sameness(recording("<think>", "long", "</think>", "42", other="42")) == "identical"
