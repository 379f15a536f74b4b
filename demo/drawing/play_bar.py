"""The play bar, and the one script that plays a finished stage: play, pause, scrub, speed, end."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.recording.data import Recording
from demo.recording.reasoning import parted
from demo.recording.replay import slow_motion
from demo.words.page_words import words as drawn_words
from demo.words.player_words import words

HERE = Path(__file__).parent
# Functions in one scope; what follows them in it starts the player.
SCRIPTS = ("number_formats.js", "played_sides.js", "played_turns.js", "track_zoom.js",
           "player.js", "answer_views.js", "explanations.js")
SPEEDS = ("0.1", "0.25", "0.5", "1", "2", "4")
# What the script writes while it plays; everything else is on the stage from the start.
PLAYED = ("reading", "own_time", "own_time_tokens", "own_time_token",
          "memory_now", "not_measured", "agreement_running")
TEMPLATE = """
<div class="controls" hidden><button type="button" id="play"><i></i><span></span></button>
<button type="button" id="skip">{{{value.bar.skip}}}</button>
<label>{{{value.bar.speed}}} <select id="speed">{{#each value.bar.speeds}}<option
 value="{{{value}}}" {{{chosen}}}>{{{value}}}×</option>{{/each}}</select></label>
<label class="turns" hidden><input type="checkbox" id="turns"> {{{value.bar.turns}}}</label>
<input type="range" id="position" min="0" max="1000" step="1" value="1000"
 aria-label="{{{value.bar.position}}}"><output id="time" for="position"></output>
<span class="slow">{{{value.bar.slow}}}</span></div>
"""


def draw(recording: Recording, language: str) -> dict[str, Any]:
    """The bar's values, not yet encoded."""
    texts, slow = words(language), slow_motion(recording)
    said = texts["slow"].format(slow) if slow > 1 else texts["as_measured"]
    speeds = [{"value": speed, "chosen": "selected" if speed == "1" else ""} for speed in SPEEDS]
    return {**{name: texts[name] for name in ("skip", "speed", "position", "turns")},
            "slow": said, "speeds": speeds}


def played(language: str) -> dict[str, str]:
    """The words that the script writes."""
    drawn, own = drawn_words(language), words(language)
    return {**{key: drawn[key] for key in PLAYED}, "answering": drawn["replaying"],
            "racing": drawn["replayed"],
            **{key: own[key] for key in ("play", "pause", "again")}}


def parts(recording: Recording) -> dict[str, dict[str, int]]:
    """Which characters of each answer are reasoning, and from where on it is said."""
    places = {side: parted(recording, answer) for side, answer in recording.answers.items()}
    return {side: {"start": own.start, "end": own.end, "said": own.said}
            for side, own in places.items()}


@lru_cache
def script() -> str:
    """The functions of the player, for a script that calls createPlayer."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
