"""What was answered of an exam outlasts its page, for the same paper, pair and terms alone."""

from __future__ import annotations

import dataclasses
import os
import time

import pytest

from demo import pairs
from demo.exam import sitting
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Terms
from demo.page.exam_journals import FOLDER, ExamJournals
from demo.settings import ROOT
from tests.exam.exams import asking, question

PAPER = OwnPaper(tuple(question(f"q {n}") for n in range(4)), ())
TERMS = Terms(64)


@pytest.fixture
def pair():
    return pairs.read("abacus", ROOT / "examples" / "pairs")


def answered(paper, count):
    parts = [part for part, _ in sitting.sit(paper.questions, TERMS, asking({}), {})]
    return [one for part in parts for one in part][:count]


def test_it_goes_on_with_what_was_answered_and_is_gone_when_it_is_over(tmp_path, pair):
    first = ExamJournals(tmp_path).open(PAPER, pair, TERMS)
    first.add(answered(PAPER, 3))
    second = ExamJournals(tmp_path).open(PAPER, pair, TERMS)  # another process, say
    assert len(second.known) == 3 and not first.known
    second.close()
    assert not ExamJournals(tmp_path).open(PAPER, pair, TERMS).known


@pytest.mark.parametrize("change", ["terms", "paper", "pair"])
def test_another_exam_knows_nothing_of_it(tmp_path, pair, change):
    ExamJournals(tmp_path).open(PAPER, pair, TERMS).add(answered(PAPER, 3))
    paper = OwnPaper(PAPER.questions[:2], ()) if change == "paper" else PAPER
    other = dataclasses.replace(pair, name="other") if change == "pair" else pair
    terms = Terms(65) if change == "terms" else TERMS
    assert not ExamJournals(tmp_path).open(paper, other, terms).known


def test_no_journal_holds_a_question_or_lasts_longer_than_a_day(tmp_path, pair):
    ExamJournals(tmp_path).open(PAPER, pair, TERMS).add(answered(PAPER, 3))
    (path,) = (tmp_path / FOLDER).iterdir()
    assert "q 1" not in path.read_text()
    os.utime(path, (time.time() - 90_000,) * 2)
    assert not ExamJournals(tmp_path).open(PAPER, pair, TERMS).known


def test_without_lasting_storage_nothing_is_kept(pair):
    held = ExamJournals(None).open(PAPER, pair, TERMS)
    held.add(answered(PAPER, 1))
    held.close()
    assert held.known == {}
