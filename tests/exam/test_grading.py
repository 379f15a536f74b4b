"""Answers become grades, in plain Python."""

from __future__ import annotations

import subprocess
import sys

from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import marks, report_card
from demo.exam.split import TEST, exam


def test_a_report_card_counts_subjects_and_faculties() -> None:
    paper = [*exam(SUBJECTS["add"], TEST, 4, 1), *exam(SUBJECTS["letters"], TEST, 2, 1)]
    answers = [q.worked for q in paper]
    answers[0] = "Answer: no idea"
    card = report_card(paper, marks(paper, answers))
    assert (card["add"]["right"], card["add"]["asked"]) == (3, 4)
    assert (card["numbers"]["right"], card["words"]["right"]) == (3, 2)
    assert card["divide"]["asked"] == 0 and card["divide"]["high"] == 1.0


def test_the_exam_needs_no_torch() -> None:
    code = "import sys, demo.exam.grading, demo.exam.split; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
