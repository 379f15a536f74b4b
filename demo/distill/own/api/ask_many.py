"""Many questions to an endpoint at once, each answered one kept at once. Knows no command line."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tqdm import tqdm

from demo.distill.own.api.api_answers import ApiAnswers
from demo.distill.own.api.request_pacing import RequestPace, SpendingLimit, back_off
from demo.distill.own.gathered_answers import LOST
from demo.distill.own.prompt_file import Prompt
from demo.errors import UserError
from demo.remote import finish_reasons
from demo.remote.api_errors import Trouble
from demo.remote.endpoint import Endpoint, Reply
from demo.remote.token_usage import Spent, worst_in

Put = Callable[[list[dict[str, str]], int], Awaitable[Reply]]  # messages, requests at most
PATIENCE = 600.0  # seconds that a server may ask to wait
IN_A_ROW = 10  # questions refused one after another, until it is not about the questions


class Broke(Exception):
    """The budget does not cover another try."""


@dataclass
class AskingRound:
    """One run: what is left to ask, and what has become of it. `error` is why it stopped early."""

    endpoint: Endpoint
    put: Put
    answers_file: ApiAnswers
    pace: RequestPace
    purse: SpendingLimit
    left: list[Prompt]
    tries: int = 8
    dice: Random = field(default_factory=Random)
    asked: int = 0
    retried: int = 0
    refused: int = 0
    refused_in_a_row: int = 0
    flying: int = 0
    error: str = ""
    refusal: str = ""  # the last question's that was refused
    over_budget: bool = False
    landed: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self, sentence: str) -> None:
        """The first reason counts; questions already put are still heard out."""
        self.error = self.error or sentence
        self.left.clear()
        self.stopped.set()

    async def run(self, workers: int) -> None:
        bar = tqdm(total=len(self.left), desc="asking", mininterval=1)
        self.left.reverse()  # pop() takes them in the file's order
        try:
            # Not TaskGroup, which Python 3.10 does not have; no worker raises.
            await asyncio.gather(*(self._work(bar) for _ in range(workers)))
        finally:
            bar.close()

    async def _work(self, bar: tqdm) -> None:
        while self.left:
            prompt = self.left.pop()
            worst = worst_in(prompt.chat), self.endpoint.longest
            if not await self._afford(worst):
                return
            self.flying += 1
            try:
                await self._settle(prompt)
            except UserError as error:
                self.stop(str(error))
            except Trouble as trouble:
                self._refused(trouble)
            except Broke:
                self._over()
            finally:
                self.flying -= 1
                self.purse.release(*worst)
                self.landed.set()
            bar.update()
            if self.purse.priced:
                bar.set_postfix(spent=f"{self.purse.spent:.4f}")

    async def _afford(self, worst: tuple[int, int]) -> bool:
        """Questions in flight may turn out cheaper than their worst case: wait for them first."""
        while not self.purse.hold(*worst):
            if not self.flying:
                self._over()
                return False
            self.landed.clear()
            await self.landed.wait()
        return True

    def _over(self) -> None:
        self.over_budget = True
        self.left.clear()
        self.stopped.set()

    def _refused(self, trouble: Trouble) -> None:
        if trouble.kind not in ("question", "odd"):
            return self.stop(str(trouble))
        self.refused += 1
        self._in_vain(str(trouble))

    def _in_vain(self, sentence: str) -> None:
        """A question without an answer to learn from, whether refused or answered with nothing."""
        self.refusal, self.refused_in_a_row = sentence, self.refused_in_a_row + 1
        tqdm.write(sentence, file=sys.stderr)
        if self.refused_in_a_row >= IN_A_ROW:
            self.stop(f"{IN_A_ROW} questions in a row were refused, so nothing more is asked; the "
                      f"last time: {sentence}")

    async def _settle(self, prompt: Prompt) -> None:
        reply = await self._heard(prompt)
        # Kept before it is judged: whatever was answered was paid, and is not asked again.
        self.answers_file.add(_row(prompt, reply))
        self.asked += 1
        self.purse.pay(*reply.spent[:2])
        if reply.useful:
            self.refused_in_a_row = 0
        else:
            self._in_vain(_useless(self.endpoint, reply))

    def _lost(self, prompt: Prompt, trouble: Trouble) -> None:
        """Note what a reply of no use cost. Raises Broke when that was the last of the budget."""
        if not trouble.unheard and trouble.spent[:2] == (None, None):
            return
        row = {"id": prompt.id, LOST: str(trouble), "prompt_tokens": trouble.spent[0],
               "answer_tokens": trouble.spent[1], **_guessed(trouble.spent)}
        worst = worst_in(prompt.chat), self.endpoint.longest
        self.answers_file.add(row | ({"worst": worst} if trouble.unheard else {}))
        self.purse.lose(*trouble.spent[:2], worst if trouble.unheard else (0, 0))
        if not self.purse.hold(0, 0):
            raise Broke

    async def _heard(self, prompt: Prompt) -> Reply:
        """The reply, after as many requests as it takes; else the last Trouble."""
        left = self.tries
        while True:
            await self.pace.turn()
            if self.error:
                raise Trouble("fatal", self.error)
            try:
                return await self.put(prompt.chat, left)
            except Trouble as trouble:
                self._lost(prompt, trouble)
                left -= trouble.requests
                if trouble.kind not in ("again", "odd") or left < 1:
                    raise
                if (trouble.after or 0) > PATIENCE:
                    raise
                self.retried += 1
                wait = back_off(self.tries - left, trouble.after, self.dice)
                if trouble.after is not None:
                    self.pace.pause(trouble.after)
                await self._rest(wait)

    async def _rest(self, seconds: float) -> None:
        """Nobody sleeps on when the run has been stopped."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.stopped.wait(), seconds)


def _row(prompt: Prompt, reply: Reply) -> dict[str, Any]:
    row = {
        "id": prompt.id, "messages": prompt.chat, "answer": reply.text, "finish": reply.finish,
        "prompt_tokens": reply.spent.asked, "answer_tokens": reply.spent.answered,
    }
    more = {"reasoning": reply.reasoning, "aloud": reply.aloud,
            "word": "" if reply.word == reply.finish else reply.word}
    return row | {name: value for name, value in more.items() if value} | _guessed(reply.spent)


def _guessed(spent: Spent) -> dict[str, bool]:
    return {"estimated": True} if spent.estimated else {}


def _useless(endpoint: Endpoint, reply: Reply) -> str:
    why = finish_reasons.told(reply.word)
    if reply.finish == finish_reasons.REFUSED:
        return f"{endpoint.url} declined to answer a question ({why})."
    if reply.reasoning and finish_reasons.by_length(reply.word):
        return (f"{endpoint.url} answered a question with nothing but thinking: it used up "
                f"--max-tokens ({endpoint.longest}).")
    if reply.reasoning:
        return f"{endpoint.url} answered a question with nothing but thinking ({why})."
    return f"{endpoint.url} answered a question with no text ({why})."
