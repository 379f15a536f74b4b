"""What the server remembers of each open page: its language, its run, and what is on its stage.

Kept apart from Gradio's own state because Stop and the language switch must reach a generator that
is running. A visit is found by Gradio's session id, which only that page knows.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import gradio as gr

from demo.drawing.scene import Scene
from demo.drawing.texts import preferred
from demo.engine.status import Stop

# Pages that vanished without a goodbye are forgotten in the end.
MOST = 1000


def _set_event() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass
class Visit:
    """One open page. `turn` rises with each run, so that a replay under way gives up its stage;
    `idle` is set when no replay is drawing.
    """

    language: str = "en"
    stop: Stop | None = None
    scene: Scene | None = None
    turn: int = 0
    idle: threading.Event = field(default_factory=_set_event)


class Visits:
    """All open pages by session."""

    def __init__(self) -> None:
        self._all: OrderedDict[str, Visit] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, request: gr.Request) -> Visit:
        session = str(request.session_hash)
        with self._lock:
            if session not in self._all:
                accepted = request.headers.get("accept-language", "")
                self._all[session] = Visit(preferred(accepted))
                while len(self._all) > MOST:
                    self._all.popitem(last=False)
            self._all.move_to_end(session)
            return self._all[session]

    def leave(self, request: gr.Request) -> None:
        """The page was closed: its run, if any, ends and frees the device."""
        with self._lock:
            visit = self._all.pop(str(request.session_hash), None)
        if visit and visit.stop:
            visit.stop.leave()
