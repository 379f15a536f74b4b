"""The ledger: the bytes each side holds, as bars from zero and as a small table in MB."""

from __future__ import annotations

from typing import Any

from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Answer
from demo.recording.metrics import memory_total, smaller, weight_total
from demo.recording.verdict import ALIKE
from demo.words import formats
from demo.words.explanations import words as explanations
from demo.words.recorded_sentences import told as recorded

SLICES = ("weights", "quantization_state", "embeddings", "unquantized", "kv_cache", "working_peak")
TEMPLATE = """
<section class="ledger" id="ledger"><h3><button type="button" class="label"
 data-tip="{{{value.ledger.tip}}}">{{{value.ledger.title}}}</button></h3>
<p class="read">{{{value.ledger.read}}}</p>
<div class="bars" aria-hidden="true">{{#each value.ledger.bars}}<div class="bar {{{side}}}">
<span>{{{label}}}</span><div>{{#each slices}}<i class="slice {{{kind}}}" title="{{{title}}}"
 style="width:calc((100% - 84px) * {{{width}}})"></i>{{/each}}
<b>{{{total}}}</b></div></div>{{/each}}</div>
<table><thead><tr><td></td>{{#each value.ledger.heads}}<th scope="col">{{{this}}}</th>{{/each}}</tr>
</thead><tbody>{{#each value.ledger.rows}}<tr><th scope="row"><div><i
 class="slice {{{kind}}}"></i>
<button type="button" class="label" data-tip="{{{tip}}}">{{{label}}}</button></div></th>
{{#each cells}}<td title="{{{why}}}">{{{text}}}</td>{{/each}}</tr>{{/each}}</tbody>
</table>{{#if value.ledger.energy}}<p class="read">{{{value.ledger.energy}}}</p>{{/if}}</section>
"""


def draw(scene: Scene) -> dict[str, Any]:
    texts, answers = scene.words, [scene.recording.answers[side] for side in SIDES]
    tips = explanations(scene.language)
    largest = max(memory_total(answer.memory) for answer in answers) or 1
    return {
        "title": texts["ledger"], "tip": tips["ledger"], "read": texts["ledger_read"],
        "energy": _energy(scene),
        "heads": [texts[side] for side in SIDES],
        "bars": [_bar(answer, largest, _labels(answers, texts)) for answer in answers],
        "rows": [{**_row(kind, answers, _labels(answers, texts)), "tip": tips[kind]}
                 for kind in (*_slices(answers), "total")],
    }


def _energy(scene: Scene) -> str:
    """Joules of both sides, or why they are not known; nothing in older recordings."""
    texts, answers = scene.words, [scene.recording.answers[side] for side in SIDES]
    said = [_joules(answer, scene) for answer in answers]
    if not any(said):
        return ""
    known = any(answer.model.joules_per_token is not None for answer in answers)
    if not known and len(set(filter(None, said))) == 1:
        return texts["energy"].format(said[0] or said[1])
    parts = (f"{texts[answer.side]} {one}" for answer, one in zip(answers, said, strict=True))
    return texts["energy"].format(texts["energy_and"].join(parts)) + (
        texts["energy_how"] if known else "")


def _joules(answer: Answer, scene: Scene) -> str:
    joules = answer.model.joules_per_token
    if joules is None:
        return recorded(answer.model.joules_why, scene.language)
    return scene.words["joules"].format(f"{joules:.3g}", f"{joules * len(answer.tokens):.3g}")


def smaller_by(scene: Scene) -> str:
    """Why the student takes less: two factors, of parameters and of bytes for each."""
    factors = smaller(scene.recording)
    if not factors or scene.recording.request.mode == "cooperate":
        return ""
    said = "smaller_by_bytes" if 1 / ALIKE < factors[1] < ALIKE else "smaller"
    return scene.words[said].format(*map(formats.times, factors))


def _slices(answers: list[Answer]) -> tuple[str, ...]:
    """Older recordings count embeddings among what is not quantised: no row says that they take
    nothing. The last two slices are always cache and peak, which a replay moves."""
    told = any(answer.memory.embeddings for answer in answers)
    return tuple(kind for kind in SLICES if told or kind != "embeddings")


def _labels(answers: list[Answer], texts: dict[str, Any]) -> dict[str, Any]:
    """The texts, with the width that embeddings and head are kept in."""
    widths = sorted({answer.model.embeddings for answer in answers} - {""})
    return {**texts, "embeddings": ", ".join([texts["embeddings"], *widths])}


def _bar(answer: Answer, largest: int, texts: dict[str, Any]) -> dict[str, Any]:
    total = memory_total(answer.memory)
    slices = [
        {"kind": kind, "width": round((getattr(answer.memory, kind) or 0) / largest, 5),
         "title": f"{texts[kind]}: {_cell(kind, answer, texts)['text']} MB"}
        for kind in SLICES if kind != "embeddings" or getattr(answer.memory, kind)
    ]
    return {"side": answer.side, "label": texts[answer.side], "slices": slices,
            "total": f"{formats.megabytes(total)} MB" if total else formats.NOT_YET}


def _row(kind: str, answers: list[Answer], texts: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "label": texts[kind],
            "cells": [_cell(kind, answer, texts) for answer in answers]}


def _cell(kind: str, answer: Answer, texts: dict[str, Any]) -> dict[str, str]:
    """One number; a slice that was not measured says so, and why."""
    memory = answer.memory
    if answer.model.remote:
        return {"text": texts["not_measured"], "why": texts["remote"]}
    if not weight_total(memory):
        return {"text": formats.NOT_YET, "why": ""}
    value = memory_total(memory) if kind == "total" else getattr(memory, kind)
    if value is None:
        why = memory.why.get(kind, "") if answer.end else texts["why_running"]
        return {"text": texts["not_measured"], "why": why}
    return {"text": formats.megabytes(value), "why": memory.why.get(kind, "")}
