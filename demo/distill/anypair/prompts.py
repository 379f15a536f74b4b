"""Prompts from a JSONL file: {"prompt": "..."} or {"messages": [...]} a line, and their tokens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from demo.errors import UserError


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


def parse(line: str) -> Prompt:
    """Raises ValueError with the reason."""
    row = json.loads(line)
    if not isinstance(row, dict) or not {"prompt", "messages"} & set(row):
        raise ValueError('it needs a "prompt" or "messages"')
    if "messages" not in row:
        if not isinstance(row["prompt"], str) or not row["prompt"].strip():
            raise ValueError('"prompt" must be some text')
        return Prompt((("user", row["prompt"]),))
    return _messages(row["messages"])


def _messages(rows: Any) -> Prompt:
    if not isinstance(rows, list) or not rows:
        raise ValueError('"messages" must be a list')
    if not all(
        isinstance(row, dict) and isinstance(row.get("role"), str)
        and isinstance(row.get("content"), str) for row in rows
    ):
        raise ValueError("every message needs a role and a content, both texts")
    if rows[-1]["role"] != "user":
        raise ValueError("the last message must be the user's")
    return Prompt(tuple((row["role"], row["content"]) for row in rows))


def read(path: Path) -> tuple[list[Prompt], list[str]]:
    """Each prompt once, and one sentence for each broken line.

    Raises UserError when there is no such file or nothing in it can be used.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UserError(f"The prompts {path} cannot be read: {error.strerror}.") from None
    found, complaints = {}, []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            prompt = parse(line.decode())
            found[prompt.id] = prompt
        except ValueError as error:
            complaints.append(_complaint(path, number, error))
    if not found:
        raise UserError(complaints[0] if complaints else f"{path} holds no prompt.")
    return list(found.values()), complaints


def _complaint(path: Path, number: int, error: ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        reason = "it is not UTF-8"
    elif isinstance(error, json.JSONDecodeError):
        reason = f"it is not JSON ({error.msg.lower()} at character {error.pos + 1})"
    else:
        reason = str(error)
    return f"{path.name}, line {number} is left out: {reason}."


def tokens(tokenizer: Any, prompt: Prompt, template: dict[str, Any]) -> list[int]:
    """As the race will put it: through the chat template where there is one, else as plain text."""
    if not getattr(tokenizer, "chat_template", None):
        return tokenizer(prompt.text)["input_ids"]
    rendered = tokenizer.apply_chat_template(
        prompt.chat, add_generation_prompt=True, tokenize=False, **template
    )
    # The template already wrote its special tokens; adding them again would double the BOS.
    return tokenizer(rendered, add_special_tokens=False)["input_ids"]
