"""The student drafts, the teacher verifies: lossless speculative decoding on two lanes.

To a race it is one lane, raced against the teacher alone. In each round the student writes some
tokens ahead, one by one; the teacher reads them all in one pass, keeps those that it would have
written (demo.engine.speculative) and adds one of its own. What it did not keep is taken back from
both KV caches. Every second is one of the two lanes' own clocks: the student's while it drafts, the
teacher's while it verifies. On a GPU a verification is launched kernel by kernel: no captured step
takes several tokens.
"""

from __future__ import annotations

import dataclasses
from collections import deque

import torch

from demo.engine import model_checks, speculative
from demo.engine.causal_model import croppable, cut
from demo.engine.lane import Lane, TimedStep
from demo.engine.speculative import fitted
from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Memory, Request, Turn
from demo.recording.modes import Cooperation

JOINED = ("weights", "quantization_state", "embeddings", "unquantized", "kv_cache", "kv_per_token")
SHARED = "not measured: two models share its tokens"


class Together:
    """A Runner of demo.engine.race made of both lanes: begin(request), prefill(), then step().
    `teacher` is a lane of its own over the teacher's model, for the other one races beside it."""

    side = "student"

    def __init__(self, teacher: Lane, student: Lane) -> None:
        self.teacher, self.student = teacher, student
        self._warm: dict[int, int] = {}  # the width of the teacher's logits, by length of draft
        self._empty()

    def _empty(self) -> None:
        self.rounds: list[tuple[int, int, float, float]] = []
        self._ready: deque[TimedStep] = deque()

    def reset(self) -> None:
        self.teacher.reset()
        self.student.reset()
        self._empty()

    def begin(self, request: Request) -> None:
        """Ask both lanes; each goes on from what the two wrote before. Raises UserError where one
        cannot be asked, or its cache cannot give anything back."""
        self._empty()
        request = dataclasses.replace(request, earlier=tuple(
            Turn(turn.prompt, dict.fromkeys(SIDES, turn.answers[self.side]))
            for turn in request.earlier))
        for lane in (self.teacher, self.student):
            lane.begin(request)
        self._most, self._draft = int(min(request.max_tokens, self.room)), request.draft
        for lane in (self.teacher, self.student):
            if not croppable(lane.cache.held, len(lane.prompt) + self._most):
                raise UserError(
                    "A cooperation takes back what the teacher did not keep, and the "
                    f"{lane.side}'s cache cannot: race the two, or choose another pair.")
        # Two copies of one generator would throw the same dice for a draft and for its verdict.
        self.student.sampler.generator = self.teacher.sampler.generator
        self._held = self.student.kept
        self._warm_up(request.draft)

    def _warm_up(self, draft: int) -> None:
        """Verify once, so that the first request equals the tenth."""
        if draft not in self._warm:
            cache, at = self.teacher.cache.another(), 0
            for width in (model_checks.SHORT, draft + 1, draft + 1):
                tokens = model_checks.some_tokens(self.teacher.loaded, width)
                logits = self.teacher.cache.each(cache, tokens, at, len(tokens))
                at += len(tokens)
            self._warm[draft] = logits.shape[-1]
        self._vocabulary = self._warm[draft]

    @property
    def prompt(self) -> list[int]:
        return self.teacher.prompt

    @property
    def kept(self) -> int:
        return self.teacher.kept

    @property
    def asked(self) -> str:
        return self.teacher.asked

    @property
    def tokenize_seconds(self) -> float:
        return self.teacher.tokenize_seconds + self.student.tokenize_seconds

    @property
    def room(self) -> float:
        return min(self.teacher.room, self.student.room)

    @property
    def stopped(self) -> bool:
        return self.teacher.stopped

    def text(self, token: int) -> str:
        return self.teacher.text(token)

    def rest(self) -> str:
        return self.teacher.rest()

    def prefill(self) -> TimedStep:
        """The teacher reads the question and writes the first token, as it does alone."""
        return dataclasses.replace(self.teacher.prefill(), kv_cache=None)

    def step(self) -> TimedStep:
        """One token of the newest round; its first brings the seconds of the whole round, for all
        of them were known only at its end."""
        if not self._ready:
            self._round()
        return self._ready.popleft()

    def _round(self) -> None:
        # As many as may still be needed, but for the teacher's own one.
        count = min(self._draft, self._most - len(self.teacher.output) - 1)
        drafts, shares, draft_seconds, draft_processor = self._drafted(count)
        (kept, token), seconds, processor = self.teacher.timed(
            lambda: self._verify(drafts, shares))
        self._take_back(drafts, kept, token)
        self.rounds.append((len(drafts), kept, draft_seconds, seconds))
        known = None not in (draft_processor, processor)
        spent = {"seconds": draft_seconds + seconds,
                 "processor": draft_processor + processor if known else None}
        for i, one in enumerate([*drafts[:kept], token]):
            own = spent if i == 0 else {"seconds": 0.0, "processor": 0.0 if known else None}
            self._ready.append(TimedStep(one, eos=one in self.teacher.eos, drafted=i < kept, **own))

    def _drafted(
        self, count: int
    ) -> tuple[list[int], list[torch.Tensor], float, float | None]:
        """At most `count` tokens of the student's, the distributions that they were drawn from, and
        what they took."""
        lane, drafts, shares, taken = self.student, [], [], []
        written = [*lane.prompt, *self.teacher.output]
        rows = lane.loaded.model.get_input_embeddings().weight.shape[0]
        if max(self.teacher.output) >= rows:
            return [], [], 0.0, 0.0  # a padded token of the teacher's that the student cannot read
        while len(drafts) < count and not (drafts and drafts[-1] in self.teacher.eos):
            text = [*written, *drafts]
            (token, share), *took = lane.timed(lambda text=text: self._next(text))
            self._held = len(text)
            drafts.append(token)
            shares += [] if share is None else [share]
            taken.append(took)
        processors = [processor for _, processor in taken]
        return drafts, shares, sum(seconds for seconds, _ in taken), (
            None if None in processors else sum(processors))

    @torch.inference_mode()
    def _next(self, text: list[int]) -> tuple[int, torch.Tensor | None]:
        """The student's token behind `text`, and what it was drawn from, None at temperature 0."""
        lane, fed = self.student, text[self._held :]
        several = len(fed) > 1  # the step that is captured takes one
        logits = lane.cache.logits(fed, self._held, first=several)
        chosen = lane.cache.chosen(several) if lane.sampler.is_greedy else None
        if chosen is not None and int(chosen) < self._vocabulary:
            return int(chosen), None
        logits = fitted(logits, self._vocabulary)
        read = self._read(text) if lane.sampler.looks_back else None
        if lane.sampler.temperature == 0:
            return self._known(lane.sampler.choose(logits, False, read)), None
        share, usable = lane.sampler.distribution(logits, False, read)
        return self._known(lane.sampler.drawn(share, usable)), share

    @staticmethod
    def _known(token: torch.Tensor) -> int:
        if int(token) < 0:
            raise UserError(speculative.NOT_FINITE)
        return int(token)

    def _read(self, text: list[int]) -> torch.Tensor:
        return torch.tensor([text], device=self.teacher.device.torch)

    @torch.inference_mode()
    def _verify(self, drafts: list[int], shares: list[torch.Tensor]) -> tuple[int, int]:
        """One pass of the teacher over its newest token and the drafts."""
        lane = self.teacher
        fed = [lane.output[-1], *drafts]
        lane.widest = max(lane.widest, len(fed))
        start = len(lane.prompt) + len(lane.output) - 1
        logits = lane.cache.each(lane.cache.held, fed, start, len(fed))
        read = self._read([*lane.prompt, *lane.output, *drafts]) if (
            lane.sampler.looks_back) else None
        return speculative.verified(lane.sampler, logits, drafts, shares, read)

    def _take_back(self, drafts: list[int], kept: int, token: int) -> None:
        """Leave in both caches what is of the text as it stands now: all but its newest token."""
        teacher, student = self.teacher, self.student
        teacher.output += [*drafts[:kept], token]
        written = len(teacher.output) - 1
        self._cut(teacher, len(teacher.prompt) + written, len(drafts) - kept)
        read = len(student.prompt) + written
        self._cut(student, read, self._held - read)
        self._held = min(self._held, read)
        # What its cache has read, and one more: as a lane leaves it for the next turn.
        student.output = teacher.output[: max(0, self._held - len(student.prompt) + 1)]

    @staticmethod
    def _cut(lane: Lane, end: int, wrong: int) -> None:
        """Take `wrong` tokens back, such that the first `end` are left."""
        if wrong > 0 and not cut(lane.cache.held, end):
            raise UserError(f"The {lane.side}'s cache could not be cut back to what was kept: race "
                            "the two instead.")

    def cooperation(self) -> Cooperation:
        """What its rounds took and brought."""
        return Cooperation(*(tuple(column) for column in zip(*self.rounds, strict=True)))

    def memory(self) -> Memory:
        """What both lanes hold together; one works at a time, so the peak is the larger one."""
        held = [lane.memory() for lane in (self.teacher, self.student)]
        peaks = [memory.working_peak for memory in held]
        why = {key: said for memory in held for key, said in memory.why.items()}
        return dataclasses.replace(joined(*held), why=why, working_peak=None if None in peaks
                                   else max(peaks))


def joined(teacher: Memory, student: Memory) -> Memory:
    """The slices of two ledgers, added; a cache grows by as much as both do."""
    return Memory(**{name: getattr(teacher, name) + getattr(student, name) for name in JOINED})


def answer(answers: dict[str, Answer]) -> Answer:
    """The blank answer of both, in the student's place: its model drafts, and two are held."""
    teacher, student = (answers[side] for side in SIDES)
    why = SHARED if student.model.joules_per_token is not None else student.model.joules_why
    model = dataclasses.replace(student.model, joules_per_token=None, joules_why=why)
    return dataclasses.replace(student, model=model, memory=joined(teacher.memory, student.memory))
