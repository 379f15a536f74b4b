"""Playing a recording again: how it stood at any moment, and how slowly it is shown.

Each side goes by its own measured clock and both share one axis, as on screen during the race.
What was measured is never changed. A race too short to be seen is shown in slow motion, both sides
by the same factor. demo/drawing/player.js does the same in a browser.
"""

from __future__ import annotations

import dataclasses

from demo.recording.data import SIDES, Answer, Recording
from demo.recording.growing import begun

SHORT = 2.0  # seconds of the longer side's own time: below it a race is over before one looks
SHOWN = 4.0  # seconds that such a race is made to last, by a whole factor: three to five


def length(recording: Recording) -> float:
    """Seconds of own time of the side that took longer, so far."""
    return max(_ended(answer) for answer in recording.answers.values())


def slow_motion(recording: Recording) -> int:
    """How many times slower than measured a replay plays; 1 for a race long enough to be seen."""
    whole = length(recording)
    return max(1, round(SHOWN / whole)) if 0 < whole < SHORT else 1


def at(recording: Recording, now: float) -> Recording:
    """`recording` as it stood `now` seconds after the start, on both sides' own clocks."""
    answers = {side: _until(recording.answers[side], now) for side in SIDES}
    shown = dataclasses.replace(begun(recording), answers=answers)
    # What its mode brought is known at its end; the verdict tells it.
    return dataclasses.replace(shown, cooperation=recording.cooperation,
                               cascade=recording.cascade) if shown.done else shown


def _ended(answer: Answer) -> float:
    return sum(answer.seconds) + answer.end_seconds


def _until(whole: Answer, now: float) -> Answer:
    """One answer as it stood `now` seconds after the start of its prefill."""
    if _ended(whole) <= now:
        return whole
    known = sum(1 for t in whole.times if t <= now)
    held = whole.memory.kv_at(whole.held(known))
    memory = dataclasses.replace(whole.memory, working_peak=None, kv_cache=held)
    return dataclasses.replace(
        whole, tokens=whole.tokens[:known], texts=whole.texts[:known],
        seconds=whole.seconds[:known], end="", why="", end_seconds=0.0,
        processor_seconds=None, memory=memory, drafted=whole.drafted[:known],
    )
