"""What a remote side's answers take, in tokens and in money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.pairs import ModelSpec
from demo.recording.data import Usage
from demo.remote import token_usage
from demo.remote.daily_budget import DailyBudget

A_TOKEN = 4  # characters, where nobody counts
Unheard: Usage | None = None  # an answer that nobody told the end of


@dataclass(frozen=True)
class Account:
    """`counter`: the tokenizer of a local side that is the same model, None where there is none."""

    budget: DailyBudget
    counter: Any = None

    def hold(self, spec: ModelSpec, asked: list[dict[str, str]], most: int) -> float:
        """Set an answer's worst case aside; how much. Raises UserError where the day's budget does
        not cover it."""
        worst = price(spec, token_usage.worst_in(asked), most)
        if worst and spec.remote:
            self.budget.hold(worst, spec.remote.currency)
        return worst

    def settle(self, spec: ModelSpec, held: float, spent: Usage | None, asked: bool) -> None:
        """What it cost instead. An answer whose end nobody told of may cost all that was set aside
        where it had begun, and nothing where it had not."""
        if not held or spec.remote is None:
            return
        known = spent.cost if spent is not None else None
        cost = known if known is not None else held if asked else 0.0
        self.budget.settle(held, cost, spec.remote.currency)

    def usage(
        self, spec: ModelSpec, asked: list[dict[str, str]], said: str, told: Any
    ) -> Usage:
        """By the server's count, else by our own tokenizer of the same model, else estimated."""
        spent = token_usage.spent(told, asked, said)
        prompt, answer, counted = spent.asked, spent.answered, "server"
        if answer is None or spent.estimated:
            answer, counted = self._counted(said)
        if prompt is None:
            prompt = round(sum(len(one["content"]) for one in asked) / A_TOKEN)
        cost = price(spec, prompt, answer) if spec.remote and priced(spec) else None
        currency = spec.remote.currency if spec.remote and cost is not None else ""
        return Usage(prompt, answer, counted, cost, currency)

    def _counted(self, said: str) -> tuple[int, str]:
        if self.counter is not None:
            return len(self.counter(said, add_special_tokens=False)["input_ids"]), "tokenizer"
        return max(1, round(len(said) / A_TOKEN)) if said else 0, "estimated"


def priced(spec: ModelSpec) -> bool:
    """Does the pair's file say what its tokens cost?"""
    return bool(spec.remote and (spec.remote.price_in or spec.remote.price_out))


def price(spec: ModelSpec, tokens_in: int, tokens_out: int) -> float:
    """By the pair's prices, in their currency; 0 without any."""
    remote = spec.remote
    return (tokens_in * remote.price_in + tokens_out * remote.price_out) / 1e6 if remote else 0.0
