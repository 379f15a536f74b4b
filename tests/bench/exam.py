r"""What asking an exam's questions in batches saves, and what fidelity costs beside a race.

    .venv/bin/python -m tests.bench.exam                                  (Abacus)
    .venv/bin/python -m tests.bench.exam --pair build/smollm2 --questions 64 --max-tokens 48 \
        --races 3

Part by part, the same questions in a batch and then one at a time, in one run. The last line of
stdout is JSON: for each side, questions a second in batches over one at a time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from demo import settings as settings_module
from demo.engine import batched_answers
from demo.engine.fidelity import fidelity
from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.exam.bundled_papers import paper
from demo.exam.sitting import Terms, request
from demo.recording.data import SIDES, Request

PART = 32


def main() -> None:
    p = argparse.ArgumentParser(prog="python -m tests.bench.exam", description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--pair", default="abacus")
    p.add_argument("--questions", type=int, default=1000)
    p.add_argument("--max-tokens", type=int, default=256)
    p.add_argument("--alone", type=int, default=2,
                   help="questions of each part that are also asked one at a time")
    p.add_argument("--races", type=int, default=40, help="races that fidelity is compared with")
    args = p.parse_args()
    session = Session(settings_module.read())
    session.load(args.pair)
    print(json.dumps({**batches(session, args), **after_a_race(session, args.races)}))


def batches(session: Session, args: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Questions a second of each side, together and alone, and their ratio."""
    assert session.pair is not None
    terms = Terms(args.max_tokens, session.pair.system, session.pair.final)
    asked = [request(one, terms) for one in paper("held-out", args.questions).questions]
    asked.sort(key=lambda one: len(one.prompt))
    seconds = {side: [0.0, 0.0] for side in SIDES}
    counts = [0, 0]
    for start in range(0, len(asked), PART):
        part = asked[start : start + PART]
        few = part[:: max(1, len(part) // args.alone)][: args.alone]
        counts = [counts[0] + len(part), counts[1] + len(few)]
        for side in SIDES:
            lane = session.lanes[side]
            assert isinstance(lane, Lane)
            for way, some, rows in ((0, part, PART), (1, few, 1)):
                prompts = [prompt(lane, one) for one in some]
                begun = time.perf_counter()
                batched_answers.answers(lane, prompts, args.max_tokens, rows)
                seconds[side][way] += time.perf_counter() - begun
        print(f"{start + len(part)} of {len(asked)}", file=sys.stderr)
    rates = {side: [count / spent for count, spent in zip(counts, told, strict=True)]
             for side, told in seconds.items()}
    return {side: {"together": round(a, 3), "alone": round(b, 3), "ratio": round(a / b, 2)}
            for side, (a, b) in rates.items()}


def prompt(lane: Lane, one: Request) -> list[int]:
    lane.begin(one)
    found = lane.prompt
    lane.reset()
    return found


def after_a_race(session: Session, races: int) -> dict[str, float]:
    """Fidelity's seconds over those of its race: of all races, and of the longest answer's."""
    teacher, student = (session.lanes[side] for side in SIDES)
    assert isinstance(teacher, Lane) and isinstance(student, Lane) and session.pair
    seen = []
    for one in paper("held-out", races).questions:
        *_, found = session.compare(Request(one.text, max_tokens=200), session.pair.name)
        raced = sum(sum(answer.seconds) for answer in found.answers.values())
        said = found.answers["student"].tokens
        begun = time.perf_counter()
        fidelity(teacher, student, said)
        seen.append((len(said), time.perf_counter() - begun, raced))
        print(f"fidelity of {len(said)} tokens: {seen[-1][1] / raced:.1%} of the race",
              file=sys.stderr)
    tokens, spent, raced = max(seen, key=lambda one: one[2])
    whole = sum(one[1] for one in seen) / sum(one[2] for one in seen)
    return {"fidelity_over_race": round(whole, 4), "of_the_longest_race": round(spent / raced, 4),
            "its_tokens": tokens}


if __name__ == "__main__":
    main()
