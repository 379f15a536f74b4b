"""The generators behind the page: a live comparison, what is put on its stage, and Stop.

Each yields scenes' values for the stage. The engine's iterator is closed whatever happens, so
closing the tab frees the device.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import secrets
import time
from collections.abc import Generator, Iterator
from typing import Any

from demo import request_limits
from demo.drawing.scene import Scene, nothing
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.page.page_sessions import PageSession
from demo.page.visit_stages import Value, VisitStages
from demo.recording.data import Recording, Request, Turn
from demo.recording.growing import begun, turns
from demo.recording.metrics import with_repeats
from demo.recording.mode_numbers import tallied
from demo.recording.replay import SHORT, length
from demo.sharing.share_result import OFFER
from demo.words.page_words import words

log = logging.getLogger(__name__)
HELD_SECONDS = 1.0
REPEAT_SECONDS = 60.0
SOME_CHANCE = 0.7  # the temperature that another seed is tried with where it was 0
# A click during a run is heard at its end, at once; no person asks the same again so soon.
ANSWERED_SECONDS = 0.5


def too_short_to_watch(recording: Recording, watched: float) -> bool:
    """Is a race, `watched` seconds after its first token, one that may be over before an eye could
    follow it? It is then not painted as it goes but played afterwards, in slow motion."""
    return watched < HELD_SECONDS and length(recording) < SHORT


class ComparisonRuns(VisitStages):
    """Races of one engine on the stages of many visits."""

    def checked(
        self, *values: Any, system: str | None = None, earlier: tuple[Turn, ...] = (),
        penalties: bool = False, **mode: Any,
    ) -> tuple[Request, str]:
        """The request and the engine's name of the pair: the edge's one check, for page and API.
        system: None for the pair's own; mode: `mode`, `draft` and `threshold`, each of which may
        be left out or None. Raises UserError; starts nothing."""
        *asked, pair = values
        own = self.choices.read(pair)
        if system is None:
            system = own.system if own else ""
        usual = {"threshold": own.threshold} if own else {}
        chosen_mode = usual | {name: value for name, value in mode.items() if value is not None}
        request = Request(*asked, time_limit=self.settings.time_limit, system=system,
                          earlier=earlier, penalties=penalties, **chosen_mode)
        return request_limits.check(request, self.settings), self.choices.engine_name(pair)

    def compare(
        self, *values: Any, visit: PageSession, times: int = 1, system: str | None = None,
        earlier: tuple[Turn, ...] = (), penalties: bool = False, **mode: Any,
    ) -> Iterator[Value]:
        """A live comparison on a visit's stage, or `times` of the same; a complaint leaves what was
        there. earlier: the conversation that it goes on with; mode: as in `checked`."""
        before, stop = visit.scene, visit.stop or Stop()
        visit.stop = stop
        asked = (*values, system, penalties, len(earlier), *mode.values())
        again = times == 1 and asked == visit.asked and self.visits.just_finished(
            visit, ANSWERED_SECONDS)
        visit.asked = asked
        try:
            if again:
                return  # the second click of two: it waited for the first one's answer
            request, pair = self.checked(*values, system=system, earlier=earlier,
                                         penalties=penalties, **mode)
            if times == 1:
                yield from self._race(request, pair, visit, str(values[-1]))
            else:
                yield from self._repeated(request, pair, visit, times)
        except UserError as error:
            yield self._refused(visit, before, str(error))
        except Exception:
            number = secrets.token_hex(4)
            log.exception("comparison failed, error %s", number)
            sorry = words(visit.language)["broken"].format(number)
            yield self._refused(visit, before, sorry)
        finally:
            self.visits.finish(visit, stop if times == 1 else visit.stop)

    def _race(self, request: Request, pair: str, visit: PageSession, name: str) -> Iterator[Value]:
        assert visit.stop is not None, "compare gives every race its Stop"
        visit.turn += 1
        yield self._show(visit, self._waiting(request, pair, name))
        with contextlib.closing(self.engine.compare(request, pair, visit.stop)) as growing:
            watched = yield from self._live(growing, visit)
        # Only now is everything measured that a recording holds.
        if visit.scene and visit.scene.recording.done:
            # The link of what was shared meanwhile stays: its owner has not copied it yet.
            panel = visit.scene.panel if visit.scene.finishing else None
            visit.tally = tallied(visit.tally, visit.scene.recording)
            yield self._show(visit, Scene(
                visit.scene.recording, "measured", showing=visit.turn, plays=not watched,
                right=self._right(visit.scene.recording), panel=panel or OFFER))

    def _live(
        self, growing: Iterator[Recording], visit: PageSession
    ) -> Generator[Value, None, bool]:
        """Yields what is to be painted of a race while it goes; whether its steps were."""
        first, watched, painted = None, False, None
        for recording in growing:
            if recording is painted:
                continue  # nothing came meanwhile
            if first is None and any(a.tokens for a in recording.answers.values()):
                first = time.monotonic()
            if first is not None and not watched:
                watched = not too_short_to_watch(recording, time.monotonic() - first)
            drawn = Scene(recording, "live", visit.language)
            if visit.scene and visit.scene.finishing:
                # The last one: what was shown, and perhaps shared, with all that was measured.
                visit.scene = dataclasses.replace(visit.scene, recording=recording)
            elif recording.done and watched:
                yield self._show(visit, dataclasses.replace(drawn, finishing=True, panel=OFFER))
            elif first is None or watched:
                painted = recording
                yield self._show(visit, drawn)
            else:
                visit.scene = drawn
        return watched

    def asked_again(self, visit: PageSession, seeded: bool) -> tuple[Any, ...]:
        """What `compare` was given for the comparison on the stage; `seeded`: with the next seed,
        and where no chance was in it, with some. `conversation` has the rest of it."""
        scene = visit.scene = visit.scene or self.opening()
        asked, pair = scene.recording.request, scene.recording.pair_name
        if seeded:
            asked = dataclasses.replace(
                asked, seed=asked.seed + 1, temperature=asked.temperature or SOME_CHANCE)
        return (asked.prompt, asked.max_tokens, asked.temperature, asked.top_p, asked.seed, pair)

    def follow(
        self, values: tuple[Any, ...], visit: PageSession, edits: bool
    ) -> Iterator[Value]:
        """A question that goes on with the conversation on the stage."""
        before = visit.scene
        try:
            going_on = self.conversation(visit, edits)
        except UserError as error:
            yield self._refused(visit, before, str(error))
            return self.visits.finish(visit, visit.stop)
        yield from self.compare(*values, visit=visit, **going_on)

    def conversation(self, visit: PageSession, edits: bool = True) -> dict[str, Any]:
        """What a question on the stage's comparison goes on with; `edits`: in place of that one.
        Raises UserError where none may follow."""
        scene = visit.scene = visit.scene or self.opening()
        recording = scene.recording
        if not edits and not (recording.converses and recording.done):
            raise UserError(words(visit.language)["no_conversation"])
        asked = recording.request
        return {"system": asked.system, "penalties": asked.penalties, "mode": asked.mode,
                "draft": asked.draft, "threshold": asked.threshold,
                "earlier": recording.request.earlier if edits else turns(recording)}

    def _repeated(
        self, request: Request, pair: str, visit: PageSession, times: int
    ) -> Iterator[Value]:
        """Several races of one question, of which only the numbers are shown; Stop, or a minute,
        ends them early. Nothing is drawn while one of them runs."""
        runs: list[Recording] = []
        assert visit.scene is not None, "what is repeated was shown"
        before, until = visit.scene, time.monotonic() + REPEAT_SECONDS
        why = ""
        while len(runs) < times and time.monotonic() < until and not visit.gone:
            visit.stop = Stop()  # an engine's race uses its own up
            said = words(visit.language)["repeating"].format(len(runs) + 1, times)
            yield self._show(visit, dataclasses.replace(before, progress=said, panel=None))
            try:
                with contextlib.closing(self.engine.compare(request, pair, visit.stop)) as growing:
                    *_, last = growing
            except UserError as error:
                if not runs:
                    raise
                why = str(error)  # what was measured before it is kept
                break
            if any(answer.end == "stopped" for answer in last.answers.values()):
                times = len(runs)  # it was stopped, and is no run like the others
            else:
                runs.append(last)
        late = words(visit.language)["repeat_late"].format(len(runs), times)
        visit.turn += 1
        yield self._show(visit, Scene(
            with_repeats(runs), "measured", showing=visit.turn, panel=OFFER,
            notice=why or (late if len(runs) < times else "")) if runs else before)

    def _waiting(self, request: Request, pair: str, name: str) -> Scene:
        status = self.engine.status()
        ready = status.state == "ready" and status.pair == pair and status.blank is not None
        blank = begun(status.blank) if ready else nothing(self.choices.read(name))
        return Scene(dataclasses.replace(blank, request=request), "waiting", loading=not ready)

    def stop(self, visit: PageSession, side: str | None = None) -> None:
        if visit.stop:
            visit.stop.ask(side)
