"""Right answers are kept, wrong ones are not, and a person has the last word."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from random import Random

import pytest

from demo.distill.core.stage_files import read_lines
from demo.distill.school.answer_log import GREEDY, Row
from demo.distill.school.check import Correction, check, counts, judged, read_corrections, verdict
from demo.distill.school.papers import papers
from demo.distill.school.training_examples import taught
from demo.distill.school.variants import ROWS
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS

SOFT = ROWS[0]


def row_of(subject: str, answer: str | None = None, ended: bool = True) -> Row:
    question = SUBJECTS[subject].make(Random(subject), False)
    return Row(question, question.worked if answer is None else answer, [1, 2], ended, GREEDY)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_reference_answer_is_kept_and_another_is_not(subject: str) -> None:
    assert verdict(row_of(subject), keep_wrong=False)["kept"]
    assert not verdict(row_of(subject, "Answer: nonsense"), keep_wrong=False)["kept"]


def test_an_answer_that_was_cut_off_is_rejected() -> None:
    assert not verdict(row_of("add", ended=False), keep_wrong=False)["kept"]


def test_a_correction_replaces_what_the_teacher_said() -> None:
    row = row_of("add")
    found = list(judged([row], [Correction(row.question.text, "Answer: mine")], False))
    assert [f["kept"] for f in found] == [False, True] and found[1]["answer"] == "Answer: mine"
    assert counts(found)["add"] == [0, 1]


def test_a_broken_line_is_named_by_number_and_the_rest_is_kept(tmp_path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(
        '{"question": "2+2", "answer": "Answer: 4"}\n{"question": "3+3"\n\n'
        '{"question": 3, "answer": "x"}\n["a"]\n{"question": "1+1", "answer": "Answer: 2"}\n'
        '{"question": "1+2", "answer": "Answer: 3"}\n'
    )
    found, broken = read_corrections(path)
    assert [one.question for one in found] == ["2+2", "1+1", "1+2"]
    assert [line.split(" is left")[0].rsplit(" ", 1)[1] for line in broken] == ["2", "4", "5"]
    assert all(line.endswith(".") and "\n" not in line for line in broken)


def test_corrections_that_cannot_be_read_are_one_sentence(tmp_path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_corrections(tmp_path / "nothing.jsonl")


@pytest.fixture()
def copy(asked, tmp_path):
    shutil.copytree(asked, tmp_path / "copy")
    return tmp_path / "copy"


def write(path, *rows) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_correction_is_learned_with_full_belief(copy, profile, tokenizer, tmp_path) -> None:
    path = tmp_path / "mine.jsonl"
    write(path, {"question": "what is one and one", "answer": "Answer: 2"})
    summary = check(profile, copy, path)
    assert summary["corrections"] == 1 and summary["lines_left_out"] == []
    (mine,) = [e for e in taught(copy, tokenizer, SOFT)
               if "one and one" in tokenizer.decode(e.tokens)]
    assert mine.targets.argmax(-1).tolist() == mine.tokens[mine.asked :]


def test_a_correction_of_an_exam_question_is_refused(copy, profile, tmp_path) -> None:
    on_paper = papers(profile.exam)["taught_wordings"][0]
    path = tmp_path / "mine.jsonl"
    write(path, {"question": on_paper.text, "answer": on_paper.worked},
          {"question": "x" * 300, "answer": "Answer: 1"})
    summary = check(profile, copy, path)
    assert summary["corrections"] == 0
    assert "line 1" in summary["lines_left_out"][0] and "exam" in summary["lines_left_out"][0]
    assert "line 2" in summary["lines_left_out"][1] and "256" in summary["lines_left_out"][1]


def test_an_untaught_teachers_answers_are_all_rejected(copy, profile, tokenizer) -> None:
    summary = check(replace(profile, keep_wrong=False), copy)
    assert summary["kept"] == 0 and summary["rejected"] == 24
    assert sum(row["rejected"] for row in read_lines(copy / "check.jsonl")) == 24
    with pytest.raises(UserError, match="must be good at the task first"):
        taught(copy, tokenizer, SOFT)


def test_wrong_answers_count_as_rejected_even_where_they_are_learned(copy, profile) -> None:
    summary = check(profile, copy)
    assert profile.keep_wrong and summary["wrong_ones_kept"]
    assert summary["kept"] == 0 and summary["rejected"] == 24
    assert all(row["kept"] and not row["right"] for row in read_lines(copy / "checked.jsonl"))


def test_an_unchecked_answer_is_not_learned(copy, profile, tokenizer) -> None:
    with pytest.raises(UserError, match="was checked yet"):
        taught(copy, tokenizer, SOFT)
    check(profile, copy)
    checked = read_lines(copy / "checked.jsonl")
    write(copy / "checked.jsonl", *checked[1:])
    with pytest.raises(UserError, match="^1 answers came after the last check"):
        taught(copy, tokenizer, SOFT)
