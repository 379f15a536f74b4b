"""Playing a recording again: the growing recordings that a live race would have yielded.

Each side goes by its own measured clock and both share one axis, as on screen during the race.
What was measured is never changed; only the time between two frames follows `pace`. A race too
short to be seen is shown in slow motion, both sides by the same factor.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator

from demo.recording.data import SIDES, Answer, Recording, begun

FRAMES_PER_SECOND = 20
SHORT = 2.0  # seconds of the longer side's own time: below it a race is over before one looks
SHOWN = 4.0  # seconds that such a race is made to last, by a whole factor: three to five


def replay(
    recording: Recording, pace: float = 1.0, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Recording]:
    """Yield `recording` as it grew; pace 2 is twice as fast. The last one is the whole."""
    for wait, grown in frames(recording, pace):
        sleep(wait)
        yield grown


def frames(
    recording: Recording, pace: float = 1.0, per_second: float = FRAMES_PER_SECOND
) -> Iterator[tuple[float, Recording]]:
    """(seconds to wait first, recording) for each picture of the replay."""
    assert pace > 0, "a replay must go forward"
    yield 0.0, begun(recording)
    # The longest side's end decides: the other one is done, and waits, as in the race.
    length = max(_ended(answer) for answer in recording.answers.values())
    steps = int(length / pace * per_second)
    for now in (pace * (i + 1) / per_second for i in range(steps)):
        yield 1 / per_second, at(recording, now)
    yield max(0.0, length / pace - steps / per_second), recording


def slow_motion(recording: Recording) -> int:
    """How many times slower than measured a replay plays; 1 for a race long enough to be seen."""
    length = max(_ended(answer) for answer in recording.answers.values())
    return max(1, round(SHOWN / length)) if 0 < length < SHORT else 1


def at(recording: Recording, now: float) -> Recording:
    """`recording` as it stood `now` seconds after the start, on both sides' own clocks."""
    answers = {side: _until(recording.answers[side], now) for side in SIDES}
    return dataclasses.replace(begun(recording), answers=answers)


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
        seconds=whole.seconds[:known], end="", why="", end_seconds=0.0, memory=memory,
    )
