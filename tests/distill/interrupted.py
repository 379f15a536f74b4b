"""Training that ends between two steps, as if the process had been told to go."""

from __future__ import annotations

from demo.distill.core.training import Stage, steps


class Interrupted(Exception):
    pass


def train_until(stage: Stage, last: int) -> dict[str, float]:
    """Run a stage until `last` steps are done, in this and in earlier runs."""
    running = steps(stage)
    for step in running:
        if step >= last:
            break
    running.close()
    return stage.done


def interrupted_at(last: int):
    """What takes the place of `train` in a stage's module: it never comes back."""

    def train(stage: Stage) -> dict[str, float]:
        train_until(stage, last)
        raise Interrupted
    return train
