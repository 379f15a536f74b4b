"""One answer of a remote side on its way, in a thread of its own: asked, asked again where nothing
was shown yet, timed, cut where it does not end, and paid."""

from __future__ import annotations

import contextlib
import logging
import queue
import time
import traceback
import uuid
from dataclasses import replace
from random import Random
from typing import Any, Protocol

from demo.engine import remote_request
from demo.engine.remote_account import Account, Bill
from demo.errors import UserError
from demo.recording.data import Request, Step, Usage
from demo.remote import finish_reasons, streaming
from demo.remote.api_errors import Trouble
from demo.remote.connection import Line
from demo.remote.endpoint import Endpoint
from demo.remote.streamed_answer import Heard

log = logging.getLogger(__name__)
TRIES, PATIENCE = 3, 10.0  # requests for one answer; seconds that a server may ask to wait
# Characters of one token, on the generous side (code's indentation, long words): what goes on
# beyond the longest answer of that many tokens is cut here, whatever its server makes of the limit.
LONG_TOKEN = 16
CUT_HERE = object()  # stands for a server's word where we ended the answer
TOO_LONG = "it sent more than was asked for, and was cut here"
WENT_ON = "it went on after it had told its end"


class Lane(Protocol):
    """What an answer needs of its lane."""

    side: str
    account: Account
    endpoint: Endpoint
    client: Any
    reasoning: tuple[str, ...]
    loaded: Any


class RemoteAnswer:
    """One answer on its way, in a thread of its own; everything it holds is this answer's."""

    def __init__(
        self, lane: Lane, messages: list[dict[str, str]], request: Request, most: int,
        line: Line, inbox: queue.Queue[Step],
    ) -> None:
        self._lane, self._messages, self._line, self._inbox = lane, messages, line, inbox
        self._body = remote_request.body(lane.loaded.spec, request, messages, most)
        self._most, self._bill = most, Bill(lane.account, lane.loaded.spec, messages, most)
        self._said, self._thinking = "", False
        self._began = self._last = time.perf_counter()
        self._tries, self._waited = 1, 0.0

    def run(self) -> None:
        spent, unheard = None, False
        try:
            self._bill.hold()
            unheard = True
            heard = self._tried()
            if heard is not None:
                spent = self._used(heard.usage)
                self._end(*self._ending(heard), usage=spent)
        except Trouble as error:
            unheard = error.unheard
            self._end("error", str(error))
        except UserError as error:
            unheard = False
            self._end("error", str(error))
        except Exception as error:  # a thread has nobody to raise to
            self._end("error", self._failed(error))
        finally:
            self._bill.close(spent, unheard)

    def given_up(self, end: str) -> Step:
        """The last step of an answer that nobody waits for any more."""
        return Step(self._lane.side, "end", end=end, seconds=time.perf_counter() - self._last,
                    usage=self._used(None))

    def _used(self, told: Any) -> Usage:
        return replace(self._bill.usage(self._said, told), tries=self._tries,
                       waited=round(self._waited, 6))

    def _tried(self) -> Heard | None:
        """The last of what was heard, None where nobody listened to the end. Asked again only where
        nothing was shown yet."""
        dice, uncounted = Random(), False
        while True:
            try:
                return self._once()
            except Trouble as trouble:
                if not uncounted and remote_request.uncounted(self._body, trouble):
                    uncounted = True
                    continue
                wait = trouble.after if trouble.after is not None else self._tries * dice.random()
                again = trouble.kind in ("again", "odd") and not self._said and self._tries < TRIES
                if not again or wait > PATIENCE or self._waits(wait, trouble):
                    raise self._last_trouble(trouble) from None
                self._bill.again(trouble.unheard)
                self._tries += 1
                self._waited = time.perf_counter() - self._began

    def _waits(self, seconds: float, trouble: Trouble) -> bool:
        """Tell whoever watches why nothing comes, and wait; whether it was given up meanwhile."""
        self._put(Step(self._lane.side, "wait", why=f"asking again in {seconds:.2g} s, time "
                       f"{self._tries + 1} of at most {TRIES}: {trouble}"))
        return self._line.wait(seconds)

    def _last_trouble(self, trouble: Trouble) -> Trouble:
        """With how often it was asked, and what the server asks to wait where that is too long."""
        said = str(trouble)
        if trouble.after is not None and trouble.after > PATIENCE:
            said = f"{said.rstrip('.')}; it asks to wait {_long(trouble.after)}."
        if self._tries > 1:
            said = f"{said.rstrip('.')}; it was asked {self._tries} times."
        return Trouble(trouble.kind, said, unheard=trouble.unheard)

    def _once(self) -> Heard | None:
        lane = self._lane
        asked = streaming.ask(lane.client, lane.endpoint, self._body, self._line)
        with contextlib.closing(asked) as pieces:
            for heard in pieces:
                if self._line.gone:
                    return None
                if heard.kind == "end":
                    return heard
                if not self._piece(heard):
                    return Heard("end", word=CUT_HERE)
        raise Trouble("again", f"{lane.endpoint.url} ended without an end.", unheard=True)

    def _piece(self, heard: Heard) -> bool:
        """Put it in; whether more of the answer is wanted."""
        opened, closed = self._lane.reasoning
        text = heard.text
        if heard.kind == "thought" and not self._thinking:
            text = f"{opened}{text}"
        if heard.kind == "text" and self._thinking:
            text = f"{closed}{text}"
        room = self._most * LONG_TOKEN - len(self._said)
        whole, text = len(text) <= room, text[:max(room, 0)]
        self._thinking = heard.kind == "thought"
        kind = "decode" if self._said else "prefill"
        self._said += text
        if text:
            self._put(Step(self._lane.side, kind, 0, text, self._since()))
        return whole

    def _ending(self, heard: Heard) -> tuple[str, str]:
        """How the answer ended, and why where that was no end of its own."""
        url, kind = self._lane.endpoint.url, finish_reasons.kind_of(heard.word)
        if heard.word is CUT_HERE:
            return "max_tokens", TOO_LONG
        if kind == finish_reasons.END:
            return "eos", WENT_ON if heard.late else ""
        if finish_reasons.by_length(heard.word):
            return "max_tokens", ""
        word = finish_reasons.told(heard.word)[:40]
        if kind == finish_reasons.REFUSED:
            return "error", f"{url} refused to answer, or to go on ({word})."
        return "error", f"{url} cut the answer short ({word})."

    def _failed(self, error: Exception) -> str:
        """The sentence; the log gets the rest, without the key that an error may hold."""
        number = uuid.uuid4().hex[:8]
        told = self._lane.endpoint.clean("".join(traceback.format_exception(error)))
        log.error("the %s's server (%s)\n%s", self._lane.side, number, told)
        return f"This side failed for a reason of its own (error {number} in the log)."

    def _end(self, end: str, why: str = "", usage: Any = None) -> None:
        closing = self._lane.reasoning[1] if self._thinking and end == "eos" else ""
        self._put(Step(self._lane.side, "end", text=closing, end=end, why=why, usage=usage,
                       seconds=self._since()))

    def _since(self) -> float:
        now = time.perf_counter()
        seconds, self._last = now - self._last, now
        return seconds

    def _put(self, step: Step) -> None:
        if not self._line.gone:
            self._inbox.put(step)


def _long(seconds: float) -> str:
    """How long a server asks to wait, in words that a person can plan with."""
    if seconds <= 120:
        return f"{seconds:.0f} seconds"
    if seconds <= 7200:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours" if seconds <= 172_800 else "very long"
