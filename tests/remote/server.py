"""An OpenAI-compatible server on loopback that streams as it is told, well or badly."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EVENTS, JSON = "text/event-stream", "application/json"


def event(data: Any) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def delta(finish: str | None = None, **said: Any) -> bytes:
    return event({"model": "served-1", "choices": [
        {"index": 0, "delta": said, "finish_reason": finish}]})


DONE = b"data: [DONE]\n\n"
USAGE = {"prompt_tokens": 11, "completion_tokens": 5}


def answer(*words: str, finish: str | None = "stop", usage: Any = USAGE, **more: Any) -> list:
    """The parts of a good stream."""
    parts: list[Any] = [delta(role="assistant", content="")]
    parts += [delta(content=word) for word in words]
    parts += [delta(finish)] if finish else []
    parts += [event({"choices": [], "usage": usage})] if usage is not None else []
    return [*parts, DONE]


class Said:
    """One response: status, headers, and parts that are bytes to send or seconds to wait;
    `drop`: the connection is cut behind them."""

    def __init__(
        self, parts: list[Any] | bytes, status: int = 200, kind: str = EVENTS, drop: bool = False,
        **headers: str,
    ) -> None:
        self.parts = [parts] if isinstance(parts, bytes) else parts
        self.status, self.kind, self.drop = status, kind, drop
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


# Set when a test is over: whatever still waits in a server of it ends (conftest's `let_go`).
LET_GO = threading.Event()


class Silent(list):
    """Parts, and then nothing, until the test is over."""

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        LET_GO.wait(20)


def wait(*parts: Any) -> Said:
    """A response that says these, and falls silent."""
    said = Said([])
    said.parts = Silent(parts)
    return said


def refused(status: int, message: str, code: str = "", **headers: str) -> Said:
    error = {"message": message, "type": code or "error", "code": code or None}
    return Said(json.dumps({"error": error}).encode(), status, JSON, **headers)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)))
        self.server.asked.append(body)
        self.server.heads.append({name.lower(): value for name, value in self.headers.items()})
        said = self.server.says(body, len(self.server.asked))
        self.send_response(said.status)
        for name, value in {"content-type": said.kind, "connection": "close",
                            **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self._send(said)
        except OSError:
            self.server.left += 1

    def _send(self, said: Said) -> None:
        for part in said.parts:
            if isinstance(part, bytes):
                self.wfile.write(part)
                self.wfile.flush()
            else:
                for _ in range(max(1, round(part / 0.02))):
                    time.sleep(min(part, 0.02))
                    self.wfile.write(b": alive\n\n" if said.kind == EVENTS else b" ")
                    self.wfile.flush()
        if said.drop:
            self.connection.shutdown(2)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # whoever came did not believe the certificate
            pass

    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """`says(body, count)` -> Said for each request; asked, heads: bodies and headers; left: how
    often whoever asked was gone before the end; secured: with which it speaks TLS."""

    daemon_threads = True

    def __init__(self, secured: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        if secured is not None:
            self.socket = secured.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False)
        self.asked: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        self.left = 0
        self.says: Callable[[dict[str, Any], int], Said] = lambda body, count: Said(
            answer("Forty", "-", "seven", "."))
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        threading.Thread(target=self.serve_forever, daemon=True).start()


def running() -> Iterator[Server]:
    server = Server()
    yield server
    server.shutdown()
    server.server_close()
