"""Which part of an answer is reasoning, and which is what was said after it.

A pure function of the text and the two marks that the pair's models write around their reasoning
(`<think>` and `</think>`, mostly). Some templates open the reasoning themselves, at the end of what
the model reads.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo.recording.data import Answer, Recording


@dataclass(frozen=True)
class Parts:
    """Character places in an answer's text: reasoning is [start, end), what was said is from
    `said` on. tokens: output tokens of the reasoning, its marks included; first: seconds until the
    first token after it, None where there is none; over: its closing mark came."""

    start: int = 0
    end: int = 0
    said: int = 0
    tokens: int = 0
    first: float | None = None
    over: bool = True


def parted(recording: Recording, answer: Answer) -> Parts:
    """An answer's parts; all of it was said where its models do not reason, or this one did not."""
    opened, closed = recording.reasoning_marks
    text = answer.text
    if not closed:
        return Parts()
    start = _start(text, opened, closed, answer)
    if start is None:
        return Parts()
    at = text.find(closed, start)
    if at < 0:
        kept = 0 if answer.end else _begun(text[start:], closed)
        return Parts(start, len(text) - kept, len(text), len(answer.tokens), None, False)
    behind = at + len(closed)
    said = behind + len(text[behind:]) - len(text[behind:].lstrip())
    tokens = _tokens(answer, behind)
    known = answer.times[tokens] if tokens < len(answer.tokens) else None
    return Parts(start, at, said, tokens, known)


def said(recording: Recording, answer: Answer) -> str:
    """What an answer says, its reasoning left out."""
    return answer.text[parted(recording, answer).said:]


def _start(text: str, opened: str, closed: str, answer: Answer) -> int | None:
    """Where the reasoning begins, or None where there is none."""
    before = len(text) - len(text.lstrip())
    if text.startswith(opened, before):
        return before + len(opened)
    if answer.asked.rstrip().endswith(opened):  # the template has opened it
        return 0
    if text and not answer.end and opened.startswith(text[before:]):
        return len(text)  # it may be about to begin
    return 0 if closed in text and not answer.asked else None


def _begun(text: str, mark: str) -> int:
    return next((n for n in range(min(len(text), len(mark) - 1), 0, -1)
                 if text.endswith(mark[:n])), 0)


def _tokens(answer: Answer, place: int) -> int:
    """How many tokens it took to write the first `place` characters."""
    length = 0
    for number, text in enumerate(answer.texts, 1):
        length += len(text)
        if length >= place:
            return number
    return len(answer.texts)
