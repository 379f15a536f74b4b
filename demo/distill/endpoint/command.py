"""`query --endpoint URL --model NAME`: arguments, one run, the ledger's summary."""

from __future__ import annotations

import argparse
import asyncio
import time
from functools import partial
from typing import Any

from demo.distill.anypair import answers
from demo.distill.anypair.command import read_prompts
from demo.distill.endpoint import client
from demo.distill.endpoint.asking import Round
from demo.distill.endpoint.client import Endpoint
from demo.distill.endpoint.ledger import Ledger
from demo.distill.endpoint.pacing import Pace, Purse
from demo.errors import UserError

KEY = "OPENAI_API_KEY"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("asking over an API")
    group.add_argument("--endpoint", metavar="URL", help="OpenAI-compatible, often ends in /v1")
    group.add_argument("--model", metavar="NAME", help="as the endpoint calls it")
    group.add_argument("--key-variable", metavar="NAME",
                       help=f"environment variable that holds the key (default {KEY})")
    group.add_argument("--concurrency", type=int, default=16, help="questions in flight at once")
    group.add_argument("--rate", type=float, default=0, help="requests a minute at most; 0: any")
    group.add_argument("--tries", type=int, default=8, help="of a question, before giving up")
    group.add_argument("--timeout", type=float, default=120, help="seconds for one answer")
    group.add_argument("--budget-tokens", type=int, help="tokens at most, earlier runs included")
    group.add_argument("--budget-money", type=float, help="at most, in the prices' currency")
    group.add_argument("--price-in", type=float, default=0, help="of a million prompt tokens")
    group.add_argument("--price-out", type=float, default=0, help="of a million answer tokens")
    group.add_argument("--longest-as", choices=("max_tokens", "max_completion_tokens"),
                       default="max_tokens", help="what the endpoint calls --max-tokens")


def _endpoint(arguments: argparse.Namespace) -> Endpoint:
    if not arguments.model:
        raise UserError("--model is missing: the name by which the endpoint knows the teacher.")
    variable = arguments.key_variable or KEY
    return Endpoint(
        client.checked(arguments.endpoint), arguments.model, arguments.max_tokens,
        arguments.temperature, arguments.timeout, arguments.longest_as, variable,
        client.key_from(variable, wanted=arguments.key_variable is not None),
    )


def _check(arguments: argparse.Namespace) -> None:
    for name in ("concurrency", "tries", "max_tokens", "timeout"):
        if getattr(arguments, name) <= 0:
            raise UserError(f"--{name.replace('_', '-')} must be more than 0.")
    if min(arguments.rate, arguments.price_in, arguments.price_out) < 0:
        raise UserError("--rate, --price-in and --price-out must not be negative.")
    if arguments.budget_money is not None and not (arguments.price_in or arguments.price_out):
        raise UserError("--budget-money needs the prices: --price-in and --price-out, both per "
                        "million tokens.")


def _purse(arguments: argparse.Namespace, rows: list[dict[str, Any]]) -> Purse:
    return Purse(
        arguments.budget_tokens, arguments.budget_money, arguments.price_in, arguments.price_out,
        spent_in=sum(row.get("prompt_tokens") or 0 for row in rows),
        spent_out=sum(row.get("answer_tokens") or 0 for row in rows),
    )


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Ask what is not answered yet. The summary's `error` says why a run stopped early."""
    _check(arguments)
    (prompts, broken), endpoint = read_prompts(arguments.prompts), _endpoint(arguments)
    service, folder = client.connect(endpoint), arguments.out / "answers"
    answers.claim(folder, endpoint.card)
    with Ledger(folder) as ledger:
        before = ledger.rows()
        there, began = {row["id"] for row in before}, time.perf_counter()
        left = [prompt for prompt in prompts if prompt.id not in there]
        round_ = Round(
            endpoint, partial(client.ask, service, endpoint), ledger, Pace(arguments.rate),
            _purse(arguments, before), left, arguments.tries,
        )
        try:
            asyncio.run(_rounds(round_, service, arguments.concurrency))
        except KeyboardInterrupt:
            round_.stop("Stopped by the keyboard.")
        told = _summary(endpoint, round_, len(prompts), ledger.rows(), time.perf_counter() - began)
        return {**told, "lines_left_out": broken}


async def _rounds(round_: Round, service: Any, workers: int) -> None:
    async with service:
        await round_.run(workers)


def _summary(
    endpoint: Endpoint, round_: Round, prompts: int, rows: list[dict[str, Any]], seconds: float,
) -> dict[str, Any]:
    purse = round_.purse
    error = round_.error and (
        f"{round_.error} {len(rows)} answers are kept; the same command goes on from there."
    )
    return {
        "stage": "query", "endpoint": endpoint.url, "teacher": endpoint.model,
        "prompts": prompts, "answers": len(rows), "asked_now": round_.asked,
        "refused": round_.refused, "retried": round_.retried,
        "cut": sum(row["finish"] == "length" for row in rows),
        "seconds": round(seconds, 3),
        "questions_per_minute": round(60 * round_.asked / seconds, 1) if round_.asked else None,
        "tokens": {"prompt": purse.spent_in, "answer": purse.spent_out},
        "cost": round(purse.spent, 6) if purse.priced else None,
        "stopped": "budget" if round_.over_budget else "error" if error else None,
        "error": error or None,
    }
