"""What a remote side costs the local one: `python -m tests.bench.remote [--pair … --rounds …]`.

TPOT of the local student with a remote teacher streaming, over that with none, in alternating
blocks of one run. The server is one on loopback in a process of its own that sends a piece every
20 ms and computes nothing, for a model beside it would take this machine's processor. Goal: at most
1.03. Last line of stdout: one JSON object.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import tempfile
from pathlib import Path
from statistics import median

from demo import pairs
from demo import settings as settings_module
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.pairs import ModelSpec
from demo.recording.data import Request
from demo.recording.metrics import numbers
from tests.remote.server import Said, Server, answer, delta

ORDERS = (("with", "alone", "alone", "with"), ("alone", "with", "with", "alone"))
GAP = 0.02


def serve(pipe, tokens: int) -> None:
    server = Server()
    words: list = [part for _ in range(tokens) for part in (delta(content="word "), GAP)]
    server.says = lambda body, count: Said([*words, *answer("end.")])
    pipe.send(server.url)
    pipe.recv()


def pair_of(student: ModelSpec, url: str, folder: Path) -> str:
    (folder / "pair.toml").write_text(
        f'title = "Remote"\n[teacher]\nmodel = "served"\nendpoint = "{url}"\n'
        f'[student]\nmodel = "{student.path}"\nquantize = "{student.quantize}"\n',
        encoding="utf-8")
    return str(folder)


def tpot(session: Session, request: Request, pair: str, alone: bool) -> float:
    if alone:
        session.load(pair)
        remote = session.lanes.pop("teacher")
        lane = session.lanes["student"]
        try:
            lane.begin(request)
            seconds = [lane.prefill().seconds]
            seconds += [lane.step().seconds for _ in range(request.max_tokens - 1)]
        finally:
            session.lanes = {"teacher": remote, "student": lane}
        return sum(seconds[1:]) / (len(seconds) - 1)
    stop = Stop()
    for found in session.compare(request, pair, stop):
        if found.answers["student"].end:
            stop.ask("teacher")  # it would go on for as long as it likes
    assert found.answers["teacher"].tokens, found.answers["teacher"].why
    return numbers(found.answers["student"]).tpot or 0.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.remote", description=__doc__)
    parser.add_argument("--pair", default="")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--max-tokens", type=int, default=100)
    args = parser.parse_args()
    settings = settings_module.read()
    spec = pairs.read(args.pair or settings.pair, settings.pairs_folder).specs["student"]
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs, 4000), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        pair = pair_of(spec, ours.recv(), Path(folder))
        session = Session(dataclasses.replace(settings, data_dir=Path(folder)))
        request = Request("Count from one to one hundred in words.", max_tokens=args.max_tokens)
        tpot(session, request, pair, alone=False)
        blocks = []
        for index in range(args.rounds):
            four = {"with": [], "alone": []}
            for kind in ORDERS[index % 2]:
                four[kind].append(tpot(session, request, pair, kind == "alone"))
            blocks.append(sum(four["with"]) / sum(four["alone"]))
    server.terminate()
    print(f"local TPOT with a remote side / alone: {median(blocks):.3f}, {len(blocks)} blocks of "
          f"four, {min(blocks):.3f} to {max(blocks):.3f}")
    print(json.dumps({"local_with_remote_over_alone": median(blocks)}))


if __name__ == "__main__":
    main()
