"""Recordings from the command line: record one, export one as a file, record the gallery again.

    python -m demo.sharing record "a prompt" -o out.json
    python -m demo.sharing export ID_OR_FILE -o out.html
    python -m demo.sharing gallery
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from demo import settings as settings_module
from demo.errors import UserError, printable
from demo.recording.data import Request
from demo.recording.file import to_json
from demo.recording.verdict import verdict
from demo.sharing import export_command, record_gallery


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.sharing", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_record(commands)
    export_command.add_to(commands)
    record_gallery.add_to(commands)
    args = parser.parse_args(argv)
    try:
        args.run(args)
    except UserError as error:
        sys.exit(str(error))


def _add_record(commands: argparse._SubParsersAction) -> None:
    record = commands.add_parser("record", help="race once and keep the recording as a file")
    record.add_argument("prompt")
    record.add_argument("-o", "--out", type=Path, required=True)
    record.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    record.add_argument("--max-tokens", type=int, default=256)
    record.add_argument("--temperature", type=float, default=0.0)
    record.add_argument("--top-p", type=float, default=1.0)
    record.add_argument("--seed", type=int, default=0)
    record.set_defaults(run=_record)


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
    export_command.write(args.out, (to_json(final) + "\n").encode())
    print(printable("".join(text for text, _ in verdict(final))))


if __name__ == "__main__":
    main()
