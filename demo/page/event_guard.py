"""Before Gradio: who listens to which session, and what may be sent to its events.

An ASGI middleware. The queue it reports to is that of the app it stands in
(demo.page.visitor_queue).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import JSONResponse, Response
from starlette.routing import get_route_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.page import event_shapes
from demo.page.visitor_queue import VisitorQueue, complaint

API = "/gradio_api/"
# A question of 16,000 characters is 192 kB where each is written as two escapes.
MOST_BYTES = 256_000
TOO_LONG = "This is more than can be asked at once: shorten the question."
# What a page or a client posts to. Gradio has more (for components that this page has none of),
# and there a made-up id is an error of the server.
EVENTS = ("queue/join", "run/", "api/")
AGENTS = "mcp"
CALLS, CALLS_BY_NAME = "call/", "call/v2/"
OTHERS = ("cancel", "reset")
# Each of these requests leaves a file for ever.
CLOSED = ("deep_link",)
NOT_FOUND = JSONResponse({"detail": "Not Found"}, 404)


class EventGuard:
    """Counts listeners, refuses what is malformed, and lets go of sessions nobody listens to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = get_route_path(scope) if scope["type"] == "http" else ""
        if not path.startswith(API):
            return await self.app(scope, receive, send)
        queue, path = scope["app"].get_blocks()._queue, path.removeprefix(API)
        queue.watched = True
        if scope["method"] == "POST":
            await self._posted(path.rstrip("/"), queue, scope, receive, send)
        elif path.startswith(CLOSED):
            await NOT_FOUND(scope, receive, send)
        elif session := _listens_to(path, scope):
            await self._listened(session, path, queue, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _listened(
        self,
        session: str,
        path: str,
        queue: VisitorQueue,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        if not path.startswith("heartbeat/") and not queue.holds(session):
            return await _unknown(path)(scope, receive, send)
        with queue.listening(session, page=path.startswith("heartbeat/")):
            await self.app(scope, receive, send)

    async def _posted(
        self, path: str, queue: VisitorQueue, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if path.partition("/")[0] == AGENTS:  # answered through the queue, as everybody is
            return await self.app(scope, receive, send)
        if path == "upload":  # closed by demo.page.middleware
            return await self.app(scope, receive, send)
        body = await _whole(receive)
        if body is None:
            return await _too_long(path)(scope, receive, send)
        posted = event_shapes.read(body)
        if path in OTHERS and not isinstance(posted, tuple):
            return await self.app(scope, _again(body, receive), send)
        wrong = posted if isinstance(posted, tuple) else _wrong(path, posted, queue)
        if wrong is not None:
            status, sentence = wrong
            return await JSONResponse({"detail": sentence}, status)(scope, receive, send)
        if path.startswith(CALLS) and not path.startswith(CALLS_BY_NAME):
            body = event_shapes.filled(posted, path.removeprefix(CALLS), queue.blocks.fns)
        try:
            await self.app(_sized(scope, body), _again(body, receive), send)
        finally:
            queue.forget(posted.get("session_hash"))


def _listens_to(path: str, scope: Scope) -> str:
    """The session, or the event, whose messages this request stays open for."""
    kind, _, rest = path.rstrip("/").partition("/")
    if kind == "queue" and rest == "data":
        return parse_qs(scope["query_string"].decode("latin1")).get("session_hash", [""])[0]
    if kind == "heartbeat" and "/" not in rest:
        return rest
    return rest.rpartition("/")[2] if kind == "call" and "/" in rest else ""


def _wrong(path: str, body: dict[str, Any], queue: VisitorQueue) -> event_shapes.Complaint | None:
    functions = queue.blocks.fns
    if path.startswith(CALLS_BY_NAME):
        return event_shapes.of_arguments(body, path.removeprefix(CALLS_BY_NAME), functions)
    if path.startswith(CALLS):
        return event_shapes.of_call(body, path.removeprefix(CALLS), functions)
    if path.startswith(EVENTS):
        return event_shapes.of_event(body, functions)
    return 404, "Nothing can be posted here."


def _unknown(path: str) -> Response:
    """As Gradio says it, which for a stream is an error of the server in its log as well."""
    if not path.startswith("queue/"):
        return JSONResponse({"detail": "There is no such event here, or it is over."}, 404)
    message = {"msg": "unexpected_error", "message": "This session is not known here.",
               "session_not_found": True, "success": False}
    return Response(f"data: {json.dumps(message)}\n\n", media_type="text/event-stream")


def _too_long(path: str) -> JSONResponse:
    """The page shows a validator's complaint at the question, and any other as a passing toast."""
    if path == "queue/join":
        return JSONResponse({"detail": [complaint(TOO_LONG, "prompt")]}, 422)
    return JSONResponse({"detail": TOO_LONG}, 413)


async def _whole(receive: Receive) -> bytes | None:
    """The body, or None when it is too long; what is over the limit is not kept."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


def _sized(scope: Scope, body: bytes) -> Scope:
    """The request with the length of a body that was filled up."""
    headers = [(name, str(len(body)).encode() if name == b"content-length" else value)
               for name, value in scope["headers"]]
    return {**scope, "headers": headers}


def _again(body: bytes, receive: Receive) -> Receive:
    """A `receive` that begins with a body which was read before."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
