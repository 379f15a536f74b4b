"""One vote as data and as a file: what was asked, what both sides said, what was preferred.

Nothing of who voted is in it: no address, no session, no time of day.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from typing import Any

from demo import request_limits
from demo.errors import UserError
from demo.recording.data import SIDES

FORMAT = 1
TIE, BOTH_BAD = "tie", "both_bad"
CHOICES = (*SIDES, TIE, BOTH_BAD)
LONGEST_CORRECTION = 4_000  # characters, some thousand tokens: more than any answer of these models
KEY_BYTES = 16


@dataclass(frozen=True)
class Comparison:
    """What was voted on. pair, subject, models: names; texts: what each side said, its reasoning
    left out; settings: max_tokens, temperature, top_p and seed."""

    pair: str
    subject: str
    prompt: str
    system: str
    models: dict[str, str]
    texts: dict[str, str]
    settings: dict[str, float]
    final: str = ""  # the pair's mark of a final answer

    @property
    def key(self) -> str:
        """The same for the same question and answers, whenever they were asked."""
        told = json.dumps([self.pair, self.prompt, self.system, *(self.texts[s] for s in SIDES)])
        return blake2b(told.encode(), digest_size=KEY_BYTES).hexdigest()


@dataclass(frozen=True)
class Vote:
    """choice: one of CHOICES; first: the side that was shown as A; correction: what the right
    answer would be, "" where nobody said; day: YYYY-MM-DD."""

    comparison: Comparison
    choice: str
    first: str
    correction: str = ""
    day: str = ""

    def named(self, visitor: str) -> str:
        """The name of its file: one for a comparison and visitor. The visitor cannot be read out of
        it, for a session's name is a random one that ends with its page."""
        told = f"{self.comparison.key} {visitor}"
        return blake2b(told.encode(), digest_size=KEY_BYTES).hexdigest()


def corrected(text: object) -> str:
    """A visitor's correction as it is kept. Raises UserError."""
    if not isinstance(text, str):
        raise UserError("The correction must be a text.")
    text = request_limits.line_ends(text).strip()
    if len(text) > LONGEST_CORRECTION:
        raise UserError(f"The correction is {len(text):,} characters and may have "
                        f"{LONGEST_CORRECTION:,}: shorten it.")
    if request_limits.controls(text):
        raise UserError("The correction contains control characters: paste it as plain text.")
    return text


def to_json(vote: Vote) -> str:
    return json.dumps({"vote": FORMAT, **asdict(vote)}, ensure_ascii=False)


def from_json(text: str) -> Vote:
    """Raises ValueError with the reason."""
    try:
        told = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(told, dict) or told.get("vote") != FORMAT:
        raise ValueError(f"it is no vote of format {FORMAT}")
    vote = Vote(_comparison(told.get("comparison")),
                *(_text(told, name) for name in ("choice", "first", "correction", "day")))
    if vote.choice not in CHOICES or vote.first not in SIDES:
        raise ValueError("its choice or its first side is none that there is")
    return vote


def _comparison(told: Any) -> Comparison:
    if not isinstance(told, dict):
        raise ValueError("it has no comparison")
    names = {field.name for field in fields(Comparison)} - {"models", "texts", "settings"}
    sides = {name: _sides(told.get(name)) for name in ("models", "texts")}
    settings = told.get("settings")
    if not isinstance(settings, dict) or not all(
            isinstance(value, (int, float)) for value in settings.values()):
        raise ValueError("its settings are no numbers")
    return Comparison(**{name: _text(told, name) for name in names}, **sides, settings=settings)


def _sides(told: Any) -> dict[str, str]:
    if not isinstance(told, dict):
        raise ValueError("a side is missing")
    return {side: _text(told, side) for side in SIDES}


def _text(told: dict[str, Any], name: str) -> str:
    if not isinstance(told.get(name), str):
        raise ValueError(f'its "{name}" is no text')
    return told[name]
