"""The command line of the bench; see the package."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo import request_limits
from demo import settings as settings_module
from demo.bench import cooperate_run, list_run, pair_report, random_models, random_run
from demo.engine import memory
from demo.engine.courses import BURST_SECONDS
from demo.engine.session import Session
from demo.errors import UserError
from demo.prompts import prompt_list, prompt_reader
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
        if args.random and _lists(args):
            raise UserError("A list is raced by a pair: leave --random, or --list and --share out.")
        if args.random:
            random_run.run(args.random, args.rounds, args.max_tokens, args.burst_ms / 1000,
                           args.save)
            return
        settings = settings_module.read()
        session = Session(settings)
        before = memory.process_totals(session.device.torch)
        status = session.load(args.pair or settings.pair)
        if _lists(args):
            raced_once(args, session, settings)
            return
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
    p.add_argument("--prompts", type=Path,
                   help="a file: one prompt a line, or rows of JSON or CSV with a \"prompt\"")
    p.add_argument("--list", type=Path, metavar="FILE",
                   help="race each prompt once, as the page does, and keep all of it as FILE and "
                        f"a CSV beside it (at most {prompt_list.MOST} prompts)")
    p.add_argument("--share", action="store_true",
                   help="race each once and keep the list in DATA_DIR, where the page serves it; "
                        "prints its link, which begins with BASE_URL")
    p.add_argument("--temperature", type=float, default=0.0,
                   help="with --list or --share (default %(default)s)")
    p.add_argument("--seed", type=int, default=0,
                   help="with --list or --share (default %(default)s)")
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
    return [one.text for one in prompt_reader.read(
        args.prompts, _writing, prompt_list.MOST if _lists(args) else None)]


def _writing(text: str) -> None:
    """Raises UserError for what no model is asked."""
    if request_limits.controls(text):
        raise UserError(f"It holds control characters or is not UTF-8: {text[:40]!r}.")


def _lists(args: argparse.Namespace) -> bool:
    """Is each prompt to be raced once, and the list of them kept?"""
    return bool(args.list or args.share)


def raced_once(
    args: argparse.Namespace, session: Session, settings: settings_module.Settings
) -> None:
    assert session.pair is not None, "the pair is loaded"
    asked = [request_limits.check(Request(
        prompt, args.max_tokens, args.temperature, seed=args.seed, system=session.pair.system,
        time_limit=settings.time_limit), settings) for prompt in prompts(args, session)]
    list_run.print_last(list_run.run(session, args.pair or settings.pair, asked, settings, args))


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
