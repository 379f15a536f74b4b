"""The pair in the repository answers the prompts its chips suggest."""

import re

import pytest

from demo import pairs
from demo.engine.session import Session
from demo.metrics import final_answer, numbers
from demo.recording import SIDES, Request
from demo.settings import ROOT, read

PAIR = pairs.read("abacus", ROOT / "examples" / "pairs")
# What is true, whatever the models say. The refusal is the truth for what was never taught.
TRUTH = {
    "What is 4817 + 2965?": "7782",
    "How many r in strawberry?": "3",
    "47 写成汉字": "四十七",
    "47 加 85 等于多少？": "132",
}


@pytest.fixture(scope="module")
def said():
    session = Session(read({"THREADS": "1"}))
    return {
        s.prompt: list(session.compare(Request(s.prompt), "abacus"))[-1].answers
        for s in PAIR.suggestions
    }


@pytest.mark.parametrize("prompt", [s.prompt for s in PAIR.suggestions])
def test_both_sides_answer_every_suggestion_to_its_end(said, prompt):
    for side in SIDES:
        answer = said[prompt][side]
        assert answer.end == "eos" and answer.text.strip()
        assert numbers(answer).tpot > 0 and answer.memory.working_peak is not None


@pytest.mark.parametrize("prompt", TRUTH)
def test_the_teacher_is_right_where_we_know_the_truth(said, prompt):
    final = final_answer(said[prompt]["teacher"].text, PAIR.final)
    assert re.sub(r"[,\s.]", "", final) == TRUTH[prompt]


def test_the_student_is_smaller_and_in_4_bits(said):
    teacher, student = (said[PAIR.suggestions[0].prompt][side] for side in SIDES)
    assert student.model.quantization == "NF4"
    assert teacher.model.parameters >= 8 * student.model.parameters
    assert numbers(teacher).memory > 8 * numbers(student).memory
