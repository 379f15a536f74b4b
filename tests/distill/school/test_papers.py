"""Nothing that is examined is ever taught."""

from __future__ import annotations

import sys
from itertools import islice
from types import ModuleType

from demo.distill.school.answer_log import identity
from demo.distill.school.papers import FREE, TAUGHT, UNTAUGHT, examined, papers
from demo.distill.school.profiles import PROFILES
from demo.distill.school.query import SEED, fresh
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import Question
from demo.exam.split import TEST, TRAIN, split_of


def test_papers_hold_test_questions_only_and_each_text_once() -> None:
    for name in (TAUGHT, UNTAUGHT):
        paper = papers(12)[name]
        assert all(split_of(q) == TEST for q in paper)
        per_subject = {s: [q.text for q in paper if q.subject == s] for s in SUBJECTS}
        assert all(len(texts) == len(set(texts)) > 0 for texts in per_subject.values())


def test_no_asked_question_shares_its_content_with_a_paper() -> None:
    """Content, not wording: a held-out sum is unseen in every phrasing."""
    held_out = {
        (q.subject, q.key) for name in (TAUGHT, UNTAUGHT) for q in papers(60)[name]
    }
    texts = examined(PROFILES["cpu"])
    for question in islice(fresh(SEED, set()), 4000):
        assert split_of(question) == TRAIN
        assert not question.key or (question.subject, question.key) not in held_out
        assert question.text.lower() not in texts


def test_fresh_questions_leave_out_what_was_asked() -> None:
    first = [q.text for q in islice(fresh(SEED, set()), 50)]
    more = [q.text for q in islice(fresh(SEED, {identity(text) for text in first}), 50)]
    assert len({*first, *more}) == 100


def test_free_hand_questions_are_a_paper_when_there_are_some(monkeypatch) -> None:
    module = ModuleType("demo.exam.handwritten_paper")
    module.__spec__ = sys.modules["demo.exam"].__spec__
    module.QUESTIONS = (Question("add", "2 and 2 is?", "Answer: 4", "4", "2 2"),)
    monkeypatch.setitem(sys.modules, "demo.exam.handwritten_paper", module)
    assert [q.text for q in papers(2)[FREE]] == ["2 and 2 is?"]
    assert "2 and 2 is?" in examined(PROFILES["small"])
