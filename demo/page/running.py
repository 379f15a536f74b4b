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
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from demo import asking
from demo.drawing.scene import Scene, nothing
from demo.drawing.texts import words
from demo.engine.status import Engine, Status, Stop
from demo.errors import UserError
from demo.page import stage
from demo.page.choices import Choices
from demo.page.visits import Visit, Visits
from demo.recording import Recording, Request, begun, from_json
from demo.settings import Settings
from demo.sharing.replay import frames

log = logging.getLogger(__name__)
# A replay is for the eye, and may be shown to many at once: it is drawn less often than a race.
REPLAY_FRAMES = 10
Value = dict[str, Any]


class Running:
    """One engine, many visits."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine, self.settings = engine, settings
        self.choices = Choices(settings)
        self.visits = Visits()
        paths = sorted(settings.recordings_folder.glob("*.json"))
        self.recordings = [found for path in paths if (found := _read(path))]

    def checked(self, *values: Any) -> tuple[Request, str]:
        """The request and the engine's name of the pair. Raises UserError; starts nothing."""
        *asked, pair = values
        request = Request(*asked, time_limit=self.settings.time_limit)
        asking.check(request, self.settings)
        request = dataclasses.replace(
            request, max_tokens=int(request.max_tokens), seed=int(request.seed)
        )
        return request, self.choices.engine_name(pair)

    def compare(self, *values: Any, visit: Visit) -> Iterator[Value]:
        """A live comparison on a visit's stage; a complaint leaves what was there."""
        before = visit.scene
        try:
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
            visit.stop = None

    def _race(self, request: Request, pair: str, visit: Visit, name: str) -> Iterator[Value]:
        visit.turn, visit.stop = visit.turn + 1, Stop()
        visit.idle.wait(1)  # a replay gives up the stage within a frame
        yield self._show(visit, self._waiting(request, pair, name))
        with contextlib.closing(self.engine.compare(request, pair, visit.stop)) as growing:
            for recording in growing:
                yield self._show(visit, Scene(recording, "live"))

    def _waiting(self, request: Request, pair: str, name: str) -> Scene:
        status = self.engine.status()
        ready = status.state == "ready" and status.pair == pair and status.blank is not None
        blank = begun(status.blank) if ready else nothing(self.choices.read(name))
        return Scene(dataclasses.replace(blank, request=request), "waiting", loading=not ready)

    def _show(self, visit: Visit, scene: Scene) -> Value:
        visit.scene = dataclasses.replace(scene, language=visit.language)
        return stage.draw(visit.scene)

    def _refused(self, visit: Visit, before: Scene | None, why: str) -> Value:
        """One sentence above what was on the stage before."""
        visit.scene = before or Scene(nothing(self.choices.read(self.choices.default)))
        kept = dataclasses.replace(visit.scene, language=visit.language, notice=why)
        return stage.draw(kept)

    def status(self, name: str) -> Status:
        """The engine's status as far as it is about the pair called `name`."""
        found = self.engine.status()
        try:
            same = found.pair == self.choices.engine_name(name)
        except UserError:
            same = False
        return found if same else Status("idle", name)

    def refreshed(self, visit: Visit) -> Value:
        """An empty stage once the models are known."""
        blank = self.engine.status().blank
        return self._show(visit, Scene(blank)) if blank else self.redraw(visit)

    def redraw(self, visit: Visit) -> Value:
        """The same scene in the visit's language."""
        return self._show(visit, visit.scene or self.opening())

    def opening(self) -> Scene:
        """The first scene: a recorded comparison, else an empty stage that explains itself."""
        recorded = self.recorded()
        if recorded is not None:
            return Scene(recorded, "replay")
        return Scene(nothing(self.choices.read(self.choices.default)))

    def recorded(self) -> Recording | None:
        """The first of the recordings, of the default pair if there is one of it."""
        own = [r for r in self.recordings if r.pair.get("name") == self.choices.default]
        return next(iter(own or self.recordings), None)

    async def replay(self, visit: Visit) -> AsyncIterator[Value]:
        """Play what is on the stage at its measured pace, until a run takes the stage."""
        turn, scene = visit.turn, visit.scene
        if scene is None or scene.kind != "replay":
            return
        visit.idle.clear()
        try:
            for wait, recording in frames(scene.recording, 1.0, REPLAY_FRAMES):
                await asyncio.sleep(wait)  # a thread each would run out with forty visitors
                if visit.turn != turn:
                    return
                yield self._show(visit, Scene(recording, "replay"))
        finally:
            visit.idle.set()

    def stop(self, visit: Visit, side: str | None = None) -> None:
        if visit.stop:
            visit.stop.ask(side)


def _read(path: Path) -> Recording | None:
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (UserError, OSError, UnicodeDecodeError) as error:
        log.warning("%s: %s", path, error)
        return None

