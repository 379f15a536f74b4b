"""A response's body as data: JSON, or the events of a server that streams unasked.

Knows what bytes may hold, not what they mean. Whatever text comes out of here can be written as
UTF-8.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

HOLDERS = ("text", "content", "value")  # where an object has its text


def whole_text(text: str) -> str:
    """Halves of a surrogate pair belong together, or stand for no character: U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mended(body: Any) -> Any:
    """All texts in it whole."""
    if isinstance(body, str):
        return whole_text(body)
    if isinstance(body, list):
        return [mended(one) for one in body]
    if isinstance(body, dict):
        return {whole_text(key): mended(value) for key, value in body.items()}
    return body


def data_of(content: bytes) -> dict[str, Any] | None:
    """The object in a body, or None where there is none."""
    text = content.decode("utf-8-sig", "replace").strip()
    try:
        body = mended(json.loads(text))
    except (ValueError, RecursionError):
        return _events(text)
    # Google's servers wrap an error into a list of one.
    if isinstance(body, list) and len(body) == 1:
        body = body[0]
    return body if isinstance(body, dict) else None


def _events(text: str) -> dict[str, Any] | None:
    """Server-sent events, as one completion; an error among them stays beside what was said."""
    chunks = []
    for line in text.splitlines():
        if line.startswith("data:") and (said := line[5:].strip()) != "[DONE]":
            try:
                chunks.append(mended(json.loads(said)))
            except (ValueError, RecursionError):
                break  # the connection ended within this event
    chunks = [chunk for chunk in chunks if isinstance(chunk, dict)]
    return _joined(chunks) if chunks else None


def _joined(chunks: list[dict[str, Any]]) -> dict[str, Any]:
    """Pieces come as `delta`, from some servers as `message`; where both come, `message` repeats
    what was said so far."""
    said: dict[str, dict[str, list[Any]]] = {"delta": {}, "message": {}}
    joined: dict[str, Any] = {"choices": []}
    finish = None
    for chunk in chunks:
        joined |= {name: chunk[name] for name in ("error", "usage") if chunk.get(name)}
        choice = first(chunk.get("choices"))
        finish = choice.get("finish_reason") or finish
        for kind, held in said.items():
            for name, value in (_message(choice, kind) or {}).items():
                if name == "content" or (value and name != "role"):
                    held.setdefault(name, []).append(value)
    whole = {name: _grown(values) for name, values in said["message"].items()}
    message = whole | {name: values for name, values in said["delta"].items()
                       if text_of(values) != "" or name not in whole}
    if message or finish:
        joined["choices"] = [{"message": message, "finish_reason": finish}]
    return joined


def _grown(values: list[Any]) -> list[Any]:
    """Pieces as they are; of a text that each time is told whole, the last."""
    texts = [text for value in values if (text := text_of(value))]
    whole = all(later.startswith(text) for text, later in zip(texts, texts[1:], strict=False))
    return texts[-1:] if whole and texts else values


def _message(choice: dict[str, Any], name: str) -> dict[str, Any] | None:
    held = choice.get(name)
    return {"content": held} if isinstance(held, str) else held if isinstance(held, dict) else None


def message_of(choice: dict[str, Any]) -> dict[str, Any]:
    """What a choice says: its `message`, or what other servers have in its place."""
    for name in ("message", "delta"):
        if message := _message(choice, name):
            return message
    return {"content": choice["text"]} if "text" in choice else {}


def first(choices: Any) -> dict[str, Any]:
    """The first object of a list, or an empty one."""
    held = choices[0] if isinstance(choices, list) and choices else None
    return held if isinstance(held, dict) else {}


def own(choices: Any) -> dict[str, Any]:
    """The choice that was asked for, of several: the one of index 0."""
    held = [one for one in choices if isinstance(one, dict)] if isinstance(choices, list) else []
    return next((one for one in held if one.get("index") in (0, None)), {})


def text_of(content: Any) -> str | None:
    """A message's content as one text: a text, a number, an object that holds one, a list of such
    parts, or nothing; None for what is there and cannot be read as text."""
    if content is None or isinstance(content, str):
        return content or ""
    if isinstance(content, bool):
        return None
    if isinstance(content, int | float):
        return str(content) if isfinite(content) else None
    if isinstance(content, dict):
        held = (content[name] for name in HOLDERS if name in content)
        texts = [text for one in held if (text := text_of(one)) is not None]
        return next(filter(None, texts), texts[0] if texts else None)
    if not isinstance(content, list):
        return None
    parts = [text for part in content if (text := text_of(part)) is not None]
    return "".join(parts) if parts or not content else None


def thoughts_of(content: Any) -> str:
    """What Mistral's servers put among the parts of a content."""
    if isinstance(content, list):
        return "".join(map(thoughts_of, content))
    return text_of(content.get("thinking")) or "" if isinstance(content, dict) else ""
