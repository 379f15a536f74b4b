"""What may be asked of `own query`, `own api` and `own distil`: options, defaults, their checks.

Imports no torch, so that --help is there at once.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from demo.distill.core.sizes import Budget
from demo.errors import UserError

CALM = 0.3  # of the rate, for the steps through the quantiser
KEY = "OPENAI_API_KEY"


@dataclass(frozen=True)
class AskingOptions:
    """How the teacher is asked: tokens of an answer, prompts at once, tokens kept of each
    distribution, and the temperature its answers are drawn at (0 is greedy)."""

    longest: int = 512
    rows: int = 16
    top: int = 64
    temperature: float = 0.0
    seed: int = 0
    template: dict[str, Any] = field(default_factory=dict)

    def card(self, teacher: Any, commit: str | None) -> dict[str, Any]:
        """What must be the same for all answers of a folder."""
        return {"teacher": teacher.text, "commit": commit, "longest": self.longest,
                "temperature": self.temperature, "template": self.template, "top": self.top}


@dataclass(frozen=True)
class Plan:
    """`longest` is in tokens of prompt and answer together, `nf4_share` a share of all steps."""

    epochs: float = 3.0
    rows: int = 8
    rate: float = 2e-5
    alpha: float = 0.5
    longest: int = 1024
    nf4_share: float = 0.15
    seed: int = 0
    hard: bool = False
    qlora: bool = False
    template: dict[str, Any] = field(default_factory=dict)

    def budgets(self, examples: int) -> list[Budget]:
        """Of the stage in floats and of the one through the quantiser, or of the only one."""
        steps = max(2, ceil(self.epochs * max(1, examples // self.rows)))
        last = 0 if self.qlora else max(1, round(self.nf4_share * steps))
        rates = [(steps - last, self.rate), *([(last, CALM * self.rate)] if last else [])]
        return [
            Budget(count, self.rows, rate, max(1, count // 20), self.longest,
                   look_every=max(1, count // 10), save_every=max(1, min(50, count // 4)))
            for count, rate in rates
        ]


@dataclass(frozen=True)
class PreferPlan:
    """`rows`: pairs of answers a step; `longest`: tokens of a prompt with its longer answer;
    `nf4_share`: of all steps, through the quantiser; beta and chosen_weight as
    demo.distill.own.preference_training.Lesson has them."""

    epochs: float = 3.0
    rows: int = 8
    rate: float = 5e-6
    beta: float = 0.1
    chosen_weight: float = 1.0
    longest: int = 1024
    nf4_share: float = 0.5
    seed: int = 0
    qlora: bool = False

    def budgets(self, pairs: int) -> list[Budget]:
        """Of the stage in floats and of the one through the quantiser, or of the only one. So much
        goes through the quantiser because preferences move weights little, and what moves less
        than a level of NF4 is undone by rounding unless the rounding is trained."""
        steps = max(2, ceil(self.epochs * max(1, pairs / self.rows)))
        last = 0 if self.qlora else min(steps - 1, max(1, round(self.nf4_share * steps)))
        counts = [steps - last, *([last] if last else [])]
        return [Budget(count, self.rows, self.rate, max(1, count // 20), self.longest,
                       save_every=max(1, min(50, count // 4))) for count in counts]


def _template(text: str) -> dict[str, Any]:
    try:
        options = json.loads(text)
    except (ValueError, RecursionError):
        options = None
    if not isinstance(options, dict):
        raise argparse.ArgumentTypeError("must be a JSON object, as {\"enable_thinking\": false}")
    return options


def _shared(parser: argparse.ArgumentParser, prompts: bool = True) -> None:
    how = AskingOptions()
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER",
                        help="work folder of this pair; the same command goes on there")
    parser.add_argument("--prompts", type=Path, metavar="FILE", required=prompts,
                        help='JSONL: {"prompt": "..."} or {"messages": [...]} on each line')
    parser.add_argument("--max-tokens", type=int, default=how.longest, help="of an answer")
    parser.add_argument("--temperature", type=float, default=how.temperature, help="0 is greedy")
    parser.add_argument("--seed", type=int, default=how.seed, help="of sampled answers, and of "
                        "the order in which a student learns")


def _local(parser: argparse.ArgumentParser, required: bool) -> None:
    """A teacher on this machine."""
    how = AskingOptions()
    parser.add_argument("--teacher", required=required, metavar="MODEL",
                        help="a folder, or a hub id (org/model or org/model@revision)")
    parser.add_argument("--template", type=_template, default={}, metavar="JSON",
                        help='options for the chat template, as {"enable_thinking": false}')
    parser.add_argument("--ask-rows", type=int, default=how.rows, help="prompts asked at once")
    parser.add_argument("--top", type=int, default=how.top,
                        help="likeliest tokens kept of every distribution; the rest as one mass")


def add_query(parser: argparse.ArgumentParser) -> None:
    _shared(parser)
    _local(parser, required=True)


def add_distil(parser: argparse.ArgumentParser) -> None:
    plan = Plan()
    parser.add_argument("--student", required=True, metavar="MODEL",
                        help="a folder or a hub id, to start from")
    _shared(parser, prompts=False)
    _local(parser, required=False)
    parser.add_argument("--answers", type=Path, metavar="FOLDER",
                        help="learn from the answers gathered in another work folder")
    parser.add_argument("--hard", action="store_true",
                        help="learn from the answers' texts alone; works across tokenizers")
    parser.add_argument("--qlora", action="store_true",
                        help="adapters on a 4-bit base, where full training does not fit")
    parser.add_argument("--epochs", type=float, default=plan.epochs, help="over the answers")
    parser.add_argument("--rows", type=int, default=plan.rows, help="answers a step")
    parser.add_argument("--learning-rate", type=float, dest="rate",
                        help="2e-5, with --qlora 2e-4, unless given")
    parser.add_argument("--alpha", type=float, default=plan.alpha, help="share of soft targets")
    parser.add_argument("--longest", type=int, default=plan.longest,
                        help="tokens of prompt and answer; longer ones are left out")


def add_api(parser: argparse.ArgumentParser) -> None:
    _shared(parser)
    parser.add_argument("--endpoint", metavar="URL", required=True,
                        help="OpenAI-compatible, often ends in /v1")
    parser.add_argument("--model", metavar="NAME", required=True,
                        help="as the endpoint calls it")
    parser.add_argument("--key-variable", metavar="NAME",
                        help=f"environment variable that holds the key (default {KEY})")
    parser.add_argument("--concurrency", type=int, default=16, help="questions in flight at once")
    parser.add_argument("--rate", type=float, default=0, help="requests a minute at most; 0: any")
    parser.add_argument("--tries", type=int, default=8, help="of a question, before giving up")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one answer")
    parser.add_argument("--budget-tokens", type=int, help="tokens at most, earlier runs included")
    parser.add_argument("--budget-money", type=float, help="at most, in the prices' currency")
    parser.add_argument("--price-in", type=float, default=0, help="of a million prompt tokens")
    parser.add_argument("--price-out", type=float, default=0, help="of a million answer tokens")
    parser.add_argument("--longest-as", choices=("max_tokens", "max_completion_tokens"),
                        default="max_tokens", help="what the endpoint calls --max-tokens")


def add_prefer(parser: argparse.ArgumentParser) -> None:
    plan = PreferPlan()
    parser.add_argument("--pair", required=True, metavar="PAIR",
                        help="a name under examples/pairs/, or a folder with a pair.toml: its "
                             "student learns")
    parser.add_argument("--votes", type=Path, required=True, metavar="FILE|FOLDER",
                        help='JSONL of {"prompt", "chosen", "rejected"} rows, or the folder that '
                             "the page keeps its votes in (DATA_DIR/votes)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER",
                        help="work folder of the new pair; the same command goes on there")
    parser.add_argument("--qlora", action="store_true",
                        help="adapters on a 4-bit base, where full training does not fit")
    parser.add_argument("--epochs", type=float, default=plan.epochs, help="over the preferences")
    parser.add_argument("--rows", type=int, default=plan.rows, help="pairs of answers a step")
    parser.add_argument("--learning-rate", type=float, dest="rate",
                        help="5e-6, with --qlora 5e-5, unless given; a small model takes more")
    parser.add_argument("--beta", type=float, default=plan.beta,
                        help="DPO's: how much leaving the student as it was costs")
    parser.add_argument("--chosen-weight", type=float, default=plan.chosen_weight,
                        help="of the chosen answers' own cross entropy beside DPO's loss")
    parser.add_argument("--nf4-share", type=float, default=plan.nf4_share,
                        help="of the steps, through the 4-bit quantiser")
    parser.add_argument("--longest", type=int, default=plan.longest,
                        help="tokens of a prompt and its longer answer; others are left out")
    parser.add_argument("--seed", type=int, default=plan.seed, help="of the order of learning")


def prefer_plan_of(arguments: argparse.Namespace) -> PreferPlan:
    """Raises UserError."""
    if min(arguments.rows, arguments.longest, arguments.epochs, arguments.beta) <= 0:
        raise UserError("--rows, --longest, --epochs and --beta must be more than nothing.")
    if not 0 <= arguments.nf4_share <= 1:
        raise UserError("--nf4-share must be between 0 and 1.")
    if arguments.chosen_weight < 0 or (arguments.rate is not None and arguments.rate <= 0):
        raise UserError("--chosen-weight must not be negative, nor --learning-rate 0 or less.")
    rate = arguments.rate or (5e-5 if arguments.qlora else 5e-6)
    return PreferPlan(arguments.epochs, arguments.rows, rate, arguments.beta,
                      arguments.chosen_weight, arguments.longest, arguments.nf4_share,
                      arguments.seed, arguments.qlora)


def asking_of(arguments: argparse.Namespace) -> AskingOptions:
    """Raises UserError."""
    for name in ("max_tokens", "ask_rows", "top"):
        if getattr(arguments, name) < 1:
            raise UserError(f"--{name.replace('_', '-')} must be 1 or more.")
    return AskingOptions(
        arguments.max_tokens,
        arguments.ask_rows,
        arguments.top,
        arguments.temperature,
        arguments.seed,
        arguments.template,
    )


def plan_of(arguments: argparse.Namespace) -> Plan:
    """Raises UserError."""
    if not 0 <= arguments.alpha <= 1:
        raise UserError("--alpha must be between 0 (the answer's tokens) and 1 (soft targets).")
    if min(arguments.rows, arguments.longest, arguments.epochs) <= 0:
        raise UserError("--rows, --longest and --epochs must be more than nothing.")
    rate = arguments.rate or (2e-4 if arguments.qlora else 2e-5)
    return Plan(arguments.epochs, arguments.rows, rate, arguments.alpha, arguments.longest,
                seed=arguments.seed, hard=arguments.hard, qlora=arguments.qlora,
                template=arguments.template)
