"""A batch cut into one share a process, and moved to a device. Knows no accelerator.

Any dataclass of tensors will do that has rows along the first axis of its tensors, `labels` with
IGNORED where nothing is to be learned, and `targets` with one row a label (or None).
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import torch
from torch import Tensor

from demo.distill.core.batches import IGNORED
from demo.distill.core.targets import Cut, Targets
from demo.errors import UserError


def moved(batch: Any, device: torch.device) -> Any:
    if device.type == "cpu":
        return batch
    held = {f.name: getattr(batch, f.name) for f in fields(batch)}
    return replace(batch, **{n: v.to(device) for n, v in held.items() if hasattr(v, "to")})


def part(batch: Any, index: int, of: int) -> tuple[Any, float]:
    """Every `of`-th row from `index` on, and the weight of its mean loss.

    Processes average their gradients; weighted by its share of the answer positions, the average
    is the gradient of the whole batch's mean. Raises UserError with fewer rows than processes.
    """
    if of == 1:
        return batch, 1.0
    rows = len(batch.labels)
    if rows < of:
        raise UserError(
            f"{of} processes cannot share batches of {rows} rows: start {rows} at most."
        )
    answers = batch.labels != IGNORED
    mine = torch.zeros(rows, dtype=torch.bool)
    mine[index::of] = True
    share = {f.name: getattr(batch, f.name) for f in fields(batch)}
    cut = {name: held[index::of] for name, held in share.items() if isinstance(held, Tensor)}
    if batch.targets is not None:
        cut["targets"] = _rows(batch.targets, mine[:, None].expand_as(answers)[answers])
    weight = of * int(answers[index::of].sum()) / int(answers.sum())
    return replace(batch, **cut), weight


def _rows(targets: Targets, which: Tensor) -> Targets:
    if isinstance(targets, Cut):
        return Cut(targets.ids[which], targets.logs[which], targets.tail[which])
    return targets[which]
