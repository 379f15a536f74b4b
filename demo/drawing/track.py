"""The track: both token streams as ticks on one axis of own time.

A side's ticks are one SVG path in milliseconds that only grows; the axis is a scale put on it, so
each update sends just the new ticks.
"""

from __future__ import annotations

from typing import Any

from demo.drawing.scene import Scene
from demo.recording.data import SIDES
from demo.words import formats
from demo.words.explanations import words as explanations

HEIGHT = 24
TEMPLATE = """
<section class="track"><h3><button type="button" class="label"
 data-tip="{{{value.track.tip}}}">{{{value.track.title}}}</button></h3>
<p class="read">{{{value.track.read}}}</p>
<div class="lanes" tabindex="0" role="group"
 aria-label="{{{value.track.title}}}. {{{value.track.keys}}}">
{{#each value.track.lanes}}<div class="lane {{{side}}}"><span>{{{label}}}</span>
<svg viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="{{{summary}}}"><path
 transform="scale({{{scale}}} 1)" vector-effect="non-scaling-stroke" d="{{{ticks}}}"/></svg>
</div>{{/each}}<div class="axis" aria-hidden="true">{{#each value.track.axis}}<i
 style="left:{{{left}}}%"><b>{{{text}}}</b></i>{{/each}}</div></div><button type="button"
 class="whole-track" hidden>{{{value.track.whole}}}</button></section>
"""


def draw(scene: Scene) -> dict[str, Any]:
    texts = scene.words
    times = {side: scene.recording.answers[side].times for side in SIDES}
    end, step = axis(max((t[-1] for t in times.values() if t), default=1.0))
    lanes = [
        {"side": side, "label": texts[side], "scale": round(1 / end, 6),
         "ticks": ticks(times[side]) or "M0 0",
         "summary": texts["track_label"].format(
             texts[side], len(times[side]), formats.seconds(times[side][-1] if times[side] else 0))}
        for side in SIDES
    ]
    marks = [
        {"left": round(100 * i * step / end, 3), "text": f"{i * step:.4g} s" if i else "0"}
        for i in range(round(end / step) + 1)
    ]
    tip = explanations(scene.language)["track"]
    remote = any(answer.model.remote for answer in scene.recording.answers.values())
    read = "track_pieces" if remote else "track_read"
    return {"title": texts["track"], "tip": tip, "read": texts[read],
            "whole": texts["track_whole"], "keys": texts["track_keys"],
            "lanes": lanes, "axis": marks}


def ticks(times: tuple[float, ...]) -> str:
    """An SVG path with a vertical stroke at each time, in milliseconds."""
    return "".join(f"M{t * 1e3:.1f} 0v{HEIGHT}" for t in times)


def axis(longest: float) -> tuple[float, float]:
    """The end of the axis and the distance of its marks: a round step, three to six of them."""
    size = 10.0 ** -4
    while True:
        for factor in (1, 2, 5):
            step = size * factor
            if longest <= 5 * step:
                count = max(1, -(-longest // step))
                return count * step, step
        size *= 10
