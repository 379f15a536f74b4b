"""What hostile links cost everybody else: `python -m tests.bench.hostile [--pair … --rounds …]`.

A burst is --links requests at once, each with a different link that unpacks to as much as a link
may (tests/sharing/heavy.py): as a page, a frame, a card, a film, a file and the page itself. A
block is one race for each kind, and under fire a burst of that kind begins with its race; the next
race waits until all of it is answered. A process of low priority sends, so that it is the server
that is measured and not the sender. Prints per kind what was answered; then GET / (median and
longest of many, one after another) quiet and under fire, the TPOT of a race under fire over that of
a quiet one in alternating blocks (quiet, fire, fire, quiet) of one run, and the page process's
memory after the first round and after the last. Goals: GET / under 2 s, a ratio under 1.10. Last
line of stdout: one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx
from gradio_client import Client

from demo import settings as settings_module
from demo.recording.data import SIDES
from tests.bench.server import served
from tests.bench.sharing import ORDERS, PROMPT
from tests.sharing.heavy import codes

NICE = 5  # of the sender, so that it is not what disturbs the race
KINDS = ("s?run={}", "embed?run={}", "s.png?run={}", "s.gif?run={}", "s.html?run={}", "?run={}")


async def _one(host: str, port: int, path: str, began: asyncio.Event) -> int:
    """The status of one request; 0 when the connection was closed without an answer."""
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection(host, port)
        await began.wait()  # so that all are asked at once
        writer.write(f"GET /{path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
                     .encode())
        answer = await reader.read()
        writer.close()
        return int(answer[9:12] or 0)
    return 0


async def _burst(address: str, paths: list[str]) -> Counter[int]:
    found, began = urlsplit(address), asyncio.Event()
    asked = [asyncio.create_task(_one(found.hostname, found.port, path, began)) for path in paths]
    await asyncio.sleep(0)
    began.set()
    return Counter(await asyncio.gather(*asked))


def fire(address: str, links: list[str], orders: Connection) -> None:
    """A burst for each kind that is ordered; runs in a process of its own."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    with contextlib.suppress(EOFError):
        while kind := orders.recv():
            paths = [kind.format(code) for code in links]
            orders.send(asyncio.run(_burst(address, paths)))


def race(client: Client, max_tokens: int) -> dict[str, float]:
    """Seconds a token of each side, as the page's own endpoint reports them."""
    *_, (_, _, table) = client.submit(PROMPT, max_tokens, api_name="/compare")
    return {side: table["sides"][side]["tpot_ms"] / 1e3 for side in SIDES}


@contextlib.contextmanager
def visiting(address: str) -> Iterator[list[float]]:
    """The seconds that GET / takes, again and again."""
    took, over = [], threading.Event()

    def visit() -> None:
        with httpx.Client(timeout=120) as client:
            while not over.is_set():
                began = time.perf_counter()
                client.get(address).raise_for_status()
                took.append(time.perf_counter() - began)
                over.wait(0.1)

    visitor = threading.Thread(target=visit, daemon=True)
    visitor.start()
    try:
        yield took
    finally:
        over.set()
        visitor.join()


def memory() -> int:
    """Resident bytes of the page's process: this one's child that runs app.py. 0 off Linux."""
    for found in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            parent = (found / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and b"app.py" in (found / "cmdline").read_bytes():
                pages = int((found / "statm").read_text().split()[1])
                return pages * os.sysconf("SC_PAGESIZE")
    return 0


class Bench:
    """Blocks of races, quiet and under fire, and what was seen of them."""

    def __init__(self, address: str, args: argparse.Namespace) -> None:
        self.address, self.args = address, args
        self.client = Client(address, verbose=False)
        context = multiprocessing.get_context("spawn")
        self.gun, orders = context.Pipe()
        shots = (address, codes(args.links), orders)
        context.Process(target=fire, args=shots, daemon=True).start()
        self.answered: dict[str, Counter[int]] = {kind: Counter() for kind in KINDS}
        self.longest = dict.fromkeys(KINDS, 0.0)  # seconds of GET / during that kind's bursts
        self.visits: dict[str, list[float]] = {"quiet": [], "fire": []}

    def block(self, kind: str) -> dict[str, float]:
        """The median TPOT of one race for each of KINDS."""
        races = []
        for shot in KINDS:
            with visiting(self.address) as took:
                if kind == "fire":
                    self.gun.send(shot)
                races.append(race(self.client, self.args.max_tokens))
                if kind == "fire":
                    self.answered[shot] += self.gun.recv()
                    self.longest[shot] = round(max(self.longest[shot], *took), 3)
            self.visits[kind] += took
        return {side: median(r[side] for r in races) for side in SIDES}


def run(bench: Bench, rounds: int) -> tuple[dict[str, float], list[int]]:
    """The median ratio of each side, and the page's memory after every round."""
    ratios, held = {side: [] for side in SIDES}, []
    for index in range(rounds):
        found: dict[str, list] = {"quiet": [], "fire": []}
        for name in ORDERS[index % 2]:
            kind = "fire" if name == "asked" else "quiet"
            found[kind].append(bench.block(kind))
            print(f"{kind}:", {s: f"{1e3 * t:.1f} ms" for s, t in found[kind][-1].items()},
                  flush=True)
        for side in SIDES:
            ratios[side].append(sum(t[side] for t in found["fire"])
                                / sum(t[side] for t in found["quiet"]))
        held.append(memory())
        print(f"round {index + 1}:", {s: round(r[-1], 3) for s, r in ratios.items()}, flush=True)
    return {side: round(median(values), 3) for side, values in ratios.items()}, held


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hostile", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pair", default="")
    parser.add_argument("--rounds", type=int, default=3, help="blocks of four")
    parser.add_argument("--links", type=int, default=200, help="at once")
    parser.add_argument("--max-tokens", type=int, default=128)
    args = parser.parse_args()
    args.pair = args.pair or settings_module.read().pair
    with served(args.pair) as address:
        bench = Bench(address, args)
        race(bench.client, args.max_tokens)  # waits for the models
        ratios, held = run(bench, args.rounds)
    for kind, answers in bench.answered.items():
        print(f"/{kind.format('…'):14s} {dict(sorted(answers.items()))}, "
              f"GET / at most {bench.longest[kind]:.3f} s meanwhile")
    seconds = {kind: {"median": round(median(took), 3), "longest": round(max(took), 3)}
               for kind, took in bench.visits.items()}
    for kind, found in seconds.items():
        print(f"GET / {kind}: median {found['median']:.3f} s, longest {found['longest']:.3f} s")
    print(json.dumps({
        "fire_over_quiet": ratios, "get_s": seconds, "links": args.links,
        "answered": {kind: dict(answers) for kind, answers in bench.answered.items()},
        "get_longest_s": bench.longest,
        "page_mb": [round(size / 1e6, 1) for size in (held[0], held[-1])],
    }))


if __name__ == "__main__":
    main()
