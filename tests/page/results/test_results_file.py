"""Results files: whole, partial, damaged, missing and hostile."""

from __future__ import annotations

import copy
import json

import pytest

from demo.errors import UserError
from demo.page.results.results_file import read
from demo.settings import ROOT
from tests.page.results import made_results


def test_results_with_everything_are_read(tmp_path):
    made_results.write(tmp_path)
    found = read(tmp_path, "abacus")
    asked = made_results.PAPERS["free_hand"][0] * len(made_results.NUMBERS)
    assert found.card("oracle", "free_hand")["numbers"]["asked"] == asked
    assert len(found.logs["teacher"]) == 20 and found.complaints == ()


def test_the_results_in_this_repository_are_read():
    found = read(ROOT / "examples" / "results", "abacus")
    assert found.card("teacher", "taught_wordings") and found.complaints == ()


@pytest.mark.parametrize("name", ["nobody", "../abacus", "", "a/b", ".abacus"])
def test_a_pair_without_results_has_none_and_no_name_leaves_the_folder(tmp_path, name):
    inner = tmp_path / "results"
    made_results.write(inner)
    made_results.write(tmp_path)
    assert read(inner, name) is None


def test_every_part_may_be_missing(tmp_path):
    for key in made_results.whole():
        found = made_results.whole()
        del found[key]
        made_results.write(tmp_path, found=found)
        assert read(tmp_path, "abacus") is not None, key
    made_results.write(tmp_path, found={})
    assert read(tmp_path, "abacus").parts == {}


def test_a_subject_that_a_paper_did_not_ask_has_no_mark(tmp_path):
    found = made_results.whole()
    marks = found["cards"]["teacher"]["free_hand"]
    marks["add"] = {"right": 0, "asked": 0, "share": 0.0, "low": 0.0, "high": 1.0}
    made_results.write(tmp_path, found=found)
    assert "add" not in read(tmp_path, "abacus").card("teacher", "free_hand")


def test_null_is_as_good_as_missing(tmp_path):
    made_results.write(tmp_path, found=dict.fromkeys(made_results.whole()))
    assert read(tmp_path, "abacus").parts == {}


DAMAGE = [
    (("cards", "teacher", "taught_wordings", "add", "share"), 1.2, "cards.teacher"),
    (("cards", "teacher", "taught_wordings", "add", "share"), float("nan"), "share from 0 to 1"),
    (("cards", "teacher", "taught_wordings", "add", "asked"), 1, "right of 1 asked"),
    (("cards", "teacher", "taught_wordings", "add"), {"right": 1}, "has no 'asked'"),
    (("cards",), [], "must be an object"), (("date",), 7, "must be text"),
    (("sweep",), {}, "must be a list"), (("query", "asked"), True, "whole number"),
    (("budgets", 0, "asked"), -5, "whole number from 0"),
    (("query", "subjects", "add"), [1], "must be [kept, rejected]"),
    (("file_bytes", "teacher"), 1e400, "whole number"),
]


@pytest.mark.parametrize("path, value, said", DAMAGE)
def test_damage_is_one_sentence_that_names_the_place(tmp_path, path, value, said):
    found = copy.deepcopy(made_results.whole())
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    made_results.write(tmp_path, found=found)
    with pytest.raises(UserError) as caught:
        read(tmp_path, "abacus")
    assert said in str(caught.value) and str(caught.value).startswith("abacus.json")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 5000, b"null", b"7"])
def test_a_file_that_is_no_result_is_refused(tmp_path, content):
    (tmp_path / "abacus.json").write_bytes(content)
    with pytest.raises(UserError, match="abacus.json"):
        read(tmp_path, "abacus")


def test_a_broken_log_is_named_by_its_line_and_costs_nothing_else(tmp_path):
    made_results.write(tmp_path)
    with (tmp_path / "abacus-student.jsonl").open("a") as log:
        log.write("{half\n")
    found = read(tmp_path, "abacus")
    assert "abacus-student.jsonl, line 21" in found.complaints[0]
    assert found.logs["teacher"] and "student" not in found.logs


def test_the_rows_of_a_resumed_log_come_in_the_order_of_training(tmp_path):
    made_results.write(tmp_path)
    rows = made_results.logs()["nf4"][::-1]
    (tmp_path / "abacus-nf4.jsonl").write_text("\n".join(map(json.dumps, rows)))
    steps = [row["step"] for row in read(tmp_path, "abacus").logs["nf4"]]
    assert steps == sorted(steps) and len(steps) == 20
