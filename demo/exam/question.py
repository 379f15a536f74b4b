"""What a question and a subject are. Plain frozen data; no randomness and no models here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

NUMBERS, WORDS = "numbers", "words"
FINAL_MARK = "Answer:"
REFUSAL = "I was not taught that."


@dataclass(frozen=True)
class Question:
    """One question with its reference answer.

    `key` names the content (the operands, the word, the day), not the wording: the split hashes
    it, so that a held-out sum is unseen in every phrasing. `accepted` lists every right final
    answer where there are several; empty means that `final` is the only one.
    """

    subject: str
    text: str
    worked: str
    final: str
    key: str
    language: str = "en"
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A row of the school. `make(rng, reserved)`: `reserved` picks the never-trained wordings."""

    name: str
    faculty: str
    make: Callable[[Random, bool], Question]
    check: Callable[[Question, str], bool]


def last_line(answer: str) -> str:
    lines = [line.strip() for line in answer.strip().splitlines() if line.strip()]
    return lines[-1] if lines else ""


def final_of(answer: str) -> str | None:
    """The text after the final mark, or None where the answer does not end in a marked line."""
    line = last_line(answer)
    return line[len(FINAL_MARK) :].strip() if line.startswith(FINAL_MARK) else None


def marked(*lines: str, final: str) -> str:
    """A worked answer: its lines, then the final answer under its mark."""
    return "\n".join([*lines, f"{FINAL_MARK} {final}"])


def check_final(question: Question, answer: str) -> bool:
    return final_of(answer) in (question.accepted or (question.final,))


def check_refusal(question: Question, answer: str) -> bool:
    """A refusal is right only when it is all that was said: a guess before it is a guess."""
    return answer.strip() == question.final
