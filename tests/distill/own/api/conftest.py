"""A small HTTP server that answers as a script says, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from demo.distill.__main__ import main

Reply = tuple[int, dict[str, str], bytes]


def completion(text: str, finish: str = "stop", usage: bool = True, **message: object) -> Reply:
    body = {
        "id": "1", "object": "chat.completion", "created": 1, "model": "m",
        "choices": [{"index": 0, "finish_reason": finish,
                     "message": {"role": "assistant", "content": text, **message}}],
    }
    if usage:
        body["usage"] = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def failure(status: int, message: str = "no", headers: dict | None = None, **more: str) -> Reply:
    body = json.dumps({"error": {"message": message, **more}}).encode()
    return status, {"Content-Type": "application/json", **(headers or {})}, body


def echo(question: str, nth: int) -> Reply:
    return completion(f"You said {question}.")


@dataclass
class Server:
    """`script(question, nth)` gives the reply to the nth request (from 1) of that question."""

    script: Callable[[str, int], Reply] = echo
    asked: Counter = field(default_factory=Counter)
    keys: set[str] = field(default_factory=set)
    drip: float = 0.0  # seconds between any two bytes of a reply
    flying: int = 0
    most_flying: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        question = body["messages"][-1]["content"]
        with self.lock:
            self.asked[question] += 1
            self.keys.add(request.headers["Authorization"])
            self.flying += 1
            self.most_flying = max(self.most_flying, self.flying)
            nth = self.asked[question]
        try:
            status, headers, content = self.script(question, nth)
        finally:
            with self.lock:
                self.flying -= 1
        request.send_response_only(status)  # no Date but the script's own
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        with contextlib.suppress(ConnectionError):
            for start in range(0, len(content), 1 if self.drip else 1 << 20):
                request.wfile.write(content[start : start + (1 if self.drip else 1 << 20)])
                time.sleep(self.drip)
        # What was announced and is not there will not come: the line is cut.
        request.close_connection = headers.get("Content-Length", "") not in ("", str(len(content)))

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server():
    found = Server()
    yield found
    found.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Back-off in hundredths of its seconds."""
    monkeypatch.setattr("demo.distill.own.api.request_pacing.FIRST", 0.005)


def write_prompts(folder: Path, count: int) -> Path:
    path = folder / "prompts.jsonl"
    path.write_text("".join(json.dumps({"prompt": f"q{i}"}) + "\n" for i in range(count)))
    return path


@dataclass
class Asked:
    summary: dict
    said: str
    status: int
    printed: str


@pytest.fixture
def ask(tmp_path, capfd):
    """Ask `count` prompts of a server, as the command line does."""

    def run(server: Server, count: int = 6, *words: object) -> Asked:
        path = write_prompts(tmp_path, count)
        fixed = ["own", "api", "--endpoint", server.url, "--model", "m", "--prompts", path, "--out",
                 tmp_path / "out"]
        status = 0
        try:
            main([str(word) for word in [*fixed, *words]])
        except SystemExit as stopped:
            status = stopped.code
        out, err = capfd.readouterr()
        last = out.splitlines()[-1] if out else "{}"
        # A progress bar writes over its own line.
        said = [line.split("\r")[-1] for line in err.splitlines() if line.strip()]
        return Asked(json.loads(last), said[-1] if said else "", status, out + err)

    return run
