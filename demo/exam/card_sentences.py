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


def evidence(results: CardResults, language: str) -> str:
    """How many questions each side was right in, and what chance makes of that."""
    cells = {cell: len(rows) for cell, rows in results.cells.items()}
    return exam_words(language)["evidence"].format(
        asked=len(results.graded), p=p_value(results.chance), **cells)
