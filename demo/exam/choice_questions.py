"""The choices of a question, and which of them is right, as the field's files write them."""

from __future__ import annotations

import json
import re
from typing import Any

from demo.exam.answer_checkers import EDGES, LETTERS


def choices(row: dict[str, Any]) -> list[str]:
    """Texts of the choices in their order; [] for an open question. Raises ValueError."""
    held = row.get("choices", row.get("options"))
    if isinstance(held, dict):  # ARC: {"text": [...], "label": [...]}; or {"A": ..., "B": ...}
        held = held.get("text") or [held[key] for key in sorted(held)]
    if held is None and row.get("A") and row.get("B"):  # MMLU as CSV
        held = [row[letter] for letter in LETTERS[:8] if row.get(letter)]
    if isinstance(held, str):
        held = _split(held)
    if held is None:
        return []
    if not isinstance(held, list) or len(held) < 2 or not all(
            isinstance(one, str | int | float) and str(one).strip() for one in held):
        raise ValueError('"choices" must be a list of two texts or more')
    if len(held) > len(LETTERS):
        raise ValueError(f"it has {len(held)} choices, and there are {len(LETTERS)} letters")
    texts = [str(one) for one in held]
    if len({text.strip().casefold() for text in texts}) < len(texts):
        raise ValueError("two of its choices are the same")
    return texts


def _split(cell: str) -> list[Any] | None:
    """One cell of a table: a JSON list, or texts with |, ; or a line's end between them."""
    if not cell.strip():
        return None
    try:
        if isinstance(found := json.loads(cell), list):
            return found
    except (ValueError, RecursionError):
        pass
    return [part.strip() for part in re.split(r"[\n|;]", cell) if part.strip()]


def chosen(told: Any, row: dict[str, Any], texts: list[str]) -> tuple[str, str]:
    """The letter and the text of the right choice, told by a letter, an index from 0, ARC's own
    label, or its text. Raises ValueError."""
    labels = _labels(row, texts)
    name = str(told).strip()
    bare = name.strip(EDGES)
    if isinstance(told, bool):
        place = -1
    elif labels and (name in labels or bare in labels):
        place = labels.index(name if name in labels else bare)
    elif isinstance(told, int) or name.isdecimal():
        place = int(told)
    elif len(bare) == 1 and bare.upper() in LETTERS[: len(texts)]:
        place = LETTERS.index(bare.upper())
    else:
        place = texts.index(name) if name in texts else -1
    if not 0 <= place < len(texts):
        raise ValueError(f'"answer" {str(told)[:40]!r} is none of its {len(texts)} choices')
    return LETTERS[place], texts[place]


def _labels(row: dict[str, Any], texts: list[str]) -> list[str]:
    """ARC's own names of the choices; [] where there are none."""
    held = row.get("choices", row.get("options"))
    labels = held.get("label") if isinstance(held, dict) else None
    if labels is None:
        return []
    names = list(map(str, labels)) if isinstance(labels, list) else []
    if len(set(names)) != len(texts):
        raise ValueError(f"it has {len(texts)} choices and {len(set(names))} different labels")
    return names
