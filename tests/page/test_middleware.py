"""The edge: each rule as a table, on a bare app; then the same through Gradio's whole stack."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import socket

import httpx
import pytest

from demo.page import middleware
from demo.page.connections import Connection
from demo.page.middleware import MOST_BYTES, EdgeMiddleware, directly
from demo.settings import Settings
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served

EVIL = "https://evil.example"


async def echo(scope, receive, send):
    """Answers with what it was given, and with an origin let in as Gradio does."""
    body, more = b"", scope["method"] == "POST"
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    told = json.dumps({"headers": headers, "scheme": scope["scheme"], "bytes": len(body),
                       "client": scope["client"][0]}).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [
        (b"access-control-allow-origin", headers.get("origin", "").encode()),
        (b"access-control-allow-credentials", b"true"), (b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": told})


def ask(method="GET", path="/", settings=None, base="http://127.0.0.1:7860", **more):
    async def asked():
        transport = httpx.ASGITransport(EdgeMiddleware(echo, settings or Settings()))
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, **more)

    return asyncio.run(asked())


FORGED = {"x-forwarded-host": "evil.example, x", "x-forwarded-proto": "https",
          "x-forwarded-for": "6.6.6.6, 10.0.0.9", "x-forwarded-prefix": "/evil",
          "x-forwarded-port": "99", "forwarded": "host=evil.example", "x-real-ip": "6.6.6.6",
          "x-gradio-server": EVIL, "x-original-host": "evil.example"}


def test_what_anyone_can_say_of_a_proxy_is_not_heard():
    found = ask(headers=FORGED).json()
    assert not set(FORGED) & set(found["headers"])
    assert (found["scheme"], found["headers"]["host"]) == ("http", "127.0.0.1:7860")
    assert found["client"] == "127.0.0.1"


def test_a_trusted_proxys_word_takes_the_place_of_what_it_replaced():
    found = ask(headers=FORGED, settings=Settings(trust_proxy=True, behind_proxy=True)).json()
    assert set(FORGED) & set(found["headers"]) == {
        "x-forwarded-for"
    }  # demo.page.client_address reads it
    assert (found["scheme"], found["headers"]["host"]) == ("https", "evil.example")


def test_on_a_space_only_whom_the_proxy_saw_is_heard():
    found = ask(headers=FORGED, settings=Settings(behind_proxy=True)).json()
    assert set(FORGED) & set(found["headers"]) == {"x-forwarded-for"}
    assert (found["scheme"], found["headers"]["host"]) == ("http", "127.0.0.1:7860")


def test_a_proxy_that_appends_a_line_of_its_own_has_the_last_word():
    lines = [("x-forwarded-for", "9.9.9.9"), ("x-forwarded-for", "8.8.4.1")]
    found = ask(headers=lines, settings=Settings(behind_proxy=True)).json()["headers"]
    assert found["x-forwarded-for"] == "9.9.9.9, 8.8.4.1"


@pytest.mark.parametrize("headers", [
    {"x-forwarded-host": 'a"><script>'}, {"x-forwarded-host": "a b"}, {"x-forwarded-proto": "data"},
    {"x-forwarded-host": ""}, {"x-forwarded-proto": ""}, {"x-forwarded-for": ""},
])
def test_nonsense_from_a_trusted_proxy_changes_nothing(headers):
    found = ask(headers=headers, settings=Settings(trust_proxy=True)).json()
    assert (found["scheme"], found["headers"]["host"]) == ("http", "127.0.0.1:7860")
    assert found["client"] == "127.0.0.1"


@pytest.mark.parametrize("host, scheme", [
    ("me.example", "https"), ("ME.example.", "https"), ("me.example:443", "https"),
    ("localhost:7860", "http"), ("me.example:8080", "http"),
])
def test_the_scheme_of_the_address_that_links_begin_with_is_known(host, scheme):
    scope = {"type": "http", "scheme": "http", "headers": [(b"host", host.encode())]}
    assert directly(scope, Settings(base_url="https://me.example"))["scheme"] == scheme


OWN = [  # (host, origin)
    ("127.0.0.1:7860", "http://127.0.0.1:7860"), ("[::1]:7860", "http://[::1]:7860"),
    ("me.example", "https://me.example"), ("ME.example", "https://me.example"),
    ("me.example.", "https://me.example"), ("me.example:443", "https://me.example"),
    ("me.example", "https://me.example:443"), ("inside", "https://given.example"),
]
FOREIGN = [
    *((host, EVIL) for host in ("localhost:7860", "127.0.0.1:7860", "0.0.0.0:7860", "[::1]:7860",
                                "127.0.0.2:7860", "localhost.:7860", "192.168.1.2", "me.example")),
    *(("me.example", origin) for origin in ("null", "", "file://", "https://me.example.evil",
                                            "https://sub.me.example", "https://me.example:8443",
                                            "https://x@me.example", "me.example", "http://[bad")),
    ("127.0.0.1:7860", "http://127.0.0.1:7861"), ("127.0.0.1:7860", "http://localhost:7860"),
]


@pytest.mark.parametrize("host, origin", OWN)
def test_a_page_of_this_server_may_ask(host, origin):
    settings = Settings(base_url="https://given.example")
    found = ask("POST", "/queue/join", settings, headers={"host": host, "origin": origin})
    assert found.status_code == 200


@pytest.mark.parametrize("host, origin", [pair for pair in FOREIGN if pair[1]])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_foreign_page_may_not_whatever_the_host_is(host, origin, method):
    found = ask(method, "/queue/join", headers={"host": host, "origin": origin})
    assert found.status_code == 403 and found.json()["detail"].endswith(".)")


@pytest.mark.parametrize("host, origin", [*FOREIGN, *OWN])
def test_no_foreign_page_reads_an_answer(host, origin):
    found = ask(path="/config", headers={"host": host, "origin": origin})
    assert not [name for name in found.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path, anyone", [
    ("/oembed", True), ("/s/abc.json", True), ("/e/abc.json", True), ("/s/abc", False),
    ("/e/abc/delete.json", False), ("/s/a/b.json", False),
    ("/config", False), ("/", False), ("/gradio_api/info", False),
])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_anyone_reads_what_was_shared_and_nothing_else(path, anyone, method):
    found = ask(method, path, headers={"origin": EVIL})
    assert found.headers.get("access-control-allow-origin") == ("*" if anyone else None)
    assert "access-control-allow-credentials" not in found.headers


def test_a_program_has_no_origin_and_may_ask():
    assert ask("POST", "/gradio_api/queue/join", json={}).status_code == 200


@pytest.mark.parametrize("kind", ["s", "e"])
def test_the_form_that_wants_a_token_is_sent_without_an_origin_of_its_own(kind):
    assert ask("POST", f"/{kind}/abc/delete", headers={"origin": "null"}).status_code == 200
    assert ask("POST", f"/{kind}/abc/delete", headers={"origin": EVIL}).status_code == 403
    assert ask("POST", f"/{kind}/abc", headers={"origin": "null"}).status_code == 403


@pytest.mark.parametrize("path", [
    "upload", "upload/", "upload_progress", "process_recording", "deep_link", "component_server",
    "stream/x", "stream/x/close", "run-history/connect", "runs", "dev/reload", "vibe-edit",
    "vibe-starter-queries/", "undo-vibe-edit", "monitoring", "monitoring/x", "proxy=http://a/",
    "profiling/clear",
])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_doors_that_the_page_never_uses_are_closed(path, method):
    assert ask(method, f"/gradio_api/{path}").status_code == 404


@pytest.mark.parametrize("path", [
    "/", "/config", "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/info",
    "/gradio_api/heartbeat/x", "/gradio_api/startup-events", "/s/upload",
    "/gradio_api/call/compare", "/gradio_api/run/page", "/theme.css", "/assets/x.js",
    "/login_check", "/gradio_api/cancel",
])
def test_doors_that_the_page_uses_are_open(path):
    assert ask(path=path).status_code == 200


@pytest.mark.parametrize("size, status", [(0, 200), (MOST_BYTES, 200), (MOST_BYTES + 1, 413)])
@pytest.mark.parametrize("told", [True, False], ids=["with a length", "in chunks"])
def test_a_body_has_a_most(size, status, told):
    async def chunks():
        for start in range(0, size, 1000):
            yield b"x" * min(1000, size - start)

    found = ask("POST", content=b"x" * size if told else chunks())
    assert found.status_code == status
    if status == 200:
        assert found.json()["bytes"] == size


@pytest.mark.parametrize("declared", ["999999999999", "256001"])
def test_a_body_that_says_it_is_large_is_not_read(declared):
    async def never():
        raise AssertionError("the body was read")
        yield b""

    found = ask("POST", content=never(), headers={"content-length": declared})
    assert found.status_code == 413 and found.headers["connection"] == "close"


def test_a_body_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(middleware, "BODY_SECONDS", 0.01)

    async def stuck():
        yield b"x"
        await asyncio.Event().wait()

    assert ask("POST", content=stuck()).status_code == 408


@pytest.mark.parametrize("path, kept", [
    ("/", False), ("/config", False), ("/gradio_api/info", False), ("/manifest.json", False),
    ("/assets/a.js", True), ("/static/x.png", True), ("/theme.css", True),
])
def test_a_cache_keeps_only_what_is_the_same_for_all(path, kept):
    assert ask(path=path).headers.get("cache-control") == (None if kept else "no-store")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    settings = page_settings(tmp_path_factory.mktemp("edge"))
    engine = ScriptedEngine(settings, delay=0.0)
    recorded(engine, "14 * 36 - 57?", settings.recordings_folder)
    engine.load("abacus")
    with served(engine, settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize("header", [name for name in FORGED if name != "x-forwarded-for"])
@pytest.mark.parametrize("path", ["/", "/config", "/gradio_api/info", "/gradio_api/openapi.json"])
def test_gradios_own_routes_do_not_repeat_a_forged_header(page, path, header):
    found = page.get(path, headers={header: FORGED[header]})
    assert found.status_code == 200 and "evil" not in found.text and "https://127" not in found.text
    assert found.headers["cache-control"] == "no-store"


def test_gradios_own_middleware_stands_inside(page):
    join = {"data": [], "fn_index": 0, "session_hash": "x"}
    for host in ("me.example", "[::1]:1", "192.168.0.9"):
        foreign = {"host": host, "origin": EVIL}
        found = page.get("/config", headers=foreign)
        assert not [name for name in found.headers if name.startswith("access-control")]
        assert page.post("/gradio_api/queue/join", json=join, headers=foreign).status_code == 403
    assert page.post("/gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert page.post("/gradio_api/run/page", content=b"x" * 260_000).status_code == 413
    # A long question is refused where it was asked, by the door behind.
    assert page.post("/gradio_api/queue/join", content=b"x" * 260_000).status_code == 422
    assert page.post("/gradio_api/queue/join", content=b"x" * 600_000).status_code == 413


def test_gradios_own_server_ends_silent_connections(page, monkeypatch):
    monkeypatch.setattr(Connection, "SECONDS", 0.1)
    where = (page.base_url.host, page.base_url.port)
    with socket.create_connection(where, timeout=30) as silent:
        assert silent.recv(1) == b""


def test_gradios_own_server_believes_no_neighbour(page):
    """uvicorn trusts what stands on the same machine, unless it is told whom to."""
    assert os.environ["FORWARDED_ALLOW_IPS"] == ""
    found = page.get("/s/example-recorded", headers={"x-forwarded-proto": "https"})
    assert "https://127.0.0.1" not in found.text and "http://127.0.0.1" in found.text


def test_a_trusted_proxys_address_is_the_pages(tmp_path):
    settings = dataclasses.replace(page_settings(tmp_path), trust_proxy=True)
    engine = ScriptedEngine(settings, delay=0.0)
    forwarded = {"x-forwarded-host": "me.example", "x-forwarded-proto": "https"}
    with served(engine, settings) as url:
        root = httpx.get(url + "config", headers=forwarded).json()["root"]
    assert root == "https://me.example"
