"""Floods from one stranger: joins, hostile links, uploads, large bodies, and what others feel.

Speaks plain HTTP to a started server and counts what came back. What is right: the queue admits few
of one session and of one address; uploads are closed; a large body is refused before it is read or
logged; two hundred hostile links at once leave the page under two seconds.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from demo.recording.data import Recording
from demo.sharing import links
from tests.fire.server import API, Server, Visitor, free_port
from tests.scripted import ScriptedEngine, recorded

AN_ADDRESS = 17  # places in the queue, as QUEUE_SIZE is 16 and one runs; few of them are one's own
PAGE_SECONDS = 2.0
BODY = 30_000_000
LOGGED = 200_000  # bytes that a flood may add to the log

Verdict = tuple[dict[str, Any], list[str]]


def drill(folder: Path, many: int = 200) -> dict[str, Any]:
    """Counts by flood, `slowest_page_s` while links are drawn, and `errors`: promises not kept."""
    port = free_port()
    command = ["-m", "tests.fire.scripted", str(port), str(folder / "floods")]
    counts: dict[str, Any] = {}
    said: list[str] = []
    for flood in (joins_of_one_session, joins_of_one_address, uploads, bodies, hostile_links):
        with Server(command, port, folder / f"{flood.__name__}.log") as server:
            found, broken = flood(server.up(), many)
        counts |= {f"{flood.__name__}": found}
        said += [f"{flood.__name__}: {what}" for what in broken]
    return {"floods": counts, "errors": len(said), "said": said}


def at_once(calls: Sequence[Callable[[], int]], lanes: int = 50) -> Counter[int]:
    """How often each status came back; -1 is no answer."""
    def status(call: Callable[[], int]) -> int:
        try:
            return call()
        except OSError:
            return -1
    with ThreadPoolExecutor(lanes) as pool:
        return Counter(pool.map(status, calls))


def joins_of_one_session(server: Server, many: int) -> Verdict:
    visitor = Visitor(server)
    visitor.act("open", "en")
    found = at_once([lambda: visitor.ask("Is 7 prime?", 512)[0]] * many)
    return _joined(server, found, most=2)


def joins_of_one_address(server: Server, many: int) -> Verdict:
    config = json.loads(server.get("/config")[1])

    def join() -> int:
        visitor = Visitor(server, config)
        visitor.act("open", "en")
        return visitor.ask("Is 7 prime?", 512)[0]
    return _joined(server, at_once([join] * many), most=AN_ADDRESS)


def _joined(server: Server, found: Counter[int], most: int) -> Verdict:
    broken = []
    if found[200] > most:
        broken.append(f"{found[200]} were admitted, and {most} may be")
    if found[500] or found[-1]:
        broken.append(f"errors: {dict(found)}")
    if server.get("/")[0] != 200:
        broken.append("the page is gone")
    return dict(found), broken


def uploads(server: Server, many: int) -> Verdict:
    line = "x" * 16
    body = (f'--{line}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
            f"{'a' * 60_000}\r\n--{line}--\r\n").encode()
    found = at_once([lambda: _sent(server, "/upload", body, f"multipart/form-data; boundary={line}")
                     ] * many)
    return dict(found), [f"{found[200]} uploads were kept"] if found[200] else []


def bodies(server: Server, many: int) -> Verdict:
    visitor = Visitor(server)
    numbers = {each["api_name"]: each["id"] for each in visitor.config["dependencies"]}
    body = json.dumps({"data": ["a" * BODY], "fn_index": numbers["open"], "session_hash": "x",
                       "event_data": {}}).encode()
    before = server.log.stat().st_size
    found = at_once([lambda: _sent(server, "/run/predict", body, "application/json")] * 4)
    grown = server.log.stat().st_size - before
    broken = [f"{grown} bytes went to the log"] if grown > LOGGED else []
    return {**found, "logged": grown}, broken + (
        [f"{found[200]} bodies of {BODY} bytes were taken"] if found[200] else [])


def _sent(server: Server, path: str, body: bytes, kind: str) -> int:
    asked = urllib.request.Request(server.url + API + path, body, {"Content-Type": kind})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def hostile_links(server: Server, many: int) -> Verdict:
    """Small links that unpack to all they may, no two alike, while one asks for the page."""
    codes = [links.pack(_large(index)) for index in range(many)]
    doors = ("/s?run={}", "/embed?run={}", "/s.png?run={}", "/s.gif?run={}", "/?run={}")
    paths = [doors[index % len(doors)].format(code) for index, code in enumerate(codes)]
    calls = [functools.partial(_status, server, path) for path in paths]
    slow, stop = [0.0], threading.Event()

    def look() -> None:
        while not stop.is_set():
            began = time.monotonic()
            try:
                server.get("/", timeout=120)
            except OSError:
                slow.append(float("inf"))
            slow.append(time.monotonic() - began)
            stop.wait(0.2)
    watcher = threading.Thread(target=look)
    watcher.start()
    found = at_once(calls, lanes=many)
    stop.set()
    watcher.join()
    broken = [f"the page took {max(slow):.1f} s"] if max(slow) > PAGE_SECONDS else []
    if strange := set(found) - {200, 400, 413, 429, 503}:
        broken.append(f"statuses {sorted(strange)}")
    return {**found, "slowest_page_s": round(max(slow), 2)}, broken


def _status(server: Server, path: str) -> int:
    return server.get(path, timeout=120)[0]


def _large(index: int) -> Recording:
    """As many tokens as 2 kB of link hold: they are all the same, so they pack well."""
    found = recorded(ScriptedEngine(), f"question {index}")
    count = 1400
    answers = {
        side: dataclasses.replace(answer, tokens=(1,) * count, texts=("x ",) * count,
                                  seconds=(0.01,) * count)
        for side, answer in found.answers.items()
    }
    return dataclasses.replace(found, answers=answers)
