"""A finished school as the repository ships it: two model folders, the result, the curves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

PAIR = "abacus"
THINNED = 30  # every how many steps a row of the log is kept
SHIPPED = (
    "config.json", "generation_config.json", "model.safetensors",
    "tokenizer.json", "tokenizer_config.json", "chat_template.jinja",
)


def thinned(log: Path) -> list[dict]:
    """Rows with an accuracy, and some between; a row written again after a resume counts once."""
    rows = {row["step"]: row for row in map(json.loads, log.read_text().splitlines())}
    kept = [row for step, row in sorted(rows.items()) if "accuracy" in row or step % THINNED == 0]
    return [{k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()} for row in kept]


def publish(folder: Path, examples: Path, summary: dict) -> None:
    for side in ("teacher", "student"):
        target = examples / "pairs" / PAIR / side
        target.mkdir(parents=True, exist_ok=True)
        for name in SHIPPED:
            shutil.copyfile(folder / side / name, target / name)
    results = examples / "results"
    results.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / f"{PAIR}.json", results / f"{PAIR}.json")
    seed = summary["student_seed"]
    for stage in ("teacher", f"student-seed{seed}", f"nf4-seed{seed}"):
        lines = "".join(json.dumps(row) + "\n" for row in thinned(folder / f"{stage}.jsonl"))
        name = f"{PAIR}-{stage.split('-')[0]}.jsonl"
        (results / name).write_text(lines, encoding="utf-8")
