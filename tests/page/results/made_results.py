"""Results of a pair that nobody trained: every number is made up by a formula, for tests only.

It fills the whole schema, with twenty subjects, so that a page can be drawn in full.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from demo.exam.catalogue import SUBJECTS
from demo.exam.statistics import wilson

# Twenty subjects, those of the catalogue first; the others are new to the page.
NAMES = list(dict.fromkeys((*SUBJECTS, *(f"new_subject_{n}" for n in range(20)))))[:20]
NUMBERS = {s for n, s in enumerate(NAMES)
           if (SUBJECTS[s].faculty == "numbers" if s in SUBJECTS else n % 2)}
SKILL = {"teacher": 0.985, "student_fp32": 0.965, "student_ptq": 0.955, "student_nf4": 0.962,
         "hard": 0.95, "alone": 0.44, "oracle": 0.97, "vertical": 0.6}
PAPERS = {"taught_wordings": (100, 1.0), "untaught_wordings": (50, 0.9), "free_hand": (3, 0.92),
          "strangers": (15, 0.6)}


def mark(right: int, asked: int) -> dict[str, Any]:
    low, high = wilson(right, asked)
    return {"right": right, "asked": asked, "share": round(right / asked, 4),
            "low": round(low, 4), "high": round(high, 4)}


def card(rng: Random, examinee: str, asked: int, factor: float) -> dict[str, Any]:
    found = {}
    for subject in NAMES:
        skill = SKILL[examinee] * factor
        if examinee == "vertical":
            skill = 0.97 if subject in NUMBERS else 0.02
        right = sum(rng.random() < skill for _ in range(asked))
        found[subject] = mark(right, asked)
    for name, chosen in (("numbers", True), ("words", False)):
        own = [m for s, m in found.items() if (s in NUMBERS) is chosen]
        found[name] = mark(sum(m["right"] for m in own), sum(m["asked"] for m in own))
    return found


def whole() -> dict[str, Any]:
    """All of it, the same every time."""
    rng = Random(7)
    cards = {
        examinee: {paper: card(rng, examinee, *terms) for paper, terms in PAPERS.items()}
        for examinee in SKILL
    }
    own, other = (cards[s]["taught_wordings"] for s in ("student_nf4", "teacher"))
    heard = {"tokens": 50_888, "top1_agreement": 0.9871, "kl_nats_per_token": 0.0312,
             "acceptance": 0.9634}
    return {
        "stage": "evaluate", "date": "2026-11-24", "device": "Made-up GPU", "profile": "gpu",
        "exam_seed": 1, "versions": {"torch": "2.13.0"}, "commit": "c0ffee0123456789",
        "student_seed": 2, "parameters": {"teacher": 19_300_000, "student": 1_210_000},
        "parameter_ratio": 15.95, "memory_ratio": 33.4,
        "file_bytes": {"teacher": 38_600_000, "student": 910_000}, "cards": cards,
        "retention": {s: round(own[s]["share"] / other[s]["share"], 4) for s in own},
        "acceptance": {"numbers": 0.97, "words": 0.95},
        "on_teacher_text": {**heard, "numbers": heard, "words": heard},
        "on_student_text": {**heard, "numbers": heard, "words": heard},
        "teacher_against_student_nf4": {"both": 1900, "only_first": 62, "only_second": 18,
                                        "neither": 20, "mcnemar_p": 0.000001},
        "student_nf4_against_alone": {"both": 850, "only_first": 1080, "only_second": 8,
                                      "neither": 62, "mcnemar_p": 0.0},
        "seeds": {v: _seeds(rng, skill) for v, skill in
                  (("soft", 0.96), ("hard", 0.95), ("alone", 0.44), ("oracle", 0.97))},
        "budgets": [{"asked": asked, "seed": 0, "numbers": numbers, "words": words}
                    for asked, numbers, words in ((1000, 0.41, 0.55), (10_000, 0.78, 0.81),
                                                  (100_000, 0.962, 0.95))],
        "sweep": _sweep(),
        "query": {"asked": 100_000, "kept": 97_312, "rejected": 2_688, "tokens": 5_412_991,
                  "seconds": 412.0, "questions_per_minute": 14_563.1, "tokens_per_second": 13_138.0,
                  "greedy": 80_000, "sampled": 20_000, "device": "Made-up GPU",
                  "subjects": {s: [4900, 100] for s in NAMES}},
        "stages": [{"stage": stage, "steps": steps, "tokens": tokens, "seconds": seconds,
                    "device": "Made-up GPU"} for stage, steps, tokens, seconds in
                   (("teach", 12_000, 98_304_000, 2712.0), ("distil", 9_000, 73_728_000, 1290.0),
                    ("nf4", 1_000, 8_192_000, 171.0))],
        "missing": [{"what": "sweep-320x4-seed0", "command": "python -m demo.distill sweep"}],
    }


def _seeds(rng: Random, skill: float) -> list[dict[str, Any]]:
    return [{"seed": seed, "validation_mean": skill,
             "numbers": round(skill - 0.03 * rng.random(), 4),
             "words": round(skill - 0.05 * rng.random(), 4),
             "subjects": {s: round(skill - 0.06 * rng.random(), 4) for s in NAMES}}
            for seed in range(3)]


def _sweep() -> list[dict[str, Any]]:
    sizes = (("64x2", 90_000, 61_000, 0.62, 0.41), ("96x2", 210_000, 130_000, 0.84, 0.7),
             ("128x3", 500_000, 300_000, 0.93, 0.9), ("192x3", 1_210_000, 910_000, 0.977, 0.96),
             ("256x4", 3_000_000, 2_100_000, 0.992, 0.981))
    return [{"name": name, "parameters": parameters, "nf4_bytes": held, "seed": 0,
             "numbers": numbers * 0.98, "words": words * 0.98, "retention_numbers": numbers,
             "retention_words": words, "chosen": name == "192x3"}
            for name, parameters, held, numbers, words in sizes]


def logs() -> dict[str, list[dict[str, Any]]]:
    """Each subject comes at once, each at its own time."""
    found = {}
    for log, (steps, tokens) in {"teacher": (12_000, 98e6), "student": (9_000, 73e6),
                                 "nf4": (1_000, 8e6)}.items():
        rng, rows = Random(log), []
        turns = {s: 1.0 if log == "nf4" else rng.uniform(0.1, 0.7) for s in NAMES}
        for n in range(1, 21):
            shares = {s: 0.97 if log == "nf4" or n / 20 > turn else round(0.4 * rng.random(), 4)
                      for s, turn in turns.items()}
            rows.append({"step": steps * n // 20, "tokens": int(tokens * n / 20),
                         "seconds": 60.0 * n, "loss": round(3 / n, 4), "accuracy": shares})
        found[log] = rows
    return found


def write(folder: Path, name: str = "abacus", found: dict[str, Any] | None = None) -> Path:
    """Results and logs as `publish` leaves them; the path of the results."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(whole() if found is None else found), encoding="utf-8")
    for log, rows in logs().items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}-{log}.jsonl").write_text(lines, encoding="utf-8")
    return path
