"""One side of a race that answers over the network: asked in a thread of its own, for it uses no
device of ours, and timed by what arrives.

To the race it is a lane whose steps come by themselves. Trouble is this side's alone: it ends with
one sentence that passes on what the server said.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from demo.engine import remote_request
from demo.engine.model_checks import Growth
from demo.engine.remote_account import Account
from demo.engine.remote_asking import RemoteAnswer
from demo.errors import UserError
from demo.pairs import ModelSpec, Pair
from demo.recording.data import Memory, Model, Request, Step
from demo.remote import streaming
from demo.remote.connection import Line

NOT_HERE = "not measured: remote"
REASONING = ("<think>", "</think>")  # where the pair's file names no other marks
NOWHERE = float("inf")


@dataclass(frozen=True)
class RemoteLoaded:
    """What there is of a model that runs elsewhere, as demo.engine.load.Loaded has it."""

    spec: ModelSpec
    card: Model
    ledger: Memory
    tokenizer: Any = None
    load_seconds: float = 0.0


class RemoteLane:
    """begin(request), then start() once, then arrived() until a step of kind "end" came."""

    def __init__(self, spec: ModelSpec, pair: Pair, account: Account) -> None:
        """Raises UserError where its key or the client's package is missing."""
        assert spec.remote is not None, "a remote side has an endpoint"
        self.side, self.account = spec.side, account
        self.endpoint = remote_request.endpoint(spec)
        self.client = streaming.connect(self.endpoint, spec.remote.headers)
        self.reasoning, self.growth = pair.reasoning or REASONING, Growth(0, 0)
        why = {"weights": NOT_HERE, "working_peak": NOT_HERE}
        card = Model(name=spec.name, source=spec.model, remote=spec.remote.host,
                     joules_why=NOT_HERE, notes=remote_request.notes(spec))
        self.loaded = RemoteLoaded(spec, card, Memory(why=why))
        self.room = NOWHERE
        self._line = Line()
        self.reset()

    def reset(self) -> None:
        self._line.hang_up()
        self.prompt: list[int] = []
        self.output: list[int] = []
        self.kept, self.tokenize_seconds, self.asked = 0, 0.0, ""
        self._line = Line()
        self._inbox: queue.Queue[Step] = queue.Queue()
        self._answer: RemoteAnswer | None = None
        self.over = True

    def begin(self, request: Request) -> None:
        """Raises UserError where it cannot be asked this."""
        self.reset()
        if request.penalties:
            raise UserError(f"The {self.side} answers over the network and takes no penalties of "
                            "its own files: ask without them.")
        self._messages = remote_request.messages(request, self.side, self.reasoning)
        self.asked = remote_request.shown(self._messages)

    def start(self, request: Request, most: int) -> None:
        """Ask, for an answer of at most so many tokens."""
        self.over = False
        self._answer = RemoteAnswer(self, self._messages, request, most, self._line,
                                    self._inbox)
        threading.Thread(target=self._answer.run, daemon=True).start()

    def arrived(self, wait: float = 0.0) -> Iterator[Step]:
        """What came since; `wait`: seconds for the first of it."""
        try:
            step = self._inbox.get(timeout=wait) if wait else self._inbox.get_nowait()
            while True:
                if not self.over:
                    self.over = step.kind == "end"
                    yield step
                step = self._inbox.get_nowait()
        except queue.Empty:
            return

    def stop(self, end: str) -> Step:
        """Give the answer up: its connection is closed at once. Its last step, with the time since
        anything came, and with what was heard counted by us, for the server told nothing."""
        self._line.hang_up()
        self.over = True
        if self._answer is None:
            return Step(self.side, "end", end=end)
        return self._answer.given_up(end)

    def memory(self) -> Memory:
        return self.loaded.ledger
