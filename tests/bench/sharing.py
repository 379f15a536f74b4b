"""What share pages cost: `python -m tests.bench.sharing [--pair … --rounds … --requests …]`.

Prints the size of a share page, then the median time to serve one to a client on this machine, then
the TPOT of a race while 32 clients at once ask for share pages, over the TPOT of the same race
undisturbed, in alternating blocks (quiet, asked, asked, quiet) of one run. The clients are a
process of their own and ask --requests in all, over and over until the race is done. Goals: under
5 ms, and a ratio under 1.10. Last line of stdout: one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import time
from statistics import median
from typing import Any

import httpx
from gradio_client import Client

from demo import settings as settings_module
from demo.recording.data import SIDES
from tests.bench.server import served

PAGE = "s/example-1-story"
AT_ONCE = 32
ORDERS = (("quiet", "asked", "asked", "quiet"), ("asked", "quiet", "quiet", "asked"))
PROMPT = "Tom has 14 boxes with 6 pens each and gives away 57. How many pens are left?"


def alone(address: str, count: int) -> tuple[float, int]:
    """Median milliseconds of `count` requests one after another, and the bytes of a page."""
    took = []
    with httpx.Client() as client:
        size = len(client.get(address + PAGE).content)
        for _ in range(count):
            began = time.perf_counter()
            client.get(address + PAGE).raise_for_status()
            took.append((time.perf_counter() - began) * 1e3)
    return median(took), size


async def _crowd(address: str, count: int) -> None:
    """`count` requests, AT_ONCE of them under way at any moment."""
    left = iter(range(count))

    async def one(client: httpx.AsyncClient) -> None:
        for _ in left:
            (await client.get(address + PAGE)).raise_for_status()

    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(limits=limits, timeout=60) as client:
        await asyncio.gather(*(one(client) for _ in range(AT_ONCE)))


def crowd(address: str, count: int, answered: Any) -> None:
    """Runs in a process of its own; `answered` counts whole rounds of `count` requests."""
    while True:
        asyncio.run(_crowd(address, count))
        with answered.get_lock():
            answered.value += count


def race(client: Client, max_tokens: int) -> dict[str, float]:
    """Seconds a token of each side, as the page's own endpoint reports them."""
    *_, (_, _, table) = client.submit(PROMPT, max_tokens, api_name="/compare")
    return {side: table["sides"][side]["tpot_ms"] / 1e3 for side in SIDES}


def block(client: Client, kind: str, address: str, args: argparse.Namespace) -> tuple[dict, int]:
    """The mean TPOT of --races races, and how many pages were served meanwhile."""
    context = multiprocessing.get_context("spawn")
    answered = context.Value("q", 0)
    others = context.Process(target=crowd, args=(address, args.requests, answered), daemon=True)
    if kind == "asked":
        others.start()
        while not answered.value:  # a whole round first, so that the crowd is there
            time.sleep(0.05)
    try:
        races = [race(client, args.max_tokens) for _ in range(args.races)]
    finally:
        if kind == "asked":
            others.terminate()
            others.join()
    return {side: sum(r[side] for r in races) / len(races) for side in SIDES}, answered.value


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sharing", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pair", default="")
    parser.add_argument("--rounds", type=int, default=3, help="blocks of four")
    parser.add_argument("--races", type=int, default=4, help="races a block")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--max-tokens", type=int, default=128)
    args = parser.parse_args()
    args.pair = args.pair or settings_module.read().pair
    with served(args.pair) as address:
        client = Client(address, verbose=False)
        race(client, args.max_tokens)  # waits for the models
        served_ms, size = alone(address, 200)
        print(f"share page: {size:,} bytes, served in {served_ms:.2f} ms (median of 200)")
        ratios, pages = {side: [] for side in SIDES}, 0
        for index in range(args.rounds):
            found: dict[str, list] = {"quiet": [], "asked": []}
            for kind in ORDERS[index % 2]:
                tpots, count = block(client, kind, address, args)
                found[kind].append(tpots)
                pages += count
            for side in SIDES:
                ratios[side].append(sum(t[side] for t in found["asked"])
                                    / sum(t[side] for t in found["quiet"]))
    shown = {side: round(median(values), 3) for side, values in ratios.items()}
    for side in SIDES:
        print(f"{side}: TPOT with {AT_ONCE} clients at once / without = {shown[side]:.3f}")
    print(json.dumps({"page_bytes": size, "served_ms": round(served_ms, 2),
                      "asked_over_quiet": shown, "pages": pages}))


if __name__ == "__main__":
    main()
