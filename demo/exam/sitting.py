"""Both sides sit a paper: in batches, questions of like length together, in an order of chance, so
that what there is when it is stopped is a fair part of the whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from demo.exam.marked import Marked, marked, name
from demo.exam.question_file import OwnQuestion
from demo.recording.batch_answers import Sat
from demo.recording.data import SIDES, Answer, Request, Turn

BATCH = 32
FIRST = 4  # questions that are handed over at first, where others wait
# Requests -> the answers to them, some at a time and in order.
Ask = Callable[[Sequence[Request]], Iterator[list[Sat]]]


@dataclass(frozen=True)
class Terms:
    """How a paper is sat. max_tokens: of an answer; system: the pair's system prompt; mark: what
    stands before a final answer; batch: questions that are handed over at once, at most; patience:
    seconds that those should take, for others wait meanwhile, None where nobody does."""

    max_tokens: int = 256
    system: str = ""
    mark: str = ""
    batch: int = BATCH
    patience: float | None = None


@dataclass(frozen=True)
class Progress:
    """done, whole: questions; left: seconds, None while nobody knows."""

    done: int
    whole: int
    left: float | None


def sit(
    paper: Sequence[OwnQuestion], terms: Terms, ask: Ask, known: Mapping[str, Marked],
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[list[Marked], Progress]]:
    """What each batch brought; questions that `known` has by their id are not asked again."""
    left = [number for number, question in enumerate(paper) if name(question) not in known]
    done, began = len(paper) - len(left), time.monotonic()
    first, batches = done, _batches(paper, left, terms.batch)
    size = terms.batch if terms.patience is None else FIRST
    while batches:
        numbers, batches = batches[0][:size], [batches[0][size:], *batches[1:]]
        handed = time.monotonic()
        for part in ask([request(paper[number], terms) for number in numbers]):
            found = [marked(paper[numbers[sat.number]], numbers[sat.number], sat, terms.mark)
                     for sat in part]
            done += len(found)
            a_question = (time.monotonic() - began) / max(1, done - first)
            yield found, Progress(done, len(paper), a_question * (len(paper) - done))
        if stopped():
            return
        size = _next(size, time.monotonic() - handed, terms)
        batches = [batch for batch in batches if batch]


def _next(size: int, seconds: float, terms: Terms) -> int:
    """How many questions to hand over next, where so many took so long."""
    if terms.patience is None:
        return size
    return max(1, min(terms.batch, int(size * terms.patience / max(seconds, 1e-3))))


def _batches(
    paper: Sequence[OwnQuestion], numbers: Sequence[int], size: int
) -> list[list[int]]:
    ranked = sorted(numbers, key=lambda number: (len(paper[number].text), number))
    parts = [ranked[i : i + size] for i in range(0, len(ranked), size)]
    Random(0).shuffle(parts)
    return parts


def request(question: OwnQuestion, terms: Terms) -> Request:
    """What a side is asked: the question with the conversation that its file puts before it."""
    system, earlier, asked = terms.system, [], ""
    for role, text in question.messages:
        if role == "system":
            system = text
        elif role == "assistant":
            said = {side: Answer(side, tokens=(0,), texts=(text,), seconds=(0.0,), end="eos")
                    for side in SIDES}
            earlier.append(Turn(asked, said))
            asked = ""
        else:
            asked = f"{asked}\n\n{text}" if asked else text
    return Request(asked, max_tokens=terms.max_tokens, system=system, earlier=tuple(earlier))
