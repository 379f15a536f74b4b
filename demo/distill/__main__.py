"""`python -m demo.distill STAGE`: every stage resumes, and prints a JSON summary as its last line.

teach     train the teacher on the subjects
query     put fresh questions to the teacher; keep its answers and what it believed
check     keep or reject every answer by its exact checker; a person's corrections enter
distil    a student learns from the kept answers, as its --variant says
nf4       train that student through the 4-bit quantiser and store it in 4 bits
sweep     distil and nf4 for students of all sizes
evaluate  teacher, students and controls sit the same held-out exam
publish   folders for the Hub with their cards; with --examples, the repository's own pair
pair      all of them, from nothing to a published pair

Anyone's pair: query and distil with --teacher, --student, --prompts or --endpoint
(`query --endpoint - --help` and `distil --student - --help` list their options).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from demo.distill.routing import route
from demo.distill.school.profiles import FOLDER, PROFILES
from demo.errors import UserError

# Options by the name their stage's function gives them.
OPTIONS: dict[str, dict] = {
    "seed": {"type": int, "default": 0, "help": "of the first weights and the lessons"},
    "variant": {
        "default": "soft",
        "help": "which student, a row of demo/distill/school/variants.py",
    },
    "top_k": {
        "type": int,
        "metavar": "K",
        "help": "keep the K likeliest tokens and the rest's mass; 0 keeps all",
    },
    "corrected": {
        "type": Path,
        "metavar": "FILE",
        "flag": "--corrections",
        "help": "JSONL of questions and their right answers, edited by a person",
    },
    "pair": {
        "metavar": "FOLDER",
        "help": "examine this pair (default: the shipped one, where --out has no student yet)",
    },
    "questions": {
        "type": int,
        "metavar": "N",
        "help": "a subject, instead of the profile's (with --pair)",
    },
    "examples": {"type": Path, "metavar": "FOLDER", "help": "ship into this examples folder"},
    "namespace": {"default": "your-name", "help": "the Hub account the cards speak of"},
}
# stage: where its function is, and which options it takes.
STAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "teach": ("demo.distill.school.teach", "teach", ("seed",)),
    "query": ("demo.distill.school.query", "query", ("top_k",)),
    "check": ("demo.distill.school.check", "check", ("corrected",)),
    "distil": ("demo.distill.school.distil", "distil", ("variant", "seed")),
    "nf4": ("demo.distill.school.nf4", "nf4", ("variant", "seed")),
    "sweep": ("demo.distill.school.all_stages", "sweep", ()),
    "evaluate": ("demo.distill.school.evaluate", "evaluate_either", ("pair", "questions")),
    "publish": ("demo.distill.school.publish", "publish", ("examples", "namespace")),
    "pair": ("demo.distill.school.all_stages", "whole", ("seed",)),
}

# What the help of a stage says of the same command for a pair that is not ours.
ANYONES = {
    "query": "Your own pair: --teacher MODEL --prompts FILE asks a model here, --endpoint URL "
             "--model NAME --prompts FILE one over an API; `query --endpoint - --help` lists the "
             "options of both.",
    "distil": "Your own pair: --teacher MODEL --student MODEL --prompts FILE; `distil --student - "
              "--help` lists its options.",
}
STOPPED = 130  # the exit status of what the keyboard stopped


def _add(parser: argparse.ArgumentParser, name: str) -> None:
    option = dict(OPTIONS[name])
    flag = option.pop("flag", f"--{name.replace('_', '-')}")
    parser.add_argument(flag, dest=name, **option)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demo.distill",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    for stage, (_, _, names) in STAGES.items():
        command = commands.add_parser(stage, epilog=ANYONES.get(stage))
        command.add_argument("--out", type=Path, default=FOLDER, help="work folder")
        command.add_argument(
            "--profile", choices=PROFILES, default="cpu", help="sizes and budgets"
        )
        command.add_argument(
            "--small", action="store_const", const="small", dest="profile",
            help="short for --profile small: proves the chain, not the skill",
        )
        for name in names:
            _add(command, name)
    return parser.parse_args(argv)


def _function(stage: str) -> Callable[..., dict]:
    module, name, _ = STAGES[stage]
    return getattr(import_module(module), name)


def main(argv: list[str] | None = None) -> dict:
    """Raises SystemExit with one sentence where something is missing or wrong, or on Ctrl-C."""
    with suppress(KeyboardInterrupt):
        return _main(argv)
    # Only out here are the unfinished bars gone, so that the sentence has its own line.
    print("Stopped. The same command goes on where it was.", file=sys.stderr)
    raise SystemExit(STOPPED)


def _main(argv: list[str] | None) -> dict:
    if (done := route(argv)) is not None:
        return done
    arguments = _arguments(argv)
    options = {name: getattr(arguments, name) for name in STAGES[arguments.stage][2]}
    try:
        summary = _function(arguments.stage)(
            PROFILES[arguments.profile], arguments.out, **options
        )
    except UserError as error:
        sys.exit(str(error))
    # Not at the top: torch takes seconds to load, and Ctrl-C may come meanwhile.
    from demo.distill.core.processes import is_main

    if is_main():
        print(json.dumps(summary, ensure_ascii=False))
    return summary


if __name__ == "__main__":
    main()
