"""The loop every stage shares: schedule, checkpoint, resume, log. Knows no subject and no loss.

A step's batch and randomness depend only on the seed and the step, so a run that was killed goes
on exactly where its last checkpoint stands. Under `accelerate launch` every process builds the
same batch, trains on its share of the rows and gets the gradient of them all, so that several
processes learn what one would learn, sooner; the first of them logs, looks and saves.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor, nn
from torch.optim import Optimizer
from tqdm import tqdm

from demo.distill.core.batches import Batch
from demo.distill.core.optimisers import optimisers
from demo.distill.core.processes import is_main, launched
from demo.distill.core.sharding import moved, part
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import append_line, write_atomically
from demo.errors import UserError


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
    optimisers: Callable[[nn.Module, float], list[Optimizer]] = optimisers

    @property
    def checkpoint(self) -> Path:
        return self.folder / f"{self.name}.pt"

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.jsonl"

    def finish(self) -> None:
        """Once what was trained is stored, the checkpoint (three times its size) is of no use."""
        if is_main():
            self.checkpoint.unlink(missing_ok=True)


def rate_at(budget: Budget, step: int) -> float:
    """Linear warm-up, then linear to zero."""
    rise = (step + 1) / budget.warm_up
    fall = (budget.steps - step) / max(1, budget.steps - budget.warm_up)
    return budget.rate * min(rise, fall, 1.0)


class _Lesson(nn.Module):
    """Model and loss as one module, so that a wrapper sees the whole forward pass, as it must."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.model, self.loss_of = stage.model, stage.loss_of

    def forward(self, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        return self.loss_of(batch)


@dataclass
class _Workplace:
    """Where a stage is worked on: what accelerate made of its model and optimisers."""

    accelerator: Accelerator
    lesson: nn.Module
    optimisers: list[Optimizer]


def _workplace(stage: Stage) -> _Workplace:
    accelerator = Accelerator(cpu=launched().device.type == "cpu")
    # Optimisers after the model is where it trains: their states follow its parameters.
    lesson = accelerator.prepare(_Lesson(stage))
    optimisers = stage.optimisers(stage.model, stage.budget.rate)
    return _Workplace(accelerator, lesson, [accelerator.prepare(each) for each in optimisers])


def _weights(model: nn.Module) -> dict[str, Tensor]:
    """What training changes. Frozen weights (a 4-bit base under adapters) are on disk already."""
    state = model.state_dict()
    frozen = {name for name, p in model.named_parameters() if not p.requires_grad}
    if not frozen:
        return state
    return {name: p.detach() for name, p in model.named_parameters() if p.requires_grad}


def _save(stage: Stage, optimisers: list[Optimizer]) -> None:
    state = {
        "model": _weights(stage.model),
        "optimisers": [optimiser.state_dict() for optimiser in optimisers],
        "done": stage.done,
        "budget": asdict(stage.budget),
    }

    def write(path: Path) -> None:
        # Through a file of Python's: torch's own writer hides that a disk is full.
        with path.open("wb") as file:
            torch.save(state, file)

    write_atomically(stage.checkpoint, write)


def _resume(stage: Stage, optimisers: list[Optimizer]) -> None:
    if not stage.checkpoint.exists():
        if is_main():
            stage.log.unlink(missing_ok=True)  # of a run that this one does not go on with
        return
    state = torch.load(stage.checkpoint, weights_only=True, map_location="cpu")
    whole = all(p.requires_grad for p in stage.model.parameters())
    mismatch = stage.model.load_state_dict(state["model"], strict=whole)
    assert not mismatch.unexpected_keys, "a checkpoint holds only weights of its own model"
    for optimiser, saved in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(saved)
    stage.done.update(state["done"])
    _name_changes(stage, state.get("budget", {}))


def _name_changes(stage: Stage, before: dict[str, object]) -> None:
    """A run that goes on with another plan than it was begun with is neither: say so."""
    now = asdict(stage.budget)
    changed = [f"{key} {before[key]}, now {now[key]}" for key in now
               if key in before and before[key] != now[key]]
    if changed and is_main():
        tqdm.write(f"{stage.checkpoint} was begun with {', '.join(changed)}, and goes on from step "
                   f"{stage.done['step']}: delete it to begin anew.", file=sys.stderr)


def _gradient(place: _Workplace, batch: Batch) -> dict[str, float]:
    """Backward through this process's share; returns the loss and its parts, of that share."""
    share, weight = part(batch, place.accelerator.process_index, place.accelerator.num_processes)
    loss, parts = place.lesson(moved(share, place.accelerator.device))
    if not loss.isfinite():
        # Before the step: neither the weights nor the next checkpoint ever hold it.
        raise UserError("The training's loss is no finite number any more (NaN or infinity): lower "
                        "the learning rate. The checkpoint before stays.")
    place.accelerator.backward(loss if weight == 1.0 else loss * weight)
    return {"loss": loss.item(), **parts}


def _step(stage: Stage, place: _Workplace) -> dict[str, float]:
    batch = stage.batch_of(stage.done["step"])
    for optimiser in place.optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(stage.budget, stage.done["step"]) * group.get("share", 1.0)
        optimiser.zero_grad()
    row = _gradient(place, batch)
    place.accelerator.clip_grad_norm_(stage.model.parameters(), 1.0)
    for optimiser in place.optimisers:
        optimiser.step()
    stage.done["step"] += 1
    stage.done["tokens"] += batch.tokens
    return row


def _note(stage: Stage, place: _Workplace, row: dict[str, object]) -> None:
    """What only the first process does after a step: look, log, save."""
    step, budget = stage.done["step"], stage.budget
    if step % budget.look_every == 0 or step == budget.steps:
        row["accuracy"] = stage.look()
    if "accuracy" in row or step % 10 == 0:
        append_line(stage.log, {**stage.done, **row})
    if step % budget.save_every == 0 or step == budget.steps:
        _save(stage, place.optimisers)


def train(stage: Stage) -> dict[str, float]:
    """Run the stage to its end; returns what was done: steps, tokens, seconds.

    Raises UserError where the disk is full or the loss is not finite: the checkpoint before stays.
    """
    for _ in steps(stage):
        pass
    return stage.done


def steps(stage: Stage) -> Iterator[int]:
    """The same step by step, each yielded when it is done; closed between two, it leaves a
    checkpoint there."""
    stage.folder.mkdir(parents=True, exist_ok=True)
    place, budget = _workplace(stage), stage.budget
    _resume(stage, place.optimisers)
    main = is_main()
    bar = tqdm(total=budget.steps, initial=stage.done["step"], desc=stage.name, mininterval=5,
               disable=not main)
    try:
        while stage.done["step"] < budget.steps:
            began = time.perf_counter()
            row = _step(stage, place)
            stage.done["seconds"] += time.perf_counter() - began
            if main:
                _note(stage, place, row)
            bar.update()
            bar.set_postfix(loss=f"{row['loss']:.3f}", refresh=False)
            yield int(stage.done["step"])
    except GeneratorExit:
        if main:
            _save(stage, place.optimisers)
    finally:
        bar.close()
    place.accelerator.wait_for_everyone()
