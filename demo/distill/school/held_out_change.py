"""Two students on the same held-out questions: what one learned since, and what it forgot.

For a student before and after `prefer`. Accuracy with Wilson intervals by subject, and McNemar's
exact test, because both sat the same paper.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demo.distill.core.run_conditions import conditions
from demo.distill.core.stage_files import write_json
from demo.distill.school.comparisons import against
from demo.distill.school.exam_sitting import AnswerSheet, sit
from demo.distill.school.misses import chosen, student_of
from demo.distill.school.papers import EXAM_SEED, TAUGHT
from demo.distill.school.profiles import Profile
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import grade
from demo.exam.split import TEST, exam

SUMMARY = "change.json"


def change(
    profile: Profile, folder: Path, pair: str | None = None, questions: int | None = None,
    subjects: str | None = None, after: str | None = None,
) -> dict[str, Any]:
    """Raises UserError."""
    if not after:
        raise UserError("--after is missing: name the pair whose student has learned since.")
    names = chosen(subjects)
    paper = [question for name in names
             for question in exam(SUBJECTS[name], TEST, questions or profile.exam, EXAM_SEED)]
    students = [student_of(name)[1] for name in (pair or "abacus", after)]
    sheets = [sit(one, {TAUGHT: paper}, folder / "exam") for one in students]
    right = [sheet.right[TAUGHT] for sheet in sheets]
    rows = {name: _row(sheets, right, {name}) for name in names}
    rows["all"] = _row(sheets, right, set(names))
    summary = {"stage": "change", **conditions(), "before": pair or "abacus", "after": after,
               "paper": TAUGHT, "subjects": rows}
    write_json(folder / SUMMARY, summary, indent=1)
    print(table(rows))
    return summary


def _row(sheets: list[AnswerSheet], right: list[list[bool]], names: set[str]) -> dict[str, Any]:
    asked = sheets[0].papers[TAUGHT]
    before, after = ([good for question, good in zip(asked, marks, strict=True)
                      if question.subject in names] for marks in right)
    return {**{when: vars(grade(sum(marks), len(marks)))
               for when, marks in (("before", before), ("after", after))},
            **against(before, after)}


def table(rows: dict[str, Any]) -> str:
    """Right answers in %, with 95 % intervals."""
    lines = [f"{'right, %':12} {'before':>20} {'after':>20}   gained  lost       p"]
    lines += [f"{name:12} {_share(row['before']):>20} {_share(row['after']):>20}   "
              f"{row['only_second']:6} {row['only_first']:5} {row['mcnemar_p']:7.3g}"
              for name, row in rows.items()]
    return "\n".join(lines)


def _share(graded: dict[str, float]) -> str:
    return (f"{100 * graded['share']:.1f} ({100 * graded['low']:.1f}–"
            f"{100 * graded['high']:.1f})")
