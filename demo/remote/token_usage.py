"""What a request cost in tokens: by the server's count, or by ours where that one is absurd."""

from __future__ import annotations

from typing import Any, NamedTuple

# Tokens beyond the bytes of what we sent and heard that a server may count: its own instructions,
# thinking that it does not show.
UNSEEN = 1_000_000
WRAPPING = 32  # tokens a chat template may add around a question


class Spent(NamedTuple):
    """Tokens of the prompt and of the answer, None where a server counts none. `estimated`: a
    count was absurd and ours stands there."""

    asked: int | None = None
    answered: int | None = None
    estimated: bool = False


NOTHING = Spent()


def spent(usage: Any, messages: list[dict[str, str]], said: str) -> Spent:
    """`usage` as the server sent it. A server that counts none for what it said does not count."""
    most_asked, most_said = worst_in(messages), len(said.encode())
    asked, odd_in = count(usage, "prompt_tokens", most_asked)
    answered, odd_out = count(usage, "completion_tokens", most_said)
    return Spent(asked or None, None if said and not answered else answered, odd_in or odd_out)


def count(usage: Any, name: str, estimate: int) -> tuple[int | None, bool]:
    """Tokens, and whether they are the estimate because the server's number is none that tokens
    can have; None for what is no number. An estimate is of bytes: no tokenizer makes more."""
    value = usage.get(name) if isinstance(usage, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None, False
    if 0 <= value <= estimate + UNSEEN and value == int(value):  # NaN fails here, too
        return int(value), False
    return estimate, True


def of_row(row: dict[str, Any]) -> tuple[int | None, int | None]:
    """What a kept line cost; an older version may have noted an absurd count."""
    said = f"{row.get('answer', '')}{row.get('reasoning', '')}"
    asked, _ = count(row, "prompt_tokens", worst_in(row.get("messages", [])))
    answered, _ = count(row, "answer_tokens", len(said.encode()))
    return asked, answered

def worst_in(messages: list[dict[str, str]]) -> int:
    """No tokenizer makes more tokens than bytes."""
    return sum(len(m["content"].encode()) + WRAPPING for m in messages)
