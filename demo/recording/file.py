"""Recordings as versioned JSON: every older version is read, garbage is refused with its reason."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from demo.errors import UserError
from demo.recording.data import (
    SIDES,
    Answer,
    Fidelity,
    Memory,
    Model,
    Recording,
    Repeats,
    Request,
    Turn,
    Usage,
)
from demo.recording.file_checks import check
from demo.recording.modes import MODES, Cascade, Cooperation

FORMAT = "apprentice-recording"
VERSION = 3
RACE = 2  # what a plain race is written as, for readers that know no other mode

# How to lift an older version to the next one: {version: function of the raw dict}.
UPGRADES: dict[int, Callable[[dict], dict]] = {
    1: lambda raw: raw,  # one question; version 2 added conversations, and a system prompt
    2: lambda raw: raw,  # a race; version 3 added cooperations and cascades
}


def to_json(recording: Recording) -> str:
    """The recording as one JSON object; durations rounded to a tenth of a microsecond. Raises
    UserError where a number is NaN or infinite, for no JSON holds it."""
    version = VERSION if _has_modes(recording) else RACE
    raw = {"format": FORMAT, "version": version, **dataclasses.asdict(recording)}
    for answer in raw["answers"].values():
        _shorten(answer)
    for turn in raw["request"]["earlier"]:
        for answer in turn["answers"].values():
            del answer["model"], answer["memory"]
            _shorten(answer)
    for key in ("system", "earlier", "penalties"):
        if not raw["request"][key]:
            del raw["request"][key]
    _shorten_mode(raw)
    if not raw["fidelity"]["likeliest"]:
        del raw["fidelity"]["parting"], raw["fidelity"]["likeliest"]
    for runs in raw["repeats"].values():
        runs.update({name: [round(s, 7) for s in column] for name, column in runs.items()})
    if not raw["repeats"]:
        del raw["repeats"]
    try:
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise UserError(
            "This comparison holds a number that is not finite, so it cannot be stored: run it "
            "again."
        ) from error


def _has_modes(recording: Recording) -> bool:
    """Is there anything in it that a reader of races would not know?"""
    turns = (answer for turn in recording.request.earlier for answer in turn.answers.values())
    return recording.request.mode != MODES[0] or any(a.end == "not_asked" for a in turns)


def _shorten_mode(raw: dict[str, Any]) -> None:
    """Of each mode what belongs to it; seconds as elsewhere."""
    request = raw["request"]
    own = {"cooperate": "draft", "cascade": "threshold"}.get(request["mode"])
    for key in {"draft", "threshold"} - {own}:
        del request[key]
    if request["mode"] == MODES[0]:
        del request["mode"]
    for key in ("cooperation", "cascade"):
        if raw[key] is None:
            del raw[key]
    for name, column in raw.get("cooperation", {}).items():
        if name.endswith("seconds"):
            raw["cooperation"][name] = [round(s, 7) for s in column]


def _shorten(answer: dict[str, Any]) -> None:
    """Durations to a tenth of a microsecond, and nothing said where there is nothing to say."""
    answer["seconds"] = [round(s, 7) for s in answer["seconds"]]
    if "memory" in answer and not answer["memory"]["kv_knots"]:
        del answer["memory"]["kv_knots"]
    for key in ("context", "settings", "joules_per_token", "joules_why", "remote"):
        if "model" in answer and not answer["model"][key]:
            del answer["model"][key]
    if answer["processor_seconds"] is None:
        del answer["processor_seconds"]
    else:
        answer["processor_seconds"] = round(answer["processor_seconds"], 7)
    for key in ("asked", "kept", "usage", "drafted"):
        if not answer[key]:
            del answer[key]


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
        return check(_read(raw))
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


# What every file has had since version 1, by where it stands; all else may be missing, and is then
# what a new Recording has.
WANTED = {
    "": ("request", "answers", "pair", "device", "versions", "created", "app_version", "fidelity"),
    "answer": ("model", "memory", "tokens", "texts", "seconds"), "model": ("notes",),
}


def _read(raw: dict) -> Recording:
    """A Recording of the types that its dataclasses name. Raises ValueError where one is another,
    a key is missing or unknown, or a number is not finite."""
    from pydantic import ValidationError

    _has(raw, WANTED[""])
    _has(raw["answers"], SIDES)
    answers = {side: raw["answers"][side] for side in SIDES}
    for answer in answers.values():
        _has(answer, WANTED["answer"])
        _has(answer["model"], WANTED["model"])
    known = (*WANTED[""], *({"repeats", "cooperation", "cascade"} & raw.keys()))
    parts = {key: raw[key] for key in known} | {
        "answers": answers, **{key: str(raw[key]) for key in ("created", "app_version")}}
    # As JSON, which is where a list may stand for a tuple. Half a character, which UTF-8 has no
    # place for, becomes a question mark.
    text = json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace")
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place, said = ".".join(map(str, first["loc"])), first["msg"]
        raise ValueError(f"{place}: {said[:1].lower()}{said[1:]}") from None


def _has(part: Any, keys: tuple[str, ...]) -> None:
    if not isinstance(part, dict):
        raise ValueError("a part of it has another form than a recording's")
    if missing := [key for key in keys if key not in part]:
        raise ValueError(f"it has no {missing[0]!r}")


@lru_cache
def _adapter() -> Any:
    """The dataclasses of data.py as a strict validator. Not at the top: who only writes recordings
    does without pydantic."""
    from pydantic import ConfigDict, TypeAdapter

    for kind in (Recording, Request, Turn, Answer, Model, Memory, Fidelity, Repeats, Usage,
                 Cooperation, Cascade):
        kind.__pydantic_config__ = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
    return TypeAdapter(Recording)
