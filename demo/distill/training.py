"""The loop every stage shares: schedule, checkpoint, resume, log. Knows no subject and no loss.

A step's batch and randomness depend only on the seed and the step, so a run that was killed goes
on exactly where its last checkpoint stands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from demo.distill.batches import Batch
from demo.distill.files import write_atomically
from demo.distill.muon import optimisers
from demo.distill.profiles import Budget


@dataclass
class Stage:
    name: str
    folder: Path
    budget: Budget
    model: nn.Module
    batch_of: Callable[[int], Batch]
    loss_of: Callable[[Batch], tuple[Tensor, dict[str, float]]]
    look: Callable[[], dict[str, float]]  # validation accuracy by subject
    done: dict[str, float] = field(default_factory=lambda: {"step": 0, "tokens": 0, "seconds": 0.0})

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.name}.pt"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.jsonl"


def rate_at(budget: Budget, step: int) -> float:
    """Linear warm-up, then linear to zero."""
    rise = (step + 1) / budget.warm_up
    fall = (budget.steps - step) / max(1, budget.steps - budget.warm_up)
    return budget.rate * min(rise, fall, 1.0)


def _save(stage: Stage, optimisers: list[torch.optim.Optimizer]) -> None:
    state = {
        "model": stage.model.state_dict(),
        "optimisers": [o.state_dict() for o in optimisers],
        "done": stage.done,
    }
    write_atomically(stage.checkpoint, lambda path: torch.save(state, path))


def _resume(stage: Stage, optimisers: list[torch.optim.Optimizer]) -> None:
    if not stage.checkpoint.exists():
        return
    state = torch.load(stage.checkpoint, weights_only=True)
    stage.model.load_state_dict(state["model"])
    for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(saved)
    stage.done.update(state["done"])


def _append(stage: Stage, row: dict[str, object]) -> None:
    with stage.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def _step(stage: Stage, optimisers: list[torch.optim.Optimizer]) -> dict[str, float]:
    batch = stage.batch_of(stage.done["step"])
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(stage.budget, stage.done["step"]) * group.get("share", 1.0)
        optimiser.zero_grad()
    loss, parts = stage.loss_of(batch)
    loss.backward()
    nn.utils.clip_grad_norm_(stage.model.parameters(), 1.0)
    for optimiser in optimisers:
        optimiser.step()
    stage.done["step"] += 1
    stage.done["tokens"] += batch.tokens
    return {"loss": loss.item(), **parts}


def train(stage: Stage, stop_after: int | None = None) -> dict[str, float]:
    """Run the stage to its end (or `stop_after` steps, for tests); returns what was done."""
    stage.folder.mkdir(parents=True, exist_ok=True)
    tools, budget = optimisers(stage.model, stage.budget.rate), stage.budget
    _resume(stage, tools)
    last = min(budget.steps, stop_after or budget.steps)
    bar = tqdm(total=budget.steps, initial=stage.done["step"], desc=stage.name, mininterval=5)
    while stage.done["step"] < last:
        began = time.perf_counter()
        row = _step(stage, tools)
        stage.done["seconds"] += time.perf_counter() - began
        step = stage.done["step"]
        if step % budget.look_every == 0 or step == budget.steps:
            row["accuracy"] = stage.look()
        if "accuracy" in row or step % 10 == 0:
            _append(stage, {**stage.done, **row})
        if step % budget.save_every == 0 or step == last:
            _save(stage, tools)
        bar.update()
        bar.set_postfix(loss=f"{row['loss']:.3f}")
    bar.close()
    return stage.done
