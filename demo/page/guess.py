"""A guess before a run, and what came of it: the page's script keeps it and holds it against what
was measured."""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.page import components
from demo.recording.data import SIDES
from demo.recording.metrics import ratios
from demo.recording.sameness import sameness
from demo.words import formats
from demo.words.guess_words import words

TEMPLATE = """
<details><summary>{{{value.lead}}}</summary><p>{{#each value.questions}}<label>{{{asked}}} <select
 data-guess="{{{key}}}"><option value="">–</option>{{#each choices}}<option
 value="{{{value}}}">{{{text}}}</option>{{/each}}</select></label> {{/each}}</p></details>
<p class="guessed" role="status" data-came="{{{value.came}}}"></p>
"""


def draw(language: str) -> dict[str, Any]:
    texts = words(language)
    questions = [
        {"key": key, "asked": row["asked"],
         "choices": [{"value": value, "text": text} for value, text in row["choices"].items()]}
        for key, row in texts["questions"].items()
    ]
    return encoded({"lead": texts["lead"], "came": texts["came"], "questions": questions})


def outcome(scene: Scene) -> dict[str, str] | None:
    """What a guess is held against: the value of a choice, or a measured number, "" where that is
    not known. None where nothing was measured here to its end."""
    if scene.kind != "measured" or not scene.recording.done:
        return None
    kind, speed = sameness(scene.recording), ratios(scene.recording).speed
    known = kind in ("identical", "same", "different")
    # An answer that was cut short is neither right nor wrong.
    ended = all(answer.end == "eos" for answer in scene.recording.answers.values())
    return {"right": _right(scene.right) if ended else "",
            "same": "" if not known else "no" if kind == "different" else "yes",
            "speed": f"{formats.times(speed)}×" if speed else ""}


def _right(sides: tuple[str, ...] | None) -> str:
    if sides is None:
        return ""
    return "both" if sides == SIDES else sides[0] if sides else "neither"


def component() -> gr.HTML:
    return components.component(TEMPLATE, draw("en"), "guess")
