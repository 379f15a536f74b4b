"""The README's commands are commands, and a pair file says what the user's prompts say."""

from __future__ import annotations

import argparse
import json
import re
import shlex

import pytest

from demo.distill.own import pair_file
from demo.distill.own.model_sources import Source
from demo.distill.own.prompt_file import Prompt
from demo.distill.routing import _parser, route
from demo.pairs import read
from demo.settings import ROOT
from tests import tiny


def commands() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    ours = r"^\.venv/bin/python -m demo\.distill ((?:query|distil) .*--out .*)$"
    found = re.findall(ours, text, re.M)
    return [shlex.split(line, comments=True) for line in found]


def test_the_readme_shows_some() -> None:
    assert len(commands()) >= 3


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_readme_parses(words) -> None:
    assert _parser(words[0]).parse_args(words[1:]).out


@pytest.mark.parametrize("words", [[], ["teach"], ["query"], ["distil", "--small"]])
def test_the_bundled_pairs_commands_are_left_to_it(words) -> None:
    assert route(words) is None


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
    assert pair.template == {"enable_thinking": False} and pair.lineage == "distilled here"


@pytest.mark.parametrize("template", [
    {"enable_thinking": False, "thinking_budget": None}, {"a": {"b": [1, {"c": None}]}, "d e": 1.5},
    {"quote": "\"'\\ \n\x7f 四 \ud83d", "big": 10**30, "list": [1, "x", None]},
])
def test_what_the_template_option_takes_comes_back_from_the_pair_file(tmp_path, template) -> None:
    for side in ("teacher", "student"):
        tiny.save(tmp_path / side, tiny.llama(1), tiny.tokenizer())
    (words,) = [a for a in _parser("distil")._actions if a.dest == "template"]
    option = words.type(json.dumps(template))
    pair_file.write(tmp_path, pair_file.text(
        Source("t", tmp_path / "teacher"), None, Source("org/small"), 5, option, []))
    assert read(str(tmp_path), tmp_path).template == template


@pytest.mark.parametrize("text", ["[]", "null", "{", "3", "[" * 50_000])
def test_a_template_option_that_is_no_object_is_one_sentence(text) -> None:
    (words,) = [a for a in _parser("distil")._actions if a.dest == "template"]
    with pytest.raises(argparse.ArgumentTypeError, match="must be a JSON object"):
        words.type(text)


def test_a_hub_teacher_is_pinned_to_the_commit_that_answered(tmp_path) -> None:
    tiny.save(tmp_path / "student", tiny.llama(1), tiny.tokenizer())
    told = pair_file.text(
        Source("org/big@main", None, "main"), "a" * 40, Source("org/small"), 5, {}, []
    )
    pair_file.write(tmp_path, told)
    spec = read(str(tmp_path), tmp_path).specs["teacher"]
    assert (spec.model, spec.revision, spec.path) == ("org/big", "a" * 40, None)
