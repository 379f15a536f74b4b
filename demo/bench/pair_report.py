"""A loaded pair, measured and printed: the ceiling first, then every table of one way to decode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from demo.bench import report
from demo.bench.measure import measure
from demo.engine import device as devices
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Request

Ceilings = dict[str, dict[str, Any]]


def opening(session: Session) -> Ceilings:
    """Print the device and what its bandwidth allows each side, which is returned. Raises
    UserError where a side does not run here."""
    if remote := [side for side in SIDES if session.lanes[side] not in session.here]:
        raise UserError(f"The {remote[0]} of this pair is remote, and the bench measures what runs "
                        "here: choose another pair (python -m tests.bench.remote measures what a "
                        "remote side costs the other).")
    bandwidth, source = devices.bandwidth(session.device)
    report.print_device(session, bandwidth, source)
    ceilings = {side: report.ceiling(session.lanes[side], bandwidth) for side in SIDES}
    report.print_ceilings(ceilings)
    return ceilings


def measured(
    session: Session, requests: list[Request], rounds: int, burst: float, ceilings: Ceilings,
    load_seconds: Mapping[str, float], before: dict,
    more: Callable[[str], dict[str, Any]] = lambda side: {},
) -> dict[str, Any]:
    """Run the blocks, print the tables, return the JSON object's content. burst: seconds; before:
    process totals before loading; more: further figures of a side, measured after its blocks."""
    blocks, answers = measure(session, requests, rounds, burst)
    rows = {side: report.row(session, side, blocks[side], answers[side], ceilings[side])
            for side in SIDES}
    for side in SIDES:
        rows[side] |= {"load_s": round(load_seconds[side], 3), **more(side)}
    report.print_measured(rows)
    report.print_memory(session, rows, before)
    return report.summary(session, rows, blocks)
