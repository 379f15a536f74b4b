"""Connections that say nothing are closed: uvicorn's own protocol with a clock and a most.

uvicorn ends a connection that is idle after an answer, but waits for ever for the first byte, for
the end of a request's headers, and, once a byte has come, for the next request.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

log = logging.getLogger(__name__)
HEADER_SECONDS = 10.0
FALLBACK_MOST = 1000


def most() -> int:
    """Connections held at once: a file each, and a quarter of what a process may open is left."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return FALLBACK_MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return FALLBACK_MOST if soft == resource.RLIM_INFINITY else max(64, soft * 3 // 4)


class Connection(AutoHTTPProtocol):
    """One connection. `MOST` and the clock are the class's, so that a test can set them."""

    MOST, SECONDS = most(), HEADER_SECONDS
    told = float("-inf")  # when the log was last told that there are too many

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._clock: asyncio.TimerHandle | None = None
        self._wait()
        # One that is being closed is still among them until the loop comes round.
        if len(self.connections) > self.MOST:
            held = [other for other in self.connections if not _closing(other)]
            if len(held) > self.MOST:
                self._make_room(held)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._answering():
            self._heard()
        elif self._clock is None:  # bytes that trickle in do not set the clock back
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard()
        super().connection_lost(exc)

    def _answering(self) -> bool:
        """Whether the headers of a request have come that is not answered yet."""
        cycle: Any = self.cycle
        return cycle is not None and not cycle.response_complete

    def _wait(self) -> None:
        self._clock = asyncio.get_running_loop().call_later(self.SECONDS, self._late)

    def _heard(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _late(self) -> None:
        self._clock = None
        # A connection that became a web socket's belongs to another protocol.
        if self.transport.get_protocol() is self and not self._answering():
            self.transport.close()

    def _make_room(self, held: list[Any]) -> None:
        """Close a connection that asks nothing, if there is one, and else this newest one."""
        idle = (other for other in held
                if other is not self and isinstance(other, Connection) and not other._answering())
        closing = next(idle, self)
        if closing is self:
            self._tell()
        closing.transport.abort()

    def _tell(self) -> None:
        """At most once a minute: who floods connections must not fill the log with them."""
        now = asyncio.get_running_loop().time()
        if now - Connection.told > 60:
            Connection.told = now
            log.warning("%d connections are open, and the next one was closed", self.MOST)


def _closing(connection: Any) -> bool:
    return connection.transport.is_closing()
