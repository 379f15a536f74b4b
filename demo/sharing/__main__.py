"""Recordings from the command line: `python -m demo.sharing record "a prompt" -o out.json`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from demo import settings as settings_module
from demo.errors import UserError
from demo.recording import Request, to_json
from demo.verdict import verdict


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.sharing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    record = commands.add_parser("record", help="race once and keep the recording as a file")
    record.add_argument("prompt")
    record.add_argument("-o", "--out", type=Path, required=True)
    record.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    record.add_argument("--max-tokens", type=int, default=256)
    record.add_argument("--temperature", type=float, default=0.0)
    record.add_argument("--top-p", type=float, default=1.0)
    record.add_argument("--seed", type=int, default=0)
    try:
        _record(parser.parse_args(argv))
    except UserError as error:
        sys.exit(str(error))


def _record(args: argparse.Namespace) -> None:
    """Race twice and keep the second: the first one warms the processor's own caches."""
    from demo.engine.session import Session

    settings = settings_module.read()
    session = Session(settings)
    request = Request(
        args.prompt, args.max_tokens, args.temperature, args.top_p, args.seed, settings.time_limit
    )
    for _ in range(2):
        *_, final = session.compare(request, args.pair or settings.pair)
    write(args.out, to_json(final) + "\n")
    print("".join(text for text, _ in verdict(final)))


def write(path: Path, text: str) -> None:
    """Through a temporary name, so that a crash leaves no half file."""
    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


if __name__ == "__main__":
    main()
