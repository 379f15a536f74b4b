"""Who sat the exam and in what, as rows: everything else loops over these."""

from __future__ import annotations

from collections.abc import Iterable

from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, WORDS
from demo.page.results.results_file import Results

FACULTIES = (NUMBERS, WORDS)
TEACHER, STUDENT = "teacher", "student_nf4"
# In the order they are drawn; the colours of each are in distillation.css under its name.
COMPARED = (TEACHER, STUDENT, "hard", "alone", "oracle", "vertical")
QUANTISED = ("student_fp32", "student_ptq", STUDENT)
PAPERS = ("taught_wordings", "untaught_wordings", "free_hand", "strangers")
# Which entry of "seeds" shows the spread of which examinee.
SEEDS = {"student_nf4": ("student_nf4", "student", "soft"), "hard": ("hard",),
         "alone": ("alone",), "oracle": ("oracle",), "vertical": ("vertical",)}


def present(results: Results, examinees: Iterable[str], paper: str) -> list[str]:
    return [examinee for examinee in examinees if results.card(examinee, paper)]


def subjects(names: Iterable[str]) -> list[str]:
    """Subjects among `names`: ours in their order, then those we do not know; no faculties."""
    left = [name for name in dict.fromkeys(names) if name not in FACULTIES]
    return [name for name in SUBJECTS if name in left] + [n for n in left if n not in SUBJECTS]


def faculty(subject: str) -> str | None:
    """The faculty of a subject we know."""
    known = SUBJECTS.get(subject)
    return known.faculty if known else None


def dots(results: Results, examinee: str, paper: str, name: str) -> list[float]:
    """A share for each seed where there are several; they all sat the held-out paper alone."""
    shares = [share for _, share in seeds(results, examinee, name)]
    return shares if paper == PAPERS[0] and len(shares) > 1 else []


def seeds(results: Results, examinee: str, name: str) -> list[tuple[int, float]]:
    """(seed, its share in a faculty or subject) of every student trained as this examinee was."""
    rows_by_variant = results.parts.get("seeds", {})
    rows = next(
        (rows_by_variant[key] for key in SEEDS.get(examinee, ()) if rows_by_variant.get(key)), []
    )
    rows_by_variant = [(row["seed"], row.get(name, row["subjects"].get(name))) for row in rows]
    return [(seed, share) for seed, share in rows_by_variant if share is not None]
