"""Preferences from a file or from a folder of votes: a prompt, an answer that is better, a worse.

{"prompt": "…", "chosen": "…", "rejected": "…"} on each line, or "messages" in place of the prompt,
as `python -m demo.votes export` writes them and preference data sets on the Hub are; an answer may
be a list of messages that ends with the assistant's.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from demo import json_rows, request_limits
from demo.distill.own import prompt_file
from demo.distill.own.prompt_file import Prompt
from demo.errors import UserError
from demo.votes import preference_rows

EXAMPLE = '{"prompt": "…", "chosen": "…", "rejected": "…"}'
HELD_OUT = 20  # the pairs of one prompt in so many are never learned from


@dataclass(frozen=True)
class Preference:
    """Two whole answers to one prompt."""

    prompt: Prompt
    chosen: str
    rejected: str

    @property
    def id(self) -> str:
        text = "\0".join((self.prompt.id, self.chosen, self.rejected))
        return blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def held_out(self) -> bool:
        """By its prompt, so that no answer to a question that is looked at is ever learned."""
        return int(self.prompt.id, 16) % HELD_OUT == 0


@dataclass(frozen=True)
class Preferences:
    """Each pair of answers once, and a sentence for each row that was left out."""

    pairs: list[Preference]
    complaints: list[str]


def parse(row: Any) -> Preference:
    """Raises ValueError with the reason."""
    if not isinstance(row, dict):
        raise ValueError('it needs a "prompt" or "messages", "chosen" and "rejected"')
    prompt, _ = prompt_file.parse({key: row.get(key) for key in ("prompt", "messages")})
    chosen, rejected = (_answer(row, name) for name in ("chosen", "rejected"))
    if chosen.strip() == rejected.strip():
        raise ValueError('"chosen" and "rejected" are the same, so nothing is preferred')
    return Preference(prompt, chosen, rejected)


def _answer(row: dict[str, Any], name: str) -> str:
    said = row.get(name)
    if isinstance(said, list) and said and isinstance(said[-1], dict):
        said = said[-1].get("content") if said[-1].get("role") == "assistant" else None
    if not isinstance(said, str) or not said.strip():
        raise ValueError(f'it needs "{name}", an answer with something in it')
    said = request_limits.line_ends(said)
    if request_limits.controls(said):
        raise ValueError(f'"{name}" contains control characters')
    return said


def read(path: Path) -> Preferences:
    """Of a file, or of the votes in a folder. Raises UserError where there is nothing to learn."""
    if path.is_dir():
        rows = preference_rows.of_folder(path)
        pairs, complaints = [parse(row) for row in rows.rows], rows.complaints
        if not pairs:
            raise UserError(f"{path} holds no vote for one answer and no correction: let people "
                            "vote first, or name a file of rows such as " + EXAMPLE + ".")
    else:
        found, complaints = json_rows.read(path, "preferences", EXAMPLE, parse)
        pairs = [pair for _, pair in found]
    return Preferences(list({pair.id: pair for pair in pairs}.values()), complaints)
