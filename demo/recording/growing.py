"""How a recording grows: from before its first step, by the steps of a race; and how it becomes a
turn of the conversation that goes on from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from demo.recording.cache_growth import bytes_at, followed
from demo.recording.data import Answer, Fidelity, Memory, Model, Recording, Step, Turn


def begun(recording: Recording) -> Recording:
    """The same comparison before its first step."""
    answers = {
        side: dataclasses.replace(
            answer, tokens=(), texts=(), seconds=(), end="", why="", end_seconds=0.0,
            processor_seconds=None, usage=None, drafted=(),
            memory=dataclasses.replace(answer.memory, kv_cache=0, working_peak=None),
        )
        for side, answer in recording.answers.items()
    }
    return dataclasses.replace(recording, answers=answers, fidelity=Fidelity(), cooperation=None,
                               cascade=None)


def turns(recording: Recording) -> tuple[Turn, ...]:
    """The whole conversation so far: the earlier turns, and this comparison as one more."""
    own = Turn(recording.request.prompt, {
        side: dataclasses.replace(answer, model=Model(), memory=Memory(), asked="", drafted=())
        for side, answer in recording.answers.items()
    })
    return (*recording.request.earlier, own)


def grow(recording: Recording, steps: Iterable[Step]) -> Recording:
    """The recording with `steps` appended; the KV cache is what each step measured, or what the
    curve says where none was measured."""
    answers = dict(recording.answers)
    by_side: dict[str, list[Step]] = {}
    for step in steps:
        by_side.setdefault(step.side, []).append(step)
    for side, own in by_side.items():
        answers[side] = _grow(answers[side], own)
    return dataclasses.replace(recording, answers=answers)


def _grow(answer: Answer, heard: list[Step]) -> Answer:
    if heard[-1].kind == "wait":
        answer = dataclasses.replace(answer, why=heard[-1].why)
    elif not answer.end:
        answer = dataclasses.replace(answer, why="")
    steps = [step for step in heard if step.kind != "wait"]
    out = [step for step in steps if step.kind != "end"]
    last = next((step for step in steps if step.kind == "end"), None)
    texts = answer.texts + tuple(step.text for step in out)
    if last is not None and last.text and texts:
        # Characters kept back until the stream ended belong to the last token.
        texts = (*texts[:-1], texts[-1] + last.text)
    tokens = answer.tokens + tuple(int(step.token or 0) for step in out)
    memory, drafted = _held(answer, steps), tuple(step.drafted for step in out)
    return dataclasses.replace(
        answer, tokens=tokens, texts=texts, memory=memory,
        processor_seconds=_processor(answer, steps),
        seconds=answer.seconds + tuple(step.seconds for step in out),
        end=last.end if last else answer.end, why=last.why if last else answer.why,
        end_seconds=last.seconds if last else answer.end_seconds,
        # A column only where anything of it is true: in a race nothing is drafted.
        drafted=_column(answer, drafted), **_used(answer, last),
    )


def _column(answer: Answer, drafted: tuple[bool, ...]) -> tuple[bool, ...]:
    """Which tokens were drafted, one entry a token, or none where none was."""
    before = answer.drafted or (False,) * len(answer.tokens)
    return (*before, *drafted) if any(drafted) or answer.drafted else ()


def _used(answer: Answer, last: Step | None) -> dict[str, Any]:
    """What a remote side's end tells of it."""
    if last is None or last.usage is None:
        return {}
    return {"usage": last.usage, "prompt_tokens": last.usage.prompt or answer.prompt_tokens}


def _processor(answer: Answer, steps: list[Step]) -> float | None:
    """Processor seconds so far; None once a step that took time came without."""
    own = [step.processor for step in steps if step.seconds or step.processor is not None]
    known = answer.processor_seconds is not None or not answer.tokens
    if not known or None in own:
        return None
    return (answer.processor_seconds or 0.0) + sum(filter(None, own))


def _held(answer: Answer, steps: list[Step]) -> Memory:
    """The memory after `steps`: each step's own figure, and the corners of their curve."""
    memory, known = answer.memory, len(answer.tokens)
    knots, now = memory.kv_knots, (answer.held(known), memory.kv_cache)
    for step in steps:
        before = now if known else None
        known += step.kind != "end"
        # The step that chose the end of the answer fed the newest token like any other.
        held = answer.held(known) + (step.kind == "end")
        if step.kv_cache is not None and known:
            now = held, step.kv_cache
            knots = followed(knots, memory.kv_per_token, now, before)
        elif step.kind != "end":
            now = held, bytes_at(held, memory.kv_per_token, knots)
    return dataclasses.replace(memory, kv_cache=now[1], kv_knots=knots)
