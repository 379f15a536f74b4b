"""Timing one step of model work, so that the result is known on the host when the clock stops.

Seconds are synchronised wall time. On CUDA, events around the same work give the device's own time
as a cross-check (`device_seconds`): when it is much shorter than the wall time, launching kernels
is what costs.
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

    device_seconds: float | None = None

    def time(self, work: Callable[[], Any]) -> tuple[Any, float]:
        start = time.perf_counter()
        result = work()
        return result, time.perf_counter() - start


class CudaClock:
    """Wall time between two device synchronisations, and CUDA events inside them."""

    def __init__(self, device: torch.device) -> None:
        self.device = device
        self.device_seconds: float | None = None
        self._events = [torch.cuda.Event(enable_timing=True) for _ in range(2)]

    def time(self, work: Callable[[], Any]) -> tuple[Any, float]:
        torch.cuda.synchronize(self.device)
        start = time.perf_counter()
        self._events[0].record()
        result = work()
        self._events[1].record()
        torch.cuda.synchronize(self.device)
        seconds = time.perf_counter() - start
        self.device_seconds = self._events[0].elapsed_time(self._events[1]) / 1000
        return result, seconds


def clock_for(device: torch.device) -> Clock:
    return CudaClock(device) if device.type == "cuda" else CpuClock()
