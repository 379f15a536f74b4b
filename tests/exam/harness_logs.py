"""Sample logs for tests, in the shape that lm-evaluation-harness 0.4.13 writes them (evaluator.py's
`example`, as loggers/evaluation_tracker.py changes it for the file)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.exam import harness_task, paper_metrics
from demo.exam.question_file import OwnPaper, parse
from demo.exam.sitting import Terms

ASKED = [{"question": f"{n} and {n}?", "answer": f"#### {2 * n}", "subject": "add"}
         for n in range(4)] + [{"question": "Which?", "choices": ["red", "blue"], "answer": 1},
                               {"question": "As JSON?", "answer": {"a": 1}},
                               {"question": "Say anything.", "checker": "by eye"}]


def paper(rows: Sequence[Mapping[str, Any]] = ASKED, mark: str = "") -> list[dict[str, Any]]:
    questions = tuple(parse(dict(row)) for row in rows)
    return harness_task.rows(OwnPaper(questions, ()), "paper.jsonl", Terms(mark=mark))[0]


def samples(docs: Sequence[dict[str, Any]], says: Mapping[str, str], most: int = 48) -> list[dict]:
    """What a side says of each prompt, "0" where nothing is told."""
    found = []
    for number, doc in enumerate(docs):
        said = says.get(doc["prompt"], "0")
        kwargs = {"until": ["<|im_end|>"], "do_sample": False, "max_gen_toks": most}
        metrics = paper_metrics.graded(doc, [said])
        found.append({
            "doc_id": number, "doc": doc, "target": doc["target"],
            "arguments": {"gen_args_0": {"arg_0": f"<|user|>{doc['prompt']}", "arg_1": kwargs}},
            "resps": [[said]], "filtered_resps": [said], "filter": "none",
            "metrics": list(metrics), "doc_hash": "d", "prompt_hash": "p", "target_hash": "t",
            **metrics})
    return found


def log(path: Path, rows: Sequence[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path
