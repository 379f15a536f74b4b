"""What evaluate writes is what the tab reads: one model, and nothing falls between."""

from __future__ import annotations

import copy
import json

import pytest

from demo.errors import UserError
from demo.exam.exam_results import ExamResults, checked, written
from demo.settings import ROOT

SHIPPED = json.loads((ROOT / "examples" / "results" / "abacus.json").read_text(encoding="utf-8"))


def test_the_shipped_results_are_read_to_the_last_key_and_figure():
    read = checked(ExamResults, SHIPPED, "abacus.json")
    there = copy.deepcopy(SHIPPED)
    for row in there["stages"]:  # asking has no steps: null is as good as missing
        for key in [key for key, value in row.items() if value is None]:
            del row[key]
    assert json.dumps(read, sort_keys=True) == json.dumps(there, sort_keys=True)


def test_what_is_written_is_the_same_object_untouched():
    assert written(SHIPPED) is SHIPPED


@pytest.mark.parametrize("path", [("colour",), ("query", "colour"), ("budgets", 0, "colour"),
                                  ("on_teacher_text", "numbers", "colour")])
def test_evaluate_cannot_write_what_nobody_would_read(path):
    summary = inner = copy.deepcopy(SHIPPED)
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = 1
    with pytest.raises(AssertionError, match="colour"):
        written(summary)
    assert checked(ExamResults, summary, "it") == checked(ExamResults, SHIPPED, "it")


@pytest.mark.parametrize("value", [True, "1", 1.5, -1, None, [], float("nan"), 10**400])
def test_a_count_is_a_whole_number_and_nothing_like_one(value):
    summary = copy.deepcopy(SHIPPED)
    summary["cards"]["teacher"]["free_hand"]["add"]["asked"] = value
    with pytest.raises(UserError, match="^it.cards.teacher.free_hand.add.asked must be a whole"):
        checked(ExamResults, summary, "it")
