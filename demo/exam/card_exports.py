"""An exam's results as data to take away: one object for programs, one line a question as CSV."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import asdict
from typing import Any

from demo.exam.card_results import CardResults, SubjectGrades, confidence
from demo.exam.paired_statistics import Chosen
from demo.recording.data import SIDES


def summary(results: CardResults) -> dict[str, Any]:
    """All numbers of a card; None for what is not known."""
    card, chosen = results.card, results.without_loss
    return {
        "paper": card.paper, "pair": card.blank.pair_name, "created": card.created,
        "questions": len(card.questions), "answered": len(results.rows),
        "graded": len(results.graded), "failed": len(results.failed),
        "left_out": list(card.left_out), "verdict": asdict(results.verdict),
        "accuracy": {side: asdict(results.whole.sides[side]) for side in SIDES},
        "retention": asdict(results.whole.retention),
        "cells": {cell: len(rows) for cell, rows in results.cells.items()},
        "mcnemar_p": results.chance,
        "likeness": asdict(results.likeness) if results.likeness else None,
        "calibration": {side: asdict(found) if (found := results.calibration(side)) else None
                        for side in SIDES},
        "tokens_per_second": {side: results.speed(side) for side in SIDES},
        "cost": {side: results.cost(side) for side in SIDES},
        "student_alone_without_loss": _chosen(chosen) if chosen else None,
        "subjects": {one.name: _subject(one) for one in results.subjects},
        "device": card.blank.device, "max_tokens": card.max_tokens, "notes": list(card.notes),
    }


def _chosen(found: Chosen) -> dict[str, Any]:
    """A threshold beyond every confidence is none: None."""
    told = asdict(found)
    if math.isinf(found.there.threshold):
        told["there"]["threshold"] = None
    return told


def _subject(one: SubjectGrades) -> dict[str, Any]:
    return {side: asdict(one.sides[side]) for side in SIDES} | {
        "retention": asdict(one.retention)}


FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("right", "confidence", "tokens", "seconds", "end", "answer")


def as_csv(results: CardResults) -> str:
    """A line a question; texts that a spreadsheet would take for a formula are quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "subject", "question", "accepted", "checker",
                     *(f"{side}_{column}" for side in SIDES for column in COLUMNS)])
    for question, found in results.rows:
        accepted = " | ".join(str(one) for one in question.accepted)
        told = [found.number + 1, question.subject, question.text, accepted, question.checker]
        for side in SIDES:
            given = found.answers[side]
            timed = (given.tokens, given.seconds) if given.seconds else ("", "")
            told += [{True: 1, False: 0, None: ""}[given.right], confidence(found, side),
                     *timed, given.end, given.text or given.why]
        writer.writerow([plain(one) for one in told])
    return out.getvalue()


def plain(value: Any) -> Any:
    """A formula in a stranger's text is no formula of ours."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
