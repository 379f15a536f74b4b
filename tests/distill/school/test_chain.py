"""The whole school, small: every stage runs, resumes from the one before, and leaves a pair."""

from __future__ import annotations

import json

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.__main__ import STAGES, main
from demo.distill.core.stage_files import read_json, read_lines
from demo.distill.school.answer_log import AnswerLog, identity
from demo.distill.school.evaluate import PAIR
from demo.distill.school.profiles import PROFILES
from demo.distill.school.publish import publish
from demo.distill.school.variants import SHIPPED, Run, best, plan, variants
from demo.exam.catalogue import SUBJECTS

SMALL = PROFILES["small"]
GRADE = {"right", "asked", "share", "low", "high"}


def test_every_stage_left_a_summary_and_a_log_in_json_lines(school) -> None:
    folder, _ = school
    run = best(folder, SMALL, SHIPPED)
    for name in ("teacher", "query", "check", run.name, run.stored_name):
        assert read_json(folder / f"{name}.json")["stage"] in STAGES
        assert read_lines(folder / f"{name}.jsonl")


def test_every_student_of_the_plan_was_trained(school) -> None:
    folder, summary = school
    assert summary["missing"] == []
    assert all(run.result.exists() for run in plan(folder, SMALL))


def test_the_evaluation_has_every_sitter_on_every_paper(school) -> None:
    _, summary = school
    examinees = {"teacher", "student_fp32", "student_ptq", "student_nf4", "hard", "alone", "oracle",
               "vertical"}
    assert set(summary["cards"]) == examinees
    for card in summary["cards"].values():
        for paper in ("taught_wordings", "untaught_wordings"):
            assert set(card[paper]) == {*SUBJECTS, "numbers", "words"}
            assert all(set(g) == GRADE for g in card[paper].values())
            assert all(g["low"] <= g["share"] <= g["high"] for g in card[paper].values())


def test_the_evaluation_says_what_the_page_and_its_readers_need(school) -> None:
    _, summary = school
    assert {"numbers", "words"} <= set(summary["retention"])
    assert set(summary["acceptance"]) == {"numbers", "words"}
    assert summary["parameter_ratio"] > 1 and summary["memory_ratio"] > 1
    assert summary["subjects"]["add"]["teacher"][1] == SMALL.exam
    for text in ("on_teacher_text", "on_student_text"):
        assert {"tokens", "top1_agreement", "kl_nats_per_token", "acceptance", "numbers",
                "words"} <= set(summary[text])
    assert {"mcnemar_p", "both", "only_first", "only_second", "neither"} == set(
        summary["student_nf4_against_alone"]
    )
    assert set(summary["seeds"]) == {"soft", "hard", "alone", "oracle", "vertical"}
    assert [row["stage"] for row in summary["stages"]] == ["teach", "query", "distil", "nf4"]
    assert all(row["seconds"] > 0 for row in summary["stages"])


def test_the_sweep_goes_by_bytes_and_marks_the_shipped_student(school) -> None:
    _, summary = school
    sizes = [row["nf4_bytes"] for row in summary["sweep"]]
    assert sizes == sorted(sizes) and len(sizes) == 1 + len(SMALL.sweep)
    assert [row["name"] for row in summary["sweep"] if row["chosen"]] == [SMALL.student.name]


def test_the_curve_of_budgets_ends_at_the_shipped_student(school) -> None:
    _, summary = school
    (row,) = summary["budgets"]
    assert row["asked"] == SMALL.asking.questions
    assert row["seed"] == summary["student_seed"]


def test_the_written_result_is_the_printed_one_with_its_conditions(school) -> None:
    folder, summary = school
    written = read_json(folder / f"{PAIR}.json")
    printed = {k: v for k, v in json.loads(json.dumps(summary)).items() if k != "published"}
    assert written == {**printed, "stage": "evaluate"}
    assert {"date", "device", "commit", "exam_seed", "versions"} <= set(written)
    assert written["versions"]["bitsandbytes"]


def test_both_sides_load_with_no_code_of_ours(school) -> None:
    folder, _ = school
    for side in (folder / "teacher", best(folder, SMALL, SHIPPED).stored):
        model = AutoModelForCausalLM.from_pretrained(side, use_safetensors=True)
        tokenizer = AutoTokenizer.from_pretrained(side)
        assert model.generation_config.eos_token_id == tokenizer.eos_token_id
        told = tokenizer.apply_chat_template(
            [{"role": "user", "content": "2 + 2"}], add_generation_prompt=True,
            return_tensors="pt", return_dict=True,
        )
        assert model.generate(**told, max_new_tokens=3).shape[1] > told["input_ids"].shape[1]


def test_the_ledger_counts_every_question_once(school) -> None:
    folder, summary = school
    rows = [row for _, row in AnswerLog(folder / "ledger").rows()]
    assert len({row.id for row in rows}) == len(rows) == SMALL.asking.questions
    assert all(row.id == identity(row.question.text) for row in rows)
    told = summary["query"]
    assert told["asked"] == told["kept"] + told["rejected"] == len(rows)
    assert sum(map(sum, told["subjects"].values())) == len(rows)


def test_a_finished_pair_runs_again_without_training(school) -> None:
    folder, summary = school
    checkpoints = sorted(folder.glob("*.pt"))
    before = [path.stat().st_mtime_ns for path in checkpoints]
    again = main(["pair", "--small", "--out", str(folder)])
    assert [path.stat().st_mtime_ns for path in checkpoints] == before
    assert again["cards"] == summary["cards"]


def test_a_student_that_is_gone_is_missing_with_its_command(school, tmp_path) -> None:
    from demo.distill.school import evidence

    assert len(evidence.missing(tmp_path, SMALL)) == len(list(plan(tmp_path, SMALL)))
    (row,) = [r for r in evidence.missing(tmp_path, SMALL) if r["what"] == "alone-seed0"]
    assert "distil --variant alone --seed 0" in row["command"]
    assert "nf4 --variant alone --seed 0" in row["command"]


def test_the_best_seed_is_taken_by_validation(school, tmp_path) -> None:
    profile = PROFILES["cpu"]
    for seed, score in enumerate((0.5, 0.9, 0.7)):
        result = Run(tmp_path, variants(profile)["soft"], seed).result
        result.write_text(json.dumps({"validation_mean": score}), encoding="utf-8")
    assert best(tmp_path, profile, "soft").seed == 1


def test_the_shipped_student_is_quantised_and_its_base_is_not(school) -> None:
    folder, _ = school
    base = AutoModelForCausalLM.from_pretrained(folder / "hub" / "abacus-student", dtype="auto")
    assert base.dtype == torch.bfloat16
    config = read_json(folder / "hub" / "abacus-student-nf4" / "config.json")
    assert config["quantization_config"]["bnb_4bit_quant_type"] == "nf4"


def test_publishing_before_an_evaluation_is_refused(tmp_path) -> None:
    with pytest.raises(Exception, match="evaluate"):
        publish(SMALL, tmp_path)


def test_a_stage_without_the_one_before_names_it(tmp_path, capsys) -> None:
    for stage, wanted in (("query", "teach"), ("check", "query"), ("nf4", "distil")):
        with pytest.raises(SystemExit):
            main([stage, "--small", "--out", str(tmp_path)])
        assert wanted in capsys.readouterr().err
