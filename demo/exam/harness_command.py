"""`python -m demo.exam export` and `import`: a paper to lm-evaluation-harness, its samples back.

Both print one JSON object; what was left out goes to stderr. The harness itself is not needed.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import Any

from demo import pairs
from demo import settings as settings_module
from demo.engine import load, load_errors, prompting
from demo.errors import UserError
from demo.exam import harness_samples, harness_task
from demo.exam.card_results import CardResults
from demo.exam.question_file import OwnPaper
from demo.exam.sitting import Terms
from demo.pairs import Pair
from demo.recording.data import SIDES

FORMATS = ("lm-eval",)
OUT = Path("build/lm-eval")
# Why there is no command for a side: it is quantised while loading, or behind an API.
WITHOUT_COMMAND = (
    "No option of the harness loads the {0} as the pair does: ask it with python -m "
    "demo.bench.harness_run, which hands over the loaded model.",
    "The {0} answers over the network, and the harness is given no way to ask it as the pair does.")


def add_import(p: argparse.ArgumentParser) -> None:
    for side in SIDES:
        p.add_argument(f"--{side}", type=Path, required=True, metavar="SAMPLES",
                       help=f"samples_….jsonl of the {side}")


def export(args: argparse.Namespace, paper: OwnPaper) -> dict[str, Any]:
    """Writes the task; what it is called, and the command that asks each side. Raises
    UserError."""
    settings = settings_module.read()
    pair = pairs.read(args.pair or settings.pair, settings.pairs_folder)
    terms = Terms(min(args.max_tokens, settings.max_tokens), pair.system, pair.final)
    rows, left_out = harness_task.rows(paper, Path(args.questions).name, terms)
    for complaint in (*paper.complaints, *left_out):
        print(complaint, file=sys.stderr)
    asked = harness_task.write(args.out, rows, pair, terms.max_tokens)
    commands = {side: harness_task.command(pair, side, asked[side], args.out, _chats(pair, side))
                for side in SIDES}
    for side in (side for side, words in commands.items() if words is None):
        print(WITHOUT_COMMAND[pair.specs[side].remote is not None].format(side), file=sys.stderr)
    return {"paper": str(args.out / harness_task.PAPER), "questions": len(rows), "tasks": asked,
            "left_out": [*paper.complaints, *left_out],
            "commands": {side: shlex.join(words) if words else None
                         for side, words in commands.items()}}


def _chats(pair: Pair, side: str) -> bool:
    """Is this side asked through a chat template? Its tokenizer knows, where the file does not."""
    spec = pair.specs[side]
    if spec.remote or pair.prompt_format != "auto":
        return pair.prompt_format != "plain"
    try:
        return prompting.chats(load.tokenizer_of(spec), pair)
    except UserError:
        raise
    except Exception as error:  # the files are the user's, or it is the Hub's answer
        who = f"The {side} {spec.model}"
        raise UserError(load_errors.sentence(who, error, bool(spec.path))) from error


def results(args: argparse.Namespace) -> CardResults:
    """Both logs as one card. Raises UserError."""
    paths = {side: getattr(args, side) for side in SIDES}
    read = {side: harness_samples.read(path) for side, path in paths.items()}
    logs = {side: samples for side, (samples, _) in read.items()}
    left_out = [f"The {side}'s log, {line}: it is left out."
                for side, (_, lines) in read.items() for line in lines]
    card = harness_samples.card(
        logs, {s: harness_samples.called(p) for s, p in paths.items()}, left_out)
    for sentence in (*left_out, *harness_samples.missing(logs)):
        print(sentence, file=sys.stderr)
    return CardResults(card)
