"""Whose turn it is: two lanes in ONE thread, always stepping the live lane whose clock is behind.

So each lane's clock counts only its own work, the screen shows the true ratio of speeds, and nobody
contends for the device. Wall time is the sum of both.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from demo.engine.memory import ran_out
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.recording.data import Step

log = logging.getLogger(__name__)


class Runner(Protocol):
    """What a race needs of a lane; tests script it."""

    side: str

    def prefill(self) -> Any: ...
    def step(self) -> Any: ...
    def text(self, token: int) -> str: ...
    def rest(self) -> str: ...

    @property
    def stopped(self) -> bool: ...


@dataclass
class _Progress:
    lane: Runner
    clock: float = 0.0
    tokens: int = 0


def race(
    lanes: Sequence[Runner], max_tokens: int, time_limit: float,
    stop: Stop | None = None, burst: float = 0.0,
) -> Iterator[Step]:
    """Steps of all lanes in the order they were made, each side's last one of kind "end".

    time_limit: seconds of a side's own time. burst: seconds of own time a lane keeps its turn for,
    so that a small model does not lose its processor caches at every step; 0 is one step a turn.
    """
    stop = stop or Stop()
    live = [_Progress(lane) for lane in lanes]
    while live:
        now = min(live, key=lambda progress: progress.clock)
        for step in _turn(now, max_tokens, time_limit, stop, burst):
            yield step
            if step.kind == "end":
                live.remove(now)


def _turn(
    now: _Progress, max_tokens: int, time_limit: float, stop: Stop, burst: float
) -> Iterator[Step]:
    until = now.clock + burst
    while True:
        step = _one(now, max_tokens, time_limit, stop)
        yield step
        if step.kind == "end" or now.clock >= until:
            return


def _one(now: _Progress, max_tokens: int, time_limit: float, stop: Stop) -> Step:
    side = now.lane.side
    if stop.asked(side):
        return _end(now, "stopped")
    if now.tokens >= max_tokens:
        return _end(now, "max_tokens")
    if now.clock >= time_limit:
        return _end(now, "time_limit")
    try:
        return _model_step(now)
    except Exception as error:  # One lane's failure ends that side; the other goes on.
        return _end(now, "error", why=_explain(side, error))


def _end(now: _Progress, end: str, **more: Any) -> Step:
    """The last step; its text is what was kept back until nothing can change it any more."""
    rest = now.lane.rest() if now.tokens else ""
    return Step(now.lane.side, "end", text=rest, end=end, **more)


def _model_step(now: _Progress) -> Step:
    lane, kind = now.lane, "decode" if now.tokens else "prefill"
    tick = lane.step() if now.tokens else lane.prefill()
    now.clock += tick.seconds
    took = {"seconds": tick.seconds, "kv_cache": tick.kv_cache,
            "processor": tick.processor}
    if tick.eos:
        return _end(now, "eos", **took)
    now.tokens += 1
    text = lane.text(tick.token)
    if lane.stopped:  # as an end-of-sequence token: no output token, and no part of the answer
        return Step(lane.side, "end", text=text, end="eos", **took)
    return Step(lane.side, kind, tick.token, text, drafted=tick.drafted, **took)


def _explain(side: str, error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    if ran_out(error):
        return "The device ran out of memory: ask for fewer tokens or choose a smaller pair."
    number = uuid.uuid4().hex[:8]
    log.error("the %s failed (%s)", side, number, exc_info=error)
    return f"This side failed for a reason of its own (error {number} in the log)."
