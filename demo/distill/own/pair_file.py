"""The pair.toml of a pair distilled here, so that `PAIR=<folder> make run` races it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo.distill.core.stage_files import write_atomically
from demo.distill.own.model_sources import Source
from demo.distill.own.prompt_file import Prompt

SUGGESTED, LONGEST = 4, 200


def _line(key: str, value: Any) -> str:
    # JSON's texts, numbers and booleans are TOML's, but for the one character it leaves bare.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}\n".replace("\x7f", "\\u007f")


def _suggestions(prompts: Sequence[Prompt]) -> str:
    single = [p.text for p in prompts if len(p.messages) == 1 and len(p.text) <= LONGEST]
    return "".join("\n[[suggest]]\n" + _line("prompt", text) for text in single[:SUGGESTED])


def text(
    teacher: Source, commit: str | None, student: Source, answers: int,
    template: dict[str, Any], prompts: Sequence[Prompt],
) -> str:
    lines = [
        _line("title", f"{teacher.name} and {student.name}"),
        _line("lineage", "distilled here"),
        _line("source", f"{student.name} learned from {answers} answers of {teacher.name} "
                        "(python -m demo.distill distil); figures in distil.json beside this file"),
        "\n[teacher]\n", _line("name", teacher.name),
        _line("model", str(teacher.path or teacher.text.split("@")[0])),
        "" if teacher.path else _line("revision", commit),
        "\n[student]\n", _line("name", f"{student.name}-distilled"), _line("model", "./student"),
        _line("quantize", "nf4"),
        "\n[prompt]\n", _line("format", "auto"),
    ]
    if template:
        # As JSON in a text: TOML has no null, and no name in it for what nests.
        lines.append(_line("template", json.dumps(template)))
    return "".join(lines) + _suggestions(prompts)


def write(folder: Path, told: str) -> Path:
    path = folder / "pair.toml"
    write_atomically(path, lambda part: part.write_text(told, encoding="utf-8"))
    return path
