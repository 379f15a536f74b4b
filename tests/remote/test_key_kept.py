"""The key goes into the request and nowhere else, however a server sends it back."""

from __future__ import annotations

import dataclasses
import json
import logging
import random

import pytest

from demo.errors import UserError
from demo.recording.file import to_json
from demo.remote import key_cleaner
from demo.remote.endpoint import key_from
from tests.remote.conftest import ASKED, KEY
from tests.remote.server import DONE, JSON, Said, answer, delta, event, refused

ROOMY = dataclasses.replace(ASKED, max_tokens=64)
ODD = 'sk-"od\\d+/='  # one that repr, JSON and links write in another way
ODD_KEY = ODD + "0123456789"


def pieces(kind, *texts):
    return [delta(**{kind: text}) for text in texts]


ECHOES = {
    "in one piece": pieces("content", f"it is {KEY}, is it"),
    "in two": pieces("content", KEY[:7], KEY[7:]),
    "character by character": pieces("content", *KEY),
    "after a false start": pieces("content", KEY[:5], KEY[:5], KEY[5:], " so"),
    "in reasoning": pieces("reasoning_content", *KEY) + pieces("content", "done"),
    "half in reasoning": pieces("reasoning_content", KEY[:9]) + pieces("content", KEY[9:]),
    "over lines": pieces("content", KEY[:6] + "\n", "  " + KEY[6:]),
    "letters apart": pieces("content", *(f"{letter} " for letter in KEY)),
    "all but its end": pieces("content", KEY[:10], KEY[10:-3], "***"),
    "all but its beginning": pieces("content", f"...{KEY[5:]}"),
    "at the very end": pieces("content", "it is ", KEY[:-1], KEY[-1]),
}


@pytest.mark.parametrize("name", ECHOES)
def test_it_is_in_nothing_that_an_answer_brings(sided, server, name, caplog):
    caplog.set_level(logging.DEBUG)
    server.says = lambda body, n: Said([*ECHOES[name], delta("stop"), DONE])
    found = sided()(ROOMY)
    text = "".join(to_json(found).split())
    assert "[key]" in text and found.answers["teacher"].end == "eos"
    for start in range(len(KEY) - 11):
        assert KEY[start : start + 12] not in text
    assert KEY not in caplog.text


def test_a_piece_that_only_begins_like_it_is_shown(sided, server):
    server.says = lambda body, n: Said([*pieces("content", "I use ", "sk-", "remote ", "sk-rem"),
                                        delta("stop"), DONE])
    assert sided()(ROOMY).answers["teacher"].text == "I use sk-remote sk-rem"


TOLD = {
    "an error": refused(400, f"bad key {KEY}"),
    "an error over lines": refused(400, f"bad key {KEY[:8]}\n{KEY[8:]}!"),
    "an error with blanks": refused(500, f"bad key {' '.join(KEY)}!"),
    "an error with most of it": refused(400, f"bad key {KEY[:-4]}****"),
    "an error that is long": refused(400, "p" * 150 + KEY),
    "a page": Said(f"<html>bad key {KEY}</html>".encode(), 500, "text/html"),
    "an end": Said([delta(content="For"), delta(KEY), DONE]),
    "an end that failed": Said([delta(content="For"), delta(f"{KEY}.error"), DONE]),
    "an end cut in it": Said([delta(content="For"), delta(f"{'x' * 30}{KEY}.error"), DONE]),
    "an error inside": Said([delta(content="For"), event({"error": f"no {KEY}"})]),
    "a redirect": Said(b"", 302, location=f"http://127.0.0.1:9/{KEY}"),
    "a model's name": Said([event({"model": KEY, "choices": [{"delta": {"content": "hi"}}]}),
                            delta("stop"), DONE]),
    "a packing": Said(b"x", 200, JSON, content_encoding=KEY),
}


@pytest.mark.parametrize("name", TOLD)
def test_it_is_in_no_sentence(sided, server, name, caplog):
    caplog.set_level(logging.DEBUG)
    server.says = lambda body, n: TOLD[name]
    found = sided()(ROOMY)
    text = "".join(to_json(found).split())
    assert not any(KEY[i : i + 12] in text for i in range(len(KEY) - 11)), text
    assert found.answers["teacher"].end in ("error", "eos") and found.answers["student"].tokens


@pytest.mark.parametrize("shown", [repr, json.dumps, lambda key: f"Bearer {key}",
                                   lambda key: repr(f"Bearer {key}".encode())])
def test_it_is_found_as_it_is_escaped(shown):
    said = key_cleaner.of(ODD_KEY).clean(f"Illegal header value {shown(ODD_KEY)}.")
    assert "[key]" in said and ODD not in said and "0123456789" not in said


def test_any_cut_of_a_text_with_it_comes_out_the_same():
    whole = f"a sk-{KEY} b {KEY[:6]} and {KEY}"
    for seed in range(300):
        dice, held, at, out = random.Random(seed), key_cleaner.HeldBack(key_cleaner.of(KEY)), 0, []
        while at < len(whole):
            size = dice.randint(1, 9)
            out += held.heard(dice.choice(["text", "thought"]), whole[at : at + size])
            at += size
        shown = "".join(text for _, text in [*out, *held.rest()])
        assert shown == "a sk-[key] b sk-rem and [key]"


def test_a_key_that_is_a_word_is_no_secret_and_spoils_no_answer(sided, server, monkeypatch):
    monkeypatch.setenv("REMOTE_TEST_KEY", "x")
    server.says = lambda body, n: Said(answer("ex", "actly x", "."))
    assert sided()().answers["teacher"].text == "exactly x."
    assert key_cleaner.of("x").clean("no x, exactly") == "no [key], exactly"


@pytest.mark.parametrize("key", ["sk-SECRET\nRETKEY", "sk-SECRET\rX: y", "sk-SECRET\0a",
                                 "sk-SECRÉT", "sk-SECRET\x7fa", "sk-SECRET\u2028a", "“sk-SECRET”"])
def test_one_that_no_header_can_hold_is_refused_and_only_its_variable_named(
    sided, monkeypatch, key, caplog
):
    if "\0" in key:  # no environment can hold it, but a caller may
        monkeypatch.setattr("os.environ", {"REMOTE_TEST_KEY": key})
        told = pytest.raises(UserError, key_from, "REMOTE_TEST_KEY", True)
    else:
        monkeypatch.setenv("REMOTE_TEST_KEY", key)
        told = pytest.raises(UserError, sided())
    said = str(told.value)
    assert "REMOTE_TEST_KEY holds a line break, a control character" in said
    assert "SECR" not in said and "\n" not in said and "SECR" not in caplog.text
