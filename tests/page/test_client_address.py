"""Whose address counts: the connection's, or what a known proxy says, never a stranger's word."""

from __future__ import annotations

import pytest

from demo import settings
from demo.page.client_address import network

DIRECT, PROXIED = settings.read({}), settings.read({"TRUST_PROXY": "1"})
SPACE = settings.read({"SPACE_ID": "a/b", "SPACE_HOST": "a-b.hf.space"})


@pytest.mark.parametrize("where, host, forwarded, expected", [
    (DIRECT, "203.0.113.9", "", "203.0.113.9"),
    (DIRECT, "203.0.113.9", "8.8.8.8", "203.0.113.9"),       # anyone can send the header
    (DIRECT, "192.168.1.7", "", "192.168.1.7"),              # one machine of a classroom
    (DIRECT, "127.0.0.1", "8.8.8.8", ""), (DIRECT, "::1", "", ""),
    (DIRECT, "", "", ""), (DIRECT, "testclient", "", ""),
    (DIRECT, "::ffff:8.8.4.4", "", "8.8.4.4"),
    (DIRECT, "2600:1f18:1:2:3:4:5:6", "", "2600:1f18:1:2::/64"),  # a machine may use all of its /64
    (PROXIED, "127.0.0.1", "8.8.8.8", "8.8.8.8"),
    (PROXIED, "127.0.0.1", "9.9.9.9, 8.8.8.8", "8.8.8.8"),   # the first is what the visitor sent
    (PROXIED, "10.0.0.1", "8.8.8.8, 10.1.2.3", "8.8.8.8"),   # a second proxy inside
    (PROXIED, "10.0.0.1", "", ""), (PROXIED, "10.0.0.1", "unknown, _hidden", ""),
    (PROXIED, "10.0.0.1", "8.8.8.8:4711", "8.8.8.8"),
    (PROXIED, "10.0.0.1", "[2600:1f18::1]:443", "2600:1f18::/64"),
    (SPACE, "10.16.3.80", "8.8.8.8", "8.8.8.8"), (SPACE, "10.16.3.80", "", ""),
])
def test_places_are_counted_by(where, host, forwarded, expected):
    assert network(host, {"x-forwarded-for": forwarded} if forwarded else {}, where) == expected
