"""Requests that cannot be run are refused with one sentence each."""

import dataclasses

import pytest

from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Request, Turn
from demo.request_limits import check
from demo.settings import Settings

GOOD = Request("What is 2 + 2?\n\tplease", max_tokens=64, temperature=0.7, top_p=0.9, seed=3)


def turn(prompt="a", **said):
    answers = {side: Answer(side, tokens=(0,), texts=(said.get(side, "b"),), seconds=(0.0,))
               for side in SIDES}
    return (Turn(prompt, answers),)


def test_a_good_request_passes():
    check(GOOD, Settings())
    # What a model said is handed back to it as it is.
    check(dataclasses.replace(GOOD, earlier=turn(teacher="a\x1b[31m", student="")), Settings())


@pytest.mark.parametrize("prompt", ["你好，1+1？", "مرحبا", "👩‍🏫 how many", "<script>x</script>"])
def test_any_script_and_markup_may_be_asked(prompt):
    check(dataclasses.replace(GOOD, prompt=prompt), Settings())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"prompt": "\u200b \ufeff"}, "empty"),
        ({"earlier": turn(prompt="a\ud800")}, "earlier question contains control"),
        ({"earlier": turn(prompt="a\x1b")}, "earlier question contains control"),
        ({"earlier": turn(teacher="b\udfff")}, "halves of characters"),
        ({"earlier": turn(student="\ud800")}, "halves of characters"),
        ({"prompt": ""}, "empty"), ({"prompt": " \n\t "}, "empty"), ({"prompt": None}, "empty"),
        ({"prompt": "a" * (Settings().max_prompt + 1)}, "shorten it"),
        ({"system": "a" * (Settings().max_prompt + 1)}, "system prompt"),
        ({"system": "bell\a"}, "control characters"),
        ({"prompt": "a\x00b"}, "control"), ({"prompt": "a\x1b[31m"}, "control"),
        ({"prompt": "\ud800"}, "control"),
        ({"max_tokens": 0}, "Max tokens"), ({"max_tokens": 10**6}, "Max tokens"),
        ({"max_tokens": 1.5}, "Max tokens"), ({"max_tokens": "8"}, "Max tokens"),
        ({"temperature": -0.1}, "Temperature"), ({"temperature": float("nan")}, "Temperature"),
        ({"temperature": float("inf")}, "Temperature"), ({"top_p": 0}, "Top-p"),
        ({"top_p": 1.1}, "Top-p"), ({"seed": -1}, "Seed"), ({"seed": 2**40}, "Seed"),
        ({"seed": True}, "Seed"), ({"time_limit": 0}, "time limit"),
    ],
)
def test_a_bad_request_is_refused_with_one_sentence(change, reason):
    with pytest.raises(UserError, match=reason) as caught:
        check(dataclasses.replace(GOOD, **change), Settings())
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_limits_are_written_out():
    with pytest.raises(UserError, match=r"Seed must be a whole number from 0 to 2,147,483,647\."):
        check(dataclasses.replace(GOOD, seed=1.5), Settings())
    with pytest.raises(UserError, match=r"Temperature must be a number from 0 to 2\."):
        check(dataclasses.replace(GOOD, temperature=3), Settings())


@pytest.mark.parametrize("text", ["What is 4817\r\n+ 2965?", "What is 4817\r+ 2965?"])
def test_line_ends_of_other_systems_are_line_ends(text):
    found = check(dataclasses.replace(GOOD, prompt=text), Settings())
    assert found == dataclasses.replace(GOOD, prompt="What is 4817\n+ 2965?")
