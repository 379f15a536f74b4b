"""What an exam's card says in words, for pages, pictures and the terminal."""

from __future__ import annotations

from demo.exam.card_results import CardResults
from demo.words.exam_words import words as exam_words
from demo.words.formats import p_value, percent


def sentence(results: CardResults, language: str) -> str:
    """The verdict in words."""
    found, kept = results.verdict, results.whole.retention
    template = exam_words(language)["verdict"][found.kind]
    if kept.value is None or kept.low is None or kept.high is None:
        return template
    return template.format(kept=percent(kept.value), low=percent(kept.low),
                           high=percent(kept.high), wanted=f"{found.wanted:,}")


def asked_in_all(results: CardResults, language: str) -> str:
    """"1 question", "120 questions": those that a rule could grade."""
    count = len(results.graded)
    return exam_words(language)["asked_in_all"][count == 1].format(f"{count:,}")


def evidence(results: CardResults, language: str) -> str:
    """How many questions each side was right in, and what chance makes of that."""
    cells = {cell: len(rows) for cell, rows in results.cells.items()}
    return exam_words(language)["evidence"].format(
        asked=asked_in_all(results, language), p=p_value(results.chance), **cells)
