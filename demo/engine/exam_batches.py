"""Both sides of a pair answer the same questions, a batch each in turn. What a side cannot be
asked, or fails at, is its own trouble and one sentence; all others are answered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from demo.engine import batched_answers
from demo.engine.batched_answers import MOST_ROWS, Stopped
from demo.engine.causal_model import CausalModel
from demo.engine.fidelity import CHUNK, compared
from demo.engine.lane import Lane
from demo.engine.remote_answers import answers as remote_answers
from demo.engine.remote_lane import RemoteLane
from demo.errors import UserError
from demo.recording.batch_answers import BatchAnswer, Likeness, Sat
from demo.recording.data import Request

log = logging.getLogger(__name__)
Lanes = Mapping[str, Lane | RemoteLane]
SOME_MEMORY = 4e9  # bytes, where nobody knows how much there is
READING = 20.0  # seconds that reading a batch's prompts may take: nothing is heard meanwhile
UNKNOWN = 2048  # padded tokens of a batch, while nobody knows how fast a side reads
BROKEN = "This side failed at this question; the log says how."


@dataclass
class ExamRoom:
    """The lanes of one pair; `memory`: bytes that its models may take; alike: do both sides cut
    text into the same tokens? padding: which lanes take a padded batch, found out once; pace:
    tokens a second that a lane read last."""

    lanes: Lanes
    memory: float
    alike: bool
    padding: dict[str, bool] = field(default_factory=dict)
    pace: dict[str, float] = field(default_factory=dict)

    def sit(
        self, requests: Sequence[Request], stopped: Callable[[], bool]
    ) -> Iterator[list[Sat]]:
        """The answers to `requests`, some of them at a time, in their order. Raises Stopped in the
        middle of a batch when `stopped` says so."""
        prompts = {side: [_prompt(lane, one) for one in requests] for side, lane in self.local()}
        start = 0
        while start < len(requests):
            size = min((self._rows(side, lane, prompts[side][start:], requests[start:])
                        for side, lane in self.local()), default=len(requests))
            part = slice(start, start + size)
            own = {side: read[part] for side, read in prompts.items()}
            yield self._part(requests[part], own, start, stopped)
            start += size

    def local(self) -> Iterator[tuple[str, Lane]]:
        for side, lane in self.lanes.items():
            if isinstance(lane, Lane):
                yield side, lane

    def _part(
        self, requests: Sequence[Request], read: Mapping[str, Sequence[list[int] | str]],
        start: int, stopped: Callable[[], bool],
    ) -> list[Sat]:
        answers: dict[str, list[BatchAnswer]] = {}
        for side, lane in self.lanes.items():
            if isinstance(lane, RemoteLane):
                answers[side] = remote_answers(lane, requests, stopped)
            else:
                answers[side] = self._asked(side, lane, read[side], requests, stopped)
        likeness = self._likeness(read, answers, stopped)
        return [Sat(start + i, {side: said[i] for side, said in answers.items()}, likeness[i])
                for i in range(len(requests))]

    def _rows(
        self, side: str, lane: Lane, read: Sequence[list[int] | str], requests: Sequence[Request]
    ) -> int:
        """How many of the next questions go into a batch: as many as there is memory for, and as
        can be read before somebody wonders whether this is alive."""
        if side not in self.padding:
            self.padding[side] = batched_answers.pads(lane)
        lengths = [len(one) for one in read[:MOST_ROWS] if isinstance(one, list)]
        most = max(one.max_tokens for one in requests[:MOST_ROWS])
        longest = max(lengths, default=1)
        rows = batched_answers.rows_for(
            lane, int(min(longest + most, lane.loaded.context)), self.memory)
        if not self.padding[side]:  # it reads them one by one
            return rows
        readable = READING * self.pace[side] if side in self.pace else UNKNOWN
        return max(1, min(rows, int(readable / longest)))

    def _asked(
        self, side: str, lane: Lane, read: Sequence[list[int] | str],
        requests: Sequence[Request], stopped: Callable[[], bool],
    ) -> list[BatchAnswer]:
        """Each question's answer; of one that cannot be asked, why."""
        lane.reset()
        usable = [i for i, one in enumerate(read) if isinstance(one, list)]
        found = [BatchAnswer("", "error", why=str(one)) for one in read]
        most = max((request.max_tokens for request in requests), default=1)

        def paced(tokens: int, seconds: float) -> None:
            self.pace[side] = tokens / max(seconds, 1e-6)

        for i, answer in zip(usable, self._answers(
                lane, [read[i] for i in usable], most, self.padding[side], stopped, paced),
                strict=True):
            found[i] = answer
        return found

    def _answers(
        self, lane: Lane, prompts: list[list[int]], most: int, pads: bool,
        stopped: Callable[[], bool], paced: batched_answers.Read,
    ) -> list[BatchAnswer]:
        """All at once where the model takes that; one by one where it does not, or fails."""
        if not prompts:
            return []
        try:
            return batched_answers.answers(
                lane, prompts, most, len(prompts) if pads else 1, stopped, paced)
        except Stopped:
            raise
        except Exception as error:
            if len(prompts) == 1:
                return [_failed(lane, error)]
            log.warning("the %s failed on a batch of %d", lane.side, len(prompts), exc_info=error)
        return [self._answers(lane, [one], most, False, stopped, paced)[0] for one in prompts]

    def _likeness(
        self, prompts: Mapping[str, Sequence[list[int] | str]],
        answers: Mapping[str, list[BatchAnswer]], stopped: Callable[[], bool],
    ) -> list[Likeness | None]:
        if not self.alike or len(prompts) < len(self.lanes):
            return [None] * len(next(iter(answers.values())))
        teacher, student = self.lanes["teacher"], self.lanes["student"]
        assert isinstance(teacher, Lane) and isinstance(student, Lane)
        found = []
        for theirs, own, said in zip(
                prompts["teacher"], prompts["student"], answers["student"], strict=True):
            if stopped():  # each takes as long as a prefill
                raise Stopped
            found.append(likeness(teacher, student, (theirs, own), said.ids) if said.ids and (
                isinstance(theirs, list) and isinstance(own, list)) else None)
        return found


def _prompt(lane: Lane, request: Request) -> list[int] | str:
    """Its tokens, or why it cannot be asked."""
    try:
        lane.begin(request)
        return lane.prompt
    except UserError as error:
        return str(error)
    except Exception as error:
        return _failed(lane, error).why
    finally:
        lane.reset()


def _failed(lane: Lane, error: Exception) -> BatchAnswer:
    if not isinstance(error, UserError):
        log.error("the %s failed at a question", lane.side, exc_info=error)
    why = str(error) if isinstance(error, UserError) else BROKEN
    return BatchAnswer("", "error", why=why)


@torch.inference_mode()
def likeness(
    teacher: Lane, student: Lane, prompts: tuple[list[int], list[int]], said: Sequence[int]
) -> Likeness | None:
    """Both read the student's tokens once more; None where a model's numbers are not finite."""
    lanes = (teacher, student)
    logits = [_logits(lane.read, prompt, said, lane.device.torch)
              for lane, prompt in zip(lanes, prompts, strict=True)]
    shared = min(one.shape[-1] for one in logits)
    chosen = torch.tensor(list(said), device=logits[0].device)
    sums = torch.zeros(3)
    try:
        for i in range(0, len(said), CHUNK):
            part = compared(*(one[i : i + CHUNK, :shared].float() for one in logits),
                            chosen[i : i + CHUNK])
            sums += torch.stack([part.kl.clamp(min=0).sum(), part.acceptance.sum(),
                                 part.agrees.sum().float()]).cpu()
    except UserError:
        return None
    kl, acceptance, agreement = (sums / len(said)).tolist()
    return Likeness(round(kl, 5), round(min(1.0, acceptance), 5), round(agreement, 5))


def _logits(
    read: CausalModel, prompt: list[int], said: Sequence[int], device: torch.device
) -> Tensor:
    ids = torch.tensor([[*prompt, *said[:-1]]], device=device)
    return read(ids, keep=len(said))[0]
