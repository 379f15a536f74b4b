"""A link that carries its recording brings it back whole, and a hostile one costs nothing."""

from __future__ import annotations

import base64
import dataclasses
import time
import tracemalloc
import zlib

import pytest

from demo.errors import UserError
from demo.recording import from_json
from demo.settings import ROOT, Settings
from demo.sharing.links import MAX_CODE, base_url, named, pack, unpack

EXAMPLES = sorted((ROOT / "examples" / "recordings").glob("*.json"))


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).rstrip(b"=").decode()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_recordings_fit_in_a_link_and_come_back_the_same(path):
    recording = from_json(path.read_text(encoding="utf-8"))
    code = pack(recording)
    assert len(code) <= MAX_CODE and unpack(code) == recording
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = coded(b" " * 5_000_000)
    assert len(bomb) < MAX_CODE
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(UserError, match="unpacks to more than"):
        unpack(bomb)
    assert time.perf_counter() - began < 0.1
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("code", [
    "", "A", "AAAA", "====", "../../etc/passwd", "<script>", "a b", "é", coded(b""),
    coded(b"{}"), coded(b"[" * 100_000), coded(b"\xff\xfe"), coded(b'{"format": 1}'),
    coded(b'{"a": 1}')[:-4], "A" * (MAX_CODE + 1), coded(b"x") + "AAAA" * 3,
])
def test_garbage_is_refused_in_one_sentence(code):
    with pytest.raises(UserError) as found:
        unpack(code)
    assert str(found.value).endswith(".")


def test_a_large_recording_gives_a_long_code_that_is_never_read_back(monkeypatch):
    recording = from_json(EXAMPLES[0].read_text(encoding="utf-8"))
    request = dataclasses.replace(recording.request, prompt="".join(
        chr(0x4E00 + i * 7919 % 20000) for i in range(6000)))
    code = pack(dataclasses.replace(recording, request=request))
    assert len(code) > MAX_CODE
    with pytest.raises(UserError, match="longer than"):
        unpack(code)


FORWARDED = {"host": "inside:7860", "x-forwarded-host": "example.org, evil",
             "x-forwarded-proto": "https"}


def test_links_begin_with_the_requests_own_address():
    assert base_url(Settings(), "http", {"host": "localhost:7860"}) == "http://localhost:7860"


def test_a_given_base_wins():
    found = Settings(base_url="https://me.example", trust_proxy=True)
    assert base_url(found, "http", FORWARDED) == "https://me.example"


def test_forwarded_headers_count_only_where_configured():
    assert base_url(Settings(), "http", FORWARDED) == "http://inside:7860"
    assert base_url(Settings(trust_proxy=True), "http", FORWARDED) == "https://example.org"


@pytest.mark.parametrize("headers", [
    {"host": 'a"><script>'}, {"host": ""}, {}, {"host": "a b"}, {"host": "a/b"}, {"host": "a@b"},
])
def test_a_forged_host_never_gets_into_a_link(headers):
    with pytest.raises(UserError):
        base_url(Settings(), "http", headers)


@pytest.mark.parametrize("url, key", [
    ("https://a.org/s/abc", "abc"), ("https://a.org/embed/abc/", "abc"), ("http://a.org/s/x", "x"),
    ("https://a.org/s?run=eNo", "eNo"), ("https://a.org/s/abc?lang=zh#x", "abc"),
    ("https://evil.org/s/abc", None), ("https://a.org/", None), ("https://a.org/s", None),
    ("javascript:alert(1)//a.org/s/abc", None), ("https://[bad/s/abc", None), ("", None),
])
def test_only_our_own_addresses_are_embedded(url, key):
    assert named(url, "https://a.org") == key
