"""A link that carries its recording brings it back whole, and a hostile one costs nothing."""

from __future__ import annotations

import base64
import dataclasses
import lzma
import time
import tracemalloc
import zlib

import pytest

from demo.errors import UserError
from demo.recording.file import from_json, to_json
from demo.settings import ROOT, Settings
from demo.sharing import packing
from demo.sharing.links import (
    COLUMNS,
    MAX_CODE,
    MAX_DECODED,
    MAX_TOKENS,
    authority,
    base_url,
    fits,
    named,
    pack,
    spoken_by,
    unpack,
)
from demo.sharing.share_result import carried
from tests.sharing import heavy

EXAMPLES = sorted((ROOT / "examples" / "recordings").glob("*.json"))


def coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).rstrip(b"=").decode()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_recordings_fit_in_a_link_and_come_back_the_same(path):
    recording = from_json(path.read_text(encoding="utf-8"))
    code = pack(recording)
    again = unpack(code)
    assert len(code) <= MAX_CODE
    if code.startswith(COLUMNS):  # what is long is kept to what pictures show (test_packing.py)
        assert [a.texts for a in again.answers.values()] == [
            a.texts for a in recording.answers.values()]
    else:
        assert again == recording
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


def test_links_begin_with_the_requests_own_address():
    assert base_url(Settings(), "http", {"host": "localhost:7860"}) == "http://localhost:7860"


def test_a_given_base_wins():
    found = Settings(base_url="https://me.example", trust_proxy=True)
    assert base_url(found, "http", {"host": "inside:7860"}) == "https://me.example"


@pytest.mark.parametrize("trusted", [True, False])
def test_only_the_edge_hears_proxies(trusted):
    forwarded = {"host": "inside:7860", "x-forwarded-host": "evil.example"}
    assert base_url(Settings(trust_proxy=trusted), "http", forwarded) == "http://inside:7860"


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
    ("https://A.Org/s/abc", "abc"), ("HTTPS://a.org:443/s/abc", "abc"), ("https://a.org./s/x", "x"),
    ("http://a.org:80/s/abc", "abc"), ("https://a.org:/s/abc", "abc"),
    ("https://a.org:8443/s/abc", None), ("https://a.org:80/s/abc", None),
    ("https://me@a.org/s/abc", None), ("https://a.org.evil/s/abc", None),
    ("https://a.org:99999/s/abc", None), ("//a.org/s/abc", None), ("https:///s/abc", None),
])
def test_only_our_own_addresses_are_embedded(url, key):
    assert named(url, "https://a.org") == key


@pytest.mark.parametrize("spellings", [
    ("https://bücher.example", "https://xn--bcher-kva.example", "https://BÜCHER.example."),
    ("http://[::1]:80", "http://[::1]"), ("http://127.0.0.1:7860", "HTTP://127.0.0.1:7860/x?y#z"),
])
def test_one_address_in_several_spellings_is_one(spellings):
    assert len({authority(url) for url in spellings}) == 1 and authority(spellings[0])


@pytest.mark.parametrize("url, language", [
    ("https://a.org/s/abc?lang=zh", "zh"), ("https://a.org/s?run=eNo&lang=en", "en"),
    ("https://a.org/s/abc", ""), ("https://a.org/s/abc?lang=xx", ""), ("", ""),
    ("https://a.org/s/abc?lang=%22%3E", ""), ("https://a.org/s/abc#lang=zh", ""),
])
def test_an_address_may_ask_for_a_language(url, language):
    assert spoken_by(url) == language


def test_the_heaviest_link_that_is_read_is_light():
    code = heavy.heaviest()
    began = time.process_time()
    recording = unpack(code)
    assert time.process_time() - began < 0.1 and fits(code)
    assert 0.98 * MAX_DECODED < len(to_json(recording).encode()) <= MAX_DECODED


@pytest.mark.parametrize("recording, reason", [
    (heavy.of("x", MAX_TOKENS // 2 + 1), "holds more than 2400 tokens, which is more than"),
    (heavy.of("x" * MAX_DECODED), "unpacks to more than it may, which is more than a link may"),
])
def test_what_is_more_than_a_link_may_hold_is_neither_read_nor_offered(recording, reason):
    code = pack(recording)
    assert len(code) < MAX_CODE
    with pytest.raises(UserError, match=reason):
        unpack(code)
    assert not fits(code) and carried(recording, "https://a.org").why == "too_long"


def test_a_whole_answer_of_the_usual_limit_is_within_a_links():
    assert 2 * Settings().max_tokens <= MAX_TOKENS


def test_the_longest_link_that_is_read_is_light():
    code = heavy.longest()
    began = time.process_time()
    assert code.startswith("2") and fits(code)
    assert time.process_time() - began < 0.3


def test_a_zip_bomb_of_columns_is_refused_before_it_unpacks():
    bomb = "2" + base64.urlsafe_b64encode(lzma.compress(
        b" " * 50_000_000, lzma.FORMAT_RAW, filters=packing.FILTERS)).rstrip(b"=").decode()
    tracemalloc.start()
    with pytest.raises(UserError, match="unpacks to more than|longer than"):
        unpack(bomb[:MAX_CODE])
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
