"""The header: lineage always, and never a claim that a student was taught when it was not."""

from __future__ import annotations

import pytest

from demo import pairs
from demo.engine.protocol import Progress, Status
from demo.page import header
from tests.serving import make_pair


@pytest.mark.parametrize("lineage, words", [
    ("distilled here", "distilled here"), ("sibling", "siblings, not distilled"),
    ("unknown", "lineage unknown"),
])
def test_the_lineage_is_shown(tmp_path, lineage, words):
    make_pair(tmp_path, "some", lineage)
    found = header.draw(pairs.read("some", tmp_path), Status("loading", "some"), "en")
    assert words in found["pair"]
    assert ("it taught" in found["tagline"]) == (lineage == "distilled here")


@pytest.mark.parametrize("status, words", [
    (Status("loading", "some"), "loading"), (Status("idle", "some"), "next run"),
    (Status("failed", "some", "The teacher does not fit."), "does not fit"),
    (Status("loading", "some", progress=Progress("teacher", "download", 12 * 10**8, 2 * 10**9)),
     "Teacher, 1.2\u00a0GB of 2\u00a0GB"),
    (Status("loading", "some", progress=Progress("student", "load", 90, 272)), "Student, 33 %"),
])
def test_the_header_says_how_loading_goes(status, words):
    assert words in header.draw(None, status, "en")["engine"]
