"""The cache keeps what was used last, and never more bytes than it may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.sharing.byte_cache import ByteCache


@pytest.mark.parametrize("put, kept", [
    ([("a", 4), ("b", 4)], "ab"), ([("a", 4), ("b", 4), ("c", 4)], "bc"),
    ([("a", 11)], ""), ([("a", 4), ("b", 11)], ""), ([("a", 4), ("a", 9)], "a"),
    ([("a", 10), ("b", 10)], "b"), ([("a", 0), ("b", 10)], "ab"),
])
def test_the_oldest_make_room(put, kept):
    cache = ByteCache(10)
    for key, size in put:
        cache.put(key, b"x" * size)
    assert [key for key in "abc" if cache.get(key) is not None] == list(kept)
    assert cache.held == sum(len(cache.get(key)) for key in kept) <= 10


def test_what_was_asked_for_is_no_longer_the_oldest():
    cache = ByteCache(10)
    for key in "ab":
        cache.put(key, b"xxxx")
    assert cache.get("a")
    cache.put("c", b"xxxx")
    assert cache.get("a") and cache.get("b") is None


def test_many_threads_lose_no_byte_of_the_count():
    cache = ByteCache(5000)
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda i: cache.put(i % 37, b"x" * (i % 301)), range(4000)))
    assert cache.held == sum(len(cache.get(key) or b"") for key in range(37)) <= 5000
