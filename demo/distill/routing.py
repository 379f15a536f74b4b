"""Which commands are about a pair that is not ours: `query` and `distil` with a model named.

python -m demo.distill query  --teacher T --prompts p.jsonl --out F
python -m demo.distill query  --endpoint URL --model NAME --prompts p.jsonl --out F
python -m demo.distill distil --teacher T --student S --prompts p.jsonl --out F
python -m demo.distill distil --student S --out F      (from texts that `query` gathered in F)
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from demo.errors import UserError

OURS = ("query", "distil")
NAMED = ("--teacher", "--student", "--prompts", "--endpoint")
ABOUT = {
    "query": "Put your own prompts to a teacher and keep its answers: a model on this machine or "
             "from the Hub (--teacher), or one behind an API (--endpoint and --model). Answers are "
             "kept as they come; the same command goes on where it was.",
    "distil": "Teach your own student. With --teacher and --prompts the teacher is asked first "
              "whatever it has not answered yet; without them the student learns from the texts "
              "that `query` gathered in the same --out. The same command goes on where it was.",
}


def _parser(stage: str) -> argparse.ArgumentParser:
    from demo.distill.own import own_command
    from demo.distill.own.api import api_command as endpoint

    parser = argparse.ArgumentParser(
        prog=f"python -m demo.distill {stage}", description=ABOUT[stage],
    )
    own_command.add_shared(parser)
    own_command.add_asking(parser)
    if stage == "distil":
        own_command.add_distilling(parser)
    else:
        endpoint.add_arguments(parser)
    return parser


def _run(stage: str, arguments: argparse.Namespace) -> dict[str, Any]:
    from demo.distill.own import own_command
    from demo.distill.own.api import api_command as endpoint

    if stage == "distil":
        return own_command.distil(arguments)
    if (arguments.endpoint is None) == (arguments.teacher is None):
        raise UserError("Name who is asked: --teacher with a model, or --endpoint with a URL.")
    return endpoint.run(arguments) if arguments.endpoint else own_command.query(arguments)


def route(argv: list[str] | None = None) -> dict[str, Any] | None:
    """Run the command and return its summary, or None when it is the bundled pair's.

    What the user can mend is one sentence on stderr and exit status 1; the summary of what was
    done until then, where there is one, is still the last line of stdout.
    """
    argv = sys.argv[1:] if argv is None else argv
    flags = {word.split("=")[0] for word in argv}
    if not argv or argv[0] not in OURS or not flags & set(NAMED):
        return None
    try:
        summary = _run(argv[0], _parser(argv[0]).parse_args(argv[1:]))
    except UserError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    from demo.distill.core.processes import is_main  # torch is not loaded before it is needed

    if is_main():
        print(json.dumps(summary, ensure_ascii=False), flush=True)
    if summary.get("error"):
        print(summary["error"], file=sys.stderr)
        raise SystemExit(1)
    return summary
