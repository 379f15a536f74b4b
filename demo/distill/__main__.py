"""`python -m demo.distill COMMAND`: each resumes, and prints a JSON summary as its last line.

The bundled pair, stage by stage:
teach        train the teacher on the subjects
query        put fresh questions to the teacher; keep its answers and its probabilities
check        keep or reject every answer by its exact checker; a person's corrections enter
distil       a student learns from the kept answers, as its --variant says
nf4          train that student through the 4-bit quantiser and store it in 4 bits
sweep        distil and nf4 for students of all sizes
evaluate     teacher, students and controls sit the same held-out exam
publish      folders for the Hub with their cards; with --examples, the repository's own pair
pair         all of them, from nothing to a published pair

A pair of your own:
own query    put your prompts to a teacher on this machine or from the Hub
own api      put them to a teacher behind an OpenAI-compatible API
own distil   teach your student, asking the teacher first where that is not done

Any pair whose student runs here:
prefer       its student learns from votes and corrections, then through the 4-bit quantiser
misses       what its student gets wrong of the school's subjects, with the right answers beside
change       two students, before and after, on the same held-out questions
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from demo.distill.own import own_options
from demo.distill.school.profiles import FOLDER, PROFILES
from demo.errors import UserError

# Options by the name their stage's function gives them.
OPTIONS: dict[str, dict] = {
    "seed": {"type": int, "default": 0, "help": "of the first weights and the lessons"},
    "variant": {"default": "soft",
                "help": "which student, a row of demo/distill/school/variants.py"},
    "top_k": {"type": int, "metavar": "K",
              "help": "keep the K likeliest tokens and the rest's mass; 0 keeps all"},
    "corrected": {"type": Path, "metavar": "FILE", "flag": "--corrections",
                  "help": "JSONL of questions and their right answers, edited by a person"},
    "pair": {"metavar": "FOLDER", "help": "examine this pair (default: the shipped one, where "
             "--out has no student yet)"},
    "questions": {"type": int, "metavar": "N",
                  "help": "a subject, instead of the profile's (with --pair)"},
    "subjects": {"metavar": "NAMES", "help": "these alone, as add,clock (default: all)"},
    "after": {"metavar": "FOLDER", "help": "the pair whose student has learned since"},
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
    "misses": ("demo.distill.school.misses", "misses", ("pair", "questions", "subjects")),
    "change": ("demo.distill.school.held_out_change", "change",
               ("pair", "questions", "subjects", "after")),
}
# own command: where its function is, its options, what it does, and an example of it.
OWN: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None], str, str]] = {
    "query": ("demo.distill.own.own_command", "query", own_options.add_query,
              "Put your own prompts to a teacher on this machine or from the Hub, and keep its "
              "answers. The same command goes on where it was.",
              "own query --teacher org/big --prompts p.jsonl --out mine"),
    "api": ("demo.distill.own.api.api_command", "run", own_options.add_api,
            "Put your own prompts to a teacher behind an OpenAI-compatible API, and keep its "
            "answers. The same command goes on where it was.",
            "own api --endpoint https://host/v1 --model NAME --prompts p.jsonl --out mine"),
    "distil": ("demo.distill.own.own_command", "distil", own_options.add_distil,
               "Teach your own student. With --teacher and --prompts the teacher is asked first "
               "whatever it has not answered yet; without them the student learns from the texts "
               "that `own query` or `own api` gathered in the same --out. The same command goes "
               "on where it was.",
               "own distil --teacher org/big --student org/small --prompts p.jsonl --out mine"),
}
# The command that takes any pair, bundled or own: where its function is, options, what it does.
PREFER = ("demo.distill.own.prefer_command", "prefer", own_options.add_prefer,
          "A pair's student learns from votes and corrections by DPO (TRL), then through the 4-bit "
          "quantiser; a new pair is written beside. The same command goes on where it was.",
          "prefer --pair abacus --votes DATA_DIR/votes --out mine")
# Until version 0.4 `query` and `distil` became another command where one of these was among the
# words: who still writes so is told what it is called now.
MOVED = {("query", "--teacher"): "own query", ("query", "--prompts"): "own query",
         ("query", "--endpoint"): "own api", ("distil", "--teacher"): "own distil",
         ("distil", "--student"): "own distil", ("distil", "--prompts"): "own distil"}
STOPPED = 130  # the exit status of what the keyboard stopped


def parser() -> argparse.ArgumentParser:
    """All commands with all their options; --help of each is complete."""
    whole = argparse.ArgumentParser(
        prog="python -m demo.distill", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="stage", required=True, metavar="COMMAND")
    for stage, (_, _, names) in STAGES.items():
        _add_stage(commands.add_parser(stage, allow_abbrev=False), names)
    _add_prefer(commands)
    own = commands.add_parser("own", help="a pair of your own", description="A pair of your own.")
    kinds = own.add_subparsers(dest="kind", required=True, metavar="query|api|distil")
    for kind, (_, _, add, about, example) in OWN.items():
        add(kinds.add_parser(
            kind, help=about.split(".")[0], description=about, allow_abbrev=False,
            epilog=f"Example: python -m demo.distill {example}",
            formatter_class=_Defaults,
        ))
    return whole


def _add_prefer(commands: Any) -> None:
    _, _, add, about, example = PREFER
    add(commands.add_parser(
        "prefer", description=about, allow_abbrev=False, formatter_class=_Defaults,
        epilog=f"Example: python -m demo.distill {example}"))


class _Defaults(argparse.ArgumentDefaultsHelpFormatter):
    """Says the default of what has one."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        none = action.default is None or action.default is False or action.default == {}
        return action.help if none else super()._get_help_string(action)


def _add_stage(command: argparse.ArgumentParser, names: tuple[str, ...]) -> None:
    command.add_argument("--out", type=Path, default=FOLDER, help=f"work folder ({FOLDER})")
    command.add_argument("--profile", choices=PROFILES, default="cpu", help="sizes and budgets")
    command.add_argument(
        "--small", action="store_const", const="small", dest="profile",
        help="short for --profile small: proves the chain, not the skill",
    )
    for name in names:
        option = dict(OPTIONS[name])
        flag = option.pop("flag", f"--{name.replace('_', '-')}")
        command.add_argument(flag, dest=name, **option)


def _parsed(argv: list[str] | None) -> argparse.Namespace:
    whole = parser()
    arguments, unknown = whole.parse_known_args(argv)
    for word in unknown:
        if now := MOVED.get((arguments.stage, word.split("=")[0])):
            whole.error(f"`{arguments.stage}` of a pair of your own is `{now}` now: write "
                        f"python -m demo.distill {now}, and the rest as before")
    if unknown:
        whole.error(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def _run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Raises UserError."""
    if arguments.stage == "own":
        module, name, *_ = OWN[arguments.kind]
        return getattr(import_module(module), name)(arguments)
    if arguments.stage == "prefer":
        module, name, *_ = PREFER
        return getattr(import_module(module), name)(arguments)
    module, name, names = STAGES[arguments.stage]
    options = {option: getattr(arguments, option) for option in names}
    function = getattr(import_module(module), name)
    return function(PROFILES[arguments.profile], arguments.out, **options)


def main(argv: list[str] | None = None) -> dict[str, Any]:
    """The summary of what was done, which is also the last line of stdout. Raises SystemExit with
    one sentence where something is missing or wrong, or on Ctrl-C."""
    arguments = _parsed(argv)
    with suppress(KeyboardInterrupt):
        return _told(arguments)
    # Only out here are the unfinished bars gone, so that the sentence has its own line.
    raise _ended("Stopped. The same command goes on where it was.", STOPPED)


def _ended(sentence: str, status: int = 1) -> SystemExit:
    print(sentence, file=sys.stderr)
    return SystemExit(status)


def _told(arguments: argparse.Namespace) -> dict[str, Any]:
    try:
        summary = _run(arguments)
    except UserError as error:
        raise _ended(str(error)) from None
    # Not at the top: torch takes seconds to load, and Ctrl-C may come meanwhile.
    from demo.distill.core.processes import is_main

    if is_main():
        print(json.dumps(summary, ensure_ascii=False), flush=True)
    if summary.get("error"):
        raise _ended(summary["error"])
    return summary


if __name__ == "__main__":
    main()
