"""What the server remembers of each open page: its language, its run, and what is on its stage.

Kept apart from Gradio's own state because Stop and the language switch must reach a generator that
is running. A visit is found by Gradio's session id, which only that page knows. Anyone can make ids
up, so only opening a page and running a question are remembered; whatever else a session without a
visit asks is answered from a passing one.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from demo.drawing.scene import Scene
from demo.engine.protocol import Stop
from demo.recording.mode_numbers import Tally
from demo.words.languages import preferred

# Pages that vanished without a goodbye are forgotten in the end; a household has fewer.
MOST, MOST_AN_ADDRESS = 500, 50
# So long nobody's opening a page takes away what a visitor may still want to share.
KEPT_SECONDS = 3600.0


@dataclass
class PageSession:
    """One open page. `turn` rises with each comparison that is put on its stage; `finished`: when
    its last run was, by the visits' clock; `network`: as demo.page.client_address gives it;
    `base`: what the server's addresses begin with for it; `gone`: it was closed; `exam`: what its
    Exam tab shows, with what stops the batch under way, and whether it was stopped; `many`: the
    same of its list of prompts; `ballot`: what
    is on the Votes tab, which is none of this module's business; `tally`: of the cascades that it
    asked.
    """

    language: str = "en"
    stop: Stop | None = None
    scene: Scene | None = None
    turn: int = 0
    finished: float | None = None
    asked: tuple[Any, ...] = ()
    network: str = ""
    base: str = ""
    gone: bool = False
    begun: float = 0.0
    exam: Any = None
    exam_stop: Stop | None = None
    exam_halt: bool = False
    many: Any = None
    many_stop: Stop | None = None
    many_halt: bool = False
    ballot: Any = None
    tally: Tally = Tally()


class PageSessions:
    """All open pages by session; `network` says whose address a request has, "" for nobody's."""

    def __init__(
        self, network: Callable[[gr.Request], str] = lambda request: "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._all: OrderedDict[str, PageSession] = OrderedDict()
        self._lock = threading.Lock()
        self._network, self._now = network, now

    def __len__(self) -> int:
        return len(self._all)

    def known(self, session: str | None) -> PageSession | None:
        return self._all.get(session) if session else None

    def of(self, request: gr.Request) -> PageSession:
        """The page's visit, or a passing one that is in the browser's language and not kept."""
        with self._lock:
            if (visit := self.known(request.session_hash)) is not None:
                self._all.move_to_end(str(request.session_hash))
                return visit
        return self._new(request)

    def open(self, request: gr.Request, running: bool = False) -> PageSession:
        """The page's visit, kept from now on unless what others did leaves no room for it.

        running: a run begins with it, which Stop must reach whatever the room.
        """
        visit = self.of(request)
        with self._lock:
            if request.session_hash:
                visit = self._all.setdefault(request.session_hash, visit)
            if running:
                visit.stop = Stop()
            self._make_room_beside(visit)
        return visit

    def finish(self, visit: PageSession, stop: Stop | None) -> None:
        """The run that `stop` belongs to is over: what it left on the stage is kept for a while."""
        with self._lock:
            if visit.stop is not stop:
                return  # the next run has begun already
            visit.stop = None
            if visit.ballot or (visit.scene and visit.scene.kind == "measured"):
                visit.finished = self._now()
            self._make_room_beside(visit)

    def just_finished(self, visit: PageSession, seconds: float) -> bool:
        return visit.finished is not None and self._now() - visit.finished < seconds

    def leave(self, session: str) -> None:
        """The page was closed: its run, if any, ends and frees the device."""
        with self._lock:
            visit = self._all.pop(session, None)
        if visit is None:
            return
        visit.gone = True
        for stop in filter(None, (visit.stop, visit.exam_stop, visit.many_stop)):
            stop.leave()

    def _new(self, request: gr.Request) -> PageSession:
        accepted = request.headers.get("accept-language", "")
        return PageSession(preferred(accepted), network=self._network(request), begun=self._now())

    def _make_room_beside(self, visit: PageSession) -> None:
        """What is too much of its address, and of all, is forgotten: the idle page that is longest
        unseen, or else this visit itself, never another's run or fresh result."""
        same = [key for key, other in self._all.items() if other.network == visit.network]
        if visit.network and len(same) > MOST_AN_ADDRESS:
            self._forget_one_of(same, visit)
        if len(self._all) > MOST:
            self._forget_one_of(list(self._all), visit)

    def _forget_one_of(self, sessions: list[str], newcomer: PageSession) -> None:
        for key in sessions:
            if self._all[key] is not newcomer and not self._worth_keeping(self._all[key]):
                del self._all[key]
                return
        if newcomer.stop is None:
            for key in sessions:
                if self._all[key] is newcomer:
                    del self._all[key]
                    return

    def _worth_keeping(self, visit: PageSession) -> bool:
        young = visit.finished is not None and self._now() - visit.finished < KEPT_SECONDS
        runs = (visit.stop, visit.exam_stop, visit.many_stop)
        return young or any(stop is not None for stop in runs)
