"""What a pair's student gets wrong, with the right answer beside it: corrections by the checkers,
in the rows that `prefer` learns from.

Questions are the school's own, of the part that may be trained on; none of them is on an exam.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demo.distill.core.run_conditions import conditions
from demo.distill.core.stage_files import write_json, write_lines
from demo.distill.school.exam_sitting import Examinee, sit
from demo.distill.school.profiles import Profile
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import report_card
from demo.exam.split import TRAIN, exam
from demo.pairs import Pair, read
from demo.settings import ROOT

PAPER, SEED = "practice", 7
ROWS, SUMMARY = "misses.jsonl", "misses.json"


def student_of(name: str) -> tuple[Pair, Examinee]:
    """Raises UserError for a pair whose student is not in a folder."""
    pair = read(name, ROOT / "examples" / "pairs")
    folder = pair.specs["student"].path
    if folder is None:
        raise UserError(f"The student of {pair.name!r} is not stored in a folder: only a student "
                        "that knows this school's subjects can be asked them.")
    return pair, Examinee(f"student of {pair.name}", folder)


def chosen(names: str | None) -> list[str]:
    """Subjects by name, all of them for None. Raises UserError."""
    wanted = [name.strip() for name in names.split(",")] if names else list(SUBJECTS)
    if unknown := [name for name in wanted if name not in SUBJECTS]:
        raise UserError(f"There is no subject {unknown[0]!r}: choose of {', '.join(SUBJECTS)}.")
    return wanted


def misses(
    profile: Profile, folder: Path, pair: str | None = None, questions: int | None = None,
    subjects: str | None = None,
) -> dict[str, Any]:
    """Rows of a question, the right worked answer and the student's, for what it got wrong."""
    named, student = student_of(pair or "abacus")
    paper = [question for name in chosen(subjects)
             for question in exam(SUBJECTS[name], TRAIN, questions or profile.exam, SEED)]
    sheet = sit(student, {PAPER: paper}, folder / "exam")
    said, right = sheet.texts[PAPER], sheet.right[PAPER]
    rows = [{"prompt": question.text, "chosen": question.worked, "rejected": answer,
             "subject": question.subject, "source": "correction"}
            for question, answer, good in zip(paper, said, right, strict=True)
            if not good and answer.strip()]
    write_lines(folder / ROWS, rows)
    summary = {"stage": "misses", **conditions(), "pair": named.name, "asked": len(paper),
               "missed": len(rows), "file": str(folder / ROWS),
               "subjects": _asked(report_card(paper, right))}
    write_json(folder / SUMMARY, summary, indent=1)
    return summary


def _asked(card: dict[str, dict]) -> dict[str, list[int]]:
    return {name: [grade["right"], grade["asked"]] for name, grade in card.items()
            if grade["asked"]}
