"""Stage 6, `evaluate`: teacher, students and controls sit the same held-out exam, once.

Writes the result as data with seeds, versions, commit, date and device; no number is typed by
hand. Who was not trained is listed with the command that trains them, never made up. A shipped
pair is examined in the same way, and what is not shipped is read from its results.
"""

from __future__ import annotations

from pathlib import Path

from tqdm import tqdm
from transformers import AutoTokenizer

from demo.distill.core.run_conditions import conditions
from demo.distill.core.stage_files import read_json, write_json
from demo.distill.school import evidence
from demo.distill.school.comparisons import FACULTIES, against, by_subject, retention
from demo.distill.school.exam_fidelity import fidelity
from demo.distill.school.exam_sitting import AnswerSheet, Examinee, sit
from demo.distill.school.papers import EXAM_SEED, TAUGHT, described, papers
from demo.distill.school.profiles import Profile
from demo.distill.school.results_table import table
from demo.distill.school.variants import ROWS, SHIPPED, Run, best
from demo.engine.memory import ledger, parameters
from demo.errors import UserError
from demo.exam.exam_results import written
from demo.pairs import Pair, read
from demo.settings import ROOT

PAIR = "abacus"
STUDENT = "student_nf4"
COMPARED = ((("teacher", STUDENT), "teacher_against_student_nf4"),
            (("student_fp32", STUDENT), "student_fp32_against_student_nf4"),
            ((STUDENT, "alone"), "student_nf4_against_alone"))
CONTROLS = tuple(r.name for r in ROWS if r.kind == "comparison" and r.name != SHIPPED)


def school_examinees(folder: Path, profile: Profile, chosen: Run) -> list[Examinee]:
    """The rows of the table; a control that nobody trained has no row."""
    controls = [(name, best(folder, profile, name)) for name in CONTROLS]
    return [
        Examinee("teacher", folder / "teacher"),
        Examinee("student_fp32", chosen.floats),
        Examinee("student_ptq", chosen.floats, squeezed=True),
        Examinee(STUDENT, chosen.stored),
        *(Examinee(name, run.stored) for name, run in controls if run),
    ]


def _sat(examinees: list[Examinee], exam: dict, desk: Path) -> dict[str, AnswerSheet]:
    bar = tqdm(examinees, desc="sitting the exam", mininterval=1)
    sheets = {}
    for examinee in bar:
        bar.set_postfix_str(examinee.name)
        sheets[examinee.name] = sit(examinee, exam, desk)
    return sheets


def _sizes(teacher: Examinee, student: Examinee) -> dict[str, object]:
    """Memory as both sides run in fp32: the student's matrices stay in 4 bits."""
    sides = {"teacher": teacher, "student": student}
    counted = {side: parameters(one.model) for side, one in sides.items()}
    held = {side: _bytes(one) for side, one in sides.items()}
    return {
        "parameters": counted,
        "parameter_ratio": round(counted["teacher"] / counted["student"], 2),
        "memory_bytes": held,
        "memory_ratio": round(held["teacher"] / held["student"], 2),
        "file_bytes": {side: one.weights.stat().st_size for side, one in sides.items()},
    }


def _bytes(examinee: Examinee) -> int:
    memory = ledger(examinee.model)
    return memory.weights + memory.quantization_state + memory.unquantized


def _likeness(
    sheets: dict[str, AnswerSheet], teacher: Examinee, student: Examinee
) -> dict[str, object]:
    tokenizer = AutoTokenizer.from_pretrained(teacher.folder)
    on = {
        name: fidelity(teacher.model, student.model, tokenizer, sheets[who].told())
        for name, who in (("on_teacher_text", "teacher"), ("on_student_text", STUDENT))
    }
    # A draft is the student's own text, so that is where being accepted counts.
    accepted = {name: on["on_student_text"][name].get("acceptance") for name in FACULTIES}
    return {"acceptance": accepted, **on}


def _judged(sheets: dict[str, AnswerSheet], examinees: dict[str, Examinee]) -> dict[str, object]:
    """Everything that only the sheets and the two shipped models are needed for."""
    cards = {name: sheet.card for name, sheet in sheets.items()}
    teacher, student = examinees["teacher"], examinees[STUDENT]
    return {
        **_sizes(teacher, student),
        "cards": cards,
        "subjects": by_subject(cards),
        "retention": retention(cards[STUDENT], cards["teacher"]),
        **_likeness(sheets, teacher, student),
        **{
            key: against(*(sheets[name].right[TAUGHT] for name in names))
            for names, key in COMPARED if all(name in sheets for name in names)
        },
    }


def _all_runs(folder: Path, profile: Profile, exam: dict) -> dict[str, object]:
    """Every finished student on the held-out paper: seeds, budgets and sweep."""
    runs, desk = evidence.finished(folder, profile), folder / "exam"
    held_out = {TAUGHT: exam[TAUGHT]}
    everyone = [Examinee("teacher", folder / "teacher")]
    everyone += [Examinee(run.name, run.stored) for run in runs]
    cards = {name: sheet.card for name, sheet in _sat(everyone, held_out, desk).items()}
    return {
        "seeds": evidence.seeds(cards, runs),
        "budgets": evidence.budgets(cards, runs, profile, folder),
        "sweep": evidence.sweep(cards, runs, profile, cards["teacher"], folder),
    }


def evaluate(profile: Profile, folder: Path) -> dict:
    """Raises UserError where there is no finished student to examine."""
    chosen = best(folder, profile, SHIPPED)
    if chosen is None:
        command = Run(folder, ROWS[0], 0).command(profile)
        raise UserError(f"There is no finished student in {folder}: make one with {command}")
    exam = papers(profile.exam)
    examinees = school_examinees(folder, profile, chosen)
    sheets = _sat(examinees, exam, folder / "exam")
    summary = {
        "stage": "evaluate", **conditions(), "profile": profile.name, "exam_seed": EXAM_SEED,
        "papers": described(exam), "student_seed": chosen.seed,
        **_judged(sheets, {s.name: s for s in examinees}), **_all_runs(folder, profile, exam),
        "query": evidence.asked(folder), "stages": evidence.stages(folder, chosen),
        "missing": evidence.missing(folder, profile),
    }
    write_json(folder / f"{PAIR}.json", written(summary), indent=1)
    print(table(summary))
    return summary


def evaluate_pair(pair: Pair, results: Path, questions: int, desk: Path) -> dict:
    """A shipped pair sits the exam again; `results` tell of those whose weights are not shipped."""
    before = read_json(results) if results.exists() else {}
    examinees = pair_examinees(pair)
    exam = papers(questions)
    sheets = _sat(list(examinees.values()), exam, desk)
    judged = _judged(sheets, examinees)
    told = {k: v for k, v in before.get("cards", {}).items() if k not in judged["cards"]}
    judged["cards"] |= told
    judged["subjects"] = by_subject(judged["cards"])
    summary = {
        **before, "stage": "evaluate", **conditions(), "exam_seed": EXAM_SEED,
        "papers": described(exam), **judged,
        "read_from_results": {"file": results.name, "cards": list(told),
                              "date": before.get("date"), "commit": before.get("commit")},
    }
    print(table(summary))
    return summary


def pair_examinees(pair: Pair) -> dict[str, Examinee]:
    """Raises UserError for a pair whose weights are on the Hub: it never sat at this school."""
    if not all(spec.path for spec in pair.specs.values()):
        raise UserError(
            f"The pair {pair.name!r} is not stored in folders: only a pair made by this school can "
            "sit its exam."
        )
    sides = {"teacher": "teacher", STUDENT: "student"}
    examinees = {name: Examinee(name, pair.specs[side].path) for name, side in sides.items()}
    control = pair.folder.parent / f"{pair.folder.name}-without-a-teacher" / "student"
    if control.is_dir():
        examinees["alone"] = Examinee("alone", control)
    return examinees


def evaluate_either(
    profile: Profile, folder: Path, pair: str | None = None, questions: int | None = None
) -> dict:
    """The school in `folder`, or the pair named; without either, the pair in the repository."""
    if pair is None and (folder / "teacher" / "config.json").exists():
        return evaluate(profile, folder)
    shipped = read(pair or PAIR, ROOT / "examples" / "pairs")
    results = ROOT / "examples" / "results" / f"{shipped.name}.json"
    return evaluate_pair(shipped, results, questions or profile.exam, folder / "exam")
