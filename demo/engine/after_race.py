"""What is measured once a race is over: each side's memory, and what the teacher thinks of the
student's answer."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping

from demo.engine.fidelity import fidelity
from demo.engine.lane import Lane
from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Fidelity, Memory, Recording

log = logging.getLogger(__name__)


def measured(recording: Recording, lanes: Mapping[str, Lane]) -> Recording:
    """The complete recording of a race that these lanes (or who ran in their place) have just
    run; what fails is "not measured", with why."""
    answers = {
        side: dataclasses.replace(answer, memory=_memory(lanes[side], answer))
        for side, answer in recording.answers.items()
    }
    return dataclasses.replace(
        recording, answers=answers, fidelity=_fidelity(recording, lanes)
    )


def _fidelity(recording: Recording, lanes: Mapping[str, Lane]) -> Fidelity:
    tokens = recording.answers["student"].tokens
    if recording.request.mode == "cooperate":
        return Fidelity(why="not measured: the teacher verified every token itself")
    if recording.answers["teacher"].end == "not_asked":
        return Fidelity(why="not measured: the teacher was not asked")
    if any(answer.model.remote for answer in recording.answers.values()):
        return Fidelity(why="not measured: a side is remote")
    if not recording.same_tokenizer:
        return Fidelity(why="not measured: the two sides cut text into different tokens")
    if not tokens:
        return Fidelity(why="not measured: the student said nothing")
    if not lanes["teacher"].prompt:
        return Fidelity(why="not measured: the teacher could not be asked")
    try:
        # In a conversation the teacher reads the student's, not its own.
        prompts = [lanes["student" if recording.request.earlier else side].prompt
                   for side in SIDES]
        return fidelity(lanes["teacher"], lanes["student"], tokens, prompts)
    except UserError as error:
        return Fidelity(why=f"not measured: {error}")
    except Exception:  # A device that ran out of memory may do so again here.
        log.exception("fidelity could not be measured")
        return Fidelity(why="not measured: reading the answer once more failed")


def _memory(lane: Lane, answer: Answer) -> Memory:
    try:
        return dataclasses.replace(lane.memory(), kv_knots=answer.memory.kv_knots)
    except Exception:  # A lane that failed (out of memory, say) may fail again here.
        log.exception("the %s's memory could not be measured", lane.side)
        why = {"working_peak": "not measured: repeating the prefill failed"}
        return dataclasses.replace(answer.memory, why=why)
