"""`python -m demo.exam` on a tiny pair, from a file to a card; killed and started again."""

import dataclasses
import json
import os
import subprocess
import sys

import pytest

from demo import settings as settings_module
from demo import text_files
from demo.exam import __main__ as command
from demo.exam.exam_card import from_json
from tests.exam.exams import write

ROWS = [{"question": f"Tom has {n} pens and buys {n}. How many?",
         "answer": f"{n} + {n} = {2 * n}\n#### {2 * n}"} for n in range(6)] + [
    {"question": "Which?", "choices": ["red", "blue"], "answer": 1},
    {"question": "Say anything.", "checker": "by eye"}, {"no": "question"}]


@pytest.fixture
def here(tiny_settings, monkeypatch, tmp_path):
    monkeypatch.setattr(settings_module, "read", lambda: tiny_settings)
    return tmp_path


def run(here, capsys, *more):
    paper = write(here / "paper.jsonl", ROWS)
    command.main(["--pair", "llama", "--questions", str(paper), "--max-tokens", "8",
                  "--out", str(here / "out"), *more])
    out, err = capsys.readouterr()
    return json.loads(out.splitlines()[-1]), err


def test_a_paper_in_the_fields_own_forms_becomes_a_card(here, capsys):
    told, err = run(here, capsys)
    assert told["answered"] == 8 and told["graded"] == 7 and "line 9 is left out" in err
    assert told["accuracy"]["teacher"]["asked"] == 7 and told["likeness"]["kl"] >= 0
    card = from_json((here / "out" / "card.json").read_text())
    assert len(card.answers) == 8 and card.blank.pair_name == "llama"
    assert (here / "out" / "answers.csv").read_text().count("\n") >= 9


def test_started_again_nothing_is_asked_twice(here, capsys, monkeypatch):
    run(here, capsys, "--limit", "3")
    monkeypatch.setattr(command.Session, "examine", None)  # nobody can be asked
    told, _ = run(here, capsys, "--limit", "3")
    assert told["answered"] == 3


def test_other_terms_need_another_folder(here, capsys):
    run(here, capsys, "--limit", "1")
    with pytest.raises(SystemExit, match="another exam"):
        run(here, capsys, "--max-tokens", "9")


@pytest.mark.parametrize(("text", "why"), [
    ("", "holds no question"), ("{", "cannot be used"),
    ('{"question": "x", "answer": "1", "checker": "regexp"}', "no checker"),
    ('{"question": "x", "answer": "(", "checker": "regex"}', "pattern"),
    ('{"question": "x", "checker": "number"}', "needs an \"answer\"")])
def test_a_bad_file_is_one_sentence(here, text, why):
    path = here / "bad.jsonl"
    path.write_text(text)
    with pytest.raises(SystemExit, match=why) as error:
        command.main(["--pair", "llama", "--questions", str(path), "--out", str(here / "o")])
    assert "\n" not in str(error.value)


def test_too_many_questions_are_refused_with_the_way_out(here):
    path = write(here / "long.jsonl", [{"question": f"{n}?", "answer": "1"} for n in range(5001)])
    with pytest.raises(SystemExit, match="--limit"):
        command.main(["--pair", "llama", "--questions", str(path), "--out", str(here / "o")])


@pytest.mark.parametrize("more, why", [
    (("--limit", "99999999"), "from 1 to 1,000,000"), (("--limit", "0"), "from 1 to 1,000,000"),
    (("--out", ""), "must name a folder"), (("--questions", " "), "names no file")])
def test_a_bad_option_is_one_sentence(here, capsys, more, why):
    with pytest.raises(SystemExit) as error:
        command.main(["--pair", "llama", *more])
    assert why in f"{error.value} {capsys.readouterr().err}"


def test_a_file_without_an_end_is_not_read_for_ever(here, monkeypatch):
    monkeypatch.setattr(text_files, "MOST_BYTES", 1_000_000)
    with pytest.raises(SystemExit, match="larger than the 1 MB"):
        command.main(["--pair", "llama", "--questions", "/dev/zero"])


def test_a_longer_answer_than_the_server_allows_is_told(here, capsys, monkeypatch, tiny_settings):
    monkeypatch.setattr(settings_module, "read",
                        lambda: dataclasses.replace(tiny_settings, max_tokens=4))
    told, err = run(here, capsys)
    assert told["max_tokens"] == 4 and "MAX_TOKENS allows 4 tokens an answer, not 8." in err


def test_the_command_line_itself_answers():
    done = subprocess.run([sys.executable, "-m", "demo.exam", "--questions", "nothing.jsonl"],
                          capture_output=True, text=True, env={**os.environ, "THREADS": "1"})
    assert done.returncode and "nothing.jsonl" in done.stderr and "Traceback" not in done.stderr
