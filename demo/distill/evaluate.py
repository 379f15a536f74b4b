"""Stage 4, `evaluate`: teacher and students sit the same held-out exam, once.

Writes the result as data with seeds, versions, date and device; no number is typed by hand.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

from demo.distill.decoding import answers
from demo.distill.fidelity import fidelity
from demo.distill.models import parameters
from demo.distill.nf4 import best_student
from demo.distill.profiles import Profile
from demo.distill.publishing import PAIR
from demo.distill.quantiser import load_in_4_bits, unfused
from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import marks, report_card
from demo.exam.question import Question
from demo.exam.split import TEST, exam
from demo.exam.statistics import mcnemar, two_by_two

EXAM_SEED = 2027


def papers(count: int) -> tuple[list[Question], list[Question]]:
    """The test exam, and one in wordings that were never trained on, on held-out content too."""
    taught = [q for s in SUBJECTS.values() for q in exam(s, TEST, count, EXAM_SEED)]
    wording = [q for s in SUBJECTS.values() for q in exam(s, TEST, count // 2, EXAM_SEED, True)]
    return taught, wording


def sitters(folder: Path) -> dict[str, LlamaForCausalLM]:
    before = folder / f"student-seed{best_student(folder)['seed']}"
    return {
        "teacher": _float(folder / "teacher"),
        "student_fp32": _float(before),
        "student_ptq": load_in_4_bits(before),
        "student_nf4": _float(folder / "student"),
    }


def _float(folder: Path) -> LlamaForCausalLM:
    """Stored 4-bit weights stay in 4 bits: their folder says so."""
    return unfused(
        AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, use_safetensors=True)
    )


def _sit(model: LlamaForCausalLM, tokenizer, paper: Sequence[Question]) -> list[str]:
    """Like lengths together, answers back in the paper's order."""
    order = sorted(range(len(paper)), key=lambda i: len(paper[i].worked))
    said = answers(model, tokenizer, [paper[i].text for i in order], rows=120)
    texts = [""] * len(paper)
    for i, one in zip(order, said, strict=True):
        texts[i] = one.text
    return texts


def _conditions(profile: Profile) -> dict[str, object]:
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"),
        "device": f"{os.cpu_count()} CPU cores ({platform.machine()})",
        "profile": profile.name,
        "exam_seed": EXAM_SEED,
        "versions": {
            name: version(name) for name in ("torch", "transformers", "bitsandbytes", "tokenizers")
        },
    }


def _compare(first: list[bool], second: list[bool]) -> dict[str, object]:
    both, only_first, only_second, neither = two_by_two(first, second)
    return {
        "both": both, "only_first": only_first, "only_second": only_second, "neither": neither,
        "mcnemar_p": round(mcnemar(only_first, only_second), 6),
    }


def _sizes(folder: Path, models: dict[str, LlamaForCausalLM]) -> dict[str, object]:
    weights = {s: (folder / s / "model.safetensors").stat().st_size for s in ("teacher", "student")}
    counted = {"teacher": parameters(models["teacher"]),
               "student": parameters(models["student_fp32"])}
    ratio = round(counted["teacher"] / counted["student"], 2)
    return {"parameters": counted, "parameter_ratio": ratio, "file_bytes": weights}


def _retention(card: dict[str, dict], of: dict[str, dict]) -> dict[str, float | None]:
    names = (*SUBJECTS, "numbers", "words")
    return {
        name: round(card[name]["share"] / of[name]["share"], 4) if of[name]["share"] else None
        for name in names
    }


def evaluate(profile: Profile, folder: Path) -> dict:
    tokenizer, models = AutoTokenizer.from_pretrained(folder / "teacher"), sitters(folder)
    taught, wording = papers(profile.exam)
    cards, right, texts = {}, {}, {}
    for name, model in models.items():
        texts[name] = _sit(model, tokenizer, taught)
        right[name] = marks(taught, texts[name])
        other = marks(wording, _sit(model, tokenizer, wording))
        cards[name] = {
            "taught_wordings": report_card(taught, right[name]),
            "untaught_wordings": report_card(wording, other),
        }
    teacher_card = cards["teacher"]["taught_wordings"]
    told = list(zip([q.text for q in taught], texts["student_nf4"], strict=True))
    summary = {
        "stage": "evaluate", **_conditions(profile), "student_seed": best_student(folder)["seed"],
        **_sizes(folder, models), "cards": cards,
        "retention": _retention(cards["student_nf4"]["taught_wordings"], teacher_card),
        "teacher_against_student_nf4": _compare(right["teacher"], right["student_nf4"]),
        "student_fp32_against_student_nf4": _compare(right["student_fp32"], right["student_nf4"]),
        "on_student_text": fidelity(models["teacher"], models["student_nf4"], tokenizer, told),
    }
    print(_table(cards))
    _write(folder, summary)
    return summary


def _write(folder: Path, summary: dict) -> None:
    text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{PAIR}.json").write_text(text, encoding="utf-8")


def _table(cards: dict[str, dict]) -> str:
    """Right answers in %, and in brackets for the wordings never trained on."""
    lines = [f"{'right answers, %':18s}" + "".join(f"{name:>20s}" for name in cards)]
    for subject in (*SUBJECTS, "numbers", "words"):
        cells = (
            f"{100 * c['taught_wordings'][subject]['share']:.1f}"
            f" ({100 * c['untaught_wordings'][subject]['share']:.1f})"
            for c in cards.values()
        )
        lines.append(f"{subject:18s}" + "".join(f"{cell:>20s}" for cell in cells))
    return "\n".join(lines)
