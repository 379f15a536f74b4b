"""`own api`: one run of asking a teacher behind an API, and the summary of its answers."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from functools import partial
from typing import Any

from demo.distill.own import gathered_answers
from demo.distill.own.api.api_answers import ApiAnswers
from demo.distill.own.api.ask_many import AskingRound
from demo.distill.own.api.request_pacing import RequestPace, SpendingLimit
from demo.distill.own.gathered_answers import Read
from demo.distill.own.own_command import asked_of, left_out
from demo.distill.own.own_options import KEY
from demo.errors import UserError
from demo.remote import endpoint as client
from demo.remote import finish_reasons, token_usage
from demo.remote.endpoint import Endpoint


def _endpoint(arguments: argparse.Namespace) -> Endpoint:
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


def _purse(arguments: argparse.Namespace, lines: list[dict[str, Any]]) -> SpendingLimit:
    """With what every earlier line cost: answers, replies of no use, and those never heard."""
    purse = SpendingLimit(arguments.budget_tokens, arguments.budget_money, arguments.price_in,
                  arguments.price_out)
    for row in lines:
        purse.lose(*token_usage.of_row(row), tuple(row.get("worst", (0, 0))))
    return purse


def _opened(answers_file: ApiAnswers) -> Read:
    """Damaged lines are named before anything is asked, for their questions are asked again."""
    answers_before = answers_file.read()
    if answers_before.damaged:
        print(answers_before.complaint, file=sys.stderr)
    return answers_before


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Ask what is not answered yet. The summary's `error` says why a run stopped early."""
    _check(arguments)
    asked_for, endpoint = asked_of(arguments.prompts), _endpoint(arguments)
    service, folder = client.connect(endpoint), arguments.out / "answers"
    gathered_answers.claim(folder, endpoint.card)
    with ApiAnswers(folder) as answers_file:
        before, began = _opened(answers_file), time.perf_counter()
        there = {row["id"] for row in before.answers}
        left = [prompt for prompt in asked_for.prompts if prompt.id not in there]
        round_ = AskingRound(
            endpoint,
            partial(client.ask, service, endpoint),
            answers_file,
            RequestPace(arguments.rate),
            _purse(arguments, before.rows),
            left,
            arguments.tries,
        )
        try:
            asyncio.run(_rounds(round_, service, arguments.concurrency))
        except KeyboardInterrupt:
            round_.stop("Stopped by the keyboard.")
        asked = {prompt.id for prompt in asked_for.prompts}
        told = _summary(endpoint, round_, asked, answers_file, time.perf_counter() - began)
        print(*_notes(told), sep="", end="", file=sys.stderr)
        return {**told, **left_out(asked_for), "lines_damaged": len(before.damaged)}


async def _rounds(round_: AskingRound, service: Any, workers: int) -> None:
    async with service:
        await round_.run(workers)


def _failure(round_: AskingRound, asked: set[str], rows: list[dict[str, Any]]) -> str:
    """Why a run that stopped, or that brought nothing at all, failed; "" for one that did not."""
    if round_.error:
        return f"{round_.error} {len(rows)} answers are kept; the same command goes on from there."
    if any(row["id"] in asked and finish_reasons.useful(row) for row in rows):
        return ""
    if round_.over_budget:
        return ("Nothing was answered: the budget does not cover the worst case of one more "
                "question; raise it, or lower --max-tokens.")
    why = round_.refusal or "what was kept earlier holds no text to learn from."
    return f"None of the {len(asked)} questions got an answer to learn from; the last time: {why}"


def _summary(
    endpoint: Endpoint,
    round_: AskingRound,
    asked: set[str],
    answers_file: ApiAnswers,
    seconds: float,
) -> dict[str, Any]:
    purse, rows, lines = round_.purse, answers_file.rows(), answers_file.read().rows
    error = _failure(round_, asked, rows)
    lost = [row for row in lines if gathered_answers.LOST in row]
    return {
        "stage": "query", "endpoint": endpoint.url, "teacher": endpoint.model,
        "prompts": len(asked), "answers": len(rows), "asked_now": round_.asked,
        "refused": round_.refused, "retried": round_.retried, **_kinds(rows),
        "of_no_use": sum("worst" not in row for row in lost),
        "never_heard": sum("worst" in row for row in lost),
        "tokens_estimated": sum("estimated" in row for row in lines),
        "seconds": round(seconds, 3),
        "questions_per_minute": round(60 * round_.asked / seconds, 1) if round_.asked else None,
        "tokens": {"prompt": purse.spent_in, "answer": purse.spent_out},
        "cost": round(purse.spent, 6) if purse.priced else None,
        "stopped": "error" if round_.error else "budget" if round_.over_budget else
                   "error" if error else None,
        "error": error or None,
    }


def _notes(told: dict[str, Any]) -> list[str]:
    """What a user must know of answers that are there and are not as they were wished."""
    there, kinds = told["answers"], told["no_end"]
    length = sum(count for word, count in kinds.items() if finish_reasons.by_length(word))
    words = ", ".join(_why(word) for word in kinds if not finish_reasons.by_length(word))
    counts = (
        (length, f"of {there} answers were cut at their longest: their texts are taught without "
                 "an end; a larger --max-tokens needs another --out."),
        (told["cut"] - length, f"of {there} answers have no real end ({words}): their texts are "
                               "taught without one."),
        (told["thinking"]["taken_out_of_answers"],
         "answers held their thinking: it was taken out and is not taught."),
        (told["never_heard"], "requests were cut off and may have been charged for: a budget "
                              "takes each for its worst case."),
        (told["tokens_estimated"], "replies came with a count of tokens that cannot be: they are "
                                   "counted by our own estimate, a token a byte."),
    )
    return [f"{count} {sentence}\n" for count, sentence in counts if count]


def _why(word: str) -> str:
    broke = finish_reasons.kind_of(word) == finish_reasons.END
    return f"{word}, but it broke off" if broke else finish_reasons.told(word)


def _kinds(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How the kept answers ended, by kind and by the servers' own words, and what was thinking."""
    kinds = Counter(finish_reasons.kind_of(row.get("finish")) for row in rows)
    cut = [row for row in rows if finish_reasons.kind_of(row.get("finish")) == finish_reasons.CUT]
    empty = [row for row in rows if not finish_reasons.useful(row)]
    return {
        "cut": kinds[finish_reasons.CUT], "declined": kinds[finish_reasons.REFUSED],
        "no_end": Counter(str(row.get("word") or row.get("finish")) for row in cut),
        "ends": Counter(row.get("word") or row.get("finish") for row in rows),
        "thinking": {"apart": sum(bool(row.get("reasoning")) for row in rows),
                     "taken_out_of_answers": sum(bool(row.get("aloud")) for row in rows),
                     "alone": sum(bool(row.get("reasoning")) for row in empty)},
    }
