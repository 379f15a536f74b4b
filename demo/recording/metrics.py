"""Pure functions from recordings to numbers, as vLLM bench, AIPerf and MLPerf define them.

t0 is the start of the prefill, t1..tN the moments the output tokens were known; end-of-sequence is
no output token. TTFT = t1 - t0; E2E = tN - t0; TPOT = (E2E - TTFT) / (N - 1), undefined for N < 2;
ITL is one decode step. Seconds, bytes and tokens; None means undefined, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from demo.recording.data import SIDES, Answer, Memory, Recording, Repeats


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
    tpot = (times[-1] - times[0]) / (answer.count - 1) if (
        steps and answer.count > 1 and streamed(answer)) else None
    characters, e2e = len(answer.text), _e2e(answer)
    return Numbers(
        tokens=answer.count, characters=characters,
        ttft=times[0] if times else None, tpot=tpot,
        itl_median=median(steps) if steps else None,
        itl_p95=percentile(steps, 95) if steps else None,
        e2e=e2e,
        speed=1 / tpot if tpot else None,
        characters_per_second=characters / e2e if times and e2e else None,
        memory=memory_total(answer.memory),
        memory_complete=answer.memory.working_peak is not None,
    )


def _e2e(answer: Answer) -> float | None:
    """Of a side over the network its silence before the end as well: nobody here knows what its
    server did meanwhile, and whoever waited, waited."""
    silence = answer.end_seconds if answer.model.remote else 0.0
    return sum(answer.seconds) + silence if answer.seconds or silence else None


# Pieces that come less than this apart were waiting somewhere together; where fewer than a tenth of
# them came by themselves, or fewer than two, how fast they were written cannot be told.
APART, ALONE, FEWEST = 0.001, 0.1, 2


def streamed(answer: Answer) -> bool:
    """Did it come as it was written? What runs here does."""
    if not answer.model.remote:
        return True
    alone = sum(gap >= APART for gap in answer.seconds[1:])
    return alone >= max(FEWEST, ALONE * (len(answer.seconds) - 1))


# A quiet machine gives the racing thread more than this share of its time; a decode step in twenty
# takes less than this many times the median.
SHARE, SPREAD = 0.95, 2.5
ENOUGH_STEPS = 20


def disturbed(answer: Answer) -> bool:
    """Did others take the machine from this side while it ran? It says so in two ways: processor
    time that is missing from the wall time, and single steps that took far longer than most. What
    comes over the network comes as it may."""
    if answer.model.remote:
        return False
    wall = sum(answer.seconds) + answer.end_seconds
    # Tokens that became known together with another took no step of their own.
    steps = [seconds for seconds in answer.seconds[1:] if seconds]
    if answer.processor_seconds is not None and answer.processor_seconds < SHARE * wall:
        return True
    return len(steps) >= ENOUGH_STEPS and percentile(steps, 95) > SPREAD * median(steps)


@dataclass(frozen=True)
class Range:
    """The median of several runs, the least and the most."""

    median: float
    least: float
    most: float


def repeated(recording: Recording) -> dict[str, dict[str, Range]]:
    """{"ttft" and "tpot": {a side or "ratio": its range}} over all runs of the question; the ratio
    is teacher over student of the same run. Empty for a question that was asked once."""
    if not recording.repeats:
        return {}
    found = {}
    for name in ("ttft", "tpot"):
        columns = {side: getattr(recording.repeats[side], name) for side in SIDES}
        ratios_of_runs = map(ratio, *columns.values())
        columns["ratio"] = tuple(value for value in ratios_of_runs if value is not None)
        ranges = {key: spread([v for v in column if v]) for key, column in columns.items()}
        found[name] = {key: value for key, value in ranges.items() if value}
    return found


def with_repeats(runs: Sequence[Recording]) -> Recording:
    """The last of several runs of one question, with the numbers of all of them."""
    columns = {side: [numbers(run.answers[side]) for run in runs] for side in SIDES}
    return replace(runs[-1], repeats={
        side: Repeats(tuple(n.ttft or 0.0 for n in own), tuple(n.tpot or 0.0 for n in own))
        for side, own in columns.items()
    })


def spread(values: Sequence[float]) -> Range | None:
    return Range(median(values), min(values), max(values)) if values else None


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
    ttft = ratio(teacher.ttft, student.ttft)
    # Several runs tell more than the last of them.
    typical = {name: row["ratio"].median for name, row in repeated(recording).items()
               if "ratio" in row}
    if not by_characters:
        speed = typical.get("tpot", speed)
    sizes = (recording.answers[side].model.parameters for side in SIDES)
    # A slice missing on one side only would flatter it: compare what both sides measured.
    peaks = [recording.answers[side].memory.working_peak for side in SIDES]
    both = None not in peaks
    memory = (
        n.memory - (0 if both else peak or 0)
        for n, peak in zip((teacher, student), peaks, strict=True)
    )
    return Ratios(
        speed=speed, ttft=typical.get("ttft", ttft), e2e=ratio(teacher.e2e, student.e2e),
        memory=ratio(*memory), parameters=ratio(*sizes), by_characters=by_characters,
    )


def memory_in_stored_width(recording: Recording) -> float | None:
    """The ratio of memories, had this CPU computed each side in the 16 bits that it is stored in:
    its cache takes half there, and so do its weights unless they are quantised. Working memory
    differs little. None where the teacher is computed as it is stored."""
    teacher, student = (recording.answers[side] for side in SIDES)
    widened = recording.on_cpu and recording.device.get("compute_dtype") == "fp32"
    if not widened or teacher.model.stored != "bf16" or ratios(recording).memory is None:
        return None
    return ratio(*map(_in_stored_width, (teacher, student)))


def _in_stored_width(answer: Answer) -> float:
    held, memory = memory_total(answer.memory), answer.memory
    if answer.model.stored != "bf16":
        return held
    wide = 0 if answer.model.quantization else weight_total(memory)
    return held - (memory.kv_cache + wide) / 2


def smaller(recording: Recording) -> tuple[float, float, float] | None:
    """How many times smaller the student's weights are, and the two factors of that: by fewer
    parameters, and by fewer bytes for each."""
    teacher, student = (recording.answers[side] for side in SIDES)
    weights = ratio(*(weight_total(answer.memory) for answer in (teacher, student)))
    fewer = ratio(teacher.model.parameters, student.model.parameters)
    return (weights, fewer, weights / fewer) if weights and fewer else None


@dataclass(frozen=True)
class Agreement:
    """Means over the student's tokens: acceptance, share of equal first choices, KLD in nats."""

    acceptance: float
    agreement: float
    kld: float


def agreement(recording: Recording, part: slice = slice(None)) -> Agreement | None:
    """How far the teacher would have said the same, of a part of the student's tokens; None when it
    was not measured, or nothing is in that part."""
    fidelity = recording.fidelity
    columns = [column[part] for column in (fidelity.acceptance, fidelity.agrees, fidelity.kld)]
    if not columns[0]:
        return None
    return Agreement(*(sum(column) / len(column) for column in columns))
