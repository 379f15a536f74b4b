"""A guess before a run, and what came of it: the page's script keeps it and holds it against what
was measured."""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.page import components
from demo.recording.metrics import ratios
from demo.recording.sameness import sameness
from demo.words import formats
from demo.words.guess_words import words

SPEEDS = ("0.5", "1", "2", "3", "5", "10")
TEMPLATE = """
<details><summary>{{{value.lead}}}</summary><p><label>{{{value.same}}} <select id="guess-same">
<option value="">–</option><option value="yes">{{{value.yes}}}</option>
<option value="no">{{{value.no}}}</option></select></label> <label>{{{value.faster}}} <select
 id="guess-speed"><option value="">–</option>{{#each value.speeds}}<option
 value="{{{value}}}">{{{text}}}</option>{{/each}}</select></label></p></details>
<p class="guessed" role="status" data-came="{{{value.came}}}" data-yes="{{{value.yes}}}"
 data-no="{{{value.no}}}"></p>
"""


def draw(language: str) -> dict[str, Any]:
    texts = words(language)
    speeds = [{"value": speed, "text": texts["speeds"][speed]} for speed in SPEEDS]
    shown = ("lead", "same", "yes", "no", "faster", "came")
    return encoded({**{name: texts[name] for name in shown}, "speeds": speeds})


def outcome(scene: Scene) -> dict[str, Any] | None:
    """What a guess is held against; None where nothing was measured here to its end."""
    if scene.kind != "measured" or not scene.recording.done:
        return None
    kind, speed = sameness(scene.recording), ratios(scene.recording).speed
    known = kind in ("identical", "same", "different")
    return {"same": "" if not known else "no" if kind == "different" else "yes",
            "speed": f"{formats.times(speed)}×" if speed else ""}


def component() -> gr.HTML:
    return components.component(TEMPLATE, draw("en"), "guess")
