"""Prompts are read from lines, JSON and CSV; what cannot be asked is named by where it stands."""

import functools

import pytest

from demo import request_limits
from demo.errors import UserError
from demo.prompts import prompt_reader
from demo.recording.data import Request
from demo.settings import Settings


def check(text):
    return request_limits.check(Request(text), Settings(max_prompt=100))


read = functools.partial(prompt_reader.from_text, check=check)


@pytest.mark.parametrize("text, prompts", [
    ("one\n\n  two \r\nthree\rfour", ["one", "two", "three", "four"]),
    ('{"prompt": "a"}\n{"question": "b", "answer": "1"}', ["a", "b"]),
    ('[{"messages": [{"role": "user", "content": "a"}]}, {"prompt": "b"}]', ["a", "b"]),
    ('question,answer\n"a, or b",1\nc,2', ["a, or b", "c"]),
    ("subject\tprompt\nx\ta", ["a"]),
    ("prompt\na\nb", ["a", "b"]),
    ("[INST] hello", ["[INST] hello"]), ("{x} is what?", ["{x} is what?"]),
    ("a, b and question", ["a, b and question"]),
    ("question", ["question"]),
])
def test_a_text_is_read_as_what_it_is(text, prompts):
    assert [one.text for one in read(text)] == prompts


@pytest.mark.parametrize("text, said", [
    ("", "no prompt"), (" \n\t\n", "no prompt"),
    ("\n".join("x" * 51), "51 prompts, and at most 50 .* line 51"),
    ("a\n\n" + "x" * 101, "Line 3: The question is 101 characters"),
    ("a\nb\x1bc", "Line 2: .*control characters"), ("a\n\u200b", "Line 2: .*empty"),
    ('{"prompt": "a"}\n{"prompt": "b"}\n{"prompt": 3}', "line 3 cannot be asked"),
    ('{"prompt": "a"}\n{"messages": [{"role": "user", "content": "a"}, '
     '{"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]}',
     "Line 2 is a conversation"),
    ("prompt,answer\na,1\n,2\nb,1", "row 3 cannot be asked"),
])
def test_what_cannot_be_asked_is_one_sentence_with_its_place(text, said):
    with pytest.raises(UserError, match=said):
        read(text)


def test_a_file_is_read_by_its_ending_and_may_be_longer_elsewhere(tmp_path):
    (tmp_path / "a.txt").write_text("\n".join("x" * 60), encoding="utf-16")
    assert len(prompt_reader.read(tmp_path / "a.txt", check, most=None)) == 60
    (tmp_path / "a.csv").write_text("prompt\na\n")
    assert [one.text for one in prompt_reader.read(tmp_path / "a.csv", check)] == ["a"]
    with pytest.raises(UserError, match="a.txt: There are 60"):
        prompt_reader.read(tmp_path / "a.txt", check)
