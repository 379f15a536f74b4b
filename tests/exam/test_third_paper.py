"""The third paper is whole, is never trained on, and is the one that the results speak of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

from demo.distill.school.papers import STRANGERS, described, examined, papers
from demo.distill.school.profiles import PROFILES
from demo.exam import third_paper
from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import marks
from demo.exam.question import REFUSAL, marked
from demo.exam.split import TRAIN, plain, questions

# Subjects that were asked in English alone when the paper was written.
ENGLISH_THEN = {"opposites", "plurals", "examples"}
RESULTS = Path(__file__).parents[2] / "examples" / "results" / "abacus.json"


def test_it_asks_fifteen_a_subject_half_of_them_in_chinese_where_there_is_chinese() -> None:
    paper = third_paper.questions()
    assert Counter(q.subject for q in paper) == dict.fromkeys(SUBJECTS, 15)
    assert len({q.text for q in paper}) == len(paper)
    chinese = Counter(q.subject for q in paper if q.language == "zh")
    for name in SUBJECTS:
        assert chinese[name] in ((0,) if name in ENGLISH_THEN else (7, 8)), name


def test_a_right_answer_passes_and_a_wrong_one_does_not() -> None:
    paper = third_paper.questions()
    right = [q.final if q.final == REFUSAL else marked(final=q.accepted[-1]) for q in paper]
    assert all(marks(paper, right))
    assert not any(marks(paper, [text + "#" for text in right]))



def test_every_question_of_it_is_kept_out_of_training(monkeypatch) -> None:
    assert {q.text.lower() for q in third_paper.questions()} <= examined(PROFILES["small"])
    drawn = [next(questions(SUBJECTS["facts"], TRAIN, Random(5))) for _ in range(3)]
    monkeypatch.setattr("demo.exam.split.written", lambda: {plain(q.text + " ??") for q in drawn})
    stream = questions(SUBJECTS["facts"], TRAIN, Random(5))
    assert not {q.text for q in drawn} & {next(stream).text for _ in range(200)}


def test_the_results_name_the_very_paper_that_is_stored() -> None:
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert found["papers"][STRANGERS]["sha256"] == third_paper.digest()
    for examinee in ("teacher", "student_nf4", "alone"):
        card = found["cards"][examinee][STRANGERS]
        assert card["numbers"]["asked"] + card["words"]["asked"] == len(third_paper.questions())


def test_without_the_tests_there_is_no_third_paper(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(third_paper.questions, "__defaults__", (tmp_path / "none.jsonl",))
    assert STRANGERS not in papers(2) and STRANGERS not in described(papers(2))
