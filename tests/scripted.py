"""A scripted engine: the page and the API can be tested without a model.

It yields growing recordings at a given pace, can fail, can be slow to load, and remembers what was
done to it, so that a test can tell whether the device was freed and never shared.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demo import request_limits
from demo.engine.protocol import Status, Stop
from demo.errors import UserError
from demo.recording.batch_answers import BatchAnswer, Likeness, Sat
from demo.recording.data import (
    SIDES,
    Answer,
    Fidelity,
    Memory,
    Model,
    Recording,
    Request,
    Step,
)
from demo.recording.file import to_json
from demo.recording.growing import grow
from demo.settings import Settings

ANSWER = "First find the pens: 14 × 36.\n14 × 6 = 84, 84 + 420 = 504.\n504 − 57 = 447.\nAnswer: 447"
DEVICE = {"name": "Scripted CPU", "kind": "cpu", "cores": 2, "threads": 1,
          "compute_dtype": "fp32", "reasons": ["fp32 compute, because this engine is scripted"]}
MODELS = {
    "teacher": Model("abacus-teacher", parameters=19_300_000, dtype="fp32", stored="bf16"),
    "student": Model("abacus-student", parameters=1_200_000, dtype="fp32", quantization="NF4"),
}
MEMORY = {
    "teacher": Memory(weights=77_200_000, kv_per_token=8192, working_peak=None),
    "student": Memory(weights=500_000, quantization_state=62_500, unquantized=400_000,
                      kv_per_token=2048, working_peak=None),
}
PEAKS = {"teacher": 1_400_000, "student": 310_000}
# Seconds of each side's own clock: prefill, then each decode step.
PACE = {"teacher": (0.021, 0.0104), "student": (0.009, 0.0053)}


@dataclass
class ScriptedEngine:
    """demo.engine.protocol.Engine without a model. `delay` is the real time between two frames."""

    settings: Settings = field(default_factory=Settings)
    answers: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SIDES, ANSWER))
    delay: float = 0.03
    load_delay: float = 0.0
    finish_delay: float = 0.0  # what measuring memory and agreement takes, after the race
    load_error: str = ""
    crash: str = ""
    same_tokenizer: bool = True
    knows: dict[tuple[str, str], str] = field(default_factory=dict)
    sat: int = 0  # questions of exams that were answered
    pair: dict = field(default_factory=lambda: {
        "name": "abacus", "title": "Abacus", "lineage": "distilled here", "source": "",
        "final": "Answer:"})

    def __post_init__(self) -> None:
        self.running = 0
        self.most_running = 0
        self.started = 0
        self.ended = 0
        self.requests: list[Request] = []
        self.loaded = ""
        self._device = threading.Lock()

    def status(self) -> Status:
        if self.load_error:
            return Status("failed", self.settings.pair, self.load_error)
        if not self.loaded:
            return Status("loading", self.settings.pair)
        return Status("ready", self.loaded, blank=self.blank(Request(prompt="")))

    def load(self, pair: str) -> None:
        threading.Thread(target=self._load, args=(pair,), daemon=True).start()

    def _load(self, pair: str) -> None:
        time.sleep(self.load_delay)
        self.loaded = pair

    def close(self) -> None:
        self.loaded = ""

    def blank(self, request: Request) -> Recording:
        answers = {
            side: Answer(side, MODELS[side], prompt_tokens=38, memory=MEMORY[side])
            for side in SIDES
        }
        return Recording(
            request, answers, pair={**self.pair, "same_tokenizer": self.same_tokenizer},
            device=DEVICE, versions={"scripted": "1.0"}, created="2026-11-24T00:00:00+00:00",
        )

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        request = request_limits.check(request, self.settings)
        self.requests.append(request)
        if self.load_error:
            raise UserError(self.load_error)
        if self.loaded != pair:
            self._load(pair)
        with self._device:
            self.started += 1
            self.running += 1
            self.most_running = max(self.most_running, self.running)
            try:
                yield from self._race(request, stop)
            finally:
                stop.leave()  # as the real one does
                self.running -= 1
                self.ended += 1

    def examine(
        self, requests: Sequence[Request], pair: str, stop: Stop
    ) -> Iterator[list[Sat]]:
        """Every question is answered with `answers`, or as `knows` has it, after `delay`."""
        if self.loaded != pair:
            self._load(pair)
        for number, request in enumerate(requests):
            time.sleep(self.delay)
            if all(stop.asked(side) for side in SIDES):
                return
            if self.crash:
                raise RuntimeError(self.crash)
            self.sat += 1
            yield [Sat(number, {side: self._said(side, request) for side in SIDES},
                       Likeness(0.1, 0.9, 0.95))]

    def _said(self, side: str, request: Request) -> BatchAnswer:
        text = self.knows.get((side, request.prompt), self.answers[side])
        if text == "!":
            return BatchAnswer("", "error", why="This side failed at this question.")
        pieces = tuple(_tokens(text))
        sure = -0.01 if side == "teacher" else -0.2
        return BatchAnswer(text, "eos", len(pieces), 0.1, ids=(1,) * len(pieces), pieces=pieces,
                           logs=(sure,) * len(pieces))

    def _race(self, request: Request, stop: Stop) -> Iterator[Recording]:
        recording = self.blank(request)
        yield recording
        left = {side: list(_tokens(self.answers[side]))[:request.max_tokens] for side in SIDES}
        whole = {side: len(list(_tokens(self.answers[side]))) for side in SIDES}
        while not recording.done:
            time.sleep(self.delay)
            if self.crash and recording.answers["teacher"].tokens:
                raise RuntimeError(self.crash)
            steps = [
                _step(recording.answers[side], left[side], whole[side], stop)
                for side in SIDES if not recording.answers[side].end
            ]
            recording = _measured(grow(recording, steps))
            yield recording
        if self.finish_delay:
            time.sleep(self.finish_delay)
            yield dataclasses.replace(recording, fidelity=Fidelity(why="not measured: a script"))


def _tokens(text: str) -> Iterator[str]:
    return (text[i:i + 3] for i in range(0, len(text), 3))


def _step(answer: Answer, left: list[str], whole: int, stop: Stop) -> Step:
    if stop.asked(answer.side):
        return Step(answer.side, "end", end="stopped")
    if not left:
        end = "eos" if len(answer.tokens) == whole else "max_tokens"
        return Step(answer.side, "end", seconds=0.005, end=end)
    prefill, decode = PACE[answer.side]
    seconds = decode if answer.tokens else prefill
    return Step(answer.side, "decode" if answer.tokens else "prefill", token=1,
                text=left.pop(0), seconds=seconds)


def _measured(recording: Recording) -> Recording:
    """The working peak is known when a side has ended."""
    answers = {
        side: _with_peak(answer) if answer.end else answer
        for side, answer in recording.answers.items()
    }
    return dataclasses.replace(recording, answers=answers)


def _with_peak(answer: Answer) -> Answer:
    memory = dataclasses.replace(answer.memory, working_peak=PEAKS[answer.side])
    return dataclasses.replace(answer, memory=memory)


def recorded(engine: ScriptedEngine, prompt: str, folder: Path | None = None) -> Recording:
    """A finished recording, made at once; also written to `folder` when one is given."""
    fast = dataclasses.replace(engine, delay=0.0)
    fast.loaded = "abacus"
    *_, last = fast.compare(Request(prompt), "abacus", Stop())
    if folder is not None:
        (folder / "recorded.json").write_text(to_json(last), encoding="utf-8")
    return last
