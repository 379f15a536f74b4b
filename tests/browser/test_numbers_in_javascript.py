"""The player writes numbers exactly as demo/words/formats.py does."""

from __future__ import annotations

import json
import re

import pytest

from demo.settings import ROOT
from demo.words import formats

pytestmark = pytest.mark.browser
SOURCE = (ROOT / "demo" / "drawing" / "number_formats.js").read_text(encoding="utf-8")
# From the first to the last of the functions that write numbers.
FUNCTIONS = re.search(r"^const fixed = .*^const megabytes = .*?^};\n", SOURCE, re.S | re.M)[0]
EDGES = (0.04, 0.05, 0.06, 0.25, 0.4994, 0.4996, 0.75, 0.9, 1, 1.05, 1.125, 2.5, 9.94, 9.949,
         9.951, 9.96, 12.4, 12.5, 12.6, 13.5, 99.4, 99.6, 99.994, 99.996, 100, 100.4, 999.4, 999.6,
         1000, 1000.5, 1234.6, 9999.7, 123456.7)
RATES = [*EDGES, *(value * 7.3 for value in EDGES)]
SECONDS = [*EDGES, 0.001, 0.004, 0.0051, 59.999]
BYTES = [0, 1, 499, 501, 900, 4_999, 49_999, 50_001, 51_000, *(round(v * 1e6) for v in EDGES),
         *(round(v * 7.3e6) for v in EDGES)]


def test_the_copies_in_the_player_agree_with_python(chromium):
    table = {"short": (RATES, formats.rate), "seconds": (SECONDS, formats.seconds),
             "megabytes": (BYTES, formats.megabytes)}
    asked = {name: values for name, (values, _) in table.items()}
    page = chromium.new_page()
    written = page.evaluate(
        f"(() => {{ {FUNCTIONS} const table = {json.dumps(asked)};"
        "return {short: table.short.map(short), seconds: table.seconds.map(seconds),"
        "megabytes: table.megabytes.map(megabytes)}; })()")
    page.close()
    for name, (values, python) in table.items():
        ours = [python(value) for value in values]
        assert dict(zip(values, written[name], strict=True)) == dict(
            zip(values, ours, strict=True)), name
