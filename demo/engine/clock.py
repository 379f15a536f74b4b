"""Timing one step of model work, so that the result is known on the host when the clock stops.

Seconds are synchronised wall time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import torch


class Clock(Protocol):
    """time(work) -> (what work returned, seconds until it was known on the host)."""

    def time(self, work: Callable[[], Any]) -> tuple[Any, float]: ...


class CpuClock:
    """Wall time; CPU operators return only when they are done."""

    def time(self, work: Callable[[], Any]) -> tuple[Any, float]:
        start = time.perf_counter()
        result = work()
        return result, time.perf_counter() - start


class CudaClock:
    """Wall time between two device synchronisations."""

    def __init__(self, device: torch.device) -> None:
        self.device = device

    def time(self, work: Callable[[], Any]) -> tuple[Any, float]:
        torch.cuda.synchronize(self.device)
        start = time.perf_counter()
        result = work()
        torch.cuda.synchronize(self.device)
        return result, time.perf_counter() - start


def clock_for(device: torch.device) -> Clock:
    return CudaClock(device) if device.type == "cuda" else CpuClock()
