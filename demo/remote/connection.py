"""The connection that a question goes over: closed at once when nobody listens any more, from any
thread, and never read beyond a limit, packed or not.

The client's library reads some bodies by itself (those of errors), so limits stand beneath it.
"""

from __future__ import annotations

import contextlib
import importlib
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from demo.remote.api_errors import Trouble

MOST_BYTES = 20_000_000  # of one answer with all its frames, unpacked
MOST_OF_OTHERS = 200_000  # of a page or an error, of which one sentence is passed on
AT_ONCE = 65_536  # bytes that are unpacked at a time
PACKED = {"gzip": 47, "x-gzip": 47, "deflate": 47}  # zlib's wbits: both headers are known


class Line:
    """What somebody listens to: one answer, or several at once. Safe from any thread."""

    def __init__(self) -> None:
        self._gone, self._lock = threading.Event(), threading.Lock()
        self._sockets: set[socket.socket] = set()

    def hang_up(self) -> None:
        """Nobody listens any more: what is read or waited for ends now."""
        with self._lock:
            self._gone.set()
            for one in self._sockets:
                _shut(one)

    @property
    def gone(self) -> bool:
        return self._gone.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it was hung up meanwhile."""
        return self._gone.wait(seconds)

    @contextlib.contextmanager
    def held(self) -> Iterator[Callable[[socket.socket], None]]:
        """While one answer is heard: what it tells of its sockets is closed by `hang_up`."""
        own: list[socket.socket] = []

        def takes(one: socket.socket) -> None:
            with self._lock:
                own.append(one)
                self._sockets.add(one)
                if self._gone.is_set():
                    _shut(one)

        try:
            yield takes
        finally:
            with self._lock:
                self._sockets.difference_update(own)


def _shut(one: socket.socket) -> None:
    """Wakes whoever reads from it. Not SSLSocket's own method, which is not safe beside a read."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(one, socket.SHUT_RDWR)


_TAKES: ContextVar[Callable[[socket.socket], None] | None] = ContextVar("takes", default=None)
REACHED: ContextVar[list[bool]] = ContextVar("reached")


@contextlib.contextmanager
def on(line: Line) -> Iterator[None]:
    """What is asked in here, in this thread, is asked over this line."""
    with line.held() as takes:
        token, reached = _TAKES.set(takes), REACHED.set([])
        try:
            yield
        finally:
            _TAKES.reset(token)
            REACHED.reset(reached)


def client_of(kind: Any, endpoint: Any) -> Any:
    """An HTTP client of this class (openai's, of httpx or its heir) that follows no redirect and
    keeps no connection: each is one answer's, and can be closed for it alone."""
    library = importlib.import_module(kind.__mro__[1].__module__.partition(".")[0])

    class Bounded(library.SyncByteStream):
        """A body up to its limit, unpacked."""

        def __init__(self, response: Any) -> None:
            self._stream = response.stream
            kinds = (response.headers.get(f"content-{name}", "") for name in ("type", "encoding"))
            self._parts = _bounded(endpoint, response.stream, response.status_code, *kinds)

        def __iter__(self) -> Iterator[bytes]:
            return self._parts

        def close(self) -> None:
            self._stream.close()

    def came(response: Any) -> None:
        response.stream = Bounded(response)
        for name in ("content-encoding", "content-length"):  # no longer true of what is read
            response.headers.pop(name, None)

    return kind(follow_redirects=False, limits=library.Limits(max_keepalive_connections=0),
                headers={"accept-encoding": "identity"},
                event_hooks={"request": [_goes], "response": [came]})


def _goes(request: Any) -> None:
    request.extensions["trace"] = _traced


def _traced(name: str, info: dict[str, Any]) -> None:
    """The library tells what it does; a connection that was made is the line's."""
    takes = _TAKES.get()
    if name.endswith(("connect_tcp.complete", "start_tls.complete")) and takes is not None:
        takes(info["return_value"].get_extra_info("socket"))
    if name.endswith("send_request_body.complete"):
        REACHED.get().append(True)


def _bounded(endpoint: Any, stream: Any, status: int, kind: str, encoding: str) -> Iterator[bytes]:
    """The bytes of a body. An answer that is too long is trouble, anything else is cut off."""
    answers, size = status == 200 and "html" not in kind.lower(), 0
    for part in _unpacked(endpoint, encoding.strip(), iter(stream)):
        size += len(part)
        if size > (MOST_BYTES if answers else MOST_OF_OTHERS):
            stream.close()
            if answers:
                raise Trouble("question", f"{endpoint.url} sends without end.", unheard=True)
            return
        yield part


def _unpacked(endpoint: Any, encoding: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """In pieces that stay small, however much was packed into a few bytes."""
    if encoding.lower() in ("", "identity"):
        yield from parts
        return
    if encoding.lower() not in PACKED:
        said = endpoint.clean(encoding)[:20]
        raise Trouble("question", f"{endpoint.url} packs its answer as {said!r}, which was not "
                                  "asked for.", unheard=True)
    unpacking = zlib.decompressobj(PACKED[encoding.lower()])
    try:
        for part in parts:
            while part and not unpacking.eof:
                yield unpacking.decompress(part, AT_ONCE)
                part = unpacking.unconsumed_tail
        yield unpacking.flush()
    except zlib.error:
        raise Trouble("question", f"{endpoint.url} says that its answer is packed as {encoding}, "
                                  "and it is not.", unheard=True) from None
