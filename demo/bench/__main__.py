"""The command line of the bench; see the package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo import request_limits, text_files
from demo import settings as settings_module
from demo.bench import cooperate_run, pair_report, random_models, random_run
from demo.engine import memory
from demo.engine.courses import BURST_SECONDS
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import Request
from demo.recording.modes import LONGEST_DRAFT, USUAL_DRAFT

MOST = 32768
SAVED = settings_module.ROOT / "examples" / "results" / "gpu.json"


def main(argv: Sequence[str] | None = None) -> None:
    args = parser().parse_args(argv)
    try:
        if args.save and not args.random:
            raise UserError("--save keeps a run of --random: name its shapes.")
        if args.cooperate and args.random:
            raise UserError("Random weights agree on nothing, so they cannot cooperate: leave "
                            "--random or --cooperate out.")
        if args.random:
            random_run.run(args.random, args.rounds, args.max_tokens, args.burst_ms / 1000,
                           args.save)
            return
        settings = settings_module.read()
        session = Session(settings)
        before = memory.process_totals(session.device.torch)
        status = session.load(args.pair or settings.pair)
        if args.cooperate:
            found = cooperate_run.run(session, prompts(args, session), args.rounds,
                                      args.max_tokens, args.draft)
            print(json.dumps(found, ensure_ascii=False))
            return
        report(session, status, before, prompts(args, session), args)
    except UserError as error:
        sys.exit(str(error))


def positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST}, not {text!r}")
    return int(text)


def parser() -> argparse.ArgumentParser:
    about = "What the engine measures, without a page."
    p = argparse.ArgumentParser(prog="python -m demo.bench", description=about)
    p.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    p.add_argument("--random", metavar="SHAPES",
                   help="random weights instead of a pair: " + ", ".join(random_models.PAIRS))
    p.add_argument("--save", type=Path, nargs="?", metavar="FILE", const=SAVED,
                   help="with --random: keep the run for the page (default %(const)s)")
    p.add_argument("--cooperate", action="store_true",
                   help="the student drafts and the teacher verifies, against the teacher alone")
    p.add_argument("--draft", type=positive, default=USUAL_DRAFT,
                   help=f"with --cooperate: tokens a draft, 1 to {LONGEST_DRAFT} "
                        "(default %(default)s)")
    p.add_argument("--prompts", type=Path, help="a text file, one prompt a line")
    p.add_argument("--rounds", type=positive, default=5,
                   help="times round the prompts (default 5)")
    p.add_argument("--max-tokens", type=positive, default=128,
                   help="tokens an answer (default 128)")
    p.add_argument(
        "--burst-ms", type=float, default=BURST_SECONDS * 1000,
        help="milliseconds a lane keeps its turn in the race (default %(default)s: one step)",
    )
    return p


def prompts(args: argparse.Namespace, session: Session) -> list[str]:
    """Those of --prompts, else the pair's own examples. Raises UserError for a file without."""
    if not args.prompts:
        assert session.pair is not None, "the pair is loaded"
        return [s.prompt for s in session.pair.suggestions] or ["Once upon a time"]
    lines = request_limits.line_ends(text_files.read(args.prompts, "prompts")).split("\n")
    questions = [line.strip() for line in lines if line.strip()]
    if not questions:
        raise UserError(f"{args.prompts} has no prompt in it: write one a line.")
    if questions[0].startswith(("{", "[")):
        raise UserError(f"{args.prompts} is JSON, and the bench asks each line as it stands: "
                        "write one prompt a line, as plain text.")
    if odd := next((line for line in questions if request_limits.controls(line)), None):
        raise UserError(
            f"{args.prompts} holds control characters or is not UTF-8: {odd[:40]!r}.")
    return questions


def report(
    session: Session, status: Any, before: dict, questions: list[str], args: argparse.Namespace
) -> None:
    requests = [Request(q, max_tokens=args.max_tokens) for q in questions]
    ceilings = pair_report.opening(session)
    found = pair_report.measured(session, requests, args.rounds, args.burst_ms / 1000, ceilings,
                                 status.load_seconds, before)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
