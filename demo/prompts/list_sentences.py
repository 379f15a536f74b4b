"""What a list of prompts says in one or two plain sentences, for pages, pictures and terminals;
never boasting where the student loses."""

from __future__ import annotations

from typing import Any

from demo.prompts.list_results import ListResults
from demo.prompts.median_intervals import Middle
from demo.recording.verdict import ALIKE
from demo.words.formats import hundredths, percent, times
from demo.words.list_words import words

CLOSE = 1.5  # a ratio nearer to 1 is told in hundredths


def sentence(results: ListResults, language: str) -> str:
    """Who is faster by how much with its interval, what memory it took, how many answers were the
    same."""
    texts, count = words(language), len(results.compared)
    if not count:
        return texts["lead"]["nothing"] + texts["end"]
    return _speed(results, texts) + _memory(results, texts) + texts["end"] + _same(results, texts)


def _speed(results: ListResults, texts: dict[str, Any]) -> str:
    found, count = results.speed, len(results.compared)
    unit = texts["by_characters"] if found.by_characters else ""
    if found.ratio is None:
        return texts["lead"]["none"].format(n=count)
    middle = _other_way(found.ratio) if found.kind == "slower" else found.ratio
    kind = "few_one" if found.kind == "few" and count == 1 else found.kind
    return texts["lead"][kind].format(
        n=count, x=_times(middle.median), low=_times(middle.low), high=_times(middle.high),
        unit=unit)


def _other_way(found: Middle) -> Middle:
    """How many times slower, of how many times faster."""
    low, high = found.low, found.high
    assert low and high, "who is slower is said of an interval"
    return Middle(1 / found.median, 1 / high, 1 / low, found.count)


def _memory(results: ListResults, texts: dict[str, Any]) -> str:
    found = results.memory
    if found is None or 1 / ALIKE < found.median < ALIKE:
        return ""
    if found.median > 1:
        return texts["and_memory"].format(x=times(found.median))
    return texts["and_more_memory"].format(x=times(1 / found.median))


def _same(results: ListResults, texts: dict[str, Any]) -> str:
    found = results.alike
    if not found.told:
        return ""
    if found.told == 1:
        return texts["same_one" if found.same else "other_one"]
    return texts["same_answers"].format(same=found.same, told=found.told,
                                        low=percent(found.low), high=percent(found.high))


def _times(value: float | None) -> str:
    if value is None:
        return ""
    return hundredths(value) if value < CLOSE else times(value)


def title(results: ListResults, language: str) -> str:
    """How many prompts, of which pair."""
    texts, count = words(language), len(results.prompts.rows)
    first = results.prompts.first
    return texts["title_one" if count == 1 else "title"].format(
        n=count, title=first.title if first else "Apprentice")
