"""Numbers as the page writes them."""

from __future__ import annotations

import pytest

from demo.words import formats


@pytest.mark.parametrize("value, text", [
    (None, "–"), (0.0213, "21"), (0.00531, "5.3"), (0.0099, "9.9"), (12.3456, "12,346"),
])
def test_milliseconds(value, text):
    assert formats.milliseconds(value) == text


@pytest.mark.parametrize("size, text", [
    (None, "–"), (0, "0"), (100, "<0.001"), (12_000, "0.012"), (900_000, "0.9"),
    (38_600_000, "38.6"), (3_207_000_000, "3,207"),
])
def test_megabytes_never_show_zero_for_something(size, text):
    assert formats.megabytes(size) == text


@pytest.mark.parametrize("value, text", [
    (950, "950"), (1_200_000, "1.2 M"), (19_300_000, "19.3 M"), (7_600_000_000, "7.6 B"),
])
def test_parameters(value, text):
    assert formats.count(value) == text


@pytest.mark.parametrize("value, text", [(None, "–"), (0.714, "0.71"), (1234.5, "1,234")])
def test_seconds(value, text):
    assert formats.seconds(value) == text
