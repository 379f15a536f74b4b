"""The answers gathered in a folder, from whatever teacher: rows of JSONL, known by their prompt.

Rows come in whole shards (a local teacher, with its beliefs in a .safetensors beside) or one by
one at the end of one file (an endpoint). A torn last line, as a kill leaves it, is no answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from safetensors import safe_open

from demo.distill.anypair.prompts import Prompt
from demo.distill.files import read_json, write_json
from demo.distill.targets import Cut
from demo.errors import UserError

TEACHER = "teacher.json"


def claim(folder: Path, card: dict[str, Any], name: str = TEACHER) -> None:
    """Answers of two teachers, or asked in two ways, must not mix in one folder.

    The first run leaves its card there; UserError for a run whose card differs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        return write_json(path, card)
    there = read_json(path)
    for key in card:
        if there.get(key) != card[key]:
            raise UserError(
                f"{folder} was begun with {key} {there.get(key)!r}, not {card[key]!r}: give "
                f"another --out, or the same {key} again."
            )


def whole(line: bytes) -> dict[str, Any] | None:
    """The row in a line, or None where a line is torn or no answer."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and {"id", "answer", "messages"} <= set(row) else None


def rows(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every answer with the file it is in, each prompt once."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                row = whole(line)
                if row and row["id"] not in seen:
                    seen.add(row["id"])
                    yield path, row


def known(folder: Path) -> set[str]:
    return {row["id"] for _, row in rows(folder)}


def prompt_of(row: dict[str, Any]) -> Prompt:
    return Prompt(tuple((m["role"], m["content"]) for m in row["messages"]))


@lru_cache(maxsize=256)
def _beliefs(path: str) -> Any:
    # Mapped, not read: a large ledger does not fit in memory.
    return safe_open(path, framework="pt")


def targets(path: Path, row: dict[str, Any]) -> Cut:
    """What the teacher believed at every token of this answer. Raises UserError without any."""
    beside = path.with_suffix(".safetensors")
    if not beside.exists():
        raise UserError(
            f"{path.parent} holds texts without the teacher's probabilities: add --hard to learn "
            "from the texts alone."
        )
    held = _beliefs(str(beside))
    return Cut(*(held.get_tensor(f"{row['id']}.{name}") for name in ("ids", "logs", "tail")))
