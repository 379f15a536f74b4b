"""gzip for pages: the framework compresses scripts and JSON, and leaves HTML as it is."""

from __future__ import annotations

import gzip
from functools import lru_cache

LEVEL = 6
LEAST = 1000  # bytes; what is smaller fits a packet as it is


def accepted(accept_encoding: str) -> bool:
    """Whether gzip may be sent: named, and not with a quality of 0 (RFC 9110, 12.5.3)."""
    for part in accept_encoding.split(","):
        name, _, quality = part.strip().lower().partition(";")
        if name in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def compressed(body: bytes, accept_encoding: str) -> tuple[bytes, dict[str, str]]:
    """The body as it is sent, and the header that says so."""
    if len(body) < LEAST or not accepted(accept_encoding):
        return body, {}
    return _zipped(body), {"Content-Encoding": "gzip"}


@lru_cache(maxsize=64)  # of some 15 kB each, and the pages they are of
def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)
