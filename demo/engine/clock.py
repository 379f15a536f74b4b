"""Timing one step of model work, so that the result is known on the host when the clock stops.

Seconds are synchronised wall time. Beside them stand the processor seconds of the racing thread: on
a CPU it works or waits for its helpers all the while, so what is missing from the wall time is what
the machine gave to others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import torch


class Clock(Protocol):
    """time(work) -> (what work returned, seconds until it was known on the host, this thread's
    processor seconds of them or None)."""

    def time(self, work: Callable[[], Any]) -> tuple[Any, float, float | None]: ...


class CpuClock:
    """Wall time; CPU operators return only when they are done."""

    def time(self, work: Callable[[], Any]) -> tuple[Any, float, float | None]:
        used, start = time.thread_time(), time.perf_counter()
        result = work()
        seconds = time.perf_counter() - start
        return result, seconds, min(time.thread_time() - used, seconds)


class CudaClock:
    """Wall time between two device synchronisations, in which the host only waits."""

    def __init__(self, device: torch.device) -> None:
        self.device = device

    def time(self, work: Callable[[], Any]) -> tuple[Any, float, float | None]:
        torch.cuda.synchronize(self.device)
        start = time.perf_counter()
        result = work()
        torch.cuda.synchronize(self.device)
        return result, time.perf_counter() - start, None


def clock_for(device: torch.device) -> Clock:
    return CudaClock(device) if device.type == "cuda" else CpuClock()
