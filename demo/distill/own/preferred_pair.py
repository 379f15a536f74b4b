"""The pair.toml of a pair whose student learned from preferences: its old one with the new student.

Whatever else its file says (prompt, examples, a teacher that answers over the network) stays.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from demo.distill.core.stage_files import write_atomically
from demo.pairs import ModelSpec, Pair

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LEARNED = "then its student learned from {} preferences (python -m demo.distill prefer); figures " \
          "in prefer.json beside this file"


def write(folder: Path, pair: Pair, preferences: int) -> Path:
    """Raises UserError where the disk is full."""
    text = (pair.folder / "pair.toml").read_text(encoding="utf-8-sig")
    told = told_anew(tomllib.loads(text), pair, preferences)
    path = folder / "pair.toml"
    write_atomically(path, lambda part: part.write_text(toml(told), encoding="utf-8"))
    return path


def told_anew(raw: dict[str, Any], pair: Pair, preferences: int) -> dict[str, Any]:
    source = "; ".join(part for part in (pair.source, LEARNED.format(preferences)) if part)
    title = f"{pair.title}, with preferences"
    teacher, student = (raw[side] for side in ("teacher", "student"))
    kept = {key: value for key, value in student.items()
            if key not in ("revision", "dtype", "quantize", "model")}
    return {
        **{key: value for key, value in raw.items() if key != "name"},
        "title": title, "source": source, "teacher": {**teacher, **_where(pair.specs["teacher"])},
        "student": {**kept, "name": f"{pair.specs['student'].name}-preferred",
                    "model": "./student", "quantize": "nf4"},
    }


def _where(spec: ModelSpec) -> dict[str, str]:
    """A folder beside the old file is named whole, for the new file lies elsewhere."""
    return {"name": spec.name, **({"model": str(spec.path)} if spec.path else {})}


def toml(table: dict[str, Any]) -> str:
    """Plain values first, then tables, then arrays of tables, as TOML wants them."""
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items()
             if not isinstance(value, dict) and not _tables(value)]
    for key, value in table.items():
        if isinstance(value, dict):
            lines += ["", f"[{_key(key)}]", *_rows(value)]
    for key, value in table.items():
        for row in value if _tables(value) else ():
            lines += ["", f"[[{_key(key)}]]", *_rows(row)]
    return "\n".join(lines) + "\n"


def _rows(table: dict[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    # JSON's texts, numbers and booleans are TOML's, but for the one character it leaves bare.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
