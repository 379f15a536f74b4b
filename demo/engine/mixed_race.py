"""A race in which a side answers over the network: its steps arrive while the local side takes its
own, in this thread, undisturbed but for the hearing."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from demo.engine.protocol import Stop
from demo.engine.remote_lane import RemoteLane
from demo.recording.data import Request, Step

WAIT = 0.05  # seconds between two looks while only the network is waited for
NOTHING = None  # stands where nothing happened: whoever listens may look whether to stop


def race(
    local: Iterator[Step], remotes: Sequence[RemoteLane], request: Request, most: int,
    stop: Stop | None = None,
) -> Iterator[Step | None]:
    """Steps of all sides as they come, each side's last one of kind "end", and NOTHING now and then
    while nothing comes."""
    stop, began = stop or Stop(), time.perf_counter()
    for lane in remotes:
        lane.start(request, most)
    try:
        for step in local:
            yield step
            yield from _heard(remotes, stop, began, request.time_limit)
        while any(not lane.over for lane in remotes):
            yield from _heard(remotes, stop, began, request.time_limit, WAIT)
            yield NOTHING
    finally:
        for lane in remotes:
            if not lane.over:
                lane.stop("stopped")


def _heard(
    remotes: Sequence[RemoteLane], stop: Stop, began: float, limit: float, wait: float = 0.0
) -> Iterator[Step]:
    for lane in remotes:
        if lane.over:
            continue
        yield from lane.arrived(wait)
        if lane.over:
            continue
        if stop.asked(lane.side):
            yield lane.stop("stopped")
        elif time.perf_counter() - began > limit:
            yield lane.stop("time_limit")
