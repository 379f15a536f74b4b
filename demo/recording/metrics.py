"""Pure functions from recordings to numbers, as vLLM bench, AIPerf and MLPerf define them.

t0 is the start of the prefill, t1..tN the moments the output tokens were known; end-of-sequence is
no output token. TTFT = t1 - t0; E2E = tN - t0; TPOT = (E2E - TTFT) / (N - 1), undefined for N < 2;
ITL is one decode step. Seconds, bytes and tokens; None means undefined, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from demo.recording.data import SIDES, Answer, Memory, Recording


@dataclass(frozen=True)
class Numbers:
    """The numbers of one answer. Works on an answer that still grows."""

    tokens: int
    characters: int
    ttft: float | None
    tpot: float | None
    itl_median: float | None
    itl_p95: float | None
    e2e: float | None
    speed: float | None
    characters_per_second: float | None
    memory: int
    memory_complete: bool


def numbers(answer: Answer) -> Numbers:
    """TTFT, TPOT, ITL, E2E, output speed (1/TPOT, tokens/s) and memory of one answer."""
    times, steps = answer.times, answer.seconds[1:]
    tpot = (times[-1] - times[0]) / len(steps) if steps else None
    characters = len(answer.text)
    return Numbers(
        tokens=len(times), characters=characters,
        ttft=times[0] if times else None, tpot=tpot,
        itl_median=median(steps) if steps else None,
        itl_p95=percentile(steps, 95) if steps else None,
        e2e=times[-1] if times else None,
        speed=1 / tpot if tpot else None,
        characters_per_second=characters / times[-1] if times and times[-1] else None,
        memory=memory_total(answer.memory),
        memory_complete=answer.memory.working_peak is not None,
    )


def percentile(values: Sequence[float], q: float) -> float:
    """The q-th percentile by the nearest-rank rule: always a value that was measured."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(q / 100 * len(ranked)) - 1)]


def weight_total(memory: Memory) -> int:
    """Bytes of everything loaded, in whatever width: what the card says."""
    return (memory.weights + memory.quantization_state + memory.embeddings
            + memory.unquantized)


def memory_total(memory: Memory) -> int:
    """Bytes held at the peak: every slice of the ledger that was measured."""
    return sum(
        (weight_total(memory), memory.kv_cache, memory.working_peak or 0)
    )


def ratio(teacher: float | None, student: float | None) -> float | None:
    """teacher / student, or None when either is unknown or zero."""
    return teacher / student if teacher and student else None


@dataclass(frozen=True)
class Ratios:
    """Teacher over student; above 1 the student is better. `by_characters`: tokenizers differ."""

    speed: float | None
    ttft: float | None
    e2e: float | None
    memory: float | None
    parameters: float | None
    by_characters: bool


def ratios(recording: Recording) -> Ratios:
    """How many times the student is faster and smaller in this recording."""
    teacher, student = (numbers(recording.answers[side]) for side in SIDES)
    by_characters = not recording.same_tokenizer
    if by_characters:
        speed = ratio(student.characters_per_second, teacher.characters_per_second)
    else:
        speed = ratio(teacher.tpot, student.tpot)
    sizes = (recording.answers[side].model.parameters for side in SIDES)
    # A slice missing on one side only would flatter it: compare what both sides measured.
    peaks = [recording.answers[side].memory.working_peak for side in SIDES]
    both = None not in peaks
    memory = (
        n.memory - (0 if both else peak or 0)
        for n, peak in zip((teacher, student), peaks, strict=True)
    )
    return Ratios(
        speed=speed, ttft=ratio(teacher.ttft, student.ttft), e2e=ratio(teacher.e2e, student.e2e),
        memory=ratio(*memory), parameters=ratio(*sizes), by_characters=by_characters,
    )


@dataclass(frozen=True)
class Agreement:
    """Means over the student's tokens: acceptance, share of equal first choices, KLD in nats."""

    acceptance: float
    agreement: float
    kld: float


def agreement(recording: Recording) -> Agreement | None:
    """How far the teacher would have said the same; None when it was not measured."""
    fidelity = recording.fidelity
    if not fidelity.probability:
        return None
    columns = (fidelity.acceptance, fidelity.agrees, fidelity.kld)
    return Agreement(*(sum(column) / len(column) for column in columns))


def final_answer(text: str, marker: str) -> str:
    """What stands after the last `marker` (such as "Answer:"); empty when there is none."""
    return text.rpartition(marker)[2].strip() if marker and marker in text else ""


def sameness(recording: Recording) -> str:
    """"unfinished", "empty" (both), "silent" (one), "identical", "same" (final answers agree),
    "different"."""
    answers = [recording.answers[side] for side in SIDES]
    if any(answer.end != "eos" for answer in answers):
        return "unfinished"
    texts = [answer.text.strip() for answer in answers]
    if not all(texts):
        return "silent" if any(texts) else "empty"
    if texts[0] == texts[1]:
        return "identical"
    marker = recording.final_mark
    finals = [final_answer(text, marker) for text in texts]
    return "same" if finals[0] and finals[0] == finals[1] else "different"
