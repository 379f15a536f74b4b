"""What a list of prompts tells: medians of both sides with intervals, and how alike they answered.

TTFT and TPOT in seconds, memory in bytes; None is "not measured", never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from demo.exam.statistics import wilson
from demo.prompts.median_intervals import Middle, middle
from demo.prompts.prompt_list import PromptList, Raced
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.metrics import agreement, numbers, ratio, ratios
from demo.recording.sameness import parting, sameness, tokens_alike
from demo.recording.verdict import ALIKE


@dataclass(frozen=True)
class Metric:
    """Of every prompt: a side's value, and the ratio, above 1 where the student is better (of
    tokens: where it wrote fewer)."""

    name: str
    value: Callable[[Answer], float | None]
    ratio: Callable[[Recording], float | None]


def _memory(answer: Answer) -> float | None:
    figures = numbers(answer)
    return None if answer.model.remote or not figures.memory_complete else figures.memory


def _by_tokens(recording: Recording) -> float | None:
    """Tokens of two tokenizers are not comparable."""
    return ratio(*(numbers(recording.answers[side]).tpot for side in SIDES)) if (
        recording.same_tokenizer) else None


def _tokens(recording: Recording) -> float | None:
    return ratio(*(numbers(recording.answers[side]).tokens for side in SIDES)) if (
        recording.same_tokenizer) else None


METRICS = (
    Metric("ttft", lambda answer: numbers(answer).ttft, lambda one: ratios(one).ttft),
    Metric("tpot", lambda answer: numbers(answer).tpot, _by_tokens),
    Metric("speed", lambda answer: numbers(answer).speed, _by_tokens),
    Metric("characters", lambda answer: numbers(answer).characters_per_second,
           lambda one: ratios(one).speed if ratios(one).by_characters else None),
    Metric("e2e", lambda answer: numbers(answer).e2e, lambda one: ratios(one).e2e),
    Metric("memory", _memory, lambda one: ratios(one).memory),
    Metric("tokens", lambda answer: numbers(answer).tokens, _tokens),
)


@dataclass(frozen=True)
class Summary:
    """One metric over all prompts: each side's median, and that of the prompts' own ratios."""

    name: str
    sides: Mapping[str, Middle | None]
    ratio: Middle | None


@dataclass(frozen=True)
class Likeness:
    """same: answers that are the same, of `told` of which that can be said; low, high: the 95 %
    interval of the share (Wilson's)."""

    same: int
    told: int
    low: float
    high: float


@dataclass(frozen=True)
class Speed:
    """kind: "faster", "slower", "alike" (all of the interval is within what clocks can tell),
    "unsure" (the interval has 1 in it), "few" (no interval) or "none"."""

    kind: str
    ratio: Middle | None
    by_characters: bool


def likeness(recording: Recording) -> str:
    """"identical", "same" (final answers), "parts", "silent" (one side), "empty" (both), "cut":
    they are alike as far as the shorter goes, which was ended, or "different" in what is no text
    of tokens that part."""
    texts = [answer.text for answer in recording.answers.values()]
    kind = sameness(recording)
    if kind in ("identical", "same", "silent"):
        return kind
    if kind in ("empty", "reasoned") or not any(text.strip() for text in texts):
        return "empty"
    if texts[0] == texts[1]:
        return "identical"
    if parting(recording):
        return "parts"
    return "cut" if kind == "unfinished" else "different"


class ListResults:
    """All numbers of one list, each worked out when it is first asked for."""

    def __init__(self, prompts: PromptList) -> None:
        self.prompts = prompts

    @cached_property
    def compared(self) -> list[Recording]:
        """Of the prompts that both sides answered."""
        return [row.recording for row in self.prompts.rows if row.recording and not row.trouble]

    @cached_property
    def failed(self) -> list[Raced]:
        return [row for row in self.prompts.rows if row.trouble]

    @cached_property
    def by_characters(self) -> bool:
        return any(not recording.same_tokenizer for recording in self.compared)

    @cached_property
    def summaries(self) -> list[Summary]:
        """Characters only where tokens cannot be compared."""
        return [self._summary(metric) for metric in METRICS
                if metric.name != "characters" or self.by_characters]

    def _summary(self, metric: Metric) -> Summary:
        sides = {side: middle([metric.value(one.answers[side]) for one in self.compared])
                 for side in SIDES}
        return Summary(metric.name, sides, middle([metric.ratio(one) for one in self.compared]))

    @cached_property
    def agreement(self) -> Middle | None:
        """Share of the student's tokens at which both would choose the same, a prompt."""
        found = (agreement(recording) for recording in self.compared)
        return middle([one.agreement if one else None for one in found])

    @cached_property
    def alike(self) -> Likeness:
        kinds = [likeness(recording) for recording in self.compared]
        told = [kind for kind in kinds if kind not in ("cut", "empty")]
        same = sum(kind in ("identical", "same") for kind in told)
        return Likeness(same, len(told), *wilson(same, len(told)))

    @cached_property
    def speed(self) -> Speed:
        found = middle([ratios(recording).speed for recording in self.compared])
        return Speed(_kind(found), found, self.by_characters)

    @cached_property
    def memory(self) -> Middle | None:
        return middle([ratios(recording).memory for recording in self.compared])


def _kind(found: Middle | None) -> str:
    if found is None:
        return "none"
    if found.low is None or found.high is None:
        return "few"
    if 1 / ALIKE < found.low and found.high < ALIKE:
        return "alike"
    return "faster" if found.low > 1 else "slower" if found.high < 1 else "unsure"


def parts_at(recording: Recording) -> int:
    """The token, counted from 1, at which the answers part."""
    return tokens_alike(recording) + 1
