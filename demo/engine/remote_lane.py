"""One side of a race that answers over the network: asked in a thread of its own, for it uses no
device of ours, and timed by what arrives.

To the race it is a lane whose steps come by themselves. Trouble is this side's alone: it ends with
one sentence that passes on what the server said.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from demo.engine import remote_account, remote_request
from demo.engine.model_checks import Growth
from demo.engine.remote_account import Account
from demo.errors import UserError
from demo.pairs import ModelSpec, Pair
from demo.recording.data import Memory, Model, Request, Step
from demo.remote import finish_reasons, streaming
from demo.remote.api_errors import Trouble

log = logging.getLogger(__name__)
NOT_HERE = "not measured: remote"
REASONING = ("<think>", "</think>")  # where the pair's file names no other marks
TRIES, PATIENCE = 3, 10.0  # requests for one answer; seconds that a server may ask to wait
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
        self.side, self._account = spec.side, account
        self.endpoint = remote_request.endpoint(spec)
        self._client = streaming.connect(self.endpoint, spec.remote.headers)
        self.reasoning, self.growth = pair.reasoning or REASONING, Growth(0, 0)
        why = {"weights": NOT_HERE, "working_peak": NOT_HERE}
        card = Model(name=spec.name, source=spec.model, remote=spec.remote.host,
                     joules_why=NOT_HERE, notes=remote_request.notes(spec))
        self.loaded = RemoteLoaded(spec, card, Memory(why=why))
        self.room = NOWHERE
        self.reset()

    def reset(self) -> None:
        self.prompt: list[int] = []
        self.output: list[int] = []
        self.kept, self.tokenize_seconds, self.asked = 0, 0.0, ""
        self._gone = threading.Event()
        self._inbox: queue.Queue[Step] = queue.Queue()
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
        answer = _Answer(self, self._messages, request, most, self._gone, self._inbox)
        threading.Thread(target=answer.run, daemon=True).start()

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
        """Give the answer up; its last step. The thread ends when it next hears something."""
        self._gone.set()
        self.over = True
        return Step(self.side, "end", end=end)

    def memory(self) -> Memory:
        return self.loaded.ledger


class _Answer:
    """One answer on its way, in a thread of its own; everything it holds is this answer's."""

    def __init__(
        self, lane: RemoteLane, messages: list[dict[str, str]], request: Request, most: int,
        gone: threading.Event, inbox: queue.Queue[Step],
    ) -> None:
        self._lane, self._messages, self._gone, self._inbox = lane, messages, gone, inbox
        self._body = remote_request.body(lane.loaded.spec, request, messages, most)
        self._most = most
        self._said, self._thinking, self._last = "", False, time.perf_counter()

    def run(self) -> None:
        lane, spent = self._lane, remote_account.Unheard
        held = 0.0
        try:
            held = lane._account.hold(lane.loaded.spec, self._messages, self._most)
            heard = self._tried()
            spent = lane._account.usage(lane.loaded.spec, self._messages, self._said, heard.usage)
            self._end(*_ending(lane, heard), usage=spent)
        except (Trouble, UserError) as error:
            self._end("error", str(error))
        except Exception as error:  # a thread has nobody to raise to
            number = uuid.uuid4().hex[:8]
            log.error("the %s's server (%s)", lane.side, number, exc_info=error)
            self._end("error", f"This side failed for a reason of its own (error {number} in the "
                               "log).")
        finally:
            lane._account.settle(lane.loaded.spec, held, spent, asked=bool(self._said))

    def _tried(self) -> streaming.Heard:
        """The last of what was heard. Asked again only where nothing was shown yet."""
        dice = Random()
        for tries in range(1, TRIES + 1):
            try:
                return self._once()
            except Trouble as trouble:
                wait = trouble.after if trouble.after is not None else tries * dice.random()
                again = trouble.kind in ("again", "odd") and not self._said and tries < TRIES
                if remote_request.uncounted(self._body, trouble):
                    continue
                if not again or wait > PATIENCE or self._gone.wait(wait):
                    raise Trouble(trouble.kind, _with_wait(trouble)) from None
        raise AssertionError("the last try returns or raises")

    def _once(self) -> streaming.Heard:
        lane = self._lane
        asked = streaming.ask(lane._client, lane.endpoint, self._body, self._gone.is_set)
        with contextlib.closing(asked) as pieces:
            for heard in pieces:
                if self._gone.is_set() or heard.kind == "end":
                    return heard
                self._piece(heard)
        if self._gone.is_set():
            return streaming.Heard("end")
        raise Trouble("again", f"{lane.endpoint.url} ended without an end.")

    def _piece(self, heard: streaming.Heard) -> None:
        opened, closed = self._lane.reasoning
        text = heard.text
        if heard.kind == "thought" and not self._thinking:
            text = f"{opened}{text}"
        if heard.kind == "text" and self._thinking:
            text = f"{closed}{text}"
        self._thinking = heard.kind == "thought"
        kind = "decode" if self._said else "prefill"
        self._said += text
        self._put(Step(self._lane.side, kind, 0, text, self._since()))

    def _end(self, end: str, why: str = "", usage: Any = None) -> None:
        closing = self._lane.reasoning[1] if self._thinking and end == "eos" else ""
        self._put(Step(self._lane.side, "end", text=closing, end=end, why=why, usage=usage,
                       seconds=self._since()))

    def _since(self) -> float:
        now = time.perf_counter()
        seconds, self._last = now - self._last, now
        return seconds

    def _put(self, step: Step) -> None:
        if not self._gone.is_set():
            self._inbox.put(step)


def asked_apart(
    lane: RemoteLane, request: Request, messages: list[dict[str, str]], gone: threading.Event,
    inbox: queue.Queue[Step],
) -> None:
    """One answer beside the lane's own, in the calling thread: its steps are in `inbox` when this
    returns, the last of kind "end" unless it was given up (`gone`)."""
    _Answer(lane, messages, request, request.max_tokens, gone, inbox).run()


def _ending(lane: RemoteLane, heard: streaming.Heard) -> tuple[str, str]:
    """How the answer ended, and why where that was no end of its own."""
    kind = finish_reasons.kind_of(heard.word)
    if kind == finish_reasons.END:
        return "eos", ""
    if finish_reasons.by_length(heard.word):
        return "max_tokens", ""
    word = lane.endpoint.clean(str(heard.word))[:40]
    if kind == finish_reasons.REFUSED:
        return "error", f"{lane.endpoint.url} refused to answer, or to go on ({word})."
    return "error", f"{lane.endpoint.url} cut the answer short ({finish_reasons.told(word)})."


def _with_wait(trouble: Trouble) -> str:
    """The sentence, with what the server asks to wait where that is too long to wait here."""
    if trouble.after is None or trouble.after <= PATIENCE:
        return str(trouble)
    return f"{str(trouble).rstrip('.')}; it asks to wait {trouble.after:.0f} seconds."
