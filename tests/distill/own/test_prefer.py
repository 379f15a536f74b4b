"""A student learns from preferences: what is read, what it learns, and that it races afterwards."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from demo.distill.__main__ import main
from demo.distill.own import (
    model_sources,
    nf4_students,
    prefer_command,
    preference_file,
    preference_training,
    preferred_pair,
)
from demo.distill.own.preference_training import AnswerPair
from demo.engine.session import Session
from demo.errors import UserError
from demo.pairs import read
from demo.recording.data import Request
from demo.votes.vote_store import VoteStore
from tests.distill.own.test_refusals import refused
from tests.votes.made_votes import vote

QUICK = ("--epochs", 1, "--rows", 4, "--learning-rate", 2e-3)


def prefer(*words: object) -> dict:
    return main(["prefer", *map(str, words)])


def write_rows(folder, count=40, **more):
    path = folder / "rows.jsonl"
    rows = [{"prompt": f"is {i} more than {i - 1}?", "chosen": "yes.", "rejected": "no!", **more}
            for i in range(count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def preferred(tiny_pairs, tmp_path_factory):
    """The stored NF4 student of the tiny llama pair, taught to say yes."""
    out = tmp_path_factory.mktemp("preferred")
    words = ("--pair", tiny_pairs / "llama", "--votes", write_rows(out), "--out", out / "pair",
             "--epochs", 6, "--rows", 4, "--learning-rate", 3e-3)
    return out / "pair", words, prefer(*words)


def test_the_chosen_answers_become_the_likelier_ones(preferred):
    out, _, told = preferred
    before, after = told["held_out"]["before"], told["held_out"]["after"]
    assert before["pairs"] == after["pairs"] == told["preferences"]["held_out"] > 0
    assert after["margin_nats"] > before["margin_nats"] + 1
    assert after["chosen_likelier"] == after["pairs"] and told["quantization"] == "NF4"
    rows = [json.loads(line) for line in (out / "preferred-nf4.jsonl").read_text().splitlines()]
    assert {"loss", "rewards/margins"} <= set(rows[0])


def test_the_new_pair_races_and_says_where_its_student_comes_from(
    preferred, tiny_pairs, tiny_settings
):
    out, _, told = preferred
    assert told["pair"] == str(out / "pair.toml")
    assert not (out / "checkpoints" / "preferred").exists()
    session = Session(dataclasses.replace(tiny_settings, pair=str(out)))
    session.load(str(out))
    *_, finished = session.stream(Request("is 3 more than 2?", max_tokens=4), str(out))
    assert finished.answers["student"].tokens
    assert finished.answers["student"].model.quantization == "NF4"
    pair = read(str(out), out)
    assert pair.specs["teacher"].path == tiny_pairs / "llama" / "teacher"
    assert f"from {told['preferences']['taught']} preferences" in pair.source
    assert [row.prompt for row in pair.suggestions] == ["hello there"]


def test_a_finished_one_is_told_again_and_other_preferences_are_not_mixed_in(preferred, capsys):
    out, words, told = preferred
    assert prefer(*words)["stages"] == told["stages"]
    said = refused(capsys, prefer, *words, "--beta", 0.5)
    assert "was begun with --beta 0.1, not 0.5" in said


def test_what_is_stored_says_what_was_trained_through_the_quantiser(preferred):
    out, _, told = preferred
    tokenizer = AutoTokenizer.from_pretrained(out / "student")
    assert tokenizer.pad_token is None, "TRL's padding token must not reach what is stored"
    config = AutoModelForCausalLM.from_pretrained(out / "student").config
    assert getattr(config, "pad_token_id", None) is None
    floats = AutoModelForCausalLM.from_pretrained(out / "student-float")
    nf4_students.train_through(floats)
    stored = nf4_students.unpacked(AutoModelForCausalLM.from_pretrained(out / "student"))
    ids = torch.arange(40)[None] * 5
    with torch.no_grad():
        assert torch.equal(floats(ids).logits, stored(ids).logits)


def test_a_stored_4_bit_student_loses_nothing_by_being_unpacked(tiny_pairs):
    source = model_sources.source(str(tiny_pairs / "llama" / "student"))
    floats = prefer_command._floats(source)
    stored = nf4_students.unpacked(AutoModelForCausalLM.from_pretrained(source.path))
    ids = torch.arange(40)[None] * 5
    with torch.no_grad():
        assert torch.equal(floats(ids).logits, stored(ids).logits)
        nf4_students.train_through(floats)
        assert torch.equal(floats(ids).logits, stored(ids).logits)


def test_a_killed_run_goes_on_from_its_checkpoint(tiny_pairs, tmp_path, monkeypatch):
    words = ("--pair", tiny_pairs / "qwen3", "--votes", write_rows(tmp_path), "--out",
             tmp_path / "pair", *QUICK)
    whole = preference_training.train

    def killed_in_the_second_stage(lesson, *rest):
        if lesson.name == "preferred-nf4":
            raise KeyboardInterrupt
        return whole(lesson, *rest)

    monkeypatch.setattr(prefer_command, "train", killed_in_the_second_stage)
    with pytest.raises(SystemExit):
        prefer(*words)
    begun = []

    def watched(lesson, *rest):
        begun.append((lesson.name, preference_training._last(lesson) is not None))
        return whole(lesson, *rest)

    monkeypatch.setattr(prefer_command, "train", watched)
    told = prefer(*words)
    assert begun == [("preferred", True), ("preferred-nf4", False)]
    straight = prefer(*words[:4], "--out", tmp_path / "straight", *QUICK)
    assert told["held_out"] == straight["held_out"]


def test_adapters_learn_beside_a_base_that_stays(tiny_pairs, tmp_path, tiny_settings):
    out = tmp_path / "pair"
    told = prefer("--pair", tiny_pairs / "qwen3", "--votes", write_rows(tmp_path, 12), "--out", out,
                  "--qlora", *QUICK)
    assert told["trained_parameters"] > 0 and list(told["stages"]) == ["preferred-qlora"]
    assert (out / "student" / "adapter_config.json").exists()
    assert not (out / "student" / "ref").exists()
    session = Session(dataclasses.replace(tiny_settings, pair=str(out)))
    session.load(str(out))
    *_, finished = session.stream(Request("hello", max_tokens=4), str(out))
    assert finished.answers["student"].tokens


def test_votes_in_a_folder_are_learned_from(tiny_pairs, tmp_path):
    store = VoteStore(tmp_path / "votes")
    for number in range(8):
        store.add(vote("teacher", "six", prompt=f"what is {number}?"), "me")
    told = prefer("--pair", tiny_pairs / "qwen3", "--votes", tmp_path, "--out", tmp_path / "pair",
                  *QUICK)
    assert told["preferences"]["taught"] + told["preferences"]["held_out"] == 24


def test_a_control_tokens_name_in_an_answer_is_text(tiny_pairs):
    tokenizer = AutoTokenizer.from_pretrained(tiny_pairs / "qwen3" / "student")
    one = preference_file.parse({"prompt": "<end>", "chosen": "<end>", "rejected": "no"})
    told = prefer_command._tokens(one, tokenizer, {})
    end = tokenizer.eos_token_id
    assert told.chosen == [*map(tokenizer.convert_tokens_to_ids, "<end>"), end]
    assert end not in told.prompt


def test_the_log_probabilities_are_the_models_own():
    class Fixed(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.logits = torch.nn.Parameter(torch.tensor([0.0, 1.0, 3.0]))

        def forward(self, input_ids, use_cache):
            wide = self.logits.expand(*input_ids.shape, 3)
            return type("Out", (), {"logits": wide})

    logs = torch.tensor([0.0, 1.0, 3.0]).log_softmax(-1)
    found = preference_training.likelier(
        Fixed(), [AnswerPair("a", [0, 0], [2, 2], [1]), AnswerPair("b", [0], [0], [2, 2, 2])], 8)
    expected = (2 * logs[2] - logs[1] + logs[0] - 3 * logs[2]).item() / 2
    assert found == {"pairs": 2, "chosen_likelier": 1,
                     "margin_nats": pytest.approx(expected, abs=1e-3)}


@pytest.mark.parametrize("row, reason", [
    ({"prompt": "a", "rejected": "b"}, '"chosen"'), ({"prompt": "a", "chosen": "b"}, '"rejected"'),
    ({"prompt": "a", "chosen": "b", "rejected": " b\n"}, "are the same"),
    ({"chosen": "b", "rejected": "c"}, '"prompt" or "messages"'),
    (["a"], '"chosen" and "rejected"'),
    ({"prompt": "a", "chosen": "", "rejected": "c"}, '"chosen"'),
    ({"prompt": "a", "chosen": "\x1b", "rejected": "c"}, "control characters"),
    ({"prompt": "a", "chosen": [{"role": "user", "content": "x"}], "rejected": "c"}, '"chosen"'),
])
def test_a_row_that_prefers_nothing_is_named_and_left_out(tmp_path, row, reason):
    path = write_rows(tmp_path, 2)
    path.write_text(path.read_text() + json.dumps(row) + "\n")
    found = preference_file.read(path)
    assert len(found.pairs) == 2 and len(found.complaints) == 1
    assert "line 3 is left out" in found.complaints[0] and reason in found.complaints[0]


def test_rows_of_the_hub_are_read_and_each_once(tmp_path):
    said = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    row = {"prompt": "a", "chosen": said, "rejected": [{"role": "assistant", "content": "c"}]}
    (tmp_path / "rows.json").write_text(json.dumps([row, {**row, "chosen": "b", "rejected": "c"}]))
    (only,) = preference_file.read(tmp_path / "rows.json").pairs
    assert (only.chosen, only.rejected) == ("b", "c")


@pytest.mark.parametrize("text, reason", [
    ("", "holds no preference"), ('{"prompt": "a", "chosen": "b"}', "cannot be used"),
])
def test_a_file_without_a_preference_is_one_sentence(tiny_pairs, tmp_path, capsys, text, reason):
    (tmp_path / "rows.jsonl").write_text(text)
    said = refused(capsys, prefer, "--pair", tiny_pairs / "llama", "--votes",
                   tmp_path / "rows.jsonl", "--out", tmp_path / "out")
    assert reason in said and not (tmp_path / "out").exists()


def test_a_folder_without_votes_is_one_sentence(tiny_pairs, tmp_path, capsys):
    (tmp_path / "votes").mkdir()
    said = refused(capsys, prefer, "--pair", tiny_pairs / "llama", "--votes", tmp_path, "--out",
                   tmp_path / "out")
    assert "holds no vote for one answer" in said


@pytest.mark.parametrize("words, reason", [
    (("--beta", 0), "--beta"), (("--nf4-share", 2), "--nf4-share"),
    (("--learning-rate", -1), "--learning-rate"), (("--longest", 5), "no preference to learn from"),
])
def test_an_option_out_of_range_is_one_sentence(tiny_pairs, tmp_path, capsys, words, reason):
    said = refused(capsys, prefer, "--pair", tiny_pairs / "llama", "--votes", write_rows(tmp_path),
                   "--out", tmp_path / "out", *words)
    assert reason in said


def test_without_trl_the_sentence_says_what_to_install(tiny_pairs, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "trl", None)
    said = refused(capsys, prefer, "--pair", tiny_pairs / "llama", "--votes", write_rows(tmp_path),
                   "--out", tmp_path / "out")
    assert said == "prefer needs the trl package: pip install -r demo/distill/requirements.txt."


def test_a_remote_student_cannot_be_taught_here(tmp_path, capsys, tiny_pairs):
    folder = tmp_path / "far"
    shutil.copytree(tiny_pairs / "qwen3" / "teacher", folder / "teacher")
    (folder / "pair.toml").write_text(
        'title = "Far"\n[teacher]\nmodel = "teacher"\n[student]\nmodel = "small"\n'
        'endpoint = "http://127.0.0.1:9/v1"\n')
    said = refused(capsys, prefer, "--pair", folder, "--votes", write_rows(tmp_path), "--out",
                   tmp_path / "out")
    assert "answers over the network" in said


def test_a_loss_that_is_not_finite_ends_in_one_sentence():
    log = preference_training._Log(None)
    with pytest.raises(UserError, match="lower --learning-rate"):
        log.on_log(None, None, None, {"loss": float("nan")})


def test_a_pair_file_keeps_whatever_else_it_said():
    table = {"title": 'a "b"\x7f', "subjects": ["x", "y"], "teacher": {"endpoint": "http://x/v1",
             "body": {"a b": 1, "on": True}}, "prompt": {"final": "答:"},
             "suggest": [{"prompt": "1\n2"}, {"prompt": "3"}]}
    assert preferred_pair.tomllib.loads(preferred_pair.toml(table)) == table
