"""Stage 7, `publish`: a finished school as two folders for the Hub, and as the repository ships it.

Uploads nothing: `hf upload` does that, by whoever owns the account.
"""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import torch
from transformers import AutoTokenizer

from demo.distill.core.models import loaded, save_pair_side
from demo.distill.core.stage_files import (
    read_json,
    read_lines,
    write_atomically,
    write_json,
    write_lines,
)
from demo.distill.school.evaluate import PAIR, STUDENT
from demo.distill.school.model_cards import card
from demo.distill.school.profiles import FOLDER, PROFILES, Profile
from demo.distill.school.variants import SHIPPED, Run, best, plan
from demo.errors import UserError
from demo.pairs import Pair, read

CONTROL = f"{PAIR}-without-a-teacher"
THINNED = 30  # every how many steps a row of the log is kept
FILES = (
    "config.json", "generation_config.json", "model.safetensors",
    "tokenizer.json", "tokenizer_config.json", "chat_template.jinja",
)


def thinned(log: Path) -> list[dict]:
    """Rows with an accuracy, and some between; a row written again after a resume counts once."""
    rows = {row["step"]: row for row in read_lines(log)}
    kept = [row for step, row in sorted(rows.items()) if "accuracy" in row or step % THINNED == 0]
    return [{k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()} for row in kept]


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        _copy_file(source / name, target / name)


def _copy_file(source: Path, target: Path) -> None:
    write_atomically(target, lambda part: shutil.copyfile(source, part))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, lambda part: part.write_text(text, encoding="utf-8"))


def for_the_hub(folder: Path, chosen: Run, summary: dict, namespace: str) -> list[Path]:
    """The bf16 student and its NF4 copy, each with its card."""
    floats, squeezed = (folder / "hub" / f"{PAIR}-student{end}" for end in ("", "-nf4"))
    model = loaded(chosen.masters).to(torch.bfloat16)
    save_pair_side(model, AutoTokenizer.from_pretrained(chosen.masters), floats)
    _copy(chosen.stored, squeezed)
    revision = sha256((folder / "teacher" / "model.safetensors").read_bytes()).hexdigest()
    base = f"{namespace}/{floats.name}"
    rows = (
        (floats, "A student distilled from abacus-teacher, in bfloat16; its last lessons went "
         "through the 4-bit quantiser, and it was examined as its 4-bit copy.", None),
        (squeezed, "The 4-bit copy (bitsandbytes NF4, blocks of 64) of a student distilled from "
         "abacus-teacher, quantised from the float32 weights it was trained in.", base),
    )
    for target, what, parent in rows:
        text = card(target.name, what, STUDENT, summary, revision, parent)
        _write(target / "README.md", text)
    return [floats, squeezed]


def _quoted(value: object) -> str:
    """JSON's strings and lists of strings are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def control_toml(pair: Pair) -> str:
    """The pair of teacher and control, asked the same things as the pair it belongs to."""
    lines = [
        f"title = {_quoted(pair.title + ', without a teacher')}",
        'lineage = "sibling"',
        "source = " + _quoted(
            "The control: same shape and steps as the student, taught by 1,000 labelled questions "
            f"with final answers only, never by this teacher; results in examples/results/"
            f"{pair.name}.json"
        ),
        "about = " + _quoted("What the student would be without its teacher. Meant to be worse."),
        f"subjects = {_quoted(list(pair.subjects))}",
        "", "[teacher]", f'name = {_quoted(pair.specs["teacher"].name)}',
        f"model = {_quoted(f'../{pair.name}/teacher')}",
        "", "[student]", 'name = "abacus-alone"', 'model = "student"', 'quantize = "nf4"',
        "", "[prompt]", f"format = {_quoted(pair.prompt_format)}", f"final = {_quoted(pair.final)}",
        f"conversation = {str(pair.conversation).lower()}",
    ]
    for one in pair.suggestions:
        subject, prompt = _quoted(one.subject), _quoted(one.prompt)
        lines += ["", "[[suggest]]", f"subject = {subject}", f"prompt = {prompt}"]
        lines += [f"answer = {_quoted(one.answer)}"] if one.answer else []
    return "\n".join(lines) + "\n"


def _curves(folder: Path, chosen: Run, results: Path) -> None:
    logs = {"teacher": "teacher", "student": chosen.name, "nf4": chosen.stored_name}
    for name, log in logs.items():
        write_lines(results / f"{PAIR}-{name}.jsonl", thinned(folder / f"{log}.jsonl"))


def for_anyone(result: dict) -> dict:
    """The result without the folder it was made in: its commands speak of the default one."""
    if not result.get("missing"):
        return result
    profile = PROFILES[result["profile"]]
    commands = {run.name: run.command(profile) for run in plan(FOLDER, profile)}
    rows = [{**row, "command": commands[row["what"]]} for row in result["missing"]]
    return {**result, "missing": rows}


def for_the_repository(folder: Path, profile: Profile, chosen: Run, examples: Path) -> None:
    """Pair, control, results and curves into an examples folder. The pair.toml there stays."""
    pairs, results = examples / "pairs", examples / "results"
    _copy(folder / "teacher", pairs / PAIR / "teacher")
    _copy(chosen.stored, pairs / PAIR / "student")
    alone = best(folder, profile, "alone")
    if alone and (pairs / PAIR / "pair.toml").exists():
        _copy(alone.stored, pairs / CONTROL / "student")
        _write(pairs / CONTROL / "pair.toml", control_toml(read(PAIR, pairs)))
    results.mkdir(parents=True, exist_ok=True)
    write_json(results / f"{PAIR}.json", for_anyone(read_json(folder / f"{PAIR}.json")), indent=1)
    _curves(folder, chosen, results)


def publish(
    profile: Profile, folder: Path, examples: Path | None = None, namespace: str = "your-name"
) -> dict:
    """Raises UserError where the school was not evaluated yet."""
    chosen, result = best(folder, profile, SHIPPED), folder / f"{PAIR}.json"
    if chosen is None or not result.exists():
        raise UserError(
            f"Nothing in {folder} was evaluated yet: run `python -m demo.distill evaluate --out "
            f"{folder}` first."
        )
    made = for_the_hub(folder, chosen, read_json(result), namespace)
    if examples:
        for_the_repository(folder, profile, chosen, examples)
    return {
        "stage": "publish", "student_seed": chosen.seed, "hub": [str(path) for path in made],
        "namespace": namespace, "examples": str(examples) if examples else None,
    }
