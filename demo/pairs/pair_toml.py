"""pair.toml -> Pair; all validation of it.

Reads no weights and imports no torch, so a page can list the pairs at once. Every complaint is one
UserError sentence that names the file and what to change.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from demo import model_folders
from demo.errors import UserError
from demo.pairs import remote_toml
from demo.pairs.pair import ModelSpec, Pair, Suggestion
from demo.recording.data import SIDES
from demo.recording.modes import USUAL_THRESHOLD

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LINEAGES = ("distilled here", "documented", "sibling", "unknown")
DTYPES = ("auto", "float32", "bfloat16", "float16")
QUANTIZE = ("", "nf4")
PROMPT_FORMATS = ("auto", "chat", "plain")
HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
REVISION = re.compile(r"[0-9a-f]{40}")

KEYS = {
    "pair": {
        "name", "title", "lineage", "source", "about", "about_zh", "prompt", "subjects", "suggest",
        *SIDES,
    },
    "side": {"name", "model", "revision", "dtype", "quantize", "stop", "template", "endpoint"},
    "prompt": {"format", "final", "template", "system", "conversation", "reasoning", "threshold"},
    "suggest": {"subject", "prompt", "answer"},
}


def names(folder: Path) -> list[str]:
    """The pairs found in `folder`, by name."""
    return sorted(path.parent.name for path in folder.glob("*/pair.toml"))


def read(name: str, folder: Path) -> Pair:
    """The pair called `name` in `folder`, or the one at the path `name`. Raises UserError where
    there is none or its file is wrong."""
    for path in (folder / name, Path(name).expanduser()):
        if path.is_file() and path.suffix == ".toml":
            return _read(path)
        if (path / "pair.toml").is_file():
            return _read(path / "pair.toml")
    raise UserError(
        f"There is no pair {name!r}: PAIR must be one of {', '.join(names(folder)) or '(none)'}, "
        "or the path of a folder with a pair.toml."
    )


def _read(path: Path) -> Pair:
    try:
        return _parse(path)
    except (OSError, ValueError, TypeError) as error:  # an unreadable file, a NUL in a path
        raise UserError(f"{path} cannot be read: {error}.") from None


def _parse(path: Path) -> Pair:
    try:
        # utf-8-sig: Windows tools put a byte order mark before the text.
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from None
    _known(raw, "pair", path)
    prompt = _table(raw, "prompt", path)
    specs = {side: _spec(raw, side, path, _template(prompt, path)) for side in SIDES}
    return Pair(
        name=_text(raw, "name", path, path.parent.name), title=_text(raw, "title", path),
        lineage=_one_of(raw, "lineage", LINEAGES, path, "unknown"),
        source=_source(raw, path), about=_text(raw, "about", path, ""),
        about_zh=_text(raw, "about_zh", path, ""), folder=path.parent,
        specs=_told_apart(specs),
        prompt_format=_one_of(prompt, "format", PROMPT_FORMATS, path, "auto"),
        final=_text(prompt, "final", path, ""), system=_text(prompt, "system", path, ""),
        conversation=_conversation(prompt, path), reasoning=_reasoning(prompt, path),
        threshold=_threshold(prompt, path),
        subjects=tuple(_texts(raw, "subjects", path)), suggestions=_suggestions(raw, path),
    )


def _spec(raw: dict, side: str, path: Path, template: dict[str, Any]) -> ModelSpec:
    """`template`: the options of both sides, under this side's own."""
    if side not in raw:
        raise UserError(f"{path} has no [{side}] table: it says which model is the {side}.")
    table = _table(raw, side, path)
    if "endpoint" in table:
        return remote_toml.spec(table, side, path)
    _known(table, "side", path, f"[{side}] ")
    model, revision = _text(table, "model", path), _text(table, "revision", path, "")
    local = (path.parent / model).resolve()
    if local.is_dir() or not HUB_ID.fullmatch(model) or model.startswith("."):
        model_folders.config(local, f"{path}: the {side}'s folder {local}")
    else:
        local = None
        if not REVISION.fullmatch(revision):
            raise UserError(
                f"{path}: [{side}] revision must be the 40-digit commit of {model} to pin."
            )
    return ModelSpec(
        side=side, name=_text(table, "name", path, model.rsplit("/")[-1]), model=model,
        path=local, revision=revision, dtype=_one_of(table, "dtype", DTYPES, path, "auto"),
        quantize=_one_of(table, "quantize", QUANTIZE, path, ""),
        stop=_stops(table, path), template={**template, **_template(table, path)},
    )


def _told_apart(specs: dict[str, ModelSpec]) -> dict[str, ModelSpec]:
    """A model beside itself in 4 bits gets a name of its own."""
    teacher, student = (specs[side] for side in SIDES)
    if teacher.name != student.name:
        return specs
    more = "in NF4" if student.quantize else "again"
    return {**specs, student.side: replace(student, name=f"{student.name} {more}")}


def _stops(table: dict, path: Path) -> tuple[str, ...]:
    stops = _texts(table, "stop", path)
    if not all(stops):
        raise UserError(f"{path}: a stop text is empty, so no answer could begin.")
    return tuple(stops)


def _conversation(prompt: dict, path: Path) -> bool:
    """Said, or so unless the models only complete texts."""
    said = prompt.get("conversation", prompt.get("format") != "plain")
    if not isinstance(said, bool):
        raise UserError(f"{path}: conversation must be true or false, not {said!r}.")
    return said


def _reasoning(prompt: dict, path: Path) -> tuple[str, ...]:
    marks = _texts(prompt, "reasoning", path)
    if len(marks) not in (0, 2) or not all(marks):
        raise UserError(f"{path}: reasoning must be the two texts around the models' reasoning, "
                        'such as ["<think>", "</think>"].')
    return tuple(marks)


def _threshold(prompt: dict, path: Path) -> float:
    """Below which confidence of the student a cascade asks the teacher."""
    said = prompt.get("threshold", USUAL_THRESHOLD)
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not 0 <= said <= 1:
        raise UserError(f"{path}: threshold must be a number from 0 to 1, not {said!r}.")
    return float(said)


def _template(table: dict, path: Path) -> dict[str, Any]:
    """A table, or a JSON object in a text, for TOML has no null."""
    options = table.get("template", {})
    try:
        options = json.loads(options) if isinstance(options, str) else options
    except (ValueError, RecursionError):
        pass
    if not isinstance(options, dict):
        raise UserError(f"{path}: template must be a table, such as [prompt.template], or a JSON "
                        "object in a text.")
    return options


def _source(raw: dict, path: Path) -> str:
    source = _text(raw, "source", path, "")
    if raw.get("lineage") == "documented" and not source:
        raise UserError(f"{path}: lineage \"documented\" needs a source: who says so, and where.")
    return source


def _suggestions(raw: dict, path: Path) -> tuple[Suggestion, ...]:
    rows = raw.get("suggest", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UserError(f"{path}: suggest must be [[suggest]] tables with subject and prompt.")
    for row in rows:
        _known(row, "suggest", path, "[[suggest]] ")
    return tuple(
        Suggestion(_text(row, "subject", path, ""), _text(row, "prompt", path),
                   _text(row, "answer", path, "")) for row in rows
    )


def _known(table: dict, kind: str, path: Path, where: str = "") -> None:
    if unknown := sorted(set(table) - KEYS[kind]):
        raise UserError(
            f"{path}: {where}unknown key {unknown[0]!r}; known are {', '.join(sorted(KEYS[kind]))}."
        )


def _table(raw: dict, key: str, path: Path) -> dict:
    table = raw.get(key, {})
    if not isinstance(table, dict):
        raise UserError(f"{path}: {key} must be a [{key}] table.")
    if key == "prompt":
        _known(table, "prompt", path, "[prompt] ")
    return table


def _text(table: dict, key: str, path: Path, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise UserError(f"{path}: the key {key!r} is missing.")
    if not isinstance(value, str):
        raise UserError(f"{path}: {key} must be text in quotes, not {value!r}.")
    return value


def _texts(table: dict, key: str, path: Path) -> list[str]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UserError(f"{path}: {key} must be a list of texts.")
    return values


def _one_of(table: dict, key: str, allowed: tuple[str, ...], path: Path, default: str) -> str:
    value = _text(table, key, path, default)
    if value not in allowed:
        raise UserError(
            f"{path}: {key} must be one of {', '.join(repr(a) for a in allowed)}, not {value!r}."
        )
    return value
