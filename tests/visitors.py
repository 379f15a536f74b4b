"""Visitors without a browser: what a page sends to the server, and what it listens to.

For tests and benches of many of them at once; `events` are numbered as in the served /config.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

QUESTION = ["Is 7 prime?", 16, 0, 1, 0, "", False, "race", 4, 0.9, "abacus"]
# What each event that starts a comparison is given.
ASKED = {"page": QUESTION, "compare": [*QUESTION[:5], "abacus", *[None] * 6]}


class Crowd:
    """Speaks to one server; close it after use (`async with`)."""

    def __init__(self, url: str) -> None:
        self.api = f"{url}gradio_api/"
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        self.http = httpx.AsyncClient(timeout=60, limits=limits)
        found = httpx.get(f"{url}config", timeout=60).json()["dependencies"]
        self.events = {row["api_name"]: row["id"] for row in found}

    async def __aenter__(self) -> Crowd:
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.http.aclose()

    async def send(
        self, event: str, session: str, data: list[Any], headers: dict[str, str] | None = None,
        queued: bool = False, **more: Any,
    ) -> httpx.Response:
        """Ask for an event by the page's name for it; those of the device join the queue."""
        queued = queued or event in ("page", "again", "compare")
        body = {"fn_index": self.events[event], "session_hash": session, "data": data, **more}
        path = "queue/join" if queued else "run/predict"
        return await self.http.post(self.api + path, json=body, headers=headers)

    async def open(self, session: str) -> httpx.Response:
        return await self.send("open", session, ["en"])

    async def run(self, session: str, question: list[Any] = QUESTION) -> bool:
        """Ask as the page does, and listen to the end; whether the run came to one."""
        joined = await self.send("page", session, question)
        joined.raise_for_status()
        return [m async for m in self.messages(session)][-1]["msg"] == "close_stream"

    async def messages(self, session: str) -> AsyncIterator[dict[str, Any]]:
        """What the server says to a session, until it closes the stream."""
        asked = {"session_hash": session}
        async with self.http.stream("GET", f"{self.api}queue/data", params=asked) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))

    @contextlib.asynccontextmanager
    async def page(self, session: str) -> AsyncIterator[None]:
        """A page that is open: it holds its heartbeat until it is closed."""
        async with self.http.stream("GET", f"{self.api}heartbeat/{session}") as stream:
            alive = stream.aiter_lines()  # httpx closes the stream with it
            assert "ALIVE" in await anext(alive)
            yield
            del alive


async def together(many: Any) -> list[Any]:
    return await asyncio.gather(*many)
