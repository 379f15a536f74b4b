"""What may be asked: one check of a request, for the page, the API and the engine alike."""

from __future__ import annotations

import dataclasses
import math
import unicodedata

from demo.errors import UserError
from demo.recording.data import Request
from demo.recording.modes import LONGEST_DRAFT, MODES
from demo.settings import Settings

MAX_TEMPERATURE = 2.0
MAX_SEED = 2**31 - 1
MAX_TURNS = 50  # of a conversation; the models' context ends most of them before
# Line breaks and tabs are writing; every other control character is not.
WRITING = "\n\t"


def check(request: Request, settings: Settings) -> Request:
    """The request as it is run: its question's line ends made one kind, whole numbers as such.

    Raises UserError with one sentence when it cannot be run.
    """
    texts = {name: line_ends(text) for name in ("prompt", "system")
             if isinstance(text := getattr(request, name), str)}
    request = dataclasses.replace(request, **texts)
    if not isinstance(request.prompt, str | None):
        raise UserError("The question must be a text.")
    if not _said(request.prompt or ""):
        raise UserError("Ask something first: the question is empty.")
    _text("question", request.prompt, settings)
    _text("system prompt", request.system, settings)
    for turn in request.earlier:
        _text("earlier question", turn.prompt, settings)
        if any(_halves(answer.text) for answer in turn.answers.values()):
            raise UserError("An earlier answer contains halves of characters: leave them out.")
    if len(request.earlier) >= MAX_TURNS:
        raise UserError(f"This conversation has {MAX_TURNS} turns already: begin a new one.")
    if not isinstance(request.penalties, bool):
        raise UserError("The models' own penalties must be true or false.")
    _within("Max tokens", request.max_tokens, 1, settings.max_tokens, whole=True)
    _within("Temperature", request.temperature, 0, MAX_TEMPERATURE)
    _within("Top-p", request.top_p, 0.01, 1)
    _within("Seed", request.seed, 0, MAX_SEED, whole=True)
    _within("The time limit", request.time_limit, 0.1, settings.time_limit)
    if request.mode not in MODES:
        raise UserError(f"The mode must be one of {', '.join(MODES)}.")
    _within("Tokens a draft", request.draft, 1, LONGEST_DRAFT, whole=True)
    _within("The threshold", request.threshold, 0, 1)
    return dataclasses.replace(request, max_tokens=int(request.max_tokens), seed=int(request.seed),
                               draft=int(request.draft))


def _said(text: str) -> bool:
    """Is there anything to be seen in it?"""
    return any(not c.isspace() and unicodedata.category(c) != "Cf" for c in text)


def _halves(text: str) -> bool:
    return any(unicodedata.category(c) == "Cs" for c in text)


def line_ends(text: str) -> str:
    """Those of Windows and of old Macs as all others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def controls(text: str) -> bool:
    """Does it hold control characters, or halves of characters, that no writing has?"""
    return any(unicodedata.category(c) in ("Cc", "Cs") and c not in WRITING for c in text)


def _text(what: str, text: object, settings: Settings) -> None:
    if not isinstance(text, str):
        raise UserError(f"The {what} must be a text.")
    if len(text) > settings.max_prompt:
        raise UserError(f"The {what} is {len(text)} characters and may have {settings.max_prompt}: "
                        "shorten it.")
    if controls(text):
        raise UserError(f"The {what} contains control characters: paste it as plain text.")


def _within(name: str, value: object, low: float, high: float, whole: bool = False) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # The range first: a whole number of hundreds of digits has no float to be asked about.
    within = number and low <= value <= high and math.isfinite(value)
    if not within or (whole and value != int(value)):
        kind, form = ("a whole number", ",") if whole else ("a number", "g")
        raise UserError(f"{name} must be {kind} from {low:{form}} to {high:{form}}.")
