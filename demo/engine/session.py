"""A loaded pair on this process's device: answers requests one at a time, in the calling thread.

The bench and the tests drive it directly; the page drives it through demo.engine.process, where it
lives in a process of its own so that no watching client slows a timed step.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timezone
from typing import Any

from demo import __version__, pairs, request_limits
from demo.engine import allocator, courses, decoding, energy, found_pair, step_batches
from demo.engine import device as devices
from demo.engine.batched_answers import Stopped
from demo.engine.cooperation import Together
from demo.engine.exam_batches import SOME_MEMORY, ExamRoom
from demo.engine.lane import Lane
from demo.engine.library_versions import library_versions
from demo.engine.load import load, same_tokenizer
from demo.engine.load_progress import Tell, untold
from demo.engine.protocol import Status, Stop, Stream, folded
from demo.engine.remote_account import Account
from demo.engine.remote_lane import NOT_HERE, RemoteLane
from demo.errors import UserError
from demo.pairs import Pair
from demo.recording.batch_answers import Sat
from demo.recording.data import SIDES, Answer, Recording, Request, Step
from demo.recording.growing import grow
from demo.remote.daily_budget import DailyBudget
from demo.settings import ROOT, Settings

log = logging.getLogger(__name__)


class Session:
    """One device, at most one pair loaded. Not thread-safe: one thread owns it."""

    def __init__(self, settings: Settings, wanted: str = "") -> None:
        """wanted: a kind of decode step (demo.engine.decoding) instead of the device's fastest."""
        self.settings, self.wanted = settings, wanted
        self.decoding = decoding.Decoding()
        self.device = devices.detect(settings.threads, settings.reasons.get("threads", ""))
        self.pair: Pair | None = None
        self.lanes: dict[str, Lane | RemoteLane] = {}
        self.energy: dict[str, float | str] = {}  # joules a token, or why not
        self.room: ExamRoom | None = None  # of the loaded pair, once it is examined
        self.blank: Recording | None = None
        self._asked_for = ""  # a path may be written in several ways
        self._together: list[Together] = []  # one, once this pair has cooperated

    def holds(self, name: str) -> bool:
        """Is this the pair that is loaded?"""
        if self.pair is None:
            return False
        folder = str(self.pair.folder)
        return name in (self.pair.name, folder, f"{folder}/pair.toml", self._asked_for)

    def load(self, name: str, tell: Tell = untold) -> Status:
        """Load a pair unless it is loaded, telling how far it is. Raises UserError: when the new
        one cannot be found, or cannot fit, the one that was loaded stays; otherwise none is."""
        if not self.holds(name):
            pair, lanes = self.read(name, tell)
            self.take(pair, lanes, name)
        seconds = {side: lane.loaded.load_seconds for side, lane in self.lanes.items()}
        return Status("ready", name, blank=self.blank, load_seconds=seconds)

    def read(self, name: str, tell: Tell = untold) -> tuple[Pair, dict[str, Lane | RemoteLane]]:
        """A pair's models on the device, by side, before anything has run on them; the pair that
        was loaded makes room. Raises as `load` does."""
        pair = pairs.read(name, self.settings.pairs_folder)
        found_pair.look(pair, self.device.machine())
        self._unload()
        here = {side: Lane(load(spec, self.device, tell), pair, self.device)
                for side, spec in pair.specs.items() if not spec.remote}
        return pair, {side: here.get(side) or self._remote(pair, side, here.values())
                      for side in SIDES}

    def _remote(self, pair: Pair, side: str, here: Iterable[Lane]) -> RemoteLane:
        spec = pair.specs[side]
        same = (lane.loaded.tokenizer for lane in here if lane.loaded.spec.model == spec.model)
        budget = DailyBudget(self.settings.data_dir or ROOT / "data", self.settings.remote_budget)
        lane = RemoteLane(spec, pair, Account(budget, next(same, None)))
        lane.reasoning = next((one.reasoning for one in here if one.reasoning), lane.reasoning)
        return lane

    @property
    def here(self) -> list[Lane]:
        """The lanes that run on this device."""
        return [lane for lane in self.lanes.values() if isinstance(lane, Lane)]

    def take(self, pair: Pair, lanes: dict[str, Lane | RemoteLane], name: str) -> None:
        """Warm these lanes up, settle how they decode, and race them from now on."""
        self.lanes = lanes
        for lane in self.here:
            lane.warm_up()
        self.decode(self.wanted)
        self.energy = {lane.side: energy.per_token(lane) for lane in self.here}
        self.hold(pair, lanes, name)

    def hold(self, pair: Pair, lanes: dict[str, Lane | RemoteLane], name: str) -> None:
        """These lanes are the pair's; what they have not run yet is not known of them."""
        self.lanes, self.pair, self._asked_for = lanes, pair, name
        self.blank = self._blank(pair)
        step_batches.set_aside()

    def decode(self, wanted: str) -> decoding.Decoding:
        """Settle how the lanes decode; what a driver or a model refuses is run eagerly."""
        self._decode_as(decoding.settle(self.here, self.device.kind, wanted))
        return self.decoding

    def _decode_as(self, chosen: decoding.Decoding) -> None:
        self.decoding = chosen
        self.run_on(self.device)

    def run_on(self, device: devices.Device) -> None:
        """What recordings say of the device from now on; the models stay where they are."""
        self.device = device
        if self.blank:
            self.blank = dataclasses.replace(self.blank, device=self.device_table())

    def _unload(self) -> None:
        self.pair, self.blank, self.lanes, self.room = None, None, {}, None
        self._together = []
        step_batches.take_back()
        allocator.give_back()
        if self.device.kind == "cuda":
            import torch

            torch.cuda.empty_cache()

    def _blank(self, pair: Pair) -> Recording:
        tokenizers = [lane.loaded.tokenizer for lane in self.here]
        return Recording(
            request=Request(""),
            answers={side: self._blank_answer(side) for side in SIDES},
            pair={**pair.table(), "same_tokenizer": len(tokenizers) == len(SIDES) and
                  same_tokenizer(*tokenizers),
                  **self._reasoning()},
            device=self.device_table(), versions=library_versions(), app_version=__version__,
        )

    def device_table(self) -> dict[str, Any]:
        """What a recording keeps of the device, how the lanes decode on it among the reasons."""
        table = self.device.table()
        return {**table, "reasons": [*table["reasons"], *filter(None, [self.decoding.why])]}

    def _reasoning(self) -> dict[str, str]:
        """The marks around the models' reasoning; nothing where neither reasons."""
        marks = next((lane.reasoning for lane in self.lanes.values() if lane.reasoning), ())
        return dict(zip(("reasoning_open", "reasoning_close"), marks, strict=False))

    def _blank_answer(self, side: str) -> Answer:
        lane = self.lanes[side]
        memory = dataclasses.replace(lane.loaded.ledger, kv_per_token=lane.growth.per_token)
        joules = self.energy.get(side, NOT_HERE)
        card = dataclasses.replace(
            lane.loaded.card, joules_why=joules if isinstance(joules, str) else "",
            joules_per_token=joules if isinstance(joules, float) else None)
        return Answer(side, card, memory=memory)

    def stream(self, request: Request, pair: str, stop: Stop | None = None) -> Stream:
        """The blank recording, then lists of Steps as they come, then the finished recording."""
        # The one check on this side of the pipe, for whoever asks: page, API, bench, a program.
        request = request_limits.check(request, self.settings)
        self.load(pair)
        course = self._course(request)
        refused = self._begin(course)
        recording = self._started(request, course)
        yield recording
        steps = [Step(side, "end", end="error", why=why) for side, why in refused.items()]
        if steps:
            yield list(steps)
        with step_batches.no_collection():
            for batch in step_batches.batched(course.steps(stop, refused)):
                steps += batch
                yield batch
        # A lane keeps its cache: the next turn of this conversation need not read it all again.
        finished = course.finished(grow(recording, steps))
        yield finished
        for side, runner in course.runners.items():
            if finished.answers[side].end == "error":  # who knows what its cache holds
                runner.reset()

    def _course(self, request: Request) -> courses.Race:
        assert self.blank is not None, "a pair is loaded before a race starts"
        if request.mode != "cooperate":
            self._together.clear()  # its second cache of the teacher's takes memory
        return courses.chosen(request, self.lanes, self.blank.same_tokenizer, self._together)

    def _begin(self, course: courses.Race) -> dict[str, str]:
        """Ask everybody; which sides cannot be asked this, and why. Raises UserError where none
        can."""
        refused: dict[str, str] = {}
        for side, runner in course.runners.items():
            try:
                runner.begin(course.request)
            except UserError as error:
                refused[side] = str(error)
                runner.reset()
            except Exception as error:  # No memory, say, for the longer cache of a longer answer.
                if self.decoding.kind == "eager":
                    raise
                self._decode_as(decoding.fall_back(self.here, side, self.decoding, error))
                return self._begin(course)
        if len(refused) == len(course.runners):
            raise UserError(next(iter(refused.values())))
        return refused

    def _started(self, request: Request, course: courses.Race) -> Recording:
        assert self.blank is not None, "a pair is loaded before a race starts"
        blank = course.started(self.blank)
        answers = {
            side: dataclasses.replace(
                answer, prompt_tokens=len(course.runners[side].prompt),
                asked=course.runners[side].asked, kept=course.runners[side].kept,
                tokenize_seconds=course.runners[side].tokenize_seconds,
            )
            for side, answer in blank.answers.items()
        }
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        return dataclasses.replace(blank, request=request, answers=answers, created=now)

    def examine(
        self, requests: Sequence[Request], pair: str, stop: Stop | None = None,
        alive: Callable[[], None] = lambda: None,
    ) -> Iterator[list[Sat]]:
        """Both sides' answers to these, some questions at a time and in their order; nothing of a
        batch in which `stop` was asked. alive: called now and then, between steps."""
        requests = [request_limits.check(one, self.settings) for one in requests]
        self.load(pair)
        assert self.blank is not None, "a pair is loaded before it is examined"
        if self.room is None:
            memory = self.device.machine().memory or SOME_MEMORY
            self.room = ExamRoom(self.lanes, memory, self.blank.same_tokenizer)

        def stopped() -> bool:
            alive()
            return stop is not None and all(stop.asked(side) for side in SIDES)

        try:
            yield from self.room.sit(requests, stopped)
        except Stopped:
            return

    def compare(self, request: Request, pair: str, stop: Stop | None = None) -> Iterator[Recording]:
        """`stream`, folded into growing recordings."""
        return folded(self.stream(request, pair, stop))
