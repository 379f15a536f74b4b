"""Scripted lanes: what a race needs of a lane, with times that are known in advance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    token: int
    seconds: float
    eos: bool = False
    kv_cache: int | None = None
    processor: float | None = None
    drafted: bool = False


class ScriptedLane:
    """Makes `length` tokens, each in `seconds` (one number, or one a step), then end of sequence.

    fail_at: the step (0 is the prefill) that raises `error`. before_step: called at every step.
    """

    def __init__(
        self, side: str, seconds: float | Sequence[float], length: int = 10**9,
        fail_at: int = -1, error: Exception | None = None,
        before_step: Callable[[str, int], None] | None = None,
    ) -> None:
        self.side, self.length, self.made = side, length, 0
        self._seconds, self._fail_at = seconds, fail_at
        self._error, self._before = error or RuntimeError("scripted"), before_step

    def prefill(self) -> Tick:
        assert self.made == 0, "prefill comes once, first"
        return self._tick()

    def step(self) -> Tick:
        assert self.made > 0, "a step follows the prefill"
        return self._tick()

    def _tick(self) -> Tick:
        if self._before:
            self._before(self.side, self.made)
        if self.made == self._fail_at:
            raise self._error
        index, self.made = self.made, self.made + 1
        one = isinstance(self._seconds, (int, float))
        seconds = self._seconds if one else self._seconds[index]
        return Tick(index, seconds, eos=index >= self.length)

    def text(self, token: int) -> str:
        return f"{token} "

    def rest(self) -> str:
        return ""

    @property
    def stopped(self) -> bool:
        return False
