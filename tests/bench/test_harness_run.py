"""lm-evaluation-harness on a pair's own models: the real harness, where it is installed."""

import json

import pytest

from demo import settings as settings_module
from demo.bench import harness_run
from demo.exam import __main__ as command
from demo.exam.exam_card import from_json
from tests.exam.exams import write

ROWS = [{"question": f"What is {n} + {n}?", "answer": f"#### {2 * n}"} for n in range(3)]


@pytest.fixture
def here(tiny_settings, monkeypatch, tmp_path):
    monkeypatch.setattr(settings_module, "read", lambda: tiny_settings)
    return tmp_path


def paper(here):
    asked = ["--pair", "llama", "--questions", str(write(here / "paper.jsonl", ROWS)),
             "--max-tokens", "8"]
    command.main(["export", "--format", "lm-eval", *asked, "--out", str(here / "task")])
    return asked


def answers(folder):
    card = from_json((folder / "card.json").read_text())
    return {id_: {side: (given.text, given.right) for side, given in one.answers.items()}
            for id_, one in card.answers.items()}


def test_the_harness_and_the_exam_hear_the_same_of_the_same_models(here, capsys, monkeypatch):
    pytest.importorskip("lm_eval", reason="lm-evaluation-harness is not installed (pip install "
                                          "lm-eval); no requirements file of ours has it")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_CACHE", str(here / "cache"))
    asked = paper(here)
    command.main([*asked, "--batch", "1", "--out", str(here / "ours")])
    logs = harness_run.run(here / "task", "llama", 1)
    command.main(["import", *(word for side in logs for word in (f"--{side}", logs[side])),
                  "--out", str(here / "theirs")])
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["answered"] == 3 and answers(here / "ours") == answers(here / "theirs")


def test_a_folder_without_a_paper_is_one_sentence(tmp_path):
    with pytest.raises(SystemExit, match="holds no exported paper"):
        harness_run.main(["--task", str(tmp_path)])


def test_without_the_harness_the_way_to_it_is_said(here, monkeypatch):
    paper(here)
    monkeypatch.setitem(__import__("sys").modules, "lm_eval", None)
    with pytest.raises(SystemExit, match="pip install lm-eval"):
        harness_run.main(["--task", str(here / "task"), "--pair", "llama"])
