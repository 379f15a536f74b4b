"""Both sides of a loaded pair answer an exported paper inside lm-evaluation-harness.

    .venv/bin/python -m demo.bench.harness_run --task build/lm-eval --pair NAME

For sides that no option of the harness loads (NF4 while loading), and to compare: the harness is
handed the very model objects that races and exams run. Needs `pip install lm-eval`, which is in no
requirements file. The last line of stdout is one JSON object: the sample log of each side.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo import settings as settings_module
from demo.engine import prompting
from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.errors import UserError
from demo.exam import harness_task


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m demo.bench.harness_run", description=(
        "lm-evaluation-harness asks a pair's own loaded models an exported paper."))
    p.add_argument("--task", type=Path, required=True, metavar="FOLDER",
                   help="what python -m demo.exam export wrote")
    p.add_argument("--pair", help="name or path of a pair (default: PAIR, else abacus)")
    p.add_argument("--batch", type=int, default=1, help="questions at once (default %(default)s)")
    return p


def main(argv: Sequence[str] | None = None) -> None:
    args = parser().parse_args(argv)
    try:
        print(json.dumps(run(args.task, args.pair, args.batch)))
    except UserError as error:
        sys.exit(str(error))


def run(folder: Path, name: str | None, batch: int) -> dict[str, str]:
    """Each side's sample log. Raises UserError."""
    if not (folder / harness_task.PAPER).is_file():
        raise UserError(f"{folder} holds no exported paper: write one with python -m demo.exam "
                        "export --format lm-eval.")
    _harness()
    settings = settings_module.read()
    session = Session(settings)
    session.load(name or settings.pair)
    assert session.pair is not None, "a pair is loaded"
    if any(spec.remote for spec in session.pair.specs.values()):
        raise UserError("A side of this pair runs elsewhere, so there is no model to hand over: "
                        "ask it with the harness's own API models.")
    asked = harness_task.tasks(session.pair)
    return {lane.side: str(_side(session, lane, folder, asked[lane.side], batch))
            for lane in session.here}


def _harness() -> None:
    try:
        import lm_eval  # noqa: F401
    except ImportError as error:
        raise UserError(f"lm-evaluation-harness is not installed ({error}): "
                        "pip install lm-eval.") from None


def _side(session: Session, lane: Lane, folder: Path, task: str, batch: int) -> Path:
    from lm_eval import simple_evaluate
    from lm_eval.loggers import EvaluationTracker
    from lm_eval.tasks import TaskManager

    pair, spec, tokenizer = session.pair, lane.loaded.spec, lane.loaded.tokenizer
    assert pair is not None, "a pair is loaded"
    tracker = EvaluationTracker(output_path=str(folder / lane.side))
    before = set((folder / lane.side).rglob("samples_*.jsonl"))
    found = simple_evaluate(
        _model(lane, batch), model_args={"pretrained": spec.name}, tasks=[task],
        task_manager=TaskManager(include_path=str(folder), include_defaults=False),
        apply_chat_template=prompting.chats(tokenizer, pair), evaluation_tracker=tracker,
        log_samples=True, bootstrap_iters=0)
    samples = found.pop("samples")
    tracker.save_results_aggregated(found, samples)
    tracker.save_results_samples(task, samples[task])
    (new,) = set((folder / lane.side).rglob("samples_*.jsonl")) - before
    return new


def _model(lane: Lane, batch: int) -> Any:
    from lm_eval.models.huggingface import HFLM

    loaded = lane.loaded
    return HFLM(pretrained=loaded.model, tokenizer=loaded.tokenizer, batch_size=batch,
                chat_template_args=dict(loaded.spec.template))


if __name__ == "__main__":
    main()
