"""The answers gathered in a folder, from whatever teacher: rows of JSONL, known by their prompt.

Rows come in whole shards (a local teacher, with its beliefs in a .safetensors beside) or one by
one at the end of one file (an endpoint). A torn last line, as a kill leaves it, is no answer; a
damaged line elsewhere is named and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from safetensors import safe_open

from demo.distill.core.stage_files import read_json, write_json
from demo.distill.core.targets import Cut
from demo.distill.own.prompt_file import Prompt
from demo.errors import UserError

LOST = "lost"  # a row that is no answer: what a reply of no use cost
TEACHER = "teacher.json"
OPTIONS = {"longest": "--max-tokens", "temperature": "--temperature", "template": "--template",
           "top": "--top", "epochs": "--epochs", "rows": "--rows", "rate": "--learning-rate",
           "alpha": "--alpha", "hard": "--hard", "qlora": "--qlora", "seed": "--seed",
           "length": "--longest", "beta": "--beta", "chosen_weight": "--chosen-weight",
           "nf4_share": "--nf4-share", "preferences": "--votes"}


def claim(folder: Path, card: dict[str, Any], name: str = TEACHER) -> None:
    """Answers of two teachers, or asked in two ways, must not mix in one folder.

    The first run leaves its card there; UserError, with every option that changed, for a run
    whose card differs. What an older version did not note is noted now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    there = read_json(path) if path.exists() else {}
    changed = [
        (OPTIONS.get(key, key), there[key], value) for key, value in card.items()
        if key in there and there[key] != value
    ]
    if changed:
        begun = " and ".join(f"{key} {before!r}, not {now!r}" for key, before, now in changed)
        raise UserError(
            f"{folder} was begun with {begun}: give the same again, or another --out (`distil "
            "--answers FOLDER` learns from answers that are in another folder)."
        )
    if card.keys() - there.keys():
        write_json(path, there | card)


def _message(message: Any) -> bool:
    return isinstance(message, dict) and all(
        isinstance(message.get(key), str) for key in ("role", "content"))


def whole(line: bytes) -> dict[str, Any] | None:
    """The row in a line, or None where a line is torn or no answer."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not re.fullmatch("[0-9a-f]{1,32}", str(row.get("id"))):
        return None
    if LOST in row:
        return row
    asked = row.get("messages")
    fits = isinstance(row.get("answer"), str) and isinstance(asked, list) and asked
    return row if fits and all(map(_message, asked)) else None


@dataclass(frozen=True)
class Read:
    """What a file of answers holds: its rows, and the numbers of lines that are damaged."""

    path: Path
    rows: list[dict[str, Any]]
    damaged: list[int]

    @property
    def answers(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if LOST not in row]

    @property
    def complaint(self) -> str:
        """One sentence on all damaged lines; "" without any."""
        if not self.damaged:
            return ""
        named = ", ".join(map(str, self.damaged[:8])) + (", …" if len(self.damaged) > 8 else "")
        return (f"{self.path}: {len(self.damaged)} of {len(self.rows) + len(self.damaged)} lines "
                f"are damaged and count as not asked (line {named}).")


def read(path: Path) -> Read:
    """Raises UserError when most of a file cannot be read: nobody wants to go on with scraps, or
    to pay again for what a backup still has. A torn last line is what a kill leaves, no damage."""
    lines = path.read_bytes().split(b"\n")
    rows, damaged = [], []
    for number, line in enumerate(lines, 1):
        if row := whole(line):
            rows.append(row)
        elif line.strip() and number < len(lines):
            damaged.append(number)
    file_read = Read(path, rows, damaged)
    if len(damaged) > len(rows):
        raise UserError(
            f"{file_read.complaint[:-1]}; nothing is done with the rest: put a good copy "
            "of the file there, or give another --out."
        )
    return file_read


def files(folder: Path) -> Iterator[Read]:
    """Raises UserError as `read` does."""
    return (read(path) for path in sorted(folder.glob("*.jsonl")))


def rows(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every answer with the file it is in, each prompt once. Raises UserError as `read` does."""
    seen: set[str] = set()
    for file in files(folder):
        for row in file.answers:
            if row["id"] not in seen:
                seen.add(row["id"])
                yield file.path, row


def known(folder: Path) -> set[str]:
    return {row["id"] for _, row in rows(folder)}


def prompt_of(row: dict[str, Any]) -> Prompt:
    return Prompt(tuple((m["role"], m["content"]) for m in row["messages"]))


@lru_cache(maxsize=256)
def _beliefs(path: str) -> Any:
    # Mapped, not read: a large folder of answers does not fit in memory.
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
