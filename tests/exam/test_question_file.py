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


def test_of_a_pattern_that_explodes_nobody_knows():
    began = time.process_time()
    assert check("regex", "a" * 40 + "!", (r"^(a+)+$",)) is None
    assert time.process_time() - began < 10


@pytest.mark.parametrize("row, why", [
    ('{"question": "?", "answer": 1e400}', "not finite"),
    ('{"question": "?", "answer": Infinity}', "not finite"),
    ('{"question": "?", "answer": {"a": [-Infinity]}}', "not finite"),
    ('{"question": "?", "answer": NaN}', "not finite"),
    ('{"question": "a\\u0000b", "answer": 1}', "control characters"),
    ('{"question": "a\\ud800b", "answer": 1}', "control characters"),
    (json.dumps({"question": "?", "answer": "x" * 17_000}), "longer than 16,000"),
    ('{"question": "?", "choices": ["a", "A "], "answer": 0}', "two of its choices are the same"),
    (json.dumps({"question": "?", "choices": list(range(300)), "answer": 0}), "300 choices"),
    ('{"question": "?", "choices": ["a", "b"], "answer": true}', "none of its 2 choices"),
    ('{"question": "?", "choices": [], "answer": "A"}', "two texts or more"),
    ('{"question": "?", "choices": {"text": ["a", "b"], "label": ["1"]}, "answer": "1"}',
     "2 choices and 1 different labels"),
])
def test_a_row_that_cannot_be_used_leaves_all_others(tmp_path, row, why):
    good = '{"question": "1 + 1?", "answer": 2}'
    found = paper(tmp_path, "\n".join([row, row, row, good]))
    assert len(found.questions) == 1 and len(found.complaints) == 3
    assert "line 1 is left out" in found.complaints[0] and why in found.complaints[0]


@pytest.mark.parametrize("text", [
    "Question,Answer\n1 + 1?,2\n", "question;answer\n1 + 1?;2\n", "Question\tANSWER\n1 + 1?\t2\n",
    "\ufeffPrompt , answer_key\n1 + 1?,2\n".replace("answer_key", "AnswerKey"),
])
def test_tables_are_read_whatever_their_separators_and_capitals(tmp_path, text):
    (one,) = paper(tmp_path, text, "q.csv").questions
    assert (one.text, one.accepted, one.checker) == ("1 + 1?", ("2",), "number")


def test_choices_in_a_cell_are_a_list_or_have_a_sign_between_them(tmp_path):
    text = 'question,choices,answer\n?,"[""x"", ""y""]",(B)\n?,x|y,b.\n'
    assert [one.accepted for one in paper(tmp_path, text, "q.csv").questions] == [("B", "y")] * 2


@pytest.mark.parametrize("said", ["A or B", "A and B", "(A) or (B)", "A, B", "A/B", "A 或 B"])
def test_two_letters_at_once_are_no_choice(said):
    assert check("choice", said, ("A", "x")) is False and check("choice", said, ("B", "y")) is False


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
