"""The edge: what is settled about a request before the page's framework or a route sees it.

One ASGI middleware around everything else. It closes doors that the page never uses, refuses what
other sites' pages would have this server do, bounds bodies in size and in time, and lets proxies'
headers count only where a proxy is trusted. What it refuses is one sentence in JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.settings import Settings
from demo.sharing import links

MOST_BYTES = 256_000  # of a body; the largest that the page sends is a prompt of 16,000 characters
BODY_SECONDS = 15.0
# The guard behind (demo.page.event_guard) has that limit for a question, and says so where it was
# asked.
ASKING, ASKED_BYTES = "/gradio_api/queue/join", 512_000
Headers = list[tuple[bytes, bytes]]
Refusal = tuple[int, str]

# What proxies say of a request, and anyone else can say: uvicorn, Gradio and Starlette read some.
FORWARDED = re.compile(rb"x-forwarded-.*|x-real-ip|x-original-.*|forwarded|x-gradio-server")
SEEN = b"x-forwarded-for"
# Gradio's own doors that this page never uses: they write files, spend a processor or look inside.
CLOSED = re.compile(
    r"(/gradio_api)?/(upload|upload_progress|process_recording|deep_link|component_server|stream"
    r"|run-history|runs|dev|vibe-[\w-]+|undo-vibe-[\w-]+|monitoring|profiling)(/.*)?"
    r"|/gradio_api/proxy=.*", re.DOTALL)
# What anyone's page may read: whoever has the link may, and a blog's own script asks for it.
PUBLIC = re.compile(r"/oembed|/[a-z]/[^/]+\.json")
# A form that wants a secret token; its own page sends no referrer, and so "null" as its origin.
TOKENED = re.compile(r"/[a-z]/[^/]+/delete")
# What never says who asked: everything else must not be kept by a cache between us and a visitor.
SAME_FOR_ALL = re.compile(r"/(assets|static|svelte)/.*|/(gradio_api/)?theme\.css|/favicon\.ico")
READS = ("GET", "HEAD")
GONE, FOREIGN = "There is nothing here.", (
    "This server does what its own page asks for: another site can embed the page in a frame. "
    "(Behind a proxy, set BASE_URL, or TRUST_PROXY=1 where the proxy is your own.)"
)
LARGE = f"This request is larger than the {MOST_BYTES // 1000} kB that are read."
LATE = f"This request did not arrive within {BODY_SECONDS:.0f} s."


class EdgeMiddleware:
    """Wraps an ASGI app. Everything it decides, it decides from settings and the request."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope = directly(scope, self.settings)
        path, origin = scope["path"], _header(scope, b"origin")
        if scope["method"] == "OPTIONS" and origin and PUBLIC.fullmatch(path):
            return await _answer(send, 204, b"", [(b"access-control-allow-origin", b"*")])
        if refusal := self._refusal(scope, origin):
            return await _refuse(send, *refusal)
        try:
            receive = await _bounded(scope, receive)
        except TooLarge:
            return await _refuse(send, 413, LARGE)
        except (asyncio.TimeoutError, TimeoutError):  # two classes before Python 3.11
            return await _refuse(send, 408, LATE)
        await self.app(scope, receive, _answering(send, path))

    def _refusal(self, scope: Scope, origin: str) -> Refusal | None:
        path, changes = scope["path"], scope["method"] not in READS
        rules: Iterable[tuple[bool, Refusal]] = (
            (bool(CLOSED.fullmatch(path)), (404, GONE)),
            (changes and bool(origin) and not (origin == "null" and TOKENED.fullmatch(path))
             and not self._own(origin, _header(scope, b"host")), (403, FOREIGN)),
            (_declared(scope) > _most(path), (413, LARGE)),
        )
        return next((refusal for applies, refusal in rules if applies), None)

    def _own(self, origin: str, host: str) -> bool:
        """Whether a page at `origin` is this server's: where it was asked, or where links begin."""
        scheme = origin.partition(":")[0]
        own = {links.authority(f"{scheme}://{host}"), links.authority(self.settings.base_url)}
        return links.authority(origin) in own - {None}


def directly(scope: Scope, settings: Settings) -> Scope:
    """The request as if no proxy stood between: what a trusted one says has taken its place.

    Whom it saw (x-forwarded-for) stays where there is a proxy at all, for demo.page.client_address.
    """
    headers: Headers = [pair for pair in scope["headers"] if not FORWARDED.fullmatch(pair[0])]
    seen = [value for name, value in scope["headers"] if name == SEEN]
    if seen and settings.behind_proxy:
        # Some proxies append a line of their own instead of a word: the last one is theirs.
        headers.append((SEEN, b", ".join(seen)))
    changes: dict[str, Any] = {}
    if settings.trust_proxy:
        host = _header(scope, b"x-forwarded-host").partition(",")[0].strip()
        scheme = _header(scope, b"x-forwarded-proto").partition(",")[0].strip()
        if links.HOST.fullmatch(host):
            headers = [pair for pair in headers if pair[0] != b"host"] + [(b"host", host.encode())]
        changes |= {"scheme": scheme} if scheme in links.PORTS else {}
    elif _at(settings.base_url, headers):
        changes["scheme"] = settings.base_url.partition(":")[0]
    return {**scope, **changes, "headers": headers}


def _at(base: str, headers: Headers) -> bool:
    """Whether the request was sent to the address that links begin with."""
    host, scheme = dict(headers).get(b"host", b"").decode("latin-1"), base.partition(":")[0]
    return bool(base) and links.authority(f"{scheme}://{host}") == links.authority(base)


class TooLarge(Exception):
    """A body went on after the most that is read."""


async def _bounded(scope: Scope, receive: Receive) -> Receive:
    """`receive` with the whole body in hand. Raises TooLarge, and TimeoutError when it is slow."""
    if not _declared(scope) and not _header(scope, b"transfer-encoding"):
        return receive
    waiting = [await asyncio.wait_for(_whole(receive, _most(scope["path"])), BODY_SECONDS)]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def _most(path: str) -> int:
    return ASKED_BYTES if path == ASKING else MOST_BYTES


async def _whole(receive: Receive, most: int) -> Message:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return message  # the client has gone
        body, more = body + message.get("body", b""), message.get("more_body", False)
        if len(body) > most:
            raise TooLarge
    return {"type": "http.request", "body": body, "more_body": False}


def _answering(send: Send, path: str) -> Send:
    """`send` with the headers that say who may read and keep an answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _said_of(path, list(message.get("headers", [])))}
        await send(message)

    return sending


def _said_of(path: str, headers: Headers) -> Headers:
    headers = [pair for pair in headers if not pair[0].lower().startswith(b"access-control-")]
    if PUBLIC.fullmatch(path):
        headers.append((b"access-control-allow-origin", b"*"))
    kept = any(name.lower() == b"cache-control" for name, _ in headers)
    if not kept and not SAME_FOR_ALL.fullmatch(path):
        headers.append((b"cache-control", b"no-store"))
    return headers


async def _refuse(send: Send, status: int, why: str) -> None:
    # `detail` is what the page's framework shows of an error. What is left of a body is not read.
    body = json.dumps({"error": why, "detail": why}).encode()
    await _answer(send, status, body, [(b"content-type", b"application/json"),
                                       (b"connection", b"close")])


async def _answer(send: Send, status: int, body: bytes, headers: Headers) -> None:
    size = [] if status == 204 else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status,
                "headers": [*headers, *size, (b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": body})


def _declared(scope: Scope) -> int:
    length = _header(scope, b"content-length")
    return int(length) if length.isdecimal() else 0


def _header(scope: Scope, name: bytes) -> str:
    return dict(scope["headers"]).get(name, b"").decode("latin-1")


def around(settings: Settings) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """A lifespan that puts the edge around the whole app, Gradio's own middleware included.

    Gradio adds its middleware after those it is given, so outside of them, and its CORS answers
    there. A lifespan runs when the stack has been built and no request has been answered.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        app.middleware_stack = EdgeMiddleware(app.middleware_stack, settings)
        yield

    return lifespan


def ready_server() -> None:
    """Ready uvicorn, which Gradio starts with options of its own, before it is started.

    It believes proxies on this machine unless it is told whom to believe: here, nobody; and its
    connections wait for ever for a request.
    """
    from uvicorn.config import HTTP_PROTOCOLS

    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
    HTTP_PROTOCOLS["auto"] = "demo.page.connections:Connection"
