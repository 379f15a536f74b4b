"""Lists of prompts for tests, raced by a scripted engine of which single prompts go wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.prompts import racing
from demo.prompts.prompt_list import PromptList
from demo.recording.data import Recording, Request
from tests.scripted import ScriptedEngine

FAILS, REFUSED, CRASHES = "this fails", "this is refused", "this crashes"
WHY = "The server hung up: try again."


@dataclass
class TroubledEngine(ScriptedEngine):
    """One side fails at FAILS, the engine refuses REFUSED, and breaks at CRASHES; the student's
    tokens take `paces` times theirs, prompt by prompt."""

    paces: Sequence[float] = (1.0,)

    def compare(self, request: Request, pair: str, stop: Stop) -> Iterator[Recording]:
        if request.prompt == REFUSED:
            raise UserError("The engine was restarted: ask again.")
        if request.prompt == CRASHES:
            raise RuntimeError("a bug")
        pace = self.paces[self.started % len(self.paces)]
        for recording in super().compare(request, pair, stop):
            yield _told(recording, pace)


def _told(recording: Recording, pace: float) -> Recording:
    student = recording.answers["student"]
    student = dataclasses.replace(student, seconds=tuple(pace * s for s in student.seconds))
    if recording.request.prompt == FAILS and recording.done:
        student = dataclasses.replace(student, end="error", why=WHY, tokens=(), texts=(),
                                      seconds=())
    return dataclasses.replace(recording, answers={**recording.answers, "student": student})


def raced(prompts: Sequence[str], **engine: object) -> PromptList:
    """The list as it ends."""
    found = TroubledEngine(delay=0.0, **engine)
    found.loaded = "abacus"

    def race(request: Request) -> Recording:
        *_, last = found.compare(request, "abacus", Stop())
        return last

    *_, going = racing.race_all([Request(prompt) for prompt in prompts], race, lambda: False)
    return going.prompts
