"""Links: the addresses of shared comparisons, and the one that carries its recording itself.

Where storage does not last, a link holds the whole recording in `?run=`: base64url(zlib(JSON)),
or where that is too long, "2" and base64url of its packed columns (demo.sharing.packing). All sizes
are capped while decoding, so that a small link cannot unpack to a large one.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from demo.errors import UserError
from demo.recording.data import SIDES, Recording
from demo.recording.file import from_json, to_json
from demo.settings import Settings
from demo.sharing import packing
from demo.words.languages import LANGUAGES

# Many proxies refuse a request line above 8 kB; an address and its parameters need some of it.
MAX_CODE = 7_500
# A stranger's link costs what it unpacks to. Recordings shrink about threefold, so an honest code
# of that length unpacks to far less; and nobody says more tokens unless the server was told to.
MAX_DECODED = 64_000
MAX_TOKENS = 2_400  # of both sides, in all turns
COLUMNS = "2"  # what a code of packed columns begins with; zlib's begin with "eN"
# In which order packing is tried: parts of a median step that times are kept in, and whether what
# each side was asked comes along.
WAYS = ((1000, True), (200, True), (200, False), (40, False))
TOO_MUCH = ", which is more than a link may hold: ask whoever shared it for the file instead."
HOST = re.compile(r"[A-Za-z0-9._\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")
PORTS = {"http": 80, "https": 443}
CODE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def pack(recording: Recording) -> str:
    """The recording as it stands in a link: exactly, or as exactly as there is room for; however
    long that is where nothing fits."""
    text = to_json(recording).encode("utf-8", "replace")
    code = coded(zlib.compress(text, 9))
    if len(code) > MAX_CODE or len(text) > MAX_DECODED:
        for parts, asked in WAYS:
            code = COLUMNS + coded(packing.packed(recording, parts, asked))
            if len(code) <= MAX_CODE:
                break
    return code


def coded(data: bytes) -> str:
    """base64url without padding, for an address."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unpack(code: str) -> Recording:
    """The recording in a link. Raises UserError when it is damaged, or larger than allowed.

    All of it costs no more than MAX_DECODED bytes do, whatever a stranger packed.
    """
    if len(code) > MAX_CODE:
        raise UserError(f"This link is longer than the {MAX_CODE} characters that are read.")
    if not CODE.fullmatch(code):
        raise UserError("This link is damaged: copy it again, to its very end.")
    try:
        columns = code.startswith(COLUMNS)
        bare = code[len(COLUMNS):] if columns else code
        data = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
        recording = packing.unpacked(data, MAX_DECODED, MAX_TOKENS) if columns else (
            from_json(_inflated(data)))
    except (binascii.Error, zlib.error, UnicodeDecodeError, packing.Damaged):
        raise UserError("This link is damaged: copy it again, to its very end.") from None
    except OverflowError:
        raise UserError("This link unpacks to more than it may" + TOO_MUCH) from None
    if _tokens(recording) > MAX_TOKENS:
        raise UserError(f"This link holds more than {MAX_TOKENS} tokens{TOO_MUCH}")
    return recording


def fits(code: str) -> bool:
    """Whether `code` will be read back by `unpack`."""
    try:
        unpack(code)
    except UserError:
        return False
    return True


def _tokens(recording: Recording) -> int:
    """Tokens of both sides, in all turns."""
    turns = [turn.answers for turn in recording.request.earlier]
    return sum(len(answers[side].tokens) for answers in (*turns, recording.answers)
               for side in SIDES)


def _inflated(data: bytes) -> str:
    machine = zlib.decompressobj()
    text = machine.decompress(data, MAX_DECODED)
    if machine.unused_data:
        raise UserError("This link is damaged: copy it again, and nothing after it.")
    if machine.unconsumed_tail:
        raise UserError(f"This link unpacks to more than {MAX_DECODED // 1000} kB{TOO_MUCH}")
    if not machine.eof:
        raise UserError("This link is cut short: copy it again, to its very end.")
    return text.decode()


def base_url(settings: Settings, scheme: str, headers: Mapping[str, str]) -> str:
    """What our links begin with: given, or the address that the request was sent to.

    A trusted proxy's word for scheme and host has been put in their place before
    (demo.page.middleware); nobody else's is asked for. Raises UserError where the request's own is
    no address.
    """
    if settings.base_url:
        return settings.base_url
    host = headers.get("host", "")
    if not HOST.fullmatch(host) or scheme not in ("http", "https"):
        raise UserError("The address of this request is not one that links can begin with.")
    return f"{scheme}://{host}"


def authority(url: str) -> str | None:
    """Host and port of an address in the one spelling that all its spellings share.

    Small letters, no dot at the end, no port that the scheme has anyway, international names as
    DNS has them (RFC 3986, 6.2). None when it is no http address or names a user.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in PORTS or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    return host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"


def named(url: str, base: str) -> str | None:
    """The key of the comparison that `url` shows, or None when it is none of ours."""
    path = _path(url, base)
    if path is None:
        return None
    for start in ("/s", "/embed"):
        if path == start and (code := parse_qs(urlsplit(url).query).get("run")):
            return code[0]
        if path.startswith(start + "/"):
            return path[len(start) + 1:].rstrip("/")
    return None


def card_named(url: str, base: str, letter: str) -> str | None:
    """The key of the card whose page or embed `url` shows, or None when it is none of ours."""
    found = re.fullmatch(rf"/{letter}/([^/]+)(/embed)?/?", _path(url, base) or "")
    return found and found[1]


def _path(url: str, base: str) -> str | None:
    """What an address of ours says behind our base; None when it is none."""
    where = authority(url)
    if where is None or where != authority(base):
        return None
    return urlsplit(url).path.removeprefix(urlsplit(base).path)


def themed_by(url: str) -> str:
    """The theme that an address asks for, or nothing."""
    asked = parse_qs(urlsplit(url).query).get("theme", [""])[0].lower()
    return asked if asked in ("light", "dark") else ""


def spoken_by(url: str) -> str:
    """The language that an address asks for, or nothing."""
    asked = parse_qs(urlsplit(url).query).get("lang", [""])[0]
    return asked if asked in LANGUAGES else ""
