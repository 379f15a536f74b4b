"""What a recording's columns, tables and numbers may hold beyond their types.

A recording may come from a stranger: everything that draws one counts on flat tables of text and
numbers, finite numbers of a size that a machine can have, and text that can be sent as UTF-8.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from demo.recording.data import COUNTERS, ENDS, SIDES, Answer, Recording
from demo.recording.modes import LONGEST_DRAFT, MODES

# What the fidelity's columns may hold; a sum of rounded shares may pass 1, and a divergence 0, by a
# little.
FIDELITY = {"probability": (0, 1.001), "acceptance": (0, 1.001), "kld": (-0.001, 1e6)}
MOST_INTEGER = 2**53  # above it JavaScript no longer tells two numbers apart
MOST_TURNS = 100
MOST_LIKELY = 10


def check(recording: Recording) -> Recording:
    """The recording. Raises ValueError with what is wrong."""
    _conversation(recording)
    answered = [recording.answers, *(turn.answers for turn in recording.request.earlier)]
    for side, answer in (row for answers in answered for row in answers.items()):
        if not len(answer.tokens) == len(answer.texts) == len(answer.seconds):
            raise ValueError(f"the {side}'s columns have different lengths")
        if len(answer.drafted) not in (0, len(answer.tokens)):
            raise ValueError(f"the {side}'s drafted tokens are not one entry a token")
        if answer.side != side or answer.end not in ENDS:
            raise ValueError(f"the {side}'s answer is mislabelled")
        if not all(0 <= seconds < 1e6 for seconds in answer.seconds):
            raise ValueError(f"the {side}'s times are not all seconds")
        if answer.kept > answer.prompt_tokens and answer.kept:
            raise ValueError(f"the {side} kept more tokens than its prompt has")
        _whole("tokens", answer.tokens)
    for name in ("pair", "device", "versions"):
        _flat(name, getattr(recording, name))
    parts = [_parts(answer) for answers in answered for answer in answers.values()]
    for part in (recording.request, *parts):
        for item in part if isinstance(part, tuple) else (part,):
            _numbers(item)
    _fidelity(recording)
    _repeats(recording)
    _mode(recording)
    return recording


def _mode(recording: Recording) -> None:
    """What belongs to a mode is there only in it, and is what it can be."""
    mode, cooperation, cascade = (
        recording.request.mode, recording.cooperation, recording.cascade)
    if mode not in MODES or (cooperation and mode != "cooperate") or (
            cascade and mode != "cascade"):
        raise ValueError("its mode is unknown, or is not that of what was measured")
    if not 1 <= recording.request.draft <= LONGEST_DRAFT or recording.request.threshold > 1:
        raise ValueError("a setting of its mode is out of range")
    if cooperation:
        _rounds(recording)
    if cascade:
        _range("cascade", [cascade.confidence, cascade.final_line, cascade.spared])
        if any(value is not None and value > 1.001
               for value in (cascade.confidence, cascade.final_line)):
            raise ValueError("its confidence is out of range")


def _rounds(recording: Recording) -> None:
    rounds = recording.cooperation
    columns = dataclasses.astuple(rounds)
    if len({len(column) for column in columns}) != 1 or not columns[0]:
        raise ValueError("its rounds are not the same number in every column")
    if not all(0 <= kept <= drafted <= LONGEST_DRAFT for drafted, kept in zip(
            rounds.drafted, rounds.accepted, strict=True)):
        raise ValueError("a round of it kept more than was drafted")
    if len(columns[0]) > len(recording.answers["student"].tokens) + 1:
        raise ValueError("it has more rounds than tokens")
    if not all(0 <= s < 1e6 for s in (*rounds.draft_seconds, *rounds.verify_seconds)):
        raise ValueError("its rounds are not all seconds")


def _conversation(recording: Recording) -> None:
    """Every turn was answered by both sides, and there are no more than a page can hold."""
    earlier = recording.request.earlier
    if len(earlier) > MOST_TURNS:
        raise ValueError(f"its conversation has more than {MOST_TURNS} turns")
    if any(set(turn.answers) != set(SIDES) for turn in earlier):
        raise ValueError("a turn of its conversation was not answered by both sides")


def _repeats(recording: Recording) -> None:
    """Nothing, or as many runs on both sides, and each with both numbers."""
    columns = [column for runs in recording.repeats.values() for column in (runs.ttft, runs.tpot)]
    if recording.repeats and (set(recording.repeats) != set(recording.answers)
                              or len({len(column) for column in columns}) != 1):
        raise ValueError("its repeated runs are not the same number on both sides")
    if not all(0 <= seconds < 1e6 for column in columns for seconds in column):
        raise ValueError("its repeated runs are not all seconds")


def _fidelity(recording: Recording) -> None:
    """Every column has one entry a student token, or all have none."""
    fidelity, tokens = recording.fidelity, len(recording.answers["student"].tokens)
    for name in (*FIDELITY, "agrees", "first", "instead"):
        column = getattr(fidelity, name)
        if len(column) not in (0, tokens) or len(column) != len(fidelity.probability):
            raise ValueError(f"the column {name} has not one entry a student token")
    for name, (low, high) in FIDELITY.items():
        if not all(low <= value <= high for value in getattr(fidelity, name)):
            raise ValueError(f"a number of {name} is out of range")
    _whole("first", fidelity.first)
    if not -1 <= fidelity.parting < max(1, tokens) or set(fidelity.likeliest) - set(SIDES):
        raise ValueError("where its answers part is out of range")
    likely = [row for rows in fidelity.likeliest.values() for row in rows]
    if len(likely) > 2 * MOST_LIKELY or not all(0 <= p <= 1.001 for _, p in likely):
        raise ValueError("what its sides found likeliest is out of range")


def _parts(answer: Answer) -> tuple[Any, ...]:
    _flat("why", answer.memory.why)
    if answer.memory.kv_per_token * max(1, len(answer.tokens)) > MOST_INTEGER:
        raise ValueError("kv_per_token is out of range")
    _knots(answer)
    usage = (answer.usage,) if answer.usage else ()
    if any(one.counted not in COUNTERS for one in usage):
        raise ValueError("nobody known counted its tokens")
    return answer, answer.model, answer.memory, *usage


def _knots(answer: Answer) -> None:
    """Every token fed makes one knot at most, and tokens rise; so drawing never divides by 0."""
    knots = answer.memory.kv_knots
    _range("kv_knots", [number for knot in knots for number in knot])
    tokens = [knot[0] for knot in knots]
    if len(knots) > len(answer.tokens) + 1 or sorted(set(tokens)) != tokens:
        raise ValueError("kv_knots do not rise with the answer's tokens")


def _flat(name: str, table: dict[str, Any]) -> None:
    for key, value in table.items():
        # What draws a table looks values up, so only these are several: a list cannot be looked up.
        listed = isinstance(value, (list, tuple))
        if listed != ((name, key) == ("device", "reasons")):
            raise ValueError(f"{name}.{key} is {'a list' if listed else 'not a list'}")
        several = value if listed else [value]
        if not all(isinstance(v, (str, int, float, bool, type(None))) for v in several):
            raise ValueError(f"{name}.{key} is neither text nor a number")
        _range(f"{name}.{key}", several)


def _numbers(part: Any) -> None:
    """Every plain number of a dataclass: none is negative, none is absurd."""
    for field in dataclasses.fields(part):
        _range(field.name, [getattr(part, field.name)])


def _range(name: str, values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, (int, float)) and not 0 <= value <= MOST_INTEGER:
            raise ValueError(f"{name} is out of range")


def _whole(name: str, column: Iterable[int]) -> None:
    if not all(abs(value) <= MOST_INTEGER for value in column):
        raise ValueError(f"a number of {name} is out of range")
