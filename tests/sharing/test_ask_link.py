"""A link with a question in it: what goes in comes out, and nothing that is too long."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from demo.sharing import ask_link
from tests.sharing.corpus import TEXTS


def query(address):
    return {name: values[0] for name, values in
            parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


@pytest.mark.parametrize("question", ["14 * 36 - 57?", "今天天气怎么样？", "a&pair=other#x?y=%26+1",
                                      "two\nlines", *TEXTS])
def test_what_is_asked_comes_back(question):
    address = ask_link.address("http://here", question, "abacus")
    if address:
        assert not set(address) & set("<>\"' \n")
        assert ask_link.wished(query(address)) == {"prompt": question, "pair": "abacus"} or (
            not question.strip())


def test_a_question_that_is_too_long_has_no_link():
    assert ask_link.address("http://here", "问" * 1000, "abacus") == ""


@pytest.mark.parametrize("asked", [{}, {"ask": " ", "pair": ""}, {"s": "example"}])
def test_a_page_that_is_asked_nothing_is_as_it_was(asked):
    assert ask_link.wished(asked) == {}
