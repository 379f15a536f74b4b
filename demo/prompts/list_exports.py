"""A list's results as data to take away: one object for programs, one line a prompt as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from demo.exam.card_exports import plain
from demo.prompts.list_results import METRICS, ListResults, likeness, parts_at
from demo.prompts.list_sentences import sentence
from demo.prompts.prompt_list import Raced
from demo.recording.data import SIDES, Recording
from demo.recording.metrics import agreement, ratios

# What a column's numbers are, in the units of the metrics.
UNITS = {"ttft": "ttft_s", "tpot": "tpot_s", "speed": "tokens_per_second", "e2e": "e2e_s",
         "characters": "characters_per_second", "memory": "memory_bytes", "tokens": "tokens"}


def summary(results: ListResults) -> dict[str, Any]:
    """All numbers of a list, keys carry their units; None for what was not measured."""
    first, prompts = results.prompts.first, results.prompts
    return {
        "asked": prompts.asked, "raced": len(prompts.rows), "compared": len(results.compared),
        "failed": len(results.failed), "created": prompts.created,
        "pair": first.pair if first else None, "device": first.device if first else None,
        "verdict": sentence(results, "en"), "same": asdict(results.alike),
        "agreement": asdict(results.agreement) if results.agreement else None,
        "metrics": {UNITS[one.name]: {
            **{side: asdict(found) if found else None for side, found in one.sides.items()},
            "ratio": asdict(one.ratio) if one.ratio else None} for one in results.summaries},
        "rows": [row(number, one) for number, one in enumerate(prompts.rows, 1)],
    }


def row(number: int, raced: Raced) -> dict[str, Any]:
    """One prompt: its numbers by side, and what became of it."""
    found = raced.recording
    told: dict[str, Any] = {"number": number, "prompt": raced.prompt, "trouble": raced.trouble,
                            "answers": likeness(found) if found and not raced.trouble else None}
    if found is None:
        return told
    kind, alike = told["answers"], agreement(found)
    told["parts_at_token"] = parts_at(found) if kind == "parts" else None
    told["agreement"] = alike.agreement if alike else None
    told["speed_ratio"] = ratios(found).speed if not raced.trouble else None
    return told | {side: _side(found, side) for side in SIDES}


def _side(found: Recording, side: str) -> dict[str, Any]:
    answer = found.answers[side]
    return {"answer": answer.text, "end": answer.end,
            **{UNITS[metric.name]: metric.value(answer) for metric in METRICS}}


COLUMNS = ("number", "prompt", "answers", "parts_at_token", "agreement", "speed_ratio", "trouble")


def as_csv(results: ListResults) -> str:
    """A line a prompt; texts that a spreadsheet would take for a formula are quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    own = (*UNITS.values(), "end", "answer")
    writer.writerow([*COLUMNS, *(f"{side}_{name}" for side in SIDES for name in own)])
    for number, raced in enumerate(results.prompts.rows, 1):
        told = row(number, raced)
        cells = [told.get(name) for name in COLUMNS]
        cells += [told.get(side, {}).get(name) for side in SIDES for name in own]
        writer.writerow(["" if cell is None else plain(cell) for cell in cells])
    return out.getvalue()
