"""What being watched costs: `python -m tests.bench.served [--pair … --rounds …]`.

TPOT of the race as a client in another process streams it from the served page, over the TPOT of
the same race in the bench, in alternating blocks (bench, served, served, bench) of one run. The
goal is at most 1.05. Last line of stdout: one JSON object with the ratio of each side.
"""

from __future__ import annotations

import argparse
import json
from statistics import median

from gradio_client import Client

from demo import settings as settings_module
from demo.bench.measure import Blocks, block
from demo.engine.courses import BURST_SECONDS
from demo.engine.session import Session
from demo.recording.data import SIDES, Request
from tests.bench.server import served

ORDERS = (("bench", "served", "served", "bench"), ("served", "bench", "bench", "served"))


def by_bench(session: Session, request: Request) -> dict[str, float]:
    blocks = {side: Blocks() for side in SIDES}
    block(session, request, "race", BURST_SECONDS, blocks)
    return {side: blocks[side].race[0] for side in SIDES}


def by_client(client: Client, request: Request) -> dict[str, float]:
    job = client.submit(request.prompt, request.max_tokens, api_name="/compare")
    *_, (_, _, table) = job
    return {side: table["sides"][side]["tpot_ms"] / 1e3 for side in SIDES}


def measured(
    session: Session, client: Client, requests: list[Request], rounds: int
) -> list[dict[str, dict[str, list[float]]]]:
    """Blocks of four; each holds, by side, two TPOTs of either kind."""
    found = []
    for index in range(rounds):
        for request in requests:
            four = {kind: {side: [] for side in SIDES} for kind in ("bench", "served")}
            for kind in ORDERS[index % 2]:
                tpots = (
                    by_bench(session, request) if kind == "bench" else by_client(client, request)
                )
                for side in SIDES:
                    four[kind][side].append(tpots[side])
            found.append(four)
    return found


def ratio(blocks: list, side: str) -> float:
    return median(sum(four["served"][side]) / sum(four["bench"][side]) for four in blocks)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.served", description=__doc__)
    parser.add_argument("--pair", default="")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--max-tokens", type=int, default=128)
    args = parser.parse_args()
    settings = settings_module.read()
    session = Session(settings)
    session.load(args.pair or settings.pair)
    assert session.pair is not None, "the pair is loaded"
    requests = [Request(s.prompt, max_tokens=args.max_tokens) for s in session.pair.suggestions]
    # Prompts answered in a few tokens say nothing of a decode step.
    requests = [r for r in requests if _long_enough(session, r)]
    with served(args.pair) as address:
        client = Client(address, verbose=False)
        by_client(client, requests[0])  # waits for the models
        blocks = measured(session, client, requests, args.rounds)
    found = {side: ratio(blocks, side) for side in SIDES}
    for side in SIDES:
        print(f"{side}: served TPOT / bench TPOT = {found[side]:.3f}, {len(blocks)} paired blocks")
    print(json.dumps({"served_over_bench": found}))


def _long_enough(session: Session, request: Request, tokens: int = 12) -> bool:
    *_, final = session.compare(request, session.pair.name)
    return all(len(answer.tokens) >= tokens for answer in final.answers.values())


if __name__ == "__main__":
    main()
