"""Prompts from a file of rows: {"prompt": "..."} or {"messages": [...]}, and their tokens."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from demo import json_rows, request_limits
from demo.engine import prompting
from demo.errors import UserError

EXAMPLE = '{"prompt": "…"}'
ROLE = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Prompt:
    """`messages` as chat templates and endpoints take them: role and content."""

    messages: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """Answers are known by their prompt's text, never by a line's number."""
        text = json.dumps(self.messages, ensure_ascii=False)
        return blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def chat(self) -> list[dict[str, str]]:
        return [{"role": role, "content": content} for role, content in self.messages]

    @property
    def text(self) -> str:
        return "\n\n".join(content for _, content in self.messages)


@dataclass(frozen=True)
class Asked:
    """What a file asks: each prompt once, a sentence for each row left out, how many rows ended
    with the assistant's answer, which is left off, for the teacher is to give its own, and how many
    asked what an earlier row had asked."""

    prompts: list[Prompt]
    complaints: list[str]
    answers_left_off: int = 0
    repeated: int = 0


def parse(row: Any) -> tuple[Prompt, bool]:
    """The prompt of a row, and whether an answer behind it was left off. Raises ValueError with
    the reason. A column that is empty where the other one is used counts as absent."""
    if isinstance(row, str):
        row = {"prompt": row}
    if not isinstance(row, dict):
        raise ValueError('it needs a "prompt" or "messages"')
    asked = row.get("messages") or row.get("prompt")
    if not asked:
        others = ", ".join(f'"{name}"' for name in list(row)[:4])
        raise ValueError(f'it needs a "prompt" or "messages", and has {others or "nothing"}'[:200])
    if isinstance(asked, str):
        asked = [{"role": "user", "content": asked}]
    return _messages(asked)


def _messages(messages: Any) -> tuple[Prompt, bool]:
    if not isinstance(messages, list):
        raise ValueError('"prompt" must be some text or messages, and "messages" a list')
    turns = [_turn(one) for one in messages]
    asked = list(turns)
    while asked and asked[-1][0] == "assistant":
        asked.pop()
    if not asked or asked[-1][0] != "user":
        raise ValueError("the last message must be the user's")
    if not asked[-1][1].strip():
        raise ValueError("the user's last message is empty")
    return Prompt(tuple(asked)), len(asked) < len(turns)


def _turn(one: Any) -> tuple[str, str]:
    role = one.get("role") if isinstance(one, dict) else None
    if not isinstance(role, str) or not ROLE.fullmatch(role):
        raise ValueError('every message needs a "role" (such as user) and a "content"')
    text = request_limits.line_ends(_content(one.get("content")))
    if request_limits.controls(text):
        raise ValueError("it contains control characters")
    return role, text


def _content(content: Any) -> str:
    """A text, or the texts of its parts, one a line as vLLM joins them."""
    parts = content if isinstance(content, list) else [content]
    texts = [part.get("text") if isinstance(part, dict) and part.get("type") == "text" else part
             for part in parts]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise ValueError("a message's content must be text, or parts of type text")
    return "\n".join(texts)


def read(path: Path) -> Asked:
    """Raises UserError when there is no such file or too little of it can be used."""
    rows, complaints = json_rows.read(path, "prompts", EXAMPLE, parse)
    unique = {prompt.id: prompt for _, (prompt, _) in rows}
    return Asked(list(unique.values()), complaints, sum(answered for _, (_, answered) in rows),
                 len(rows) - len(unique))


def tokens(tokenizer: Any, prompt: Prompt, template: dict[str, Any]) -> list[int]:
    """As the race will put it: through the chat template where there is one, else as plain text.

    Raises UserError with the template's own words when it does not take this prompt.
    """
    if not getattr(tokenizer, "chat_template", None):
        return prompting.plain_tokens(tokenizer, prompt.text)
    return prompting.chat_tokens(tokenizer, prompt.chat, template)


def readable(
    tokenizer: Any, asked: Sequence[Prompt], template: dict[str, Any], rows_of_model: int,
    tell: bool = True,
) -> list[Prompt]:
    """The prompts that a model's template takes and its embedding has rows for; the others are
    named on stderr. Raises UserError when hardly one is left."""
    fitting, why = [], ""
    for prompt in asked:
        why_not = unreadable(tokenizer, prompt, template, rows_of_model)
        if not why_not:
            fitting.append(prompt)
        elif tell:
            print(f"Left out, {why_not}: {prompt.text[:60]!r}.", file=sys.stderr)
        why = why or why_not
    if len(fitting) < len(asked) - len(fitting):
        raise UserError(
            f"{len(asked) - len(fitting)} of {len(asked)} prompts cannot be put to this "
            f"teacher; the first: {why}."
        )
    return fitting


def unreadable(
    tokenizer: Any, prompt: Prompt, template: dict[str, Any], rows_of_model: int
) -> str:
    """Why a model cannot be asked this; "" when it can."""
    try:
        ids = tokens(tokenizer, prompt, template)
    except prompting.Refused as error:
        return f"its chat template says {error.words!r}"
    return prompting.unknown(tokenizer, ids, rows_of_model)
