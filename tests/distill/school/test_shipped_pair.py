"""The pair in the repository is the one the results speak of, and it can still do its sums."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.core.batched_decoding import answers
from demo.exam.catalogue import SUBJECTS
from demo.exam.grading import marks
from demo.exam.split import TEST, exam

EXAMPLES = Path(__file__).parents[3] / "examples"
PAIR = EXAMPLES / "pairs" / "abacus"
QUESTIONS = 6  # a subject


@pytest.fixture(scope="module")
def result() -> dict:
    return json.loads((EXAMPLES / "results" / "abacus.json").read_text(encoding="utf-8"))


def share_right(side: str) -> float:
    model = AutoModelForCausalLM.from_pretrained(
        PAIR / side, dtype=torch.float32, use_safetensors=True
    )
    tokenizer = AutoTokenizer.from_pretrained(PAIR / side)
    paper = [q for subject in SUBJECTS.values() for q in exam(subject, TEST, QUESTIONS, seed=77)]
    said = answers(model, tokenizer, [q.text for q in paper])
    right = marks(paper, [one.text for one in said])
    return sum(right) / len(right)


@pytest.mark.parametrize(("side", "floor"), [("teacher", 0.9), ("student", 0.8)])
def test_a_side_answers_held_out_questions(side: str, floor: float) -> None:
    assert share_right(side) >= floor


def test_no_file_needs_large_file_storage() -> None:
    assert all(path.stat().st_size < 9e6 for path in PAIR.rglob("*") if path.is_file())


def test_the_student_is_at_least_eight_times_smaller(result: dict) -> None:
    assert result["parameter_ratio"] >= 8


def test_sizes_in_the_results_are_those_of_the_shipped_files(result: dict) -> None:
    for side in ("teacher", "student"):
        assert (PAIR / side / "model.safetensors").stat().st_size == result["file_bytes"][side]
