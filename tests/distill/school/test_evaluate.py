"""An evaluation says what was measured, and what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demo.distill.__main__ import main
from demo.distill.core.models import new_model
from demo.distill.core.sizes import Shape
from demo.distill.school.comparisons import against, retained, shares
from demo.distill.school.evaluate import evaluate_either
from demo.distill.school.exam_fidelity import fidelity
from demo.distill.school.exam_sitting import Examinee, sit
from demo.distill.school.profiles import PROFILES
from demo.distill.school.results_table import table
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.split import TEST, exam

EXAMPLES = Path(__file__).parents[3] / "examples"
RESULTS = json.loads((EXAMPLES / "results" / "abacus.json").read_text(encoding="utf-8"))


def card(right: int, asked: int) -> dict:
    return {"taught_wordings": {"numbers": {"share": right / asked}, "words": {"share": 0.0}}}


def test_retention_is_a_ratio_of_shares_and_none_of_a_zero() -> None:
    assert retained(card(3, 4), card(4, 4), "numbers") == 0.75
    assert retained(card(3, 4), card(4, 4), "words") is None
    assert retained(card(3, 4), card(4, 4), "prime numbers") is None
    assert shares(card(1, 2)) == {"numbers": 0.5, "words": 0.0}


def test_two_sitters_are_compared_on_the_same_questions() -> None:
    found = against([True, True, False, False], [True, False, True, False])
    assert found == {"both": 1, "only_first": 1, "only_second": 1, "neither": 1, "mcnemar_p": 1.0}


def test_a_tiny_chance_keeps_three_digits_and_is_never_rounded_to_nothing() -> None:
    lopsided = against([True] * 100, [False] * 100)["mcnemar_p"]
    assert lopsided == float(f"{2 / 2**100:.3g}") > 0


def test_a_model_is_wholly_like_itself(tokenizer, tiny) -> None:
    told = [(q, q.worked) for s in ("add", "opposites") for q in exam(SUBJECTS[s], TEST, 3, 1)]
    found = fidelity(tiny, tiny, tokenizer, told)
    for part in (found, found["numbers"], found["words"]):
        assert part["top1_agreement"] == part["acceptance"] == part["perplexity_ratio"] == 1
        assert part["kl_nats_per_token"] == 0
    assert found["tokens"] == found["numbers"]["tokens"] + found["words"]["tokens"]


def test_two_models_differ_and_neither_side_is_taken_for_the_other(tokenizer, tiny) -> None:
    other = new_model(Shape(64, 1, 1, 64), tokenizer, seed=8).eval()
    told = [(q, q.worked) for q in exam(SUBJECTS["add"], TEST, 3, 1)]
    there, back = fidelity(tiny, other, tokenizer, told), fidelity(other, tiny, tokenizer, told)
    assert there["acceptance"] == back["acceptance"] < 1
    assert there["perplexity_ratio"] * back["perplexity_ratio"] == pytest.approx(1, abs=1e-3)
    assert there["words"] == {"tokens": 0}


def test_nobody_sits_the_same_paper_twice(school, tmp_path) -> None:
    teacher = Examinee("teacher", school[0] / "teacher")
    papers = {"taught_wordings": exam(SUBJECTS["unknown"], TEST, 4, 1)}
    sheet = sit(teacher, papers, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(json.dumps({"answers": ["I was not taught that."] * 4}), encoding="utf-8")
    again = sit(teacher, papers, tmp_path)
    assert again.card["taught_wordings"]["unknown"]["share"] == 1
    assert list(again.card["taught_wordings"]) == ["unknown", "words"]
    assert sheet.told()[0][0] == papers["taught_wordings"][0]
    sit(teacher, {"taught_wordings": papers["taught_wordings"][:3]}, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> dict:
    """What a fresh clone can do: no school, the pair in the repository."""
    out = tmp_path_factory.mktemp("no school yet")
    return main(["evaluate", "--questions", "2", "--out", str(out)])


def test_a_fresh_clone_examines_the_shipped_pair(shipped) -> None:
    assert shipped["stage"] == "evaluate"
    assert {"numbers", "words"} <= set(shipped["retention"])
    assert set(shipped["acceptance"]) == {"numbers", "words"}
    assert shipped["parameter_ratio"] >= 8 and shipped["memory_ratio"] >= 10
    assert shipped["subjects"]["add"]["teacher"][1] == 2


def test_who_is_not_shipped_is_read_from_the_results_and_said_to_be(shipped) -> None:
    told = set(shipped["read_from_results"]["cards"])
    assert told == set(RESULTS["cards"]) - {"teacher", "student_nf4", "alone"}
    assert all(shipped["cards"][name] == RESULTS["cards"][name] for name in told)


def test_the_table_has_a_column_a_sitter_and_a_row_a_subject(shipped) -> None:
    lines = table(shipped).splitlines()
    assert lines[1].split() == list(shipped["cards"])
    assert {line.split()[0] for line in lines[2:]} >= {*SUBJECTS, "numbers", "words"}


def test_no_two_columns_of_the_table_touch(shipped) -> None:
    full = {"share": 1.0}
    cards = {name: {p: dict.fromkeys((*SUBJECTS, "numbers", "words"), full)
                    for p in shipped["cards"]["teacher"]} for name in shipped["cards"]}
    lines = table({**shipped, "cards": cards}).splitlines()[1 : 4 + len(SUBJECTS)]
    assert len({len(line) for line in lines}) == 1
    for line in lines[1:]:
        assert line.count("  100.0 (100.0, 100.0, 100.0)") == len(cards)


def test_a_table_says_who_sat_now_and_who_was_read_from_the_results(shipped) -> None:
    (line,) = [one for one in table(shipped).splitlines() if one.startswith("Measured now: ")]
    now, read = line.split("; read from abacus.json of ")
    assert now == "Measured now: teacher, student_nf4, alone"
    assert all(name in read for name in shipped["read_from_results"]["cards"])
    school = {k: v for k, v in shipped.items() if k != "read_from_results"}
    assert f"Measured now: {', '.join(shipped['cards'])}\n" in table(school)


def test_a_table_names_all_that_is_missing_in_one_line(shipped) -> None:
    rows = [{"what": f"alone-seed{n}", "command": f"a long command {n}"} for n in range(3)]
    told = table({**shipped, "missing": rows})
    (line,) = [line for line in told.splitlines() if "alone-seed" in line]
    assert line.startswith("Not trained yet, 3: alone-seed0, alone-seed1, alone-seed2;")
    assert '"missing"' in line and "a long command" not in told
    assert "Not trained yet" not in table({**shipped, "missing": []})


def test_a_pair_from_the_hub_cannot_sit_this_exam(tmp_path) -> None:
    with pytest.raises(UserError, match="not stored in folders"):
        evaluate_either(PROFILES["small"], tmp_path, pair="gpt2-and-distilgpt2")


def test_a_school_without_a_student_says_what_to_run(asked, profile) -> None:
    with pytest.raises(UserError, match="distil --variant soft --seed 0"):
        evaluate_either(profile, asked)
