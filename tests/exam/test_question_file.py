"""Anybody's questions, as the field writes them; what cannot be used is named with its line."""

from __future__ import annotations

import json
import time

import pytest

from demo.errors import UserError
from demo.exam import question_file
from demo.exam.answer_checkers import BY_EYE, check, final
from demo.exam.question_file import parse, read


def paper(tmp_path, text, name="q.jsonl"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path / name)


ROWS = {
    "gsm8k": ({"question": "Tom has 3?", "answer": "He has <<3*2=6>>6.\n#### 6"}, ("6",), "number"),
    "a thousand": ({"question": "?", "answer": "#### 1,234"}, ("1,234",), "number"),
    "mmlu": ({"question": "?", "choices": ["a", "b", "c", "d"], "answer": 2}, ("C", "c"), "choice"),
    "a letter": ({"question": "?", "choices": ["x", "y"], "answer": "b"}, ("B", "y"), "choice"),
    "arc": ({"question": "?", "choices": {"text": ["x", "y"], "label": ["1", "2"]},
             "answerKey": "2"}, ("B", "y"), "choice"),
    "several": ({"prompt": "?", "answer": ["Paris", "paris, France"]}, ("Paris", "paris, France"),
                "exact"),
    "a number": ({"prompt": "?", "answer": 4.5}, (4.5,), "number"),
    "json": ({"prompt": "?", "answer": {"a": 1}}, ({"a": 1},), "json"),
    "none": ({"prompt": "?"}, (), BY_EYE),
    "said": ({"prompt": "?", "answer": "^x+$", "checker": "regex"}, ("^x+$",), "regex"),
    "messages": ({"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "q"},
                               {"role": "assistant", "content": "a"}], "answer": "a"}, ("a",),
                 "exact"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_read_as_it_is_meant(name):
    row, accepted, checker = ROWS[name]
    found = parse(row)
    assert (found.accepted, found.checker) == (accepted, checker)
    assert found.messages[-1][0] == "user"


def test_choices_are_put_to_the_model_with_their_letters():
    assert parse(ROWS["mmlu"][0]).text == "?\nA. a\nB. b\nC. c\nD. d\nAnswer with the letter."


RIGHT = [
    ("number", "So 14 * 3 = 42.\n#### 42", ("42",)), ("number", "The answer is 1,234 pens.",
                                                       ("1234",)),
    ("number", "about $1 234.50", (1234.5,)), ("number", "Answer: 3/4", ("0.75",)),
    ("number", "that is 25 %", ("25%",)), ("number", "0.25", ("25%",)), ("number", "−7", (-7,)),
    ("number", r"thus \boxed{17}", ("17",)), ("number", "答案是 ４２", ("42",)),
    ("exact", "**Paris.**", ("paris",)), ("exact", "Well.\nThe answer is: Paris", ("Paris",)),
    ("choice", "B", ("B", "y")), ("choice", "(B) because", ("B", "y")),
    ("choice", "The answer is B.", ("B", "y")), ("choice", "y", ("B", "y")),
    ("choice", "**b**", ("B", "y")), ("regex", "xxx", ("^x+$",)),
    ("contains", "a Nile b", ("nile",)),
    ("json", '```json\n{"a": [1, 2]}\n```', ({"a": [1, 2]},)),
    ("json", 'Here: {"a":1}', ({"a": 1},)),
]
WRONG = [
    ("number", "no number here", ("42",)), ("number", "43", ("42",)), ("number", "1/0", ("1",)),
    ("number", "4.2", ("42",)), ("exact", "London", ("Paris",)), ("choice", "A", ("B", "y")),
    ("choice", "A dog is not b", ("B", "y")), ("regex", "xyx", ("^x+$",)),
    ("contains", "Rhine", ("Nile",)), ("json", '{"a": 2}', ({"a": 1},)), ("json", "none", ({},)),
    ("exact", "", ("Paris",)), ("choice", "", ("B", "y")),
]


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: f"{row[0]} {row[1][:12]}")
def test_a_right_answer_is_known(row):
    checker, said, accepted = row
    assert check(checker, said, accepted) is True


@pytest.mark.parametrize("row", WRONG, ids=lambda row: f"{row[0]} {row[1][:12]}")
def test_a_wrong_one_is_not(row):
    checker, said, accepted = row
    assert check(checker, said, accepted) is False


def test_the_pairs_own_mark_comes_first():
    assert final("Work: 1 + 1\nAnswer: 2", "Answer:") == "2"
    assert check("number", "Result 7; of 12 pens", ("7",), "Result") is False
    assert check(BY_EYE, "anything", ()) is None


def test_a_pattern_that_explodes_is_no_match():
    began = time.process_time()
    assert check("regex", "a" * 40 + "!", (r"^(a+)+$",)) is False
    assert time.process_time() - began < 10


BAD = {
    "no question": {"answer": 1}, "no text": {"question": 7, "answer": 1}, "a list": [1],
    "an empty one": {"question": "  ", "answer": 1}, "no checker": {"question": "?", "answer": 1,
                                                                    "checker": "magic"},
    "no answer to check": {"question": "?", "checker": "exact"},
    "no such choice": {"question": "?", "choices": ["a", "b"], "answer": "z"},
    "one choice": {"question": "?", "choices": ["a"], "answer": 0},
    "a pattern that is none": {"question": "?", "answer": "(", "checker": "regex"},
    "nan": {"question": "?", "answer": float("nan")},
    "too long": {"question": "x" * 20_000, "answer": 1},
}


@pytest.mark.parametrize("name", BAD)
def test_a_row_that_cannot_be_used_is_named_and_the_others_kept(tmp_path, name):
    good = json.dumps({"question": "?", "answer": 1})
    found = paper(tmp_path, "\n".join([good, json.dumps(BAD[name]), good]))
    assert len(found.questions) == 2 and [q.place for q in found.questions] == ["line 1", "line 3"]
    assert len(found.complaints) == 1 and "line 2 is left out: " in found.complaints[0]
    assert "\n" not in found.complaints[0]


def test_csv_is_read_by_its_columns(tmp_path):
    found = paper(tmp_path, "question,answer,subject\nWhat is 2+2?,4,sums\n\"Two, or more?\",x,\n"
                            ",y,\n", "q.csv")
    assert [(q.text, q.accepted, q.subject) for q in found.questions] == [
        ("What is 2+2?", ("4",), "sums"), ("Two, or more?", ("x",), "")]
    assert "row 4 is left out" in found.complaints[0]
    mmlu = paper(tmp_path, "question,A,B,C,D,answer\nWhich?,p,q,r,s,C\n", "m.csv")
    assert mmlu.questions[0].accepted == ("C", "r")


@pytest.mark.parametrize("name, text, why", [
    ("q.jsonl", "", "holds no question"), ("q.jsonl", "nonsense\n", "cannot be used"),
    ("q.csv", "", "holds no question"), ("q.csv", "a,b\n1,2\n", "holds no question"),
])
def test_a_file_without_questions_is_one_sentence(tmp_path, name, text, why):
    with pytest.raises(UserError, match=why) as told:
        paper(tmp_path, text, name)
    assert "\n" not in str(told.value)


def test_too_many_are_refused_with_the_number(tmp_path, monkeypatch):
    monkeypatch.setattr(question_file, "MOST", 3)
    with pytest.raises(UserError, match="holds 4 questions, and an exam has at most 3"):
        paper(tmp_path, '{"question": "?", "answer": 1}\n' * 4)
