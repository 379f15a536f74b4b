"""Any pair, from a prompts file to a folder that the race loads."""

from __future__ import annotations

import dataclasses
import json

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.own import gathered_answers, local_teacher
from demo.engine.control_tokens import end_tokens
from demo.engine.load import load
from demo.engine.session import Session
from demo.pairs import read
from demo.recording.data import Request
from tests.distill.own.conftest import ANSWER, STOP, distil, query, write_prompts

QUICK = ("--max-tokens", 8, "--epochs", 2, "--learning-rate", 1e-3)


@pytest.fixture(scope="module")
def taught(yes_pair, tmp_path_factory):
    """The whole chain with different ends and different padding."""
    out = tmp_path_factory.mktemp("taught")
    prompts = write_prompts(out, 60)
    words = ("--teacher", yes_pair / "teacher", "--student", yes_pair / "student",
             "--prompts", prompts, "--out", out / "pair", "--max-tokens", 12,
             "--epochs", 12, "--learning-rate", 3e-3)
    return out / "pair", words, distil(*words)


@pytest.mark.parametrize("kind", ["gpt2", "qwen3", "llama"])
def test_a_pair_of_any_kind_is_distilled_and_raced(kind, tiny_pairs, tiny_settings, tmp_path):
    student = tiny_pairs / kind / ("wide" if kind == "llama" else "student")
    told = distil("--teacher", tiny_pairs / kind / "teacher", "--student", student, "--prompts",
                  write_prompts(tmp_path, 10), "--out", tmp_path / "pair", "--top", 16, *QUICK)
    assert told["targets"] == "soft" and told["answers"]["taught"] == 9
    session = Session(dataclasses.replace(tiny_settings, pair=str(tmp_path / "pair")))
    session.load(str(tmp_path / "pair"))
    assert session.pair.lineage == "distilled here"
    *_, finished = session.stream(Request("hello", max_tokens=4), str(tmp_path / "pair"))
    assert finished.answers["student"].tokens
    assert finished.answers["student"].model.quantization == "NF4"


def test_the_student_says_what_its_teacher_says_and_ends_as_it_does(taught):
    out, _, told = taught
    assert told["end"] == {"before": "<end>", "now": STOP}
    for folder in ("student", "student-float"):
        model = AutoModelForCausalLM.from_pretrained(out / folder)
        tokenizer = AutoTokenizer.from_pretrained(out / folder)
        asked = tokenizer.apply_chat_template(
            [{"role": "user", "content": "is 7 more than 9?"}], return_tensors="pt",
            return_dict=True, add_generation_prompt=True)
        said = model.generate(**asked, max_new_tokens=12, do_sample=False)
        assert tokenizer.decode(said[0, asked["input_ids"].shape[1]:]) == ANSWER + STOP


def test_the_race_ends_the_student_where_its_teacher_would(taught, session):
    out, _, _ = taught
    pair = read(str(out), out)
    loaded = load(pair.specs["student"], session.device)
    assert end_tokens(loaded.model, loaded.tokenizer) == [
        loaded.tokenizer.convert_tokens_to_ids(STOP)]


def test_a_finished_chain_runs_again_asking_and_learning_nothing(taught):
    _, words, told = taught
    again = distil(*words)
    assert again["query"]["asked_now"] == 0 and again["stages"] == told["stages"]


def test_every_answer_is_kept_once_by_its_prompt(taught):
    out, _, told = taught
    rows = [row for _, row in gathered_answers.rows(out / "answers")]
    assert len({row["id"] for row in rows}) == len(rows) == 60 == told["query"]["answers"]
    assert all(gathered_answers.prompt_of(row).id == row["id"] for row in rows)


def test_beliefs_are_the_teachers_at_the_tokens_it_said(taught, yes_pair):
    out, _, _ = taught
    teacher = AutoModelForCausalLM.from_pretrained(yes_pair / "teacher", dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(yes_pair / "teacher")
    file, row = next(gathered_answers.rows(out / "answers"))
    asked = local_teacher.prompt_file.tokens(tokenizer, gathered_answers.prompt_of(row), {})
    with torch.no_grad():
        logits = teacher(torch.tensor([asked + row["tokens"]])).logits[0, len(asked) - 1 : -1]
    beliefs = logits[:, : len(tokenizer)].log_softmax(-1)
    held = gathered_answers.targets(file, row).float()
    assert held.ids[:, 0].tolist() == row["tokens"]
    torch.testing.assert_close(held.logs, beliefs.gather(-1, held.ids), atol=0.02, rtol=0)
    mass = held.logs.exp().sum(-1) + held.tail.exp()
    torch.testing.assert_close(mass, torch.ones_like(mass), atol=0.01, rtol=0)


def test_asking_goes_on_after_a_kill_with_nothing_asked_twice(yes_pair, tmp_path, monkeypatch):
    words = ("--teacher", yes_pair / "teacher", "--prompts", write_prompts(tmp_path, 20),
             "--out", tmp_path, "--ask-rows", 2, "--max-tokens", 8)
    whole, shards = local_teacher._shard, []

    def killed_at_the_second(*words):
        shards.append(words)
        if len(shards) == 2:
            raise KeyboardInterrupt
        whole(*words)

    monkeypatch.setattr(local_teacher, "_shard", killed_at_the_second)
    with pytest.raises(SystemExit):
        query(*words)
    monkeypatch.setattr(local_teacher, "_shard", whole)
    told = query(*words)
    assert told["asked_now"] == 12 and told["answers"] == 20
    assert told["questions_per_minute"] > 0


def test_another_teachers_answers_do_not_mix(yes_pair, tiny_pairs, tmp_path, capsys):
    words = ("--prompts", write_prompts(tmp_path, 2), "--out", tmp_path, "--max-tokens", 4)
    query("--teacher", yes_pair / "teacher", *words)
    with pytest.raises(SystemExit):
        query("--teacher", tiny_pairs / "gpt2" / "teacher", *words)
    assert "was begun with teacher" in capsys.readouterr().err


def test_the_log_tells_both_terms_and_what_is_held_out(taught):
    out, _, _ = taught
    rows = [json.loads(line) for line in (out / "student.jsonl").read_text().splitlines()]
    assert {"kd", "ce"} <= set(rows[-1])
    assert rows[-1]["accuracy"]["held_out_nats"] < rows[0]["accuracy"]["held_out_nats"]
