"""A response's body as data: JSON, or the events of a server that streams unasked.

Knows what bytes may hold, not what they mean. Whatever text comes out of here can be written as
UTF-8.
"""

from __future__ import annotations

import json
from typing import Any


def whole_text(text: str) -> str:
    """Halves of a surrogate pair belong together, or stand for no character: U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mended(found: Any) -> Any:
    if isinstance(found, str):
        return whole_text(found)
    if isinstance(found, list):
        return [_mended(one) for one in found]
    if isinstance(found, dict):
        return {whole_text(key): _mended(value) for key, value in found.items()}
    return found


def data_of(content: bytes) -> dict[str, Any] | None:
    """The object in a body, or None where there is none."""
    text = content.decode("utf-8-sig", "replace").strip()
    try:
        found = _mended(json.loads(text))
    except (ValueError, RecursionError):
        return _events(text)
    # Google's servers wrap an error into a list of one.
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return found if isinstance(found, dict) else None


def _events(text: str) -> dict[str, Any] | None:
    """Server-sent events, as one completion; an error among them stays beside what was said."""
    chunks = []
    for line in text.splitlines():
        if line.startswith("data:") and (said := line[5:].strip()) != "[DONE]":
            try:
                chunks.append(_mended(json.loads(said)))
            except (ValueError, RecursionError):
                break  # the connection ended within this event
    chunks = [chunk for chunk in chunks if isinstance(chunk, dict)]
    return _joined(chunks) if chunks else None


def _joined(chunks: list[dict[str, Any]]) -> dict[str, Any]:
    message: dict[str, Any] = {}
    found: dict[str, Any] = {"choices": []}
    finish = None
    for chunk in chunks:
        found |= {name: chunk[name] for name in ("error", "usage") if chunk.get(name)}
        choice = first(chunk.get("choices"))
        finish = choice.get("finish_reason") or finish
        for name, value in (choice.get("delta") or {}).items():
            if isinstance(value, str) and name != "role":
                message[name] = message.get(name, "") + value
    if message or finish:
        found["choices"] = [{"message": message, "finish_reason": finish}]
    return found


def first(found: Any) -> dict[str, Any]:
    """The first object of a list, or an empty one."""
    held = found[0] if isinstance(found, list) and found else None
    return held if isinstance(held, dict) else {}


def text_of(content: Any) -> str:
    """A message's content as one text: a text, a list of parts, or nothing."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = (part.get("text") if isinstance(part, dict) else part for part in content)
    return "".join(part for part in parts if isinstance(part, str))


def count_of(usage: Any, name: str) -> int | None:
    """Tokens as a server counts them; None for what is no count."""
    value = usage.get(name) if isinstance(usage, dict) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
