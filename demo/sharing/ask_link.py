"""A link that opens the page with a question in its box: `/?ask=QUESTION&pair=NAME`. Nothing is
asked by opening it: whoever opened it presses Run."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

# Characters of the whole address's query: many proxies refuse longer request lines.
LONGEST = 4_000


def address(base: str, question: str, pair: str) -> str:
    """"" where the question is too long for a link."""
    query = urlencode({"ask": question, "pair": pair})
    return f"{base}/?{query}" if len(query) <= LONGEST else ""


def wished(query: Mapping[str, str]) -> dict[str, str]:
    """What a link asks for: `prompt` and `pair`, each only where it is named."""
    named = {"prompt": query.get("ask", "")[:LONGEST], "pair": query.get("pair", "")}
    return {name: value for name, value in named.items() if value.strip()}
