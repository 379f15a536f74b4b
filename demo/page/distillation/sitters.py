"""Who sat the exam and in what, as rows: everything else loops over these."""

from __future__ import annotations

from collections.abc import Iterable

from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, WORDS
from demo.page.distillation.results import Results

FACULTIES = (NUMBERS, WORDS)
TEACHER, STUDENT = "teacher", "student_nf4"
# In the order they are drawn; the colours of each are in distillation.css under its name.
COMPARED = (TEACHER, STUDENT, "hard", "alone", "oracle", "vertical")
QUANTISED = ("student_fp32", "student_ptq", STUDENT)
PAPERS = ("taught_wordings", "untaught_wordings", "free_hand")
# Which entry of "seeds" shows the spread of which sitter.
SEEDS = {"student_nf4": ("student_nf4", "student", "soft"), "hard": ("hard",),
         "alone": ("alone",), "oracle": ("oracle",), "vertical": ("vertical",)}


def present(results: Results, sitters: Iterable[str], paper: str) -> list[str]:
    return [sitter for sitter in sitters if results.card(sitter, paper)]


def subjects(names: Iterable[str]) -> list[str]:
    """Subjects among `names`: ours in their order, then those we do not know; no faculties."""
    left = [name for name in dict.fromkeys(names) if name not in FACULTIES]
    return [name for name in SUBJECTS if name in left] + [n for n in left if n not in SUBJECTS]


def faculty(subject: str) -> str | None:
    """The faculty of a subject we know."""
    known = SUBJECTS.get(subject)
    return known.faculty if known else None


def seeds(results: Results, sitter: str, name: str) -> list[tuple[int, float]]:
    """(seed, the faculty's share) of every student that was trained as this sitter was."""
    found = results.found.get("seeds", {})
    rows = next((found[key] for key in SEEDS.get(sitter, ()) if found.get(key)), [])
    return [(row["seed"], row[name]) for row in rows if row[name] is not None]
