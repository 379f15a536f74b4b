"""A paper as files for lm-evaluation-harness: paper.jsonl, and a task in YAML that asks it.

What the harness asks is what `sitting` asks: the same prompts, the pair's system prompt and stop
texts, greedily, graded by our checkers. Each row carries all that grading needs, so a sample log of
the harness is enough for harness_samples.py. Knows no model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.durable_files import make_folder, write_durably
from demo.errors import UserError
from demo.exam import paper_metrics, sitting
from demo.exam.answer_checkers import BY_EYE
from demo.exam.marked import name
from demo.exam.question_file import OwnPaper, OwnQuestion
from demo.exam.sitting import Terms
from demo.pairs import Pair
from demo.recording.data import SIDES

PAPER, TASK = "paper.jsonl", "apprentice"
EARLIER = "the harness asks one question at a time, and this one follows upon another"


def rows(paper: OwnPaper, title: str, terms: Terms) -> tuple[list[dict[str, Any]], list[str]]:
    """A row for each question that the harness can ask, and a sentence for each that it cannot.
    title: the paper's name. Raises UserError where nothing is left that a checker could grade."""
    kept, complaints = [], []
    for number, question in enumerate(paper.questions):
        try:
            kept.append(_row(question, number, title, terms))
        except ValueError as error:
            where = question.place or f"question {number + 1}"
            complaints.append(f"{title}, {where} is left out: {error}.")
    if all(row["checker"] == BY_EYE for row in kept):
        why = f" The first that was left out: {complaints[0]}" if complaints else ""
        raise UserError(f"{title} holds no question that the harness can ask and a checker grade: "
                        f"give it questions with an answer.{why}")
    return kept, complaints


def _row(question: OwnQuestion, number: int, title: str, terms: Terms) -> dict[str, Any]:
    asked = sitting.request(question, terms)
    if asked.earlier:
        raise ValueError(EARLIER)
    row = {
        "id": name(question), "number": number, "system": asked.system, "prompt": asked.prompt,
        "messages": [{"role": role, "content": text} for role, text in question.messages],
        "accepted": json.dumps(question.accepted, ensure_ascii=False),
        "target": str(question.accepted[0]) if question.accepted else "",
        "checker": question.checker, "subject": question.subject, "mark": terms.mark,
        "paper": title,
    }
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it is not UTF-8") from None
    return row


def tasks(pair: Pair) -> dict[str, str]:
    """Which task each side is asked: the same, unless their stop texts differ."""
    alike = len({pair.specs[side].stop for side in SIDES}) == 1
    return {side: TASK if alike else f"{TASK}_{side}" for side in SIDES}


def task_file(task: str, paper: Path, stops: Sequence[str], max_tokens: int) -> str:
    """The task in YAML, of which JSON is a part. `until` is what ends an answer beside its end of
    sequence: none, where the pair has none, for a worked answer has blank lines."""
    settings = {
        "task": task, "dataset_path": "json",
        # Not found beside the task: the harness looks from where it was started.
        "dataset_kwargs": {"data_files": {"test": str(paper.resolve())}},
        "test_split": "test", "output_type": "generate_until", "num_fewshot": 0,
        # Names of columns: what stands there is taken as it is, and is no template.
        "description": "system", "doc_to_text": "prompt", "doc_to_target": "target",
        "generation_kwargs": {"until": list(stops), "do_sample": False,
                              "max_gen_toks": max_tokens},
        "metric_list": [{"metric": paper_metrics.METRIC, "aggregation": "mean",
                         "higher_is_better": True}],
        "metadata": {"version": 1},
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    graded = paper_metrics.graded
    lines.append(f"process_results: !function {graded.__module__}.{graded.__name__}")
    return "\n".join(lines) + "\n"


def write(
    folder: Path, asked: Sequence[Mapping[str, Any]], pair: Pair, max_tokens: int
) -> dict[str, str]:
    """The paper and its task, or one for each side. Returns the tasks by side; raises UserError
    where the folder cannot be written."""
    found = tasks(pair)
    paper = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in asked)
    files = {f"{task}.yaml": task_file(task, folder / PAPER, pair.specs[side].stop, max_tokens)
             for side, task in found.items()}
    try:
        make_folder(folder)
        for name_, text in {PAPER: paper, **files}.items():
            write_durably(folder / f"{name_}.part", folder / name_, text.encode())
    except OSError as error:
        raise UserError(f"The task cannot be written to {folder} ({error.strerror}).") from None
    return found


def command(
    pair: Pair, side: str, task: str, folder: Path, chats: bool
) -> list[str] | None:
    """The words of the harness's own command that asks this side, from the repository; None for
    what no option of it loads: a model that is quantised while loading, or behind an API."""
    spec = pair.specs[side]
    if spec.remote or spec.quantize:
        return None
    model: dict[str, Any] = {"pretrained": str(spec.path or spec.model), "dtype": spec.dtype}
    if spec.revision:
        model["revision"] = spec.revision
    if chats and spec.template:
        model["chat_template_args"] = spec.template
    chat = ["--apply_chat_template"] if chats else []
    return ["python", "-m", "lm_eval", "--model", "hf", "--model_args", json.dumps(model),
            "--tasks", task, "--include_path", str(folder), "--log_samples",
            "--output_path", str(folder / side), *chat]
