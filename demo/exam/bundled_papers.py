"""The bundled school's papers as questions that any pair can be asked."""

from __future__ import annotations

from demo.errors import UserError
from demo.exam import handwritten_paper
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import REFUSAL, Question
from demo.exam.question_file import OwnPaper, OwnQuestion
from demo.exam.split import TEST, exam

SEED = 2026
EACH = 10  # questions a subject, unless --limit says otherwise
HELD_OUT, WRITTEN = "held-out", "handwritten"
PAPERS = (HELD_OUT, WRITTEN)


def paper(name: str, limit: int | None = None) -> OwnPaper:
    """held-out: test questions of every subject, in turn, whose contents were never trained on;
    handwritten: those that a person wrote. Raises UserError for another name."""
    if name == WRITTEN:
        asked = list(handwritten_paper.QUESTIONS)
    elif name == HELD_OUT:
        each = EACH if limit is None else -(-limit // len(SUBJECTS))
        columns = [exam(subject, TEST, each, SEED) for subject in SUBJECTS.values()]
        asked = [question for row in zip(*columns, strict=True) for question in row]
    else:
        raise UserError(f"There is no bundled paper {name!r}: use one of {', '.join(PAPERS)}, "
                        "or a file.")
    return OwnPaper(tuple(map(_question, asked[: limit or None])), ())


def _question(one: Question) -> OwnQuestion:
    # A refusal must be all that is said: "exact" takes the last line as well, "whole" does not.
    checker = "whole" if one.final == REFUSAL else "exact"
    return OwnQuestion((("user", one.text),), one.accepted or (one.final,), checker, one.subject)
