"""What a server sends is read no further than is of use, and no longer than anybody listens."""

from __future__ import annotations

import dataclasses
import gzip
import threading
import time
import tracemalloc

import pytest

from demo.engine.protocol import Stop
from demo.remote import connection
from tests.remote.conftest import ASKED
from tests.remote.server import DONE, EVENTS, JSON, Said, answer, delta, wait

BOMB = gzip.compress(b" " * 100_000_000, 9)


class Endless(list):
    """Parts for ever; `sent`: how many bytes."""

    def __init__(self, part, pause=0.0):
        super().__init__()
        self._part, self._pause, self.sent = part, pause, 0

    def __iter__(self):
        while True:
            time.sleep(self._pause)
            self.sent += len(self._part)
            yield self._part


def endless(part, *more, **headers):
    said = Said(b"", *more, **headers)
    said.parts = Endless(part)
    return said


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(connection, "MOST_BYTES", 300_000)


PAGE = b"<p>hello</p>" * 500
FLOODS = {
    "a page": (endless(PAGE, 200, "text/html"), "with no chat completion"),
    "an error": (endless(PAGE, 500, "text/html"), "has trouble of its own"),
    "a refusal in JSON": (endless(b'{"error": ' * 300, 400, JSON), "refused a question"),
    "a redirect": (endless(PAGE, 302, "text/html", location="http://127.0.0.1:9/v1"), "127.0.0.1"),
    "JSON": (endless(b'{"choices": ' * 300, 200, JSON), "sends without end"),
    "text": (endless(PAGE, 200, "text/plain"), "sends without end"),
    "a stream in one line": (endless(b"data: aaaa" * 300, 200, EVENTS), "sends without end"),
    "comments": (endless(b": hello\n\n" * 100, 200, EVENTS), "sends without end"),
    "packed": (Said([BOMB], 200, JSON, content_encoding="gzip"), "sends without end"),
    "packed events": (Said([BOMB], 200, EVENTS, content_encoding="deflate"), "sends without end"),
    "a packed error": (Said([BOMB], 400, JSON, content_encoding="gzip"), "refused a question"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_reply_without_end_is_left_and_takes_no_memory(sided, server, small, name):
    said, sentence = FLOODS[name]
    server.says = lambda body, n: said
    ask = sided()
    tracemalloc.start()
    try:
        found = ask(dataclasses.replace(ASKED, time_limit=20)).answers["teacher"]
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert found.end == "error" and sentence in found.why, found.why


def test_what_is_packed_well_is_read(sided, server):
    body = gzip.compress(b"".join(answer("Forty", "-seven.")))
    server.says = lambda body_, n: Said([body[:40], body[40:]], content_encoding="gzip")
    assert sided()().answers["teacher"].text == "Forty-seven."
    server.says = lambda body_, n: Said(b"\0" + body, content_encoding="gzip")
    assert "packed as gzip, and it is not" in sided()().answers["teacher"].why
    assert server.heads[0]["accept-encoding"] == "identity"


def asking():
    """Threads in which a side is asked."""
    return [one for one in threading.enumerate() if "(run)" in one.name]


@pytest.mark.parametrize("parts", [(), (delta(content="For"),)])
@pytest.mark.parametrize("how", ["stop", "time_limit", "closed"])
def test_a_silent_connection_is_closed_at_once(sided, server, how, parts):
    server.says = lambda body, n: wait(*parts)
    ask, stop = sided(), Stop()
    ask.session.load(ask.folder)
    if how == "stop":
        threading.Timer(0.5, stop.ask).start()
        found = ask(ASKED, stop).answers["teacher"]
        assert found.end == "stopped"
    elif how == "time_limit":
        found = ask(dataclasses.replace(ASKED, time_limit=0.5)).answers["teacher"]
        assert found.end == "time_limit" and found.end_seconds > 0.3
    else:
        _closed(ask)
    end = time.monotonic() + 5
    while asking() and time.monotonic() < end:
        time.sleep(0.02)
    assert not asking(), "nobody reads what nobody waits for"


def _closed(ask):
    """As a visitor who goes away in the middle of it."""
    stream = ask.session.stream(ASKED, ask.folder, Stop())
    next(stream)
    next(stream)
    stream.close()


def test_an_answer_longer_than_was_asked_for_is_cut_here(sided, server):
    server.says = lambda body, n: endless(delta(content="la " * 20), 200, EVENTS)
    found = sided()().answers["teacher"]
    assert found.end == "max_tokens" and "was cut here" in found.why
    assert len(found.text) == 12 * 16 and found.usage.answer <= 12
    end = time.monotonic() + 5
    while not server.left and time.monotonic() < end:
        time.sleep(0.02)
    assert server.left == 1, "the rest of it is not read"


def test_reasoning_that_does_not_end_is_cut_as_well(sided, server):
    server.says = lambda body, n: Said([*(delta(reasoning_content="hm " * 30) for _ in range(9)),
                                        delta("stop"), DONE])
    found = sided()().answers["teacher"]
    assert found.end == "max_tokens" and len(found.text) == 12 * 16
