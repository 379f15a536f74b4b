"""The README's commands are commands, and a pair file says what the user's prompts say."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys

import pytest

from demo.distill.__main__ import main, parser
from demo.distill.own import own_options, pair_file
from demo.distill.own.model_sources import Source
from demo.distill.own.prompt_file import Prompt
from demo.pairs import read
from demo.settings import ROOT
from tests import tiny


def commands() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    ours = r"^\.venv/bin/python -m demo\.distill (own .*--out .*)$"
    found = re.findall(ours, text, re.M)
    return [shlex.split(line, comments=True) for line in found]


def test_the_readme_shows_some() -> None:
    assert len(commands()) >= 3


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_readme_parses(words) -> None:
    assert parser().parse_args(words).out


@pytest.mark.parametrize("words, now", [
    ("query --teacher T --prompts p.jsonl --out F", "own query"),
    ("query --endpoint=http://x/v1 --model m --prompts p.jsonl --out F", "own api"),
    ("distil --teacher T --student S --prompts p.jsonl --out F", "own distil"),
    ("distil --student S --out F", "own distil"),
])
def test_an_old_spelling_says_the_new_one(words, now, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(words.split())
    assert left.value.code == 2
    assert f"write python -m demo.distill {now}, and the rest as before" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["distil --sutdent S", "own distil --student S --out F --bits 4"])
def test_an_option_that_nobody_has_is_named(words, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(words.split())
    assert left.value.code == 2 and "unrecognized arguments: --" in capsys.readouterr().err


@pytest.mark.parametrize("kind, wanted", [
    ("query", {"--teacher", "--prompts", "--top"}), ("api", {"--endpoint", "--model", "--rate"}),
    ("distil", {"--student", "--qlora", "--answers", "--epochs"}),
])
def test_the_help_of_each_own_command_is_complete_and_quick(kind, wanted) -> None:
    code = ("import sys; from demo.distill.__main__ import main\n"
            f"try: main(['own', {kind!r}, '--help'])\n"
            "finally: print('torch' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert all(f"{option} " in done.stdout for option in wanted) and "Example: " in done.stdout
    assert done.stdout.endswith("False\n")


@pytest.mark.parametrize(
    "text", ['say "hi"', "two\nlines\ttab", "back\\slash", "四 😀", "del \x7f bell \x07"]
)
def test_any_prompt_comes_back_from_the_pair_file(tmp_path, text) -> None:
    for side in ("teacher", "student"):
        tiny.save(tmp_path / side, tiny.llama(1), tiny.tokenizer())
    teacher = Source("t", tmp_path / "teacher")
    told = pair_file.text(teacher, None, Source("org/small"), 5, {"enable_thinking": False},
                         [Prompt((("user", text),))])
    pair_file.write(tmp_path, told)
    pair = read(str(tmp_path), tmp_path)
    assert pair.suggestions[0].prompt == text
    assert pair.specs["student"].template == {"enable_thinking": False}
    assert pair.lineage == "distilled here"


@pytest.mark.parametrize("template", [
    {"enable_thinking": False, "thinking_budget": None}, {"a": {"b": [1, {"c": None}]}, "d e": 1.5},
    {"quote": "\"'\\ \n\x7f 四 \ud83d", "big": 10**30, "list": [1, "x", None]},
])
def test_what_the_template_option_takes_comes_back_from_the_pair_file(tmp_path, template) -> None:
    for side in ("teacher", "student"):
        tiny.save(tmp_path / side, tiny.llama(1), tiny.tokenizer())
    option = own_options._template(json.dumps(template))
    pair_file.write(tmp_path, pair_file.text(
        Source("t", tmp_path / "teacher"), None, Source("org/small"), 5, option, []))
    assert read(str(tmp_path), tmp_path).specs["student"].template == template


@pytest.mark.parametrize("text", ["[]", "null", "{", "3", "[" * 50_000])
def test_a_template_option_that_is_no_object_is_one_sentence(text) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="must be a JSON object"):
        own_options._template(text)


def test_a_hub_teacher_is_pinned_to_the_commit_that_answered(tmp_path) -> None:
    tiny.save(tmp_path / "student", tiny.llama(1), tiny.tokenizer())
    told = pair_file.text(
        Source("org/big@main", None, "main"), "a" * 40, Source("org/small"), 5, {}, []
    )
    pair_file.write(tmp_path, told)
    spec = read(str(tmp_path), tmp_path).specs["teacher"]
    assert (spec.model, spec.revision, spec.path) == ("org/big", "a" * 40, None)
