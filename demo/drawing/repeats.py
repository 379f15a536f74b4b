"""Several runs of the same question: median and range of TTFT, TPOT and of their ratios."""

from __future__ import annotations

from typing import Any

from demo.drawing.scene import Scene
from demo.recording.data import SIDES
from demo.recording.metrics import Range, repeated
from demo.words import formats
from demo.words.explanations import words as explanations

TEMPLATE = """
{{#if value.repeats}}<section class="repeats"><h3>{{{value.repeats.title}}}</h3>
<p class="read">{{{value.repeats.read}}}</p>
<table><thead><tr><td></td>{{#each value.repeats.heads}}<th
 scope="col">{{{this}}}</th>{{/each}}</tr>
</thead><tbody>{{#each value.repeats.rows}}<tr><th scope="row"><button type="button" class="label"
 data-tip="{{{tip}}}">{{{label}}}</button></th>{{#each cells}}<td><b>{{{median}}}</b>
<small>{{{range}}}</small></td>{{/each}}</tr>{{/each}}</tbody></table></section>{{/if}}
"""


def draw(scene: Scene) -> dict[str, Any] | None:
    """The section's values; None where the question was asked once."""
    ranges, texts, tips = repeated(scene.recording), scene.words, explanations(scene.language)
    if not ranges:
        return None
    rows = [{"label": f"{texts[f'repeats_{name}']}, ms", "tip": tips[name],
             "cells": [_cell(found.get(key), key == "ratio") for key in (*SIDES, "ratio")]}
            for name, found in ranges.items()]
    return {"title": texts["repeats"].format(scene.recording.runs), "rows": rows,
            "read": texts["repeats_read"],
            "heads": [*(texts[side] for side in SIDES), texts["repeats_ratio"]]}


def _cell(found: Range | None, is_ratio: bool) -> dict[str, str]:
    if found is None:
        return {"median": formats.NOT_YET, "range": ""}
    median, least, most = (f"{formats.times(value)}×" if is_ratio else formats.milliseconds(value)
                           for value in (found.median, found.least, found.most))
    return {"median": median, "range": f"{least}–{most}"}
