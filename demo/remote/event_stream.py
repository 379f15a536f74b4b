"""Server-sent events out of bytes, as the HTML standard has them (9.2.6), and as servers bend them.

Lines end with CR LF, LF or CR; a byte order mark may come first; an event may have several data
lines. An object is given as soon as it is whole, for its time counts, and not only at the blank
line behind it, which some servers leave out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

ENDS = re.compile(rb"\r\n|\n|\r")
BOM = b"\xef\xbb\xbf"
FIELDS = re.compile(r"(?:data|event|id|retry)?:|(?:data|event|id|retry)$")
MOST_ODD = 200_000  # characters of what is no event, kept to be looked at
DONE = "[DONE]"


class Broken(Exception):
    """An event that is no JSON, or none that was ended."""


def lines(parts: Iterable[bytes]) -> Iterator[str]:
    """The lines of a body that comes in parts, each as soon as it is whole."""
    held: list[bytes] = []
    first, after_cr = True, False
    for part in parts:
        if after_cr and part.startswith(b"\n"):
            part = part[1:]
            after_cr = False
        if not part:
            continue
        after_cr = part.endswith(b"\r")
        if not (b"\n" in part or b"\r" in part):
            held.append(part)
            continue
        *whole, rest = ENDS.split(b"".join([*held, part]))
        held = [rest]
        for line in whole:
            yield _text(line, first)
            first = False
    yield _text(b"".join(held), first)


def _text(line: bytes, first: bool) -> str:
    return (line.removeprefix(BOM) if first else line).decode("utf-8", "replace")


class Events:
    """`odd`: lines that are no event's, as of a server that calls plain JSON a stream."""

    def __init__(self) -> None:
        self.odd = ""

    def of(self, parts: Iterable[bytes]) -> Iterator[Any]:
        """What the events hold, read as JSON, up to [DONE]. Raises Broken."""
        data: list[str] = []
        for line in lines(parts):
            if not line:
                if any(data):
                    raise Broken
                data = []
            elif line.startswith("data:"):
                said = line[5:].strip()
                if said == DONE and not any(data):
                    return
                data.append(said)
                known, value = _json("\n".join(data).strip())
                if known:
                    data = []
                    yield value
            elif not FIELDS.match(line) and len(self.odd) < MOST_ODD:
                self.odd += f"{line}\n"
        if any(data):
            raise Broken


def _json(text: str) -> tuple[bool, Any]:
    """Whether it is a whole value, and that."""
    try:
        return True, json.loads(text)
    except (ValueError, RecursionError):
        return False, None
