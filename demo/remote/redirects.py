"""Which redirects of a question are followed: few, counted, and none that loses its words."""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from demo.remote.api_errors import SPOKEN, Trouble

MOVED = (301, 302, 303)  # redirects after which a question would be put without its words
FOLLOWED = 3  # redirects in a row


@dataclass
class Way:
    """Redirects of one question: how many were followed, and may be."""

    most: int
    followed: int = 0


_WAY: ContextVar[Way] = ContextVar("way")


def begin(requests: int) -> Way:
    """Of a question that may take so many requests, in the task that asks it."""
    way = Way(min(FOLLOWED, requests - 1))
    _WAY.set(way)
    return way


def address_of(endpoint: Any, response: Any) -> str:
    """Where a redirect of a question leads, as an endpoint is written; "" where that is no address
    of the web. A race follows none: the question would be put without its words, or elsewhere."""
    if not 300 <= response.status_code < 400 or "location" not in response.headers:
        return ""
    try:
        to = str(response.request.url.join(response.headers["location"]))
    except Exception:  # a server may send anything for an address
        return ""
    to = to.partition("?")[0].partition("#")[0].removesuffix("/chat/completions")
    return endpoint.clean(to)[:SPOKEN] if to.startswith(("http://", "https://")) else ""


async def look(endpoint: Any, response: Any) -> None:
    """The client shows every response here. Raises Trouble for a redirect that must not be
    followed."""
    if not response.has_redirect_location:
        return
    way, to = _WAY.get(), response.headers["location"]
    with contextlib.suppress(Exception):  # a server may send anything for an address
        to = str(response.url.join(to))
    advice = f"{endpoint.clean(to)[:SPOKEN]}: give --endpoint the address that answers."
    if response.status_code in MOVED:
        raise Trouble("fatal", f"{endpoint.url} has moved to {advice}")
    if way.followed >= way.most:
        often = f"{way.followed + 1} times in a row" if way.followed else "the last of --tries"
        raise Trouble("fatal", f"{endpoint.url} redirects {often}, now to {advice}")
    way.followed += 1
