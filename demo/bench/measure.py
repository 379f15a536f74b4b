"""Alternating blocks of solo runs and races, with the lanes and the race the page uses."""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import dataclass, field
from statistics import median

from demo.engine.lane import Lane
from demo.engine.race import race
from demo.engine.session import Session
from demo.recording.data import SIDES, Answer, Request
from demo.recording.growing import grow
from demo.recording.metrics import numbers

# ABBA, and the other way round every second time, so that a drift of the machine cancels out.
ORDERS = (("race", "solo", "solo", "race"), ("solo", "race", "race", "solo"))


@dataclass
class Blocks:
    """One side's TTFT and TPOT in seconds, a block an entry; solo[i] and race[i] ran together."""

    solo: list[float] = field(default_factory=list)
    race: list[float] = field(default_factory=list)
    solo_ttft: list[float] = field(default_factory=list)
    race_ttft: list[float] = field(default_factory=list)

    def ratio(self) -> float:
        """Median over paired blocks of race TPOT / solo TPOT."""
        return median(r / s for r, s in zip(self.race, self.solo, strict=True))


def measure(
    session: Session, requests: list[Request], rounds: int, burst: float
) -> tuple[dict[str, Blocks], dict[str, Answer]]:
    """Blocks of each side, and its last answer in a race (with its memory)."""
    blocks = {side: Blocks() for side in SIDES}
    answers: dict[str, Answer] = {}
    for index in range(rounds):
        for request in requests:
            for kind in ORDERS[index % 2]:
                answers |= block(session, request, kind, burst, blocks)
        print(f"round {index + 1} of {rounds}", file=sys.stderr)
    for side, lane in session.lanes.items():
        answers[side] = dataclasses.replace(answers[side], memory=lane.memory())
    return blocks, answers


def block(
    session: Session, request: Request, kind: str, burst: float, blocks: dict[str, Blocks]
) -> dict[str, Answer]:
    """Run one block and note its TTFT and TPOT; answers too short for a TPOT count nowhere."""
    groups = [list(session.lanes.values())]
    if kind == "solo":
        groups = [[lane] for lane in session.lanes.values()]
    answers = {side: Answer(side) for side in SIDES}
    for lanes in groups:
        answers = run(session, lanes, request, burst, answers)
    for side, answer in answers.items():
        figures = numbers(answer)
        if figures.tpot is not None and figures.ttft is not None:
            getattr(blocks[side], kind).append(figures.tpot)
            getattr(blocks[side], f"{kind}_ttft").append(figures.ttft)
    return answers


def run(
    session: Session, lanes: list[Lane], request: Request, burst: float,
    answers: dict[str, Answer],
) -> dict[str, Answer]:
    assert session.blank is not None, "the pair is loaded"
    for lane in lanes:
        lane.begin(request)
    most = min(request.max_tokens, *(lane.room for lane in lanes))
    recording = dataclasses.replace(session.blank, answers=answers)
    return grow(recording, race(lanes, most, 3600, burst=burst)).answers
