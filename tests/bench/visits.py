"""What visitors leave behind in the page's memory: `python -m tests.bench.visits [--runs …]`.

A server with a scripted engine in a process of its own; visitors open the page, run a question,
see it to its end and leave, then others only open it and leave, and others never say goodbye.
The goal is at most 1.02: memory (RSS) after all of them over memory after the first 50 runs.
Last line of stdout: one JSON object with MB (10⁶ bytes) and the ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import uuid
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from demo.settings import Settings
from tests.visitors import Crowd

FIRST = 50


def serve(port: int | None, ready: Connection) -> None:
    """Runs until its parent closes the other end."""
    from tests.scripted import ScriptedEngine
    from tests.serving import served

    settings = Settings(port=port)
    engine = ScriptedEngine(settings, delay=0.0)
    engine.loaded = settings.pair
    with served(engine, settings) as url:
        ready.send(url)
        with contextlib.suppress(EOFError):
            ready.recv()


@contextlib.contextmanager
def server(port: int | None = None) -> Iterator[tuple[str, int]]:
    """The address and the process id of a page whose engine is scripted."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=serve, args=(port, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours.recv(), process.pid or 0
    finally:
        ours.close()
        process.join(10)
        process.kill()


def rss(pid: int) -> float:
    """Resident memory of a process in MB. Linux only."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6


async def runs(crowd: Crowd, count: int) -> None:
    for _ in range(count):
        session = uuid.uuid4().hex
        await crowd.open(session)
        async with crowd.page(session):
            assert await crowd.run(session), "every run comes to its end"


async def opens(crowd: Crowd, count: int) -> None:
    for _ in range(count):
        session = uuid.uuid4().hex
        await crowd.open(session)
        async with crowd.page(session):
            pass


async def silent(crowd: Crowd, count: int) -> None:
    """Sessions made up by a program, which holds nothing open and asks for what it can."""
    for _ in range(count):
        session = uuid.uuid4().hex
        await crowd.send("halt", session, [])
        await crowd.send("look", session, ["abacus"])


async def measured(url: str, pid: int, args: argparse.Namespace) -> dict[str, float]:
    async with Crowd(url) as crowd:
        found = {"start_mb": rss(pid)}
        await runs(crowd, min(FIRST, args.runs))
        found["first_mb"] = rss(pid)
        for name, visitors, count in (
            ("runs", runs, args.runs - FIRST), ("opens", opens, args.opens),
            ("silent", silent, args.silent),
        ):
            await visitors(crowd, count)
            found[f"{name}_mb"] = rss(pid)
            print(f"{name}: {max(count, 0)} more, {found[f'{name}_mb']:.1f} MB", flush=True)
        return {**found, "ratio": found["silent_mb"] / found["first_mb"]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.visits", description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--opens", type=int, default=500)
    parser.add_argument("--silent", type=int, default=500)
    parser.add_argument("--port", type=int, default=None)
    args = parser.parse_args()
    with server(args.port) as (url, pid):
        found = asyncio.run(measured(url, pid, args))
    print(json.dumps({key: round(value, 3) for key, value in found.items()}))


if __name__ == "__main__":
    main()
