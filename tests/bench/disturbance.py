"""What a busy machine does to a race, and whether its cards say so.

    .venv/bin/python -m tests.bench.disturbance

Races the bundled pair alone and beside 1, 2 and 4 processes that take a core each, and prints for
each side: the racing thread's share of its wall time, how far the 95th percentile of the decode
steps lies over their median, the mean time of a step, and how many cards said that the machine was
busy. The limits in demo/recording/metrics.py were chosen by it.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from statistics import mean, median

from demo import settings
from demo.engine.session import Session
from demo.recording.data import SIDES, Answer, Recording, Request
from demo.recording.metrics import disturbed, percentile

PROMPTS = ("Tom has 14 boxes with 6 pens each and gives away 57. How many pens are left?",
           "47 加 85 等于多少？", "How many r in strawberry?")
SPIN = [sys.executable, "-c", "while True: pass"]


@contextlib.contextmanager
def beside(count: int) -> Iterator[None]:
    others = [subprocess.Popen(SPIN) for _ in range(count)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def raced(session: Session, times: int) -> list[Recording]:
    return [list(session.compare(Request(prompt), "abacus"))[-1]
            for _ in range(times) for prompt in PROMPTS]


def line(answers: list[Answer]) -> str:
    shares = [(answer.processor_seconds or 0) / (sum(answer.seconds) + answer.end_seconds)
              for answer in answers]
    steps = [answer.seconds[1:] for answer in answers]
    spreads = [percentile(own, 95) / median(own) for own in steps]
    said = sum(map(disturbed, answers))
    return (f"share {min(shares):.3f}–{max(shares):.3f}, p95/median {median(spreads):.2f} "
            f"(at most {max(spreads):.2f}), {1e3 * median(map(mean, steps)):.2f} ms a step, "
            f"said busy {said} of {len(answers)}")


def main() -> None:
    argparse.ArgumentParser(prog="python -m tests.bench.disturbance", description=__doc__,
                            formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    session = Session(settings.read())
    raced(session, 1)
    for count in (0, 1, 2, 4, 0):
        with beside(count):
            recordings = raced(session, 8)
        for side in SIDES:
            print(f"{count} beside, {side}: {line([r.answers[side] for r in recordings])}")


if __name__ == "__main__":
    main()
