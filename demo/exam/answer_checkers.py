"""Is an answer right? One row a way of telling, for anybody's questions.

A checker gets what a model said and the accepted answers, and says True or False; "by eye" has no
row, for there a person tells. Reads the final answer as people mark it: behind the pair's own mark,
GSM8K's ####, \\boxed{}, or "the answer is"; else the last line that says something.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from demo.exam.number_reading import equal, number
from demo.time_limit import within

BY_EYE = "by eye"
REGEX_SECONDS = 1.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MARKS = re.compile(r"####|(?:final answer|the answer|answer|答案)\s*(?:is|:|：|是|为)+",
                   re.IGNORECASE)
# With braces inside its own, two deep.
BOXED = re.compile(r"\\boxed\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
EITHER = re.compile(r"\b[A-Z]\b[\s).]*(?:,|/|\bor\b|\band\b|或|和)\s*\(?[A-Z]\b", re.IGNORECASE)
EDGES = " \t\n.,;:!?\"'“”‘’`*_()[]{}。，；：！？"


def final(said: str, mark: str = "") -> str:
    """What a model gives as its answer, without its working."""
    if mark and mark in said:
        return said.rpartition(mark)[2].strip()
    if boxes := BOXED.findall(said):
        return boxes[-1].strip()
    found = list(MARKS.finditer(said))
    if found and (rest := said[found[-1].end():].strip()):
        return rest.splitlines()[0].strip()
    lines = [line.strip() for line in said.splitlines() if line.strip().strip(EDGES)]
    return lines[-1] if lines else ""


def plain(text: str) -> str:
    """Case, width, blanks and edging marks do not make an answer another one."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(EDGES)


def _numbers(said: str, accepted: Sequence[Any], mark: str) -> bool:
    told = number(final(said, mark)) or number(said)
    return told is not None and any(
        (right := number(str(one))) is not None and equal(told, right) for one in accepted)


def _exact(said: str, accepted: Sequence[Any], mark: str) -> bool:
    told = {plain(said), plain(final(said, mark))}
    return any(plain(str(one)) in told for one in accepted)


def _whole(said: str, accepted: Sequence[Any], mark: str) -> bool:
    """All that was said, without its working: a guess before it is a guess."""
    return any(plain(str(one)) == plain(said) for one in accepted)


def _contains(said: str, accepted: Sequence[Any], mark: str) -> bool:
    told = plain(said)
    return any(plain(str(one)) in told for one in accepted)


def _choice(said: str, accepted: Sequence[Any], mark: str) -> bool:
    """`accepted`: a letter, then the text of that choice."""
    letter, *texts = (str(one) for one in accepted)
    told = final(said, mark)
    if any(plain(text) == plain(told) for text in texts):
        return True
    found = re.match(r"\W*(?:option|choice)?\s*\(?([A-Za-z])\b(?!['’])", told, re.IGNORECASE)
    if not found or (len(plain(told)) > 2 and found[1].islower()) or EITHER.match(
            told[found.start(1):]):
        return False  # none of them, a word, or two at once
    return found[1].upper() == letter


def _regex(said: str, accepted: Sequence[Any], mark: str) -> bool:
    """Raises TimeoutError for a pattern that explodes: nobody knows whether it matches."""
    with within(REGEX_SECONDS):
        return any(re.search(str(one), said) for one in accepted)


def _json(said: str, accepted: Sequence[Any], mark: str) -> bool:
    told = re.sub(r"^```\w*\n|```$", "", said.strip(), flags=re.MULTILINE).strip()
    for start in (0, told.find("{"), told.find("[")):
        try:
            value, _ = json.JSONDecoder().raw_decode(told[max(0, start):])
        except (ValueError, RecursionError):
            continue
        return any(value == one for one in accepted)
    return False


Checker = Callable[[str, Sequence[Any], str], bool]
CHECKERS: dict[str, Checker] = {
    "exact": _exact, "whole": _whole, "number": _numbers, "choice": _choice, "regex": _regex,
    "contains": _contains, "json": _json,
}


def check(checker: str, said: str, accepted: Sequence[Any], mark: str = "") -> bool | None:
    """None where only a person can tell, or a pattern took longer than it may."""
    try:
        return None if checker == BY_EYE else CHECKERS[checker](said, accepted, mark)
    except TimeoutError:
        return None
