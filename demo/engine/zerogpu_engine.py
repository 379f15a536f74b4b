"""The engine on a ZeroGPU Space, where a GPU is lent to a worker forked for it: for each race, and
for each batch of an exam.

Both models are loaded before the page is launched; launching packs their weights, and the platform
moves them into each worker. So there is one pair, nothing runs on it here, and the race's generator
is called in the event that asked for it, whose visitor's quota it uses. The platform's package
(`spaces`) is there on ZeroGPU alone, and must be imported before torch.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import math
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from multiprocessing.context import ForkProcess
from typing import Any

from demo.engine import zerogpu_refusals
from demo.engine.engine_child import GONE, SORRY, FlagStop
from demo.engine.protocol import Status, Stop, folded
from demo.engine.turn_lock import TurnLock
from demo.errors import UserError
from demo.recording.batch_answers import Sat
from demo.recording.data import SIDES, Recording, Request
from demo.settings import Settings

log = logging.getLogger(__name__)
LENT = "a GPU is lent for each race, because this Space runs on ZeroGPU"
FRESH = "a fresh ZeroGPU worker, warmed up before it was timed"
NO_OTHER = "On ZeroGPU the pair is chosen when the Space starts, and no other can be loaded."
# Seconds of GPU a race asks for: little, for the platform wants half as much again to be left of a
# visitor's quota. The start of a worker, its warm-up and what is measured after the race:
START_SECONDS, MOST_SECONDS = 10, 60
BATCH_COST = 2  # of a batch's step, where one of a race is 1
SPEED = 20.0  # tokens a second of a side, until the first race has told
POLL_SECONDS = 0.02
# A worker that says nothing for so long in a race, or after Stop, hangs: the platform ends one at
# its time, and until then nobody else would be served.
PATIENCE_SECONDS, STOP_SECONDS = 20.0, 10.0
Asked = Request | Sequence[Request]  # of a race, or of an exam


class ZeroGpuEngine:
    """demo.engine.protocol.Engine in this process; the race runs in the platform's worker.

    To be made and loaded by the main thread, before the page is launched.
    """

    def __init__(self, settings: Settings) -> None:
        # transformers' loading threads are not reached by the platform's patch of torch.
        os.environ["HF_DEACTIVATE_ASYNC_LOAD"] = "1"
        import spaces

        from demo.engine import device
        from demo.engine.session import Session

        self._session, self._detect = Session(settings), device.detect
        self._on(self._session.device)
        self._status = Status("loading", settings.pair)
        self._busy, self._speed = TurnLock(), SPEED
        self._fresh = True  # of a worker's own copy of it
        # A worker is a fork of this process, and shares these bytes with it.
        self._flags = {name: multiprocessing.RawValue("b", 0) for name in (*SIDES, GONE)}
        self._lent = spaces.GPU(duration=self.seconds)(self._work)

    def _on(self, found: Any, *reasons: str) -> None:
        found = dataclasses.replace(found, lent=True, reasons=(*found.reasons, LENT, *reasons))
        self._session.run_on(found)

    def status(self) -> Status:
        return self._status

    def load(self, pair: str) -> None:
        """Before the launch: read both models. Whatever fails is told on the page."""
        try:
            found, lanes = self._session.read(pair)
            self._session.hold(found, lanes, pair)
        except Exception as error:
            why = str(error) if isinstance(error, UserError) else SORRY
            log.error("the pair %s cannot be raced", pair, exc_info=error)
            self._status = Status("failed", pair, why)
            return
        seconds = {side: lane.loaded.load_seconds for side, lane in lanes.items()}
        self._status = Status("ready", pair, blank=self._session.blank, load_seconds=seconds)

    def seconds(self, asked: Asked, pair: str) -> int:
        """How long the GPU is asked for: for a race, or for a batch of questions."""
        one = isinstance(asked, Request)
        tokens = asked.max_tokens if one else BATCH_COST * max(r.max_tokens for r in asked)
        return min(MOST_SECONDS, START_SECONDS + math.ceil(2 * tokens / self._speed))

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        """Race both sides; see Engine. To be called in the asker's own event."""
        self._check(pair)
        with self._busy, self._passing_on(stop, PATIENCE_SECONDS):
            for recording in folded(self._run(request, pair)):
                yield recording
                if recording.done:
                    self._heard(recording)

    def examine(
        self, requests: Sequence[Request], pair: str, stop: Stop
    ) -> Iterator[list[Sat]]:
        """Both sides' answers, on a GPU that is lent for these alone; see Engine and compare."""
        self._check(pair)
        if not requests:
            return
        with self._busy, self._passing_on(stop, self.seconds(requests, pair)):
            yield from (found for found in self._run(requests, pair) if found)

    def _check(self, pair: str) -> None:
        if self._status.state == "failed":
            raise UserError(self._status.why)
        if pair != self._status.pair:
            raise UserError(NO_OTHER)

    def _run(self, asked: Asked, pair: str) -> Iterator[Any]:
        try:
            with contextlib.closing(self._lent(asked, pair)) as items:
                for kind, value in items:
                    self._heard_at = time.monotonic()
                    if kind == "refused":
                        raise UserError(value)
                    yield value
        except Exception as error:
            if why := zerogpu_refusals.sentence(error):
                log.warning("ZeroGPU refused: %s", error)
                raise UserError(why) from error
            raise

    @contextlib.contextmanager
    def _passing_on(self, stop: Stop, patience: float) -> Iterator[None]:
        """Tell the worker of Stop whenever it comes, also while the platform is waited for; end it
        when it said something and then nothing for `patience` seconds."""
        over, asked = threading.Event(), 0.0
        self._heard_at = 0.0
        for flag in self._flags.values():
            flag.value = 0

        def pass_on() -> None:
            for side in SIDES:
                self._flags[side].value = int(stop.asked(side))
            self._flags[GONE].value = int(stop.left)

        def watch() -> None:
            nonlocal asked
            while not over.wait(POLL_SECONDS):
                pass_on()
                now = time.monotonic()
                if not asked and (stop.left or all(map(stop.asked, SIDES))):
                    asked = now
                if (self._heard_at and now - self._heard_at > patience) or (
                        asked and now - asked > STOP_SECONDS):
                    end_workers()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _heard(self, recording: Recording) -> None:
        """How fast both sides were, for the next race's `seconds`."""
        tokens = sum(len(answer.tokens) for answer in recording.answers.values())
        took = sum(sum(answer.seconds) for answer in recording.answers.values())
        if tokens and took:
            self._speed = tokens / took

    def _work(self, asked: Asked, pair: str) -> Iterator[tuple[str, Any]]:
        """In the worker: ("item", what a Stream or an exam yields), or ("refused", a sentence)."""
        session, stop = self._session, FlagStop(self._flags)
        try:
            if not isinstance(asked, Request):
                yield "item", []  # it lives: the next word comes with the batch's answers
            self._arrive(pair)
            stream = (session.stream(asked, pair, stop) if isinstance(asked, Request)
                      else session.examine(asked, pair, stop))
            with contextlib.closing(stream):
                for item in stream:
                    yield "item", item
        except UserError as error:
            yield "refused", str(error)
        except GeneratorExit:  # nobody reads it any more
            for lane in session.lanes.values():
                lane.reset()
            raise

    def _arrive(self, pair: str) -> None:
        """Find the real GPU, and warm a fresh worker up: most races meet one."""
        session, found = self._session, self._detect(self._session.settings.threads, "")
        if not self._fresh:
            self._on(found)
            return
        self._on(found, FRESH)
        assert session.pair is not None, "a pair is loaded before the page is launched"
        session.take(session.pair, session.lanes, pair)
        self._fresh = False

    def close(self) -> None:
        end_workers()


def end_workers() -> None:
    """Those that the platform forked; it tells whoever waits for one."""
    for worker in multiprocessing.active_children():
        if isinstance(worker, ForkProcess):
            worker.kill()
