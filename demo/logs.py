"""Logs that a stranger cannot fill: every message and every line is cut, whoever wrote it.

Gradio prints tracebacks past `logging`, with the value that was refused in them, so the streams
themselves are bounded as well.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections import OrderedDict
from typing import Any, TextIO

MOST = 500  # characters of a message, and of a line of anything else
OFTEN, REMEMBERED = 3, 500  # times that one message is shown; how many messages are told apart
LINES = 60  # of one traceback, or of whatever is written at once
# What moves a terminal's cursor, colours it or clears it; line ends and tabs stay.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
FORMAT = "%(levelname)s %(name)s: %(message)s"


def short(text: str, most: int = MOST) -> str:
    """The beginning of `text`, and how much was left out; control characters spelled out."""
    left = len(text) - most
    kept = text if left <= 0 else f"{text[:most]} … ({left} characters left out)"
    return CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", kept)


def bounded(text: str) -> str:
    """Every line short, and of too many lines the first and, as they say most, the last ones."""
    lines = text.split("\n")
    if (left := len(lines) - LINES) > 0:
        half = LINES // 2
        lines = [*lines[:half], f"… ({left} lines left out)", *lines[-half:]]
    return "\n".join(map(short, lines))


class ShortRecord(logging.LogRecord):
    """A record whose message is short, for every handler there is or will be: uvicorn and Gradio
    set up theirs when they start."""

    def getMessage(self) -> str:  # noqa: N802 (the name is logging's)
        return short(super().getMessage())


class Seldom(logging.Filter):
    """Lets a message through a few times and not a thousand: some libraries warn at every step of
    every answer, and a visitor makes the steps."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        key = record.name, record.getMessage()
        with self._lock:
            count = self._seen.pop(key, 0) + 1
            self._seen[key] = count
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        if count == OFTEN:
            record.msg, record.args = f"{key[1]} (said {OFTEN} times, and not again)", ()
        return count <= OFTEN


class Bounded:
    """A stream that cuts what is printed to it; everything else of it is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(bounded(text) if len(text) > MOST else text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def begin() -> None:
    """Log warnings, bounded. For whoever owns the process: it changes its streams."""
    sys.stdout, sys.stderr = Bounded(sys.stdout), Bounded(sys.stderr)  # type: ignore[assignment]
    logging.setLogRecordFactory(ShortRecord)
    logging.basicConfig(level=logging.WARNING, format=FORMAT)
    seldom = Seldom()
    for handler in logging.getLogger().handlers:
        handler.addFilter(seldom)
