"""What a teacher believed at every token of an answer: whole, or its top k and the rest as one.

Whole distributions are for small vocabularies. Of a large one the k likeliest tokens are kept and
the mass of all others as one number, so nothing is lost but how the rest shared that mass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

# Below any mass that fp16 could tell from nothing.
_NOTHING = -30.0
CUT_PARTS = ("ids", "logs", "tail")


@dataclass(frozen=True)
class Cut:
    """Token ids and log-probabilities, both [positions, k], and the log of the mass left over."""

    ids: Tensor
    logs: Tensor
    tail: Tensor

    def __len__(self) -> int:
        return len(self.tail)

    def to(self, device: torch.device) -> Cut:
        return Cut(self.ids.to(device), self.logs.to(device), self.tail.to(device))

    def float(self) -> Cut:
        return Cut(self.ids.long(), self.logs.float(), self.tail.float())


Targets = Tensor | Cut


def cut(logs: Tensor, k: int) -> Cut:
    """`logs` are log-probabilities, [positions, vocabulary]."""
    top = logs.topk(k, -1)
    tail = logs.scatter(-1, top.indices, -torch.inf).logsumexp(-1).clamp(min=_NOTHING)
    return Cut(top.indices.int(), top.values.half(), tail.half())


def kept(logs: Tensor, k: int = 0) -> Targets:
    """Log-probabilities [positions, vocabulary] as they are stored; k = 0 keeps everything."""
    return cut(logs, k) if k else logs.half()


def sure(tokens: Sequence[int], vocabulary: int) -> Tensor:
    """Targets [tokens, vocabulary] of an answer that no teacher gave: all probability on its own
    tokens."""
    logs = torch.full((len(tokens), vocabulary), _NOTHING, dtype=torch.float16)
    logs[torch.arange(len(tokens)), torch.tensor(tokens)] = 0.0
    return logs


def join(parts: Sequence[Targets]) -> Targets | None:
    """Positions one after another; all whole, or all cut at the same k."""
    if not parts:
        return None
    if isinstance(parts[0], Cut):
        columns = zip(*((p.ids, p.logs, p.tail) for p in parts), strict=True)
        return Cut(*(torch.cat(column) for column in columns)).float()
    return torch.cat([part.float() for part in parts])


def as_tensors(name: str, targets: Targets) -> dict[str, Tensor]:
    """Under which names a shard stores them: whole as [tokens, vocabulary], cut as the three parts
    of `Cut`."""
    if isinstance(targets, Cut):
        return {f"{name}.{part}": getattr(targets, part) for part in CUT_PARTS}
    return {name: targets}


def from_tensors(name: str, stored: dict[str, Tensor]) -> Targets:
    """The inverse of `as_tensors`: [tokens, vocabulary], or a Cut."""
    if name in stored:
        return stored[name]
    return Cut(*(stored[f"{name}.{part}"] for part in CUT_PARTS))


def buckets(student: Tensor, teacher: Cut) -> tuple[Tensor, Tensor]:
    """Log-probabilities of student and teacher over k + 1 outcomes, [positions, k + 1] each: the k
    tokens, and any other. `student` is [positions, vocabulary]."""
    ours = student.log_softmax(-1)
    rest = ours.scatter(-1, teacher.ids, -torch.inf).logsumexp(-1, keepdim=True)
    theirs = torch.cat([teacher.logs, teacher.tail[:, None]], -1)
    return torch.cat([ours.gather(-1, teacher.ids), rest], -1), theirs
