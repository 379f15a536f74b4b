"""The whole school, small: every stage runs, resumes from the one before, and leaves a pair."""

from __future__ import annotations

import json

import pytest
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.__main__ import main
from demo.distill.publishing import publish
from demo.distill.query import counts, identity
from demo.exam.catalogue import SUBJECTS


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school")
    summaries = {
        stage: main([stage, "--small", "--out", str(folder)])
        for stage in ("teach", "distil", "nf4", "evaluate")
    }
    return folder, summaries


def test_every_stage_says_what_it_did(school) -> None:
    _, summaries = school
    assert all(summary["stage"] == stage for stage, summary in summaries.items())
    assert summaries["teach"]["step"] == 6


def test_the_evaluation_is_complete_data(school) -> None:
    folder, summaries = school
    written = json.loads((folder / "abacus.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(summaries["evaluate"]))
    for card in written["cards"].values():
        for grades in card.values():
            assert set(grades) == {*SUBJECTS, "numbers", "words"}
            assert all(g["low"] <= g["share"] <= g["high"] for g in grades.values())
    assert written["versions"]["bitsandbytes"]


def test_both_sides_load_with_no_code_of_ours(school) -> None:
    folder, _ = school
    for side in ("teacher", "student"):
        model = AutoModelForCausalLM.from_pretrained(folder / side, use_safetensors=True)
        tokenizer = AutoTokenizer.from_pretrained(folder / side)
        assert model.generation_config.eos_token_id == tokenizer.eos_token_id
        asked = tokenizer.apply_chat_template(
            [{"role": "user", "content": "2 + 2"}], add_generation_prompt=True,
            return_tensors="pt", return_dict=True,
        )
        assert model.generate(**asked, max_new_tokens=3).shape[1] > asked["input_ids"].shape[1]


def test_the_ledger_counts_every_question_once(school) -> None:
    folder, summaries = school
    shards = sorted((folder / "ledger").glob("*.jsonl"))
    rows = [json.loads(line) for shard in shards for line in shard.read_text().splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) == 20
    assert all(row["id"] == identity(row["question"]) for row in rows)
    assert sum(map(sum, counts(shards).values())) == 20
    assert summaries["distil"]["kept_rejected"] == counts(shards)


def test_a_finished_stage_runs_again_at_no_cost(school) -> None:
    folder, summaries = school
    again = main(["teach", "--small", "--out", str(folder)])
    assert again["step"] == 6 and again["tokens"] == summaries["teach"]["tokens"]


def test_publishing_copies_what_an_engine_needs_and_thins_the_curves(school, tmp_path) -> None:
    folder, summaries = school
    publish(folder, tmp_path, summaries["evaluate"])
    for side in ("teacher", "student"):
        AutoModelForCausalLM.from_pretrained(tmp_path / "pairs" / "abacus" / side)
    rows = (tmp_path / "results" / "abacus-teacher.jsonl").read_text().splitlines()
    assert [json.loads(row)["step"] for row in rows] == [3, 6]
