"""Links: the addresses of shared comparisons, and the one that carries its recording itself.

Where storage does not last, a link holds the whole recording: base64url(zlib(JSON)) in `?run=`.
Both sizes are capped while decoding, so that a small link cannot unpack to a large one.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from demo.errors import UserError
from demo.recording import Recording, from_json, to_json
from demo.settings import Settings

# Many proxies refuse a request line above 8 kB; an address and its parameters need some of it.
MAX_CODE = 7_500
# Recordings shrink about threefold, so an honest code of that length unpacks to far less.
MAX_DECODED = 256_000
HOST = re.compile(r"[A-Za-z0-9._\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")
CODE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def pack(recording: Recording) -> str:
    """The recording as it stands in a link, however long that is."""
    data = zlib.compress(to_json(recording).encode("utf-8", "replace"), 9)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpack(code: str) -> Recording:
    """The recording in a link. Raises UserError when it is damaged, or larger than allowed."""
    if len(code) > MAX_CODE:
        raise UserError(f"This link is longer than the {MAX_CODE} characters that are read.")
    if not CODE.fullmatch(code):
        raise UserError("This link is damaged: copy it again, to its very end.")
    try:
        data = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
        text = _inflated(data)
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise UserError("This link is damaged: copy it again, to its very end.") from None
    return from_json(text)


def _inflated(data: bytes) -> str:
    machine = zlib.decompressobj()
    text = machine.decompress(data, MAX_DECODED)
    if machine.unconsumed_tail:
        raise UserError(f"This link unpacks to more than {MAX_DECODED // 1000} kB.")
    if not machine.eof:
        raise UserError("This link is cut short: copy it again, to its very end.")
    return text.decode()


def base_url(settings: Settings, scheme: str, headers: Mapping[str, str]) -> str:
    """What our links begin with: given, or a trusted proxy's word, or the request's own address.

    Anyone can send x-forwarded headers, so they count only where TRUST_PROXY says that a proxy of
    ours sets them.
    """
    if settings.base_url:
        return settings.base_url
    host = headers.get("host", "")
    if settings.trust_proxy:
        host = _first(headers.get("x-forwarded-host", "")) or host
        scheme = _first(headers.get("x-forwarded-proto", "")) or scheme
    if not HOST.fullmatch(host) or scheme not in ("http", "https"):
        raise UserError("The address of this request is not one that links can begin with.")
    return f"{scheme}://{host}"


def _first(header: str) -> str:
    return header.partition(",")[0].strip()


def named(url: str, base: str) -> str | None:
    """The key of the comparison that `url` shows, or None when it is none of ours."""
    try:
        found, own = urlsplit(url), urlsplit(base)
    except ValueError:
        return None
    if found.netloc != own.netloc or found.scheme not in ("http", "https"):
        return None
    path = found.path.removeprefix(own.path)
    for start in ("/s", "/embed"):
        if path == start and (code := parse_qs(found.query).get("run")):
            return code[0]
        if path.startswith(start + "/"):
            return path[len(start) + 1:].rstrip("/")
    return None
