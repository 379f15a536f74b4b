"""Our training loop against TRL's: `python -m tests.bench.trainer [--shape … --rounds …]`.

Both train the same tiny model from nothing on the same questions and worked answers, loss on the
answers only, about as many tokens a step, on the same machine, in alternating blocks (ours, TRL,
TRL, ours) of one run. Tokens are counted without padding, over seconds of the wall clock and over
seconds of this process's CPU time, which a busy machine does not stretch; a block's first steps
are not timed. TRL's SFTTrainer runs as it comes (padded rows), which is what the goal of at least
twice the tokens/s is about, and with its own packing, which on a CPU lets packed examples see each
other (ours do not). Its DistillationTrainer samples from the student at every step, which is
other work and no comparison.

TRL belongs to no requirements file: `pip install trl` in a virtual environment of its own, beside
what requirements.txt and demo/distill/requirements.txt list. Last line of stdout: one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

import torch
from datasets import Dataset
from transformers import PreTrainedTokenizerFast, TrainerCallback
from trl import SFTConfig, SFTTrainer

from demo.distill.core.batches import Batch, Example, encode, pack
from demo.distill.core.models import new_model, parameters
from demo.distill.core.sizes import Budget, Shape
from demo.distill.core.training import Stage
from demo.distill.school.lessons import hard_loss
from demo.distill.school.profiles import PROFILES
from demo.distill.school.school_tokenizer import build
from demo.exam.catalogue import mixed
from tests.distill.interrupted import train_until

ROWS, LENGTH, UNTIMED = 16, 256, 3
Rates = dict[str, float]  # tokens a second
ORDER = ("ours", "trl", "trl_packed", "trl_packed", "trl", "ours")


class Clock:
    """Tokens and seconds, of the wall and of the CPU, of the steps after the first few."""

    def __init__(self) -> None:
        self.steps, self.tokens, self.began = 0, 0, (0.0, 0.0)

    def step(self, tokens: int) -> None:
        self.steps += 1
        if self.steps == UNTIMED:
            self.began = self.now()
        elif self.steps > UNTIMED:
            self.tokens += tokens

    @staticmethod
    def now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    @property
    def rates(self) -> Rates:
        wall, cpu = (b - a for a, b in zip(self.began, self.now(), strict=True))
        return {"wall": self.tokens / wall, "cpu": self.tokens / cpu}


def examples(tokenizer: PreTrainedTokenizerFast, seed: int) -> Iterator[Example]:
    return (encode(tokenizer, q.text, q.worked) for q in mixed(Random(f"bench|{seed}")))


def ours(shape: Shape, tokenizer: PreTrainedTokenizerFast, steps: int, seed: int) -> Rates:
    clock, model = Clock(), new_model(shape, tokenizer, seed)
    budget = Budget(steps, ROWS, 2e-3, 2, LENGTH, look_every=steps + 1, save_every=steps + 1)
    stream = examples(tokenizer, seed)

    def batch_of(step: int) -> Batch:
        return pack(stream, ROWS, LENGTH, tokenizer.pad_token_id)

    with tempfile.TemporaryDirectory() as folder:
        stage = Stage("bench", Path(folder), replace(budget, steps=steps + 1), model, batch_of,
                      hard_loss(model, compiled=False), dict)
        step, tokens = stage.loss_of, 0

        def counted(batch: Batch) -> tuple[torch.Tensor, dict]:
            nonlocal tokens
            clock.step(tokens)  # the step before has ended
            tokens = batch.tokens
            return step(batch)

        stage.loss_of = counted
        # One more than is timed: a step's end is seen at the start of the next.
        train_until(stage, steps)
        clock.step(tokens)
        return clock.rates


class Counted(TrainerCallback):
    def __init__(self, clock: Clock) -> None:
        self.clock, self.tokens = clock, 0

    def on_step_end(self, *_: object, **__: object) -> None:
        self.clock.step(self.tokens)
        self.tokens = 0


def trl(
    shape: Shape, tokenizer: PreTrainedTokenizerFast, steps: int, seed: int, packed: bool
) -> Rates:
    clock, model = Clock(), new_model(shape, tokenizer, seed)
    sample = list(islice(examples(tokenizer, seed), 400))
    mean = sum(e.steps for e in sample) / len(sample)
    rows = ROWS if packed else round(ROWS * LENGTH / mean)
    needed = ROWS * LENGTH * (steps + 2) / mean
    found = list(islice(examples(tokenizer, seed), round(needed)))
    data = Dataset.from_list([
        {"input_ids": e.tokens, "completion_mask": [0] * e.asked + [1] * (len(e.tokens) - e.asked)}
        for e in found
    ])
    with tempfile.TemporaryDirectory() as folder:
        config = SFTConfig(
            folder, max_steps=steps, per_device_train_batch_size=rows, learning_rate=2e-3,
            warmup_steps=2, max_length=LENGTH, packing=packed, packing_strategy="wrapped",
            completion_only_loss=True, gradient_checkpointing=False, bf16=False, use_cpu=True,
            report_to="none", save_strategy="no", logging_steps=10**6, disable_tqdm=True,
        )
        counted = Counted(clock)
        trainer = SFTTrainer(model, config, train_dataset=data, processing_class=tokenizer,
                             callbacks=[counted])
        collate: Callable = trainer.data_collator

        def collating(rows: list) -> dict:
            batch = collate(rows)
            counted.tokens += sum(len(row["input_ids"]) for row in rows)
            return batch

        trainer.data_collator = collating
        trainer.train()
        return clock.rates


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.trainer", description=__doc__)
    parser.add_argument("--profile", choices=PROFILES, default="cpu")
    parser.add_argument("--side", choices=("teacher", "student"), default="student")
    parser.add_argument("--steps", type=int, default=20, help="a block")
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    shape, tokenizer = getattr(PROFILES[arguments.profile], arguments.side), build()
    found: dict[str, list[Rates]] = {name: [] for name in ORDER}
    for seed in range(arguments.rounds):
        for name in ORDER:
            told = (shape, tokenizer, arguments.steps, seed)
            rates = ours(*told) if name == "ours" else trl(*told, packed=name == "trl_packed")
            found[name].append(rates)
            print(f"{name:12s} {rates['wall']:8.0f} tokens/s {rates['cpu']:8.0f} tokens/CPU-s",
                  flush=True)
    print(json.dumps({
        **{clock: _compared(found, clock) for clock in ("wall", "cpu")}, "goal": 2.0,
        "parameters": parameters(new_model(shape, tokenizer, 0)),
        "threads": torch.get_num_threads(), "rounds": arguments.rounds,
        "steps": arguments.steps,
        "versions": {name: version(name) for name in ("torch", "transformers", "trl")},
    }))


def _compared(found: dict[str, list[Rates]], clock: str) -> dict[str, object]:
    middle = {name: median(r[clock] for r in rates) for name, rates in found.items()}
    return {
        "tokens_per_second": {name: round(rate) for name, rate in middle.items()},
        "over_trl": round(middle["ours"] / middle["trl"], 2),
        "over_trl_packed": round(middle["ours"] / middle["trl_packed"], 2),
    }


if __name__ == "__main__":
    main()
