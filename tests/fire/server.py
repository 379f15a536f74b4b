"""A server in a process of its own, and visitors that speak to it as a browser does: plain HTTP."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from demo.settings import ROOT

API = "/gradio_api"
START_SECONDS = 180.0  # the page of a busy machine


class Late(AssertionError):
    """What had to happen did not."""


def until(true: Callable[[], Any], seconds: float, what: str) -> float:
    """Seconds until it was true. Raises Late."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            raise Late(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A started server. Ends with the `with` block, whatever became of it."""

    def __init__(self, command: Sequence[str], port: int, log: Path, **environ: str) -> None:
        self.port, self.url, self.log = port, f"http://127.0.0.1:{port}", log
        self._out = log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, stdout=self._out, stderr=self._out,
            stdin=subprocess.DEVNULL, env={**os.environ, "PORT": str(port), **environ})

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in [self.process.pid, *self.children()]:
            kill(pid, signal.SIGKILL)
        self.process.wait()
        self._out.close()

    def up(self) -> Server:
        """Wait until the page is there. Raises Late."""
        until(lambda: self.process.poll() is not None or self._answers(), START_SECONDS, "the page")
        if self.process.poll() is not None:
            raise Late(f"the server ended: {self.log.read_text(errors='replace')[-2000:]}")
        return self

    def _answers(self) -> bool:
        try:
            return self.get("/config")[0] == 200
        except OSError:
            return False

    def get(self, path: str, timeout: float = 30.0, **headers: str) -> tuple[int, bytes]:
        """(status, body). Raises OSError when there is no answer."""
        asked = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=timeout) as found:
                return found.status, found.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from None

    def children(self) -> list[int]:
        return children(self.process.pid)

    def engines(self) -> list[int]:
        """The engine's own processes."""
        return [pid for pid in self.children() if b"spawn_main" in _cmdline(pid)]


def children(parent: int) -> list[int]:
    """All processes below one, from /proc."""
    found = []
    for path in Path("/proc").glob(f"{parent}/task/*/children"):
        try:
            found += [int(word) for word in path.read_text().split()]
        except OSError:
            continue
    return found + [pid for child in found for pid in children(child)]


def _cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def state(pid: int) -> str:
    """The kernel's letter for a process ("S", "R", "T", "Z", ...); empty when there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return ""


def kill(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class Visitor:
    """One open page. Its events are found by their names, as Gradio's own client finds them."""

    def __init__(self, server: Server, config: dict[str, Any] | None = None) -> None:
        self.server, self.session = server, secrets.token_hex(6)
        config = config or json.loads(server.get("/config")[1])
        self.config = config
        self._numbers = {each["api_name"]: each["id"] for each in config["dependencies"]}

    def post(self, path: str, body: dict[str, Any], timeout: float = 60.0) -> tuple[int, Any]:
        """(status, parsed answer). Raises OSError."""
        asked = urllib.request.Request(
            self.server.url + API + path, json.dumps(body).encode(),
            {"Content-Type": "application/json", "Origin": self.server.url})
        try:
            with urllib.request.urlopen(asked, timeout=timeout) as found:
                return found.status, json.loads(found.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, _parsed(error.read())
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from None

    def _event(self, name: str, data: list[Any]) -> dict[str, Any]:
        return {"data": data, "fn_index": self._numbers[name], "session_hash": self.session,
                "event_data": {}, "trigger_id": None}

    def act(self, name: str, *data: Any) -> tuple[int, Any]:
        """An event that does not wait in the queue: open, halt, share, unshare."""
        return self.post("/run/predict", self._event(name, list(data)))

    def join(self, name: str, *data: Any) -> tuple[int, Any]:
        """An event that does: page, compare."""
        return self.post("/queue/join", self._event(name, list(data)))

    def ask(self, prompt: str, tokens: int = 256, pair: str = "abacus") -> tuple[int, Any]:
        return self.join("page", prompt, tokens, 0.0, 1.0, 0, "", False, "race", 4, 0.9, pair)

    def stream(self, timeout: float = 120.0) -> Stream:
        return Stream(self.server, self.session, timeout)

    def beating(self, timeout: float = 300.0) -> http.client.HTTPConnection:
        """A heartbeat as an open page keeps one; closing it is closing the page."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=timeout)
        link.request("GET", f"{API}/heartbeat/{self.session}")
        link.getresponse()
        return link

    def shared(self, prompt: str) -> tuple[str, str]:
        """Open, run, share: (id, delete token). Raises Late where a page would not get there."""
        self.act("open", "en")
        self.ask(prompt, 8)
        with self.stream() as events:
            for message in events:
                if message["msg"] in ("process_completed", "close_stream"):
                    break
        status, answer = self.act("share")
        rows = {row["kind"]: row["text"] for row in _rows(answer)}
        if status != 200 or "token" not in rows:
            raise Late(f"it was not shared: {status} {str(answer)[:300]}")
        return rows["link"].rpartition("/")[2], rows["token"]


class Stream:
    """The events of one session as they come; leaving the block drops the line at once."""

    def __init__(self, server: Server, session: str, timeout: float) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
        self._link.request("GET", f"{API}/queue/data?session_hash={session}")
        self._found = self._link.getresponse()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._found.close()
        self._link.close()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for line in self._found:
            if line.startswith(b"data:"):
                yield json.loads(line[5:])


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def _rows(answer: Any) -> list[dict[str, str]]:
    try:
        return answer["data"][0]["share"]["rows"]
    except (KeyError, IndexError, TypeError):
        return []
