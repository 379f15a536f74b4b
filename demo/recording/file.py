"""Recordings as versioned JSON: every older version is read, garbage is refused with its reason."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

from demo.errors import UserError
from demo.recording.data import (
    ENDS,
    SIDES,
    Answer,
    Fidelity,
    Memory,
    Model,
    Recording,
    Request,
)
from demo.recording.table_checks import check_tables

FORMAT = "apprentice-recording"
VERSION = 1

# How to lift an older version to the next one: {version: function of the raw dict}.
UPGRADES: dict[int, Callable[[dict], dict]] = {}


def to_json(recording: Recording) -> str:
    """The recording as one JSON object; durations rounded to a tenth of a microsecond. Raises
    UserError where a number is NaN or infinite, for no JSON holds it."""
    raw = {"format": FORMAT, "version": VERSION, **dataclasses.asdict(recording)}
    for answer in raw["answers"].values():
        answer["seconds"] = [round(s, 7) for s in answer["seconds"]]
        # Most caches have none; left out, older Apprentices read the file too.
        if not answer["memory"]["kv_knots"]:
            del answer["memory"]["kv_knots"]
    try:
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise UserError(
            "This comparison holds a number that is not finite, so it cannot be stored: run it "
            "again."
        ) from error


def from_json(text: str) -> Recording:
    """Read any version of the format. Raises UserError with the reason when it is none."""
    try:
        raw = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UserError(f"This is not a recording: it is not valid JSON ({error}).") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UserError(f'This is not a recording: it has no "format": "{FORMAT}".')
    raw = _upgraded(raw)
    try:
        return _checked(_read(raw))
    except KeyError as error:
        raise UserError(f"This recording is damaged: it has no {error}.") from None
    except (TypeError, AttributeError):
        raise UserError("This recording is damaged: a part of it has another form than a "
                        "recording's.") from None
    except ValueError as error:
        raise UserError(f"This recording is damaged: {error}.") from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _upgraded(raw: dict) -> dict:
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UserError("This recording is damaged: it has no version number.")
    if version > VERSION:
        raise UserError(
            f"This recording has version {version}, newer than the {VERSION} this Apprentice "
            "reads: update Apprentice."
        )
    while version < VERSION:
        raw, version = UPGRADES[version](raw), version + 1
    return raw


def _read(raw: dict) -> Recording:
    return Recording(
        request=_build(Request, raw["request"]),
        answers={side: _answer(raw["answers"][side]) for side in SIDES},
        pair=dict(raw["pair"]), device=dict(raw["device"]), versions=dict(raw["versions"]),
        created=str(raw["created"]), app_version=str(raw["app_version"]),
        fidelity=_fidelity(raw["fidelity"]),
    )


def _fidelity(raw: dict) -> Fidelity:
    columns = {name: tuple(value) for name, value in raw.items() if name != "why"}
    return _build(Fidelity, raw, **columns)


def _answer(raw: dict) -> Answer:
    model = _build(Model, raw["model"], notes=tuple(map(str, raw["model"]["notes"])))
    columns = {name: tuple(raw[name]) for name in ("tokens", "texts", "seconds")}
    knots = tuple(map(tuple, raw["memory"].get("kv_knots", ())))
    memory = _build(Memory, raw["memory"], kv_knots=knots)
    return _build(Answer, raw, model=model, memory=memory, **columns)


def _build(kind: type, raw: dict, **ready: Any) -> Any:
    """A dataclass from a dict: scalar fields are checked against the type of their default."""
    names = {f.name for f in dataclasses.fields(kind)}
    if unknown := set(raw) - names:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    values = {**raw, **ready}
    for name in names & set(values):
        _check_scalar(kind, name, values[name])
    return kind(**values)


def _check_scalar(kind: type, name: str, value: Any) -> None:
    declared = str(kind.__annotations__[name])
    allowed = {"str": str, "int": int, "float": (int, float), "int | None": (int, type(None))}
    if declared not in allowed:
        return
    if not isinstance(value, allowed[declared]) or isinstance(value, bool):
        raise ValueError(f"{name} is {type(value).__name__}, not {declared}")
    if isinstance(value, float) and not abs(value) < float("inf"):
        raise ValueError(f"{name} is not a finite number")


def _checked(recording: Recording) -> Recording:
    _check_fidelity(recording.fidelity, len(recording.answers["student"].tokens))
    for side, answer in recording.answers.items():
        if not len(answer.tokens) == len(answer.texts) == len(answer.seconds):
            raise ValueError(f"the {side}'s columns have different lengths")
        if answer.side != side or answer.end not in ENDS:
            raise ValueError(f"the {side}'s answer is mislabelled")
        if not all(isinstance(t, str) for t in answer.texts):
            raise ValueError(f"the {side}'s texts are not all text")
        if not all(isinstance(t, int) for t in answer.tokens):
            raise ValueError(f"the {side}'s tokens are not all whole numbers")
        if not all(isinstance(s, (int, float)) and 0 <= s < 1e6 for s in answer.seconds):
            raise ValueError(f"the {side}'s times are not all seconds")
    check_tables(recording)
    return recording


FIDELITY_TYPES = {
    "probability": (int, float), "kld": (int, float), "acceptance": (int, float),
    "agrees": (bool,), "first": (int,), "instead": (str,),
}


def _check_fidelity(fidelity: Fidelity, tokens: int) -> None:
    for name, allowed in FIDELITY_TYPES.items():
        column = getattr(fidelity, name)
        if len(column) not in (0, tokens) or len(column) != len(fidelity.probability):
            raise ValueError(f"the column {name} has not one entry a student token")
        if not all(isinstance(value, allowed) for value in column):
            raise ValueError(f"the column {name} has a value of the wrong kind")
