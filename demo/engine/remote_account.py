"""What a remote side's answers take, in tokens and in money."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from demo.errors import UserError
from demo.pairs import ModelSpec
from demo.recording.data import Usage
from demo.remote import token_usage
from demo.remote.daily_budget import DailyBudget

log = logging.getLogger(__name__)
A_TOKEN = 4  # characters, where nobody counts
# A server may read a system prompt of its own, and write an end-of-sequence token or two.
HIDDEN, ENDING = 1000, 16


@dataclass(frozen=True)
class Account:
    """`counter`: the tokenizer of a local side that is the same model, None where there is none."""

    budget: DailyBudget
    counter: Any = None

    def counted(self, said: str) -> tuple[int, str]:
        """How many tokens, and who says so."""
        if self.counter is not None:
            return len(self.counter(said, add_special_tokens=False)["input_ids"]), "tokenizer"
        return max(1, round(len(said) / A_TOKEN)) if said else 0, "estimated"


@dataclass
class Bill:
    """One answer's money. held: what is set aside for the request under way; lost: for earlier
    requests, whose answers may have been made, and paid, without us."""

    account: Account
    spec: ModelSpec
    asked: list[dict[str, str]]
    most: int
    held: float = 0.0
    lost: float = 0.0

    @property
    def worst(self) -> float:
        return self._cost(token_usage.worst_in(self.asked) + HIDDEN, self.most)

    def hold(self) -> None:
        """Set the worst case aside. Raises UserError where the day's budget does not cover it."""
        remote, worst = self.spec.remote, self.worst
        if worst and remote:
            self.account.budget.hold(worst, remote.currency)
        self.held = worst

    def again(self, unheard: bool) -> None:
        """Another request for the same answer. Raises UserError as `hold` does."""
        if unheard and self.held:
            self.lost, self.held = self.lost + self.held, 0.0
            self.hold()

    def usage(self, said: str, told: Any) -> Usage:
        """By the server's count, as far as it can be believed; else by our own tokenizer of the
        same model, else estimated. What it does not tell of may have cost the worst."""
        spent = token_usage.spent(told, self.asked, said)
        odd = (spent.estimated or (spent.answered or 0) > self.most + ENDING
               or (spent.asked or 0) > token_usage.worst_in(self.asked) + HIDDEN)
        prompt, answer = (None, None) if odd else spent[:2]
        known = prompt is not None and answer is not None
        cost = self._cost(prompt, answer) if known else self.worst
        counted = "server"
        if answer is None:
            answer, counted = self.account.counted(said)
            answer, counted = min(answer, self.most), "implausible" if odd else counted
        if prompt is None:
            prompt = round(sum(len(one["content"]) for one in self.asked) / A_TOKEN)
        found = Usage(prompt, answer, counted)
        remote = self.spec.remote
        if not self.worst or remote is None:
            return found
        return replace(found, cost=min(cost, self.worst) + self.lost, currency=remote.currency,
                       at_most=not known or self.lost > 0)

    def close(self, spent: Usage | None, unheard: bool) -> None:
        """Only what the server told replaces what was set aside: that stays where an answer may
        have been made without us (`unheard`), and is free again where there was none."""
        remote, cost = self.spec.remote, 0.0
        if not self.held or remote is None:
            return
        if spent is not None and spent.cost is not None:
            cost = spent.cost - self.lost
        elif unheard:
            return
        try:
            self.account.budget.settle(self.held, cost, remote.currency)
        except UserError as error:  # the answer is there; the next one is refused with this
            log.error("%s", error)

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return price(self.spec, tokens_in, tokens_out)


def priced(spec: ModelSpec) -> bool:
    """Does the pair's file say what its tokens cost?"""
    return bool(spec.remote and (spec.remote.price_in or spec.remote.price_out))


def price(spec: ModelSpec, tokens_in: int, tokens_out: int) -> float:
    """By the pair's prices, in their currency; 0 without any."""
    remote = spec.remote
    return (tokens_in * remote.price_in + tokens_out * remote.price_out) / 1e6 if remote else 0.0
