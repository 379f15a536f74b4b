"""Learning from pairs of answers by DPO (Rafailov et al., arXiv 2305.18290), as TRL trains it.

TRL is optional (demo/distill/requirements.txt) and imported only here. It is given tokens of ours
and never texts: a control token's name in somebody's answer stays text. Its checkpoints make a run
that was killed go on.
"""

from __future__ import annotations

import math
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from tqdm import tqdm
from transformers import TrainerCallback
from transformers.trainer_utils import get_last_checkpoint

from demo.distill.core.processes import is_main, launched
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import append_line
from demo.errors import UserError

IGNORED = -100


@dataclass(frozen=True)
class AnswerPair:
    """Token ids of a prompt and of both answers to it, each with its end."""

    id: str
    prompt: list[int]
    chosen: list[int]
    rejected: list[int]

    @property
    def longest(self) -> int:
        return len(self.prompt) + max(len(self.chosen), len(self.rejected))


@dataclass(frozen=True)
class Lesson:
    """One stage. beta: how dearly leaving the reference is paid for (DPO's own letter);
    chosen_weight: of the chosen answer's own cross entropy beside DPO's loss, without which both
    answers may become unlikely together (RPO, Pang et al., arXiv 2404.19733, eq. 1)."""

    name: str
    folder: Path
    budget: Budget
    beta: float
    chosen_weight: float
    seed: int


def the_trl() -> Any:
    """Raises UserError without TRL."""
    try:
        import trl
    except ImportError:
        raise UserError("prefer needs the trl package: pip install -r "
                        "demo/distill/requirements.txt.") from None
    return trl


class _Log(TrainerCallback):
    """Our log in JSON lines and our bar, in place of what Trainer prints; no step on a loss that is
    not finite reaches a checkpoint."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.bar = lesson, None

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.bar = tqdm(total=state.max_steps, initial=state.global_step, desc=self.lesson.name,
                        mininterval=5, disable=not is_main())

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.bar.update()

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        row = {key: float(value) for key, value in (logs or {}).items()}
        if not math.isfinite(row.get("loss", 0.0)):
            raise UserError("The training's loss is no finite number any more (NaN or infinity): "
                            "lower --learning-rate. The checkpoint before stays.")
        if is_main():
            path = self.lesson.folder / f"{self.lesson.name}.jsonl"
            append_line(path, {"step": state.global_step, **row})

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self.bar.close()


def _arguments(trl: Any, lesson: Lesson) -> Any:
    budget, device = lesson.budget, launched().device
    return trl.DPOConfig(
        output_dir=str(checkpoints(lesson)), per_device_train_batch_size=budget.rows,
        max_steps=budget.steps, learning_rate=budget.rate, warmup_steps=budget.warm_up,
        lr_scheduler_type="linear", weight_decay=0.0, beta=lesson.beta,
        loss_type=["sigmoid", "sft"] if lesson.chosen_weight else ["sigmoid"],
        loss_weights=[1.0, lesson.chosen_weight] if lesson.chosen_weight else None,
        save_steps=budget.save_every, save_total_limit=1, logging_steps=max(1, budget.steps // 50),
        logging_nan_inf_filter=False, report_to="none", disable_tqdm=True, max_length=None,
        seed=lesson.seed, bf16=False, gradient_checkpointing=device.type == "cuda",
        use_cpu=device.type == "cpu", dataloader_pin_memory=device.type == "cuda",
    )


def checkpoints(lesson: Lesson) -> Path:
    return lesson.folder / "checkpoints" / lesson.name


def train(
    lesson: Lesson, model: Any, reference: Any, tokenizer: Any, pairs: Sequence[AnswerPair]
) -> dict[str, float]:
    """Train `model` in place; what was done: steps, seconds, the last losses.

    reference: the model as it was, None where adapters only need to be switched off; tokenizer: one
    that TRL may change. Raises UserError where the loss is not finite.
    """
    trl = the_trl()
    pads = [(config, config.pad_token_id) for config in (model.config, model.generation_config)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trainer = _trainer(trl)(
            model=model, ref_model=reference, args=_arguments(trl, lesson),
            train_dataset=_dataset(pairs), processing_class=tokenizer, callbacks=[_Log(lesson)])
        trainer.pop_callback(_printer())
        done = trainer.train(resume_from_checkpoint=_last(lesson))
    for config, pad in pads:
        config.pad_token_id = pad
    for each in (model, reference):
        if each is not None:  # TRL puts a forward of its own over the class's
            each.__dict__.pop("forward", None)
    return {"step": done.global_step, "seconds": round(done.metrics["train_runtime"], 1),
            "loss": round(done.training_loss, 4)}


def _last(lesson: Lesson) -> str | None:
    folder = checkpoints(lesson)
    return get_last_checkpoint(str(folder)) if folder.is_dir() else None


def forget(lesson: Lesson) -> None:
    """What was trained is stored: its checkpoints are of no use any more."""
    if is_main():
        shutil.rmtree(checkpoints(lesson), ignore_errors=True)


def _printer() -> type:
    from transformers.trainer_callback import PrinterCallback

    return PrinterCallback


def _trainer(trl: Any) -> type:
    class OwnTokens(trl.DPOTrainer):
        """TRL reads texts with whatever control tokens somebody typed into them: these rows are
        read already."""

        def _prepare_dataset(self, dataset: Any, *_: Any, **__: Any) -> Any:
            return dataset

    return OwnTokens


def _dataset(pairs: Sequence[AnswerPair]) -> Any:
    from datasets import Dataset
    from datasets.table import InMemoryTable

    rows = [{"prompt_ids": one.prompt, "chosen_ids": one.chosen, "rejected_ids": one.rejected}
            for one in pairs]
    # Its own fingerprint would pickle the table, which dill 0.4.1 cannot with pyarrow 26.
    return Dataset(InMemoryTable.from_pylist(rows), fingerprint="preferences")


@torch.inference_mode()
def likelier(model: Any, pairs: Sequence[AnswerPair], rows: int) -> dict[str, float]:
    """On pairs held out: in how many the chosen answer is the likelier one, and the mean of what
    its log-probability is above the other's, in nats an answer. {} without any."""
    device = next(model.parameters()).device
    margins: list[float] = []
    for start in range(0, len(pairs), rows):
        part = pairs[start:start + rows]
        sums = [_log_probability(model, [(one.prompt, getattr(one, kind)) for one in part], device)
                for kind in ("chosen", "rejected")]
        margins += (sums[0] - sums[1]).tolist()
    if not margins:
        return {}
    return {"pairs": len(margins), "chosen_likelier": sum(margin > 0 for margin in margins),
            "margin_nats": round(sum(margins) / len(margins), 3)}


def _log_probability(
    model: Any, answers: Sequence[tuple[list[int], list[int]]], device: torch.device
) -> Tensor:
    """Of whole answers after their prompts, in nats: [answers]. Padded on the right, so no mask is
    needed."""
    ids = pad_sequence([torch.tensor(p + a) for p, a in answers], batch_first=True).to(device)
    labels = pad_sequence([torch.tensor([IGNORED] * len(p) + a) for p, a in answers],
                          batch_first=True, padding_value=IGNORED).to(device)[:, 1:]
    logs = model(input_ids=ids, use_cache=False).logits[:, :-1].float().log_softmax(-1)
    told = logs.gather(-1, labels.clamp(min=0)[..., None])[..., 0]
    return (told * (labels != IGNORED)).sum(-1).cpu()
