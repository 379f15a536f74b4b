"""A local teacher's answers: lost by no kill, asked once, reused, and never mistaken for others."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.own import answer_batches, gathered_answers, model_sources, nf4_students
from demo.distill.own.answer_journal import Journal
from tests.distill.own.conftest import distil, query, write_prompts
from tests.distill.own.test_refusals import refused

QUICK = ("--max-tokens", 8, "--epochs", 1)


def words_of(pair, out, count: int = 14, *more) -> tuple:
    out.mkdir(exist_ok=True)
    return ("--teacher", pair / "teacher", "--prompts", write_prompts(out, count), "--out", out,
            "--ask-rows", 4, "--max-tokens", 8, *more)


def kept(out) -> dict[str, list[int]]:
    return {row["id"]: row["tokens"] for _, row in gathered_answers.rows(out / "answers")}


@pytest.mark.parametrize("heard", [1, 5, 8, 13])
def test_a_kill_loses_only_what_was_being_decoded(yes_pair, tmp_path, monkeypatch, heard):
    """Whatever ended is noted, in mid-batch too; what comes of it is what would have come."""
    whole, noted = Journal.add, []

    def killed(self, *said):
        if len(noted) == heard:
            raise KeyboardInterrupt
        noted.append(said[0])
        whole(self, *said)

    monkeypatch.setattr(Journal, "add", killed)
    with pytest.raises(SystemExit):
        query(*words_of(yes_pair, tmp_path / "cut"))
    monkeypatch.setattr(Journal, "add", whole)
    told = query(*words_of(yes_pair, tmp_path / "cut"))
    assert told["asked_now"] == 14 - heard and told["answers"] == 14
    query(*words_of(yes_pair, tmp_path / "whole"))
    assert kept(tmp_path / "cut") == kept(tmp_path / "whole")
    assert not list((tmp_path / "cut").rglob("*.said"))


def test_beliefs_of_answers_from_before_a_kill_are_the_same(yes_pair, tmp_path):
    for name in ("one", "two"):
        query(*words_of(yes_pair, tmp_path / name))
    folder = tmp_path / "two" / "answers"
    journal = Journal(folder)
    for _, row in list(gathered_answers.rows(folder)):
        journal.add(row["id"], row["tokens"], row["finish"] == "stop")
    for path in [*folder.glob("*.jsonl"), *folder.glob("*.safetensors")]:
        path.unlink()
    assert query(*words_of(yes_pair, tmp_path / "two"))["asked_now"] == 0
    held = {
        row["id"]: gathered_answers.targets(file, row)
        for file, row in gathered_answers.rows(folder)
    }
    for file, row in gathered_answers.rows(tmp_path / "one" / "answers"):
        torch.testing.assert_close(held[row["id"]].logs, gathered_answers.targets(file, row).logs)


def test_kill_9_in_mid_answer_is_survived(yes_pair, tmp_path):
    words = words_of(yes_pair, tmp_path, 60)
    command = [sys.executable, "-m", "demo.distill", "own", "query", *map(str, words)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}) as run:
        while not list((tmp_path / "answers").glob("*.said")):
            assert run.poll() is None, "it ended before it could be killed"
            time.sleep(0.005)
        run.send_signal(signal.SIGKILL)
    noted = set(Journal(tmp_path / "answers").said) | gathered_answers.known(tmp_path / "answers")
    told = query(*words)
    assert told["asked_now"] == 60 - len(noted) and told["answers"] == 60


@pytest.mark.parametrize("torn", [b'{"id": "ab", "tok', b"null\n", b'{"id": "ab"}\n', b"\xff\xfe\n",
                                  b'{"id": "ab", "tokens": "x", "ended": 1}\n'])
def test_a_torn_line_of_the_journal_counts_as_nothing(tmp_path, torn):
    Journal(tmp_path).add("aa", [1, 2], True)
    path = tmp_path / "local-0.said"
    path.write_bytes(path.read_bytes() + torn)
    Journal(tmp_path).add("bb", [3], False)
    assert Journal(tmp_path).said == {"aa": ([1, 2], True), "bb": ([3], False)}


@pytest.fixture
def no_teacher(yes_pair, monkeypatch):
    load = model_sources.model_of

    def refuse(found, *more, **options):
        assert found.path != (yes_pair / "teacher").resolve(), "the teacher's weights were loaded"
        return load(found, *more, **options)

    return lambda: monkeypatch.setattr(model_sources, "model_of", refuse)


def test_with_nothing_left_to_ask_no_teacher_is_loaded(yes_pair, tmp_path, no_teacher):
    query(*words_of(yes_pair, tmp_path))
    no_teacher()
    assert query(*words_of(yes_pair, tmp_path))["asked_now"] == 0
    told = distil(*words_of(yes_pair, tmp_path, 14, "--student", yes_pair / "student", *QUICK))
    assert told["query"]["asked_now"] == 0 and told["end"]["now"] == "<stop>"
    assert (tmp_path / "pair.toml").exists()


@pytest.mark.parametrize("named", ["first", "first/answers"])
def test_another_variant_learns_from_the_same_answers(yes_pair, tmp_path, no_teacher, named):
    query(*words_of(yes_pair, tmp_path / "first"))
    no_teacher()
    before = {path: path.read_bytes() for path in (tmp_path / "first").rglob("*.jsonl")}
    told = distil("--teacher", yes_pair / "teacher", "--student", yes_pair / "student", "--out",
                  tmp_path / "second", "--answers", tmp_path / named, "--alpha", 0.9, *QUICK)
    assert told["query"]["asked_now"] == 0 and told["answers"]["taught"] == 13
    assert told["targets"] == "soft" and not (tmp_path / "second" / "answers").exists()
    assert all(path.read_bytes() == held for path, held in before.items())
    assert "prompt = " in (tmp_path / "second" / "pair.toml").read_text()


def test_answers_that_no_prompt_asks_for_are_told(yes_pair, tmp_path, no_teacher, capsys):
    query(*words_of(yes_pair, tmp_path / "first"))
    no_teacher()
    few = write_prompts(tmp_path, 4)
    distil("--teacher", yes_pair / "teacher", "--student", yes_pair / "student", "--out",
           tmp_path / "second", "--answers", tmp_path / "first", "--prompts", few, *QUICK)
    assert "10 answers in" in (said := capsys.readouterr().err) and "learns from them" in said


def test_answers_that_are_not_there_are_one_sentence(yes_pair, tmp_path, capsys):
    said = refused(capsys, distil, "--student", yes_pair / "student", "--out", tmp_path / "out",
                   "--answers", tmp_path)
    assert "holds no answers: name the --out of an earlier" in said


@pytest.mark.parametrize(("more", "named"), [
    (("--max-tokens", 9), "--max-tokens 8, not 9"),
    (("--max-tokens", 9, "--top", 3), "--max-tokens 8, not 9 and --top 64, not 3"),
    (("--temperature", 0.5), "--temperature 0.0, not 0.5"),
])
def test_an_option_that_changed_is_named(yes_pair, tmp_path, capsys, more, named):
    query(*words_of(yes_pair, tmp_path, 3))
    said = refused(capsys, query, *words_of(yes_pair, tmp_path, 3), *more)
    assert f"was begun with {named}: give the same again, or another --out" in said


@pytest.mark.parametrize(("more", "named"), [
    (("--epochs", 2), "--epochs 1.0, not 2.0"), (("--alpha", 0.1), "--alpha 0.5, not 0.1"),
    (("--hard",), "--hard False, not True"), (("--longest", 99), "--longest 1024, not 99"),
])
def test_a_student_begun_in_another_way_is_named_before_anything_is_asked(
    yes_pair, tmp_path, capsys, more, named
):
    words = (*words_of(yes_pair, tmp_path, 6), "--student", yes_pair / "student", *QUICK)
    distil(*words)
    write_prompts(tmp_path, 9)
    said = refused(capsys, distil, *words, *more)
    assert named in said and len(kept(tmp_path)) == 6


def test_more_answers_make_a_new_student_and_it_is_said(yes_pair, tmp_path, capsys):
    words = (*words_of(yes_pair, tmp_path, 6), "--student", yes_pair / "student", *QUICK)
    first = distil(*words)
    assert not list(tmp_path.glob("*.pt")) and distil(*words)["stages"] == first["stages"]
    write_prompts(tmp_path, 24)
    capsys.readouterr()
    told = distil(*words)
    assert told["answers"]["taught"] > first["answers"]["taught"]
    assert "it learns anew, from the start" in capsys.readouterr().err


def test_adapters_go_on_from_their_checkpoint(yes_pair, tmp_path, monkeypatch):
    words = (*words_of(yes_pair, tmp_path, 12), "--student", yes_pair / "student", "--qlora",
             "--max-tokens", 8, "--epochs", 2)
    stored = nf4_students.store_adapters

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(nf4_students, "store_adapters", killed)
    with pytest.raises(SystemExit):
        distil(*words)
    held = torch.load(tmp_path / "student-qlora.pt", weights_only=True)["model"]
    assert held and all("lora_" in name for name in held)
    monkeypatch.setattr(nf4_students, "store_adapters", stored)
    distil(*words)
    found = AutoModelForCausalLM.from_pretrained(tmp_path / "student").state_dict()
    name = next(name for name in held if "lora_B" in name)
    assert torch.equal(found[name.removeprefix("base_model.model.")], held[name])


def test_what_the_limit_cut_is_said_and_has_no_end_to_learn(yes_pair, tmp_path, capsys):
    told = query(*words_of(yes_pair, tmp_path, 5, "--max-tokens", 2))
    assert told["cut"] == 5
    assert "5 of 5 answers were cut at --max-tokens 2" in capsys.readouterr().err


@pytest.mark.parametrize(("finish", "taught", "ends"), [
    ("stop", 1, True), ("EOS", 1, True), ("length", 1, False), ("vibes", 1, False),
    (None, 1, False), ("insufficient_system_resource", 1, False), ("refused", 0, False),
    ("content_filter", 0, False),
])
def test_only_a_real_end_is_taught_as_one(yes_pair, tmp_path, finish, taught, ends):
    tokenizer = AutoTokenizer.from_pretrained(yes_pair / "student")
    rows = [{"id": f"{i:016x}", "messages": [{"role": "user", "content": "hi"}], "answer": "yes",
             "finish": finish} for i in (1, 2)]
    (tmp_path / "endpoint.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = answer_batches.slate(tmp_path, tokenizer, {}, tokenizer.eos_token_id, 100)
    assert len(found.taught) == taught
    for one in (*found.taught, *found.held_out):
        assert (one.tokens[-1] == tokenizer.eos_token_id) == ends


def test_damaged_shards_are_named_and_scraps_refused(yes_pair, tmp_path, capsys):
    words = words_of(yes_pair, tmp_path, 12)
    query(*words)
    (path,) = (tmp_path / "answers").glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0][:30] + b"\n", *lines[1:]]))
    told = query(*words)
    assert told["lines_damaged"] == 1 and told["asked_now"] == 1 and told["answers"] == 12
    assert "1 of 12 lines are damaged" in capsys.readouterr().err
    path.write_bytes(b"".join([line[:30] + b"\n" for line in lines[:9]] + lines[9:]))
    said = refused(capsys, distil, "--student", yes_pair / "student", "--out", tmp_path, *QUICK)
    assert "9 of 12 lines are damaged" in said and "nothing is done with the rest" in said


def test_a_teacher_whose_probabilities_are_no_numbers_is_refused(yes_pair, tmp_path, capsys):
    model = AutoModelForCausalLM.from_pretrained(yes_pair / "teacher")
    model.lm_head.weight.data.fill_(float("nan"))
    model.save_pretrained(tmp_path / "teacher")
    AutoTokenizer.from_pretrained(yes_pair / "teacher").save_pretrained(tmp_path / "teacher")
    said = refused(capsys, query, *words_of(tmp_path, tmp_path / "out", 3))
    assert "probabilities are no numbers (NaN)" in said
