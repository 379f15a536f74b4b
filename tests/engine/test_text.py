"""Detokenising: what is shown is never taken back and never half a character."""

import random

import pytest

from demo.engine.text import Detokenizer
from tests.tiny import END, tokenizer

WORDS = "hé 七百 👩‍🏫 naïve مرحبا 1+1=2\n🇨🇳 e\u0301"


@pytest.fixture(scope="module")
def inner():
    return tokenizer().backend_tokenizer


def pieces(inner, ids):
    detokenizer = Detokenizer(inner)
    return [detokenizer.text(i) for i in ids]


def test_byte_by_byte_every_prefix_is_whole_characters(inner):
    shown = ""
    for piece in pieces(inner, inner.encode(WORDS).ids):
        shown += piece
        assert "\ufffd" not in shown and WORDS.startswith(shown)
    assert shown == WORDS


def test_random_tokens_add_up_to_what_decoding_them_at_once_says(inner):
    rng = random.Random(0)
    for _ in range(200):
        ids = [rng.randrange(256) for _ in range(40)]
        shown, whole = "".join(pieces(inner, ids)), inner.decode(ids)
        assert whole.startswith(shown)
        # What is still kept back are broken characters at the very end, nothing readable.
        assert set(whole[len(shown):]) <= {"\ufffd"}


def test_a_broken_end_is_never_shown(inner):
    ids = inner.encode("a七").ids[:-1]
    assert "".join(pieces(inner, ids)) == "a"


def test_special_tokens_and_ids_outside_the_tokenizer_have_no_text(inner):
    assert pieces(inner, [END, 271]) == ["", ""]
