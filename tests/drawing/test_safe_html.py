"""No text can break out of a template: neither as HTML, nor as Handlebars, nor as JavaScript."""

from __future__ import annotations

import html

import pytest

from demo.drawing.safe_html import encoded

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "${alert(1)}", "`${alert(1)}`",
    "{{value}}", "{{{value}}}", "\\u{41} \\x41 \\", "'\"&", "![x](https://evil.example/x.png)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_html_handlebars_or_javascript_read_is_left(text):
    assert not set(encoded(text)) & set("<>\"'`${}\\")


@pytest.mark.parametrize("text", [*HOSTILE, "14 × 36 = 504", "数学", "\u202eabc"])
def test_a_browser_shows_the_text_that_was_sent(text):
    assert html.unescape(encoded(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_grows_still_grows_when_encoded(text):
    for end in range(len(text)):
        assert encoded(text[:end + 1]).startswith(encoded(text[:end]))


def test_every_depth_is_encoded_and_numbers_stay_numbers():
    value = {"a": ["<", {"b": ("$", 1, 2.5, None, True)}]}
    assert encoded(value) == {"a": ["&lt;", {"b": ["&#36;", 1, 2.5, None, True]}]}


def test_a_lone_surrogate_can_be_sent():
    assert encoded("a\ud800").encode() == b"a?"
