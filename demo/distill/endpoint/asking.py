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

from demo.distill.anypair.prompts import Prompt
from demo.distill.endpoint.client import Endpoint, Reply, Trouble
from demo.distill.endpoint.ledger import Ledger
from demo.distill.endpoint.pacing import Pace, Purse, back_off, worst_in
from demo.errors import UserError

Put = Callable[[list[dict[str, str]]], Awaitable[Reply]]
PATIENCE = 600.0  # seconds that a server may ask to wait
IN_A_ROW = 10  # questions refused one after another, until it is not about the questions


@dataclass
class Round:
    """One run: what is left to ask, and what has become of it. `error` is why it stopped early."""

    endpoint: Endpoint
    put: Put
    ledger: Ledger
    pace: Pace
    purse: Purse
    left: list[Prompt]
    tries: int = 8
    dice: Random = field(default_factory=Random)
    asked: int = 0
    retried: int = 0
    refused: int = 0
    refused_in_a_row: int = 0
    flying: int = 0
    error: str = ""
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
                self.over_budget = True
                self.left.clear()
                return False
            self.landed.clear()
            await self.landed.wait()
        return True

    def _refused(self, trouble: Trouble) -> None:
        if trouble.kind != "question":
            return self.stop(str(trouble))
        self.refused, self.refused_in_a_row = self.refused + 1, self.refused_in_a_row + 1
        tqdm.write(str(trouble), file=sys.stderr)
        if self.refused_in_a_row >= IN_A_ROW:
            self.stop(f"{IN_A_ROW} questions in a row were refused, so nothing more is asked; the "
                      f"last time: {trouble}")

    async def _settle(self, prompt: Prompt) -> None:
        reply = await self._heard(prompt)
        self.refused_in_a_row = 0
        self.ledger.add(_row(prompt, reply))
        self.asked += 1
        self.purse.pay(reply.prompt_tokens, reply.answer_tokens)

    async def _heard(self, prompt: Prompt) -> Reply:
        """The reply, after as many tries as it takes; else the last Trouble."""
        for tries in range(1, self.tries + 1):
            await self.pace.turn()
            if self.error:
                raise Trouble("fatal", self.error)
            try:
                return await self.put(prompt.chat)
            except Trouble as trouble:
                if trouble.kind != "again" or tries == self.tries:
                    raise
                if (trouble.after or 0) > PATIENCE:
                    raise
                self.retried += 1
                wait = back_off(tries, trouble.after, self.dice)
                if trouble.after is not None:
                    self.pace.pause(trouble.after)
                await self._rest(wait)
        raise AssertionError("the last try returns or raises")


    async def _rest(self, seconds: float) -> None:
        """Nobody sleeps on when the run has been stopped."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.stopped.wait(), seconds)


def _row(prompt: Prompt, reply: Reply) -> dict[str, Any]:
    row = {
        "id": prompt.id, "messages": prompt.chat, "answer": reply.text, "finish": reply.finish,
        "prompt_tokens": reply.prompt_tokens, "answer_tokens": reply.answer_tokens,
    }
    return row | ({"reasoning": reply.reasoning} if reply.reasoning else {})
