"""The generators behind the page: a live comparison, a replay, and Stop.

Each yields scenes' values for the stage. The engine's iterator is closed whatever happens, so
closing the tab frees the device.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import secrets
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Any

import gradio as gr

from demo import request_limits
from demo.drawing.scene import Scene, nothing
from demo.engine.protocol import Engine, Status, Stop
from demo.errors import UserError
from demo.page import stage_component
from demo.page.client_address import network
from demo.page.page_sessions import PageSession, PageSessions
from demo.page.pair_choices import PairChoices
from demo.recording.data import Request, begun
from demo.recording.replay import frames, slow_motion
from demo.settings import Settings
from demo.sharing.drawing_limit import Busy
from demo.sharing.recording_lookup import RecordingLookup
from demo.sharing.share_result import OFFER, publish, reopened, withdraw
from demo.sharing.store import Missing
from demo.words.page_words import words
from demo.words.share_words import words as shared_words

log = logging.getLogger(__name__)
# A replay is for the eye, and may be shown to many at once: it is drawn less often than a race.
REPLAY_FRAMES = 10
# A click during a run is heard at its end, at once; no person asks the same again so soon.
ANSWERED_SECONDS = 0.5
Value = dict[str, Any]


def at_start(scene: Scene) -> Scene:
    """A replay before its first step; any other scene as it is."""
    if scene.kind != "replay":
        return scene
    return dataclasses.replace(scene, recording=begun(scene.recording), panel=None)


class ComparisonRuns:
    """One engine, many visits."""

    def __init__(
        self, engine: Engine, settings: Settings, lookup: RecordingLookup | None = None
    ) -> None:
        self.engine, self.settings = engine, settings
        self.lookup = lookup or RecordingLookup(settings)
        self.choices = PairChoices(settings)
        self.visits = PageSessions(self._network)

    def _network(self, request: gr.Request) -> str:
        http = request.request
        host = http.client.host if http is not None and http.client else ""
        return network(host, http.headers if http is not None else {}, self.settings)

    def checked(self, *values: Any) -> tuple[Request, str]:
        """The request and the engine's name of the pair: the edge's one check, for page and API.
        Raises UserError; starts nothing."""
        *asked, pair = values
        request = Request(*asked, time_limit=self.settings.time_limit)
        return request_limits.check(request, self.settings), self.choices.engine_name(pair)

    def compare(self, *values: Any, visit: PageSession) -> Iterator[Value]:
        """A live comparison on a visit's stage; a complaint leaves what was there."""
        before, stop = visit.scene, visit.stop or Stop()
        visit.stop = stop
        again = values == visit.asked and self.visits.just_finished(visit, ANSWERED_SECONDS)
        visit.asked = values
        try:
            if again:
                return  # the second click of two: it waited for the first one's answer
            request, pair = self.checked(*values)
            yield from self._race(request, pair, visit, str(values[-1]))
        except UserError as error:
            yield self._refused(visit, before, str(error))
        except Exception:
            number = secrets.token_hex(4)
            log.exception("comparison failed, error %s", number)
            sorry = words(visit.language)["broken"].format(number)
            yield self._refused(visit, before, sorry)
        finally:
            self.visits.finish(visit, stop)

    def _race(self, request: Request, pair: str, visit: PageSession, name: str) -> Iterator[Value]:
        assert visit.stop is not None, "compare gives every race its Stop"
        stop, visit.turn = visit.stop, visit.turn + 1
        visit.idle.wait(1)  # a replay gives up the stage within a frame
        yield self._show(visit, self._waiting(request, pair, name))
        with contextlib.closing(self.engine.compare(request, pair, stop)) as growing:
            for recording in growing:
                yield self._show(visit, Scene(recording, "live"))
        # Only now is everything measured that a recording holds.
        if visit.scene and visit.scene.recording.done:
            yield self._show(visit, dataclasses.replace(visit.scene, panel=OFFER))

    def _waiting(self, request: Request, pair: str, name: str) -> Scene:
        status = self.engine.status()
        ready = status.state == "ready" and status.pair == pair and status.blank is not None
        blank = begun(status.blank) if ready else nothing(self.choices.read(name))
        return Scene(dataclasses.replace(blank, request=request), "waiting", loading=not ready)

    def _show(self, visit: PageSession, scene: Scene) -> Value:
        visit.scene = dataclasses.replace(scene, language=visit.language)
        return stage_component.draw(visit.scene)

    def _refused(self, visit: PageSession, before: Scene | None, why: str) -> Value:
        """One sentence above what was on the stage before."""
        visit.scene = before or Scene(nothing(self.choices.read(self.choices.default)))
        kept = dataclasses.replace(visit.scene, language=visit.language, notice=why)
        return stage_component.draw(kept)

    def status(self, name: str) -> Status:
        """The engine's status as far as it is about the pair called `name`."""
        engine = self.engine.status()
        try:
            same = engine.pair == self.choices.engine_name(name)
        except UserError:
            same = False
        return engine if same else Status("idle", name)

    def refreshed(self, visit: PageSession) -> Value:
        """An empty stage once the models are known."""
        blank = self.engine.status().blank
        return self._show(visit, Scene(blank)) if blank else self.redraw(visit)

    def start(self, visit: PageSession) -> Value:
        """How an opened page begins: a replay at its first moment, so that nothing which is shown
        has to be taken away again."""
        return stage_component.draw(at_start(visit.scene)) if visit.scene else self.redraw(visit)

    def redraw(self, visit: PageSession) -> Value:
        """The same scene in the visit's language."""
        return self._show(visit, visit.scene or self.opening())

    def opening(self, key: str = "", base: str = "", language: str = "en") -> Scene:
        """The first scene: what a link names, else a shipped recording, else an empty stage."""
        notice = ""
        try:
            with self.lookup.turn(key):
                opened = self.lookup.open(key or self.recorded())
                panel = reopened(opened, base) if base else None
            slow = slow_motion(opened.recording)
            return Scene(opened.recording, "replay", slow=slow, panel=panel)
        except Busy:
            texts = shared_words(language)
            notice = f"{texts['busy']}. {texts['busy_why']}"
        except Missing as error:
            texts = shared_words(language)
            notice = f"{texts[error.state]}. {texts[error.state + '_why']}" if key else ""
        except UserError as error:
            notice = str(error)
        first = self.opening("", base) if key else Scene(
            nothing(self.choices.read(self.choices.default)))
        return dataclasses.replace(first, notice=notice)

    def recorded(self) -> str:
        """The first of the shipped recordings, of the default pair if there is one of it."""
        shipped = self.lookup.examples
        own = [key for key, recording in shipped.items()
               if recording.pair_name == self.choices.default]
        return next(iter(own or shipped), "")

    def choose(self, visit: PageSession, key: str, base: str) -> Value:
        """Put a shipped recording on the stage, unless a race is under way there."""
        if visit.stop is not None or key not in self.lookup.examples:
            return self.redraw(visit)
        visit.turn += 1  # what is being replayed gives up
        self._show(visit, self.opening(key, base, visit.language))
        return self.start(visit)

    async def replay(self, visit: PageSession) -> AsyncIterator[Value]:
        """Play what is on the stage, as measured or in slow motion, until a run takes it."""
        scene = visit.scene
        if scene is None or scene.kind != "replay":
            return
        # Of many replays that one page asks for, the last one plays alone.
        visit.turn += 1
        turn, idle = visit.turn, threading.Event()
        visit.idle = idle
        try:
            for wait, recording in frames(scene.recording, 1 / scene.slow, REPLAY_FRAMES):
                await asyncio.sleep(wait)  # a thread each would run out with forty visitors
                if visit.turn != turn:
                    return
                panel = scene.panel if recording.done else None
                yield self._show(visit, dataclasses.replace(
                    scene, recording=recording, panel=panel))
        finally:
            idle.set()

    def share(self, visit: PageSession, base: str) -> Value:
        """Publish the finished comparison on the stage, because its visitor asked to."""
        scene = visit.scene
        if scene is None or scene.panel is None or scene.panel.why != "offer":
            return self.redraw(visit)
        panel = publish(self.lookup, scene.recording, base)
        return self._show(visit, dataclasses.replace(scene, panel=panel))

    def unshare(self, visit: PageSession) -> Value:
        """Delete what this visit shared."""
        scene = visit.scene
        if scene is None or scene.panel is None or not scene.panel.token:
            return self.redraw(visit)
        panel = withdraw(self.lookup, scene.panel)
        return self._show(visit, dataclasses.replace(scene, panel=panel))

    def stop(self, visit: PageSession, side: str | None = None) -> None:
        if visit.stop:
            visit.stop.ask(side)
