"""The exam papers, and the promise that nothing on them is ever trained on."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from demo.distill.school.profiles import Profile
from demo.exam import third_paper
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import Question
from demo.exam.split import TEST, VALIDATION, exam

EXAM_SEED = 2027
TAUGHT, UNTAUGHT, FREE = "taught_wordings", "untaught_wordings", "free_hand"
STRANGERS = "strangers"
_FREE_HAND = "demo.exam.handwritten_paper"


def free_hand() -> list[Question]:
    """Questions as a person would type them, written before training; none where there are none."""
    return list(import_module(_FREE_HAND).QUESTIONS) if find_spec(_FREE_HAND) else []


def papers(count: int) -> dict[str, list[Question]]:
    """By name: held-out questions, held-out questions in wordings never trained on, free-hand,
    and the third paper, whose author never saw the grammars.

    `count` questions a subject, half as many in the other wordings.
    """
    by_paper = {
        TAUGHT: [q for s in SUBJECTS.values() for q in exam(s, TEST, count, EXAM_SEED)],
        UNTAUGHT: [
            q for s in SUBJECTS.values() for q in exam(s, TEST, count // 2, EXAM_SEED, True)
        ],
        FREE: free_hand(),
        STRANGERS: third_paper.questions(),
    }
    return {name: questions for name, questions in by_paper.items() if questions}


def described(papers: dict[str, list[Question]]) -> dict[str, dict[str, object]]:
    """For the results: how many questions a paper has, and which third paper it was."""
    described_papers: dict[str, dict[str, object]] = {
        name: {"asked": len(q)} for name, q in papers.items()
    }
    if STRANGERS in described_papers:
        described_papers[STRANGERS]["sha256"] = third_paper.digest()
    return described_papers


def examined(profile: Profile) -> set[str]:
    """Every text that some exam of this profile asks, in small letters."""
    looks = profile.teach.look_questions, profile.distil.look_questions, profile.nf4.look_questions
    validation = (
        q for s in SUBJECTS.values() for q in exam(s, VALIDATION, max(looks), seed=0)
    )
    asked = (q for paper in papers(profile.exam).values() for q in paper)
    return {q.text.lower() for q in (*validation, *asked)}
