"""How one question is run, by its mode: whom it asks, in which order, and what is measured after.

A course is made for each request. A race asks both lanes; a cooperation races the teacher alone
against both together; a cascade asks the student, and the teacher where the student was not sure.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Container, Iterator, Mapping
from typing import Any

from demo.engine import after_race, confidence, cooperation, mixed_race, remote_account
from demo.engine.cooperation import Together
from demo.engine.lane import Lane
from demo.engine.protocol import Stop
from demo.engine.race import race
from demo.engine.remote_lane import RemoteLane
from demo.errors import UserError
from demo.recording.data import SIDES, Recording, Request, Step, Turn
from demo.recording.modes import Cascade

log = logging.getLogger(__name__)
# One turn keeps the floor this long, so that the other lane does not cool its processor caches at
# every step; chosen with `python -m demo.bench` (see README, "How it measures").
BURST_SECONDS = 0.02
Runners = dict[str, Any]  # by side: Lane, RemoteLane or Together


class Race:
    """Both lanes, in turns. `runners`: whoever is asked, by side."""

    def __init__(self, lanes: Mapping[str, Any], request: Request) -> None:
        """Raises UserError where these lanes cannot be asked in this way."""
        self.runners: Runners = dict(lanes)
        self.request = request

    def started(self, recording: Recording) -> Recording:
        """The recording before its first step, of those who are asked."""
        return recording

    def steps(self, stop: Stop | None, refused: Container[str]) -> Iterator[Step | None]:
        """Every step of every side; `refused`: sides that could not be asked."""
        return self._raced([side for side in SIDES if side not in refused], stop)

    def _raced(self, sides: list[str], stop: Stop | None) -> Iterator[Step | None]:
        lanes, request = [self.runners[side] for side in sides], self.request
        most = min(request.max_tokens, *(lane.room for lane in lanes))
        remotes = [lane for lane in lanes if isinstance(lane, RemoteLane)]
        here = [lane for lane in lanes if lane not in remotes]
        local = race(here, most, request.time_limit, stop, BURST_SECONDS)
        return mixed_race.race(local, remotes, request, most, stop) if remotes else local

    def finished(self, recording: Recording) -> Recording:
        """With all that is measured only now."""
        return after_race.measured(recording, self.runners)


class Cooperation(Race):
    """The teacher alone against the student and the teacher together, in the student's place."""

    def __init__(self, lanes: Mapping[str, Any], request: Request, together: Together) -> None:
        super().__init__({**lanes, Together.side: together}, request)
        self._together = together

    def started(self, recording: Recording) -> Recording:
        side = Together.side
        blank = cooperation.answer(recording.answers)
        return dataclasses.replace(recording, answers={**recording.answers, side: blank})

    def finished(self, recording: Recording) -> Recording:
        found = super().finished(recording)
        rounds = self._together.cooperation() if self._together.rounds else None
        return dataclasses.replace(found, cooperation=rounds)


class CascadeOfTwo(Race):
    """The student first; the teacher where it was not sure, or could not answer."""

    def __init__(self, lanes: Mapping[str, Any], request: Request) -> None:
        if not isinstance(lanes["student"], Lane):
            raise UserError("A cascade reads the student's confidence off its probabilities, and "
                            "the student of this pair is remote: race the two instead.")
        super().__init__(lanes, dataclasses.replace(request, earlier=tuple(
            map(_one_voice, request.earlier))))
        self._cascade = Cascade()

    def steps(self, stop: Stop | None, refused: Container[str]) -> Iterator[Step | None]:
        own: list[Step] = []
        if "student" not in refused:
            for step in self._raced(["student"], stop):
                own.append(step)
                yield step
        self._cascade = self._judged(own)
        if "teacher" in refused:
            return
        if stop is not None and stop.asked("teacher"):
            yield Step("teacher", "end", end="stopped")
        elif self._cascade.asked:
            yield from self._raced(["teacher"], stop)
        else:
            yield Step("teacher", "end", end="not_asked")

    def _judged(self, steps: list[Step]) -> Cascade:
        """How sure the student was, and whether the teacher is to be asked."""
        said = [step for step in steps if step.kind != "end"]
        if not said:
            return Cascade(why="not measured: the student said nothing")
        if steps[-1].end == "error":
            return Cascade(why="not measured: the student failed")
        texts = [step.text for step in said]
        texts[-1] += steps[-1].text
        try:
            found = confidence.confidence(
                self.runners["student"], [int(step.token or 0) for step in said], texts)
        except UserError as error:
            return Cascade(why=f"not measured: {error}")
        except Exception:  # A device that ran out of memory, say: the teacher is there for that.
            log.exception("the student's confidence could not be measured")
            return Cascade(why="not measured: reading the answer once more failed")
        asked = found.answer < self.request.threshold
        spared = (None, "") if asked else self._price(len(said))
        return Cascade(asked, round(found.answer, 5), round(found.final_line, 5), "", *spared)

    def _price(self, written: int) -> tuple[float | None, str]:
        """What as many tokens as the student read and wrote would have cost at the teacher."""
        spec = self.runners["teacher"].loaded.spec
        if not remote_account.priced(spec):
            return None, ""
        read = len(self.runners["student"].prompt)
        return remote_account.price(spec, read, written), spec.remote.currency

    def finished(self, recording: Recording) -> Recording:
        return dataclasses.replace(super().finished(recording), cascade=self._cascade)


def _one_voice(turn: Turn) -> Turn:
    """A cascade has one conversation: what its visitor was told."""
    told = next((turn.answers[side] for side in SIDES if turn.answers[side].text), None)
    return turn if told is None else Turn(turn.prompt, dict.fromkeys(SIDES, told))


def chosen(
    request: Request, lanes: Mapping[str, Any], same_tokenizer: bool, made: list[Together]
) -> Race:
    """The course of one request. made: the pair's Together once there was one, kept for the next
    request. Raises UserError where its mode cannot be had with this pair."""
    if request.mode == "cascade":
        return CascadeOfTwo(lanes, request)
    if request.mode != "cooperate":
        return Race(lanes, request)
    if remote := next((side for side in SIDES if not isinstance(lanes[side], Lane)), ""):
        raise UserError(f"A cooperation needs both models here, and the {remote} of this pair is "
                        "remote: race the two instead.")
    if not same_tokenizer:
        raise UserError("A cooperation needs one tokenizer, for the teacher reads the student's "
                        "tokens, and those of this pair differ: race the two instead.")
    if not made:
        made.append(Together(lanes["teacher"].another(), lanes["student"]))
    return Cooperation(lanes, request, made[0])
