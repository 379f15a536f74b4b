"""What was asked and what was answered, on disk. Asks nobody and judges nothing.

A shard is a JSONL of questions and answers and a safetensors of the teacher's beliefs with what
the shard cost. Both are known by a hash of their questions, never by a step or a position; the
texts are written last, and a question counts as asked only when its texts are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from demo.distill.core.stage_files import read_lines, write_atomically, write_lines
from demo.distill.core.targets import CUT_PARTS, Targets, as_tensors, from_tensors
from demo.errors import UserError
from demo.exam.question import Question

GREEDY, SAMPLED = "greedy", "sampled"


def identity(text: str) -> str:
    """Rows are known by their question."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Row:
    """One question, the teacher's answer to it, and how that was made."""

    question: Question
    answer: str
    tokens: list[int]
    ended: bool
    mode: str

    @cached_property
    def id(self) -> str:
        return identity(self.question.text)

    def as_data(self) -> dict[str, object]:
        return {"id": self.id, **asdict(self)}

    @classmethod
    def from_data(cls, data: dict) -> Row:
        rest = {key: data[key] for key in ("answer", "tokens", "ended", "mode")}
        # JSON knows lists only; a question's parts are tuples.
        asked = {k: tuple(v) if isinstance(v, list) else v for k, v in data["question"].items()}
        return cls(Question(**asked), **rest)


@dataclass(frozen=True)
class Cost:
    """What a shard took; `machine` is where it was asked, `top_k` how much of each belief is kept
    (0: all)."""

    questions: int
    tokens: int
    seconds: float
    machine: str
    top_k: int = 0


class AnswerLog:
    """All shards of a folder. `folder` need not exist before the first write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def shards(self) -> list[Path]:
        return sorted(self.folder.glob("*.jsonl"))

    def rows(self) -> Iterator[tuple[Path, Row]]:
        for shard in self.shards:
            for data in read_lines(shard):
                yield shard, Row.from_data(data)

    def asked(self) -> set[str]:
        """The ids of every question that must not be asked again."""
        return {data["id"] for shard in self.shards for data in read_lines(shard)}

    def add(self, rows: Sequence[Row], beliefs: Sequence[Targets], cost: Cost) -> Path:
        """One more shard, whole or not at all. Raises UserError when the disk is full."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{identity(' '.join(row.id for row in rows))}.jsonl"
        tensors: dict = {}
        for row, targets in zip(rows, beliefs, strict=True):
            tensors |= as_tensors(row.id, targets)
        tensors = {name: tensor.contiguous() for name, tensor in tensors.items()}
        stored = save(tensors, {"cost": json.dumps(asdict(cost))})
        write_atomically(path.with_suffix(".safetensors"), lambda part: part.write_bytes(stored))
        write_lines(path, (row.as_data() for row in rows))
        return path

    def costs(self) -> list[Cost]:
        costs = []
        for shard in self.shards:
            with _opened(shard) as opened:
                costs.append(Cost(**json.loads(opened.metadata()["cost"])))
        return costs


def _opened(shard: Path) -> Any:
    """The beliefs beside a shard's texts. Raises UserError where they are gone or damaged."""
    beside = shard.with_suffix(".safetensors")
    try:
        return safe_open(beside, "pt")
    except (OSError, SafetensorError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise UserError(f"{beside} cannot be read ({reason}): put a good copy there, or delete it "
                        f"and {shard.name}, and `query` asks their questions again.") from None


class StoredTargets:
    """Reads one row's beliefs at a time: a log may be larger than the memory."""

    def __init__(self) -> None:
        self._open: dict[Path, tuple[object, set[str]]] = {}

    def of(self, shard: Path, row_id: str) -> Targets:
        if shard not in self._open:
            opened = _opened(shard)
            self._open[shard] = opened, set(opened.keys())
        opened, held = self._open[shard]
        names = [row_id] if row_id in held else [f"{row_id}.{part}" for part in CUT_PARTS]
        return from_tensors(row_id, {name: opened.get_tensor(name) for name in names})
