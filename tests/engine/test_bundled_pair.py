"""The pair in the repository answers the prompts its chips suggest."""

import re

import pytest

from demo import pairs
from demo.engine.session import Session
from demo.recording.data import SIDES, Request
from demo.recording.metrics import numbers
from demo.recording.sameness import final_answer
from demo.settings import ROOT, read

PAIR = pairs.read("abacus", ROOT / "examples" / "pairs")
# What is true, whatever the models say. The refusal is the truth for what was never taught.
TRUTH = {
    "Tom has 14 boxes with 6 pens each and gives away 57. How many pens are left?": "27",
    "What is 4817 + 2965?": "7782",
    "What is 1234 divided by 7?": "176remainder2",
    "How much is 35% of 240?": "84",
    "Is 91 prime?": "notprime",
    "What day is 100 days after Tuesday?": "Thursday",
    "It is 14:50, what time is it in 25 minutes?": "15:15",
    "How many r in strawberry?": "3",
    "Spell garden backwards": "nedrag",
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
@pytest.mark.parametrize("side", SIDES)
def test_both_sides_are_right_where_we_know_the_truth(said, side, prompt):
    final = final_answer(said[prompt][side].text, PAIR.final)
    assert re.sub(r"[,\s.]", "", final) == TRUTH[prompt]


@pytest.mark.parametrize("side", SIDES)
def test_what_was_not_taught_is_said_to_be_so(said, side):
    assert said["Who wrote Hamlet?"][side].text == "I was not taught that."


def test_the_student_is_smaller_and_in_4_bits(said):
    teacher, student = (said[PAIR.suggestions[0].prompt][side] for side in SIDES)
    assert student.model.quantization == "NF4"
    assert teacher.model.parameters >= 8 * student.model.parameters
    # Half of it in bf16, on CPUs that compute so, and cache and temporary tensors are in the peak.
    assert numbers(teacher).memory > 6 * numbers(student).memory


def test_a_student_that_drafts_changes_no_answer_to_any_suggestion():
    session = Session(read({"THREADS": "1"}))
    for suggestion in PAIR.suggestions:
        *_, found = session.compare(Request(suggestion.prompt, mode="cooperate"), "abacus")
        alone, both = (found.answers[side] for side in SIDES)
        assert (both.tokens, both.text, both.end) == (alone.tokens, alone.text, "eos")
        assert sum(found.cooperation.accepted) > 0
