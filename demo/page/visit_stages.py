"""What stands on a visit's stage without a race of its own: the first scene, a recording that was
chosen, what is shared of it. Each method answers with the stage component's value."""

from __future__ import annotations

import dataclasses
from typing import Any

import gradio as gr

from demo.drawing.scene import Scene, nothing
from demo.engine.protocol import Engine, Status
from demo.errors import UserError
from demo.page import stage_component
from demo.page.client_address import network
from demo.page.page_sessions import PageSession, PageSessions
from demo.page.pair_choices import PairChoices
from demo.recording.data import SIDES, Recording
from demo.recording.sameness import final_answer
from demo.settings import Settings
from demo.sharing.drawing_limit import Busy
from demo.sharing.recording_lookup import RecordingLookup
from demo.sharing.share_result import OFFER, publish, reopened, unfinished, withdraw
from demo.sharing.store import Missing
from demo.words.languages import written_in
from demo.words.share_words import words as shared_words

Value = dict[str, Any]


class VisitStages:
    """The stages of many visits, beside one engine."""

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

    def _show(self, visit: PageSession, scene: Scene) -> Value:
        visit.scene = dataclasses.replace(
            scene, language=visit.language, base=visit.base, offered=self._offered(scene),
            tally=visit.tally)
        return stage_component.draw(visit.scene)

    def _offered(self, scene: Scene) -> bool:
        return scene.recording.pair_name in self.choices.names

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
        notice = visit.scene.notice if visit.scene else ""
        return self._show(visit, Scene(blank, notice=notice)) if blank else self.redraw(visit)

    def redraw(self, visit: PageSession) -> Value:
        """The same scene in the visit's language."""
        return self._show(visit, visit.scene or self.opening())

    def opening(self, key: str = "", base: str = "", language: str = "en") -> Scene:
        """The first scene: what a link names, else a shipped recording, else an empty stage."""
        notice = ""
        try:
            with self.lookup.turn(key):
                shown = key or self.recorded(language)
                if not shown:
                    return Scene(nothing(self.choices.read(self.choices.default)))
                opened = self.lookup.open(shown)
                panel = reopened(opened, base) if base else None
            scene = Scene(opened.recording, "replay", plays=True, panel=panel)
            return dataclasses.replace(scene, offered=self._offered(scene))
        except Busy:
            texts = shared_words(language)
            notice = f"{texts['busy']}. {texts['busy_why']}"
        except Missing as error:
            texts = shared_words(language)
            notice = f"{texts[error.state]}. {texts[error.state + '_why']}" if key else ""
        except UserError as error:
            notice = str(error)
        first = self.opening("", base, language) if key else Scene(
            nothing(self.choices.read(self.choices.default)))
        return dataclasses.replace(first, notice=notice)

    def recorded(self, language: str) -> str:
        """The first of the shipped recordings of the default pair that is asked in `language`, or
        in another; "" where that pair has none: nobody sees one pair's numbers under another's
        name."""
        own = {key: recording for key, recording in self.lookup.examples.items()
               if recording.pair_name == self.choices.default}
        return min(own, key=lambda key: written_in(own[key].request.prompt) != language,
                   default="")

    def cleared(self, visit: PageSession, name: str) -> Value:
        """An empty stage of the pair called `name`, unless a race is under way on it."""
        if visit.stop is not None:
            return self.redraw(visit)
        blank = self.status(name).blank
        return self._show(visit, Scene(blank or nothing(self.choices.read(name))))

    def put(self, visit: PageSession, recording: Recording) -> Value:
        """A comparison that was measured for this visit elsewhere on its page comes on the stage,
        unless a race is under way there."""
        if visit.stop is not None:
            return self.redraw(visit)
        visit.turn += 1
        return self._show(visit, Scene(recording, "measured", showing=visit.turn, plays=True,
                                       right=self._right(recording), panel=OFFER))

    def choose(self, visit: PageSession, key: str, base: str) -> Value:
        """Put a shipped recording on the stage, unless a race is under way there."""
        if visit.stop is not None or key not in self.lookup.examples:
            return self.redraw(visit)
        visit.turn += 1
        scene = self.opening(key, base, visit.language)
        return self._show(visit, dataclasses.replace(scene, showing=visit.turn))

    def share(self, visit: PageSession, base: str) -> Value:
        """Publish the finished comparison on the stage, because its visitor asked to."""
        scene = visit.scene
        if scene is None or scene.panel is None or scene.panel.why != "offer":
            return self.redraw(visit)
        recording = unfinished(scene.recording) if scene.finishing else scene.recording
        panel = publish(self.lookup, recording, base)
        return self._show(visit, dataclasses.replace(scene, panel=panel))

    def unshare(self, visit: PageSession) -> Value:
        """Delete what this visit shared."""
        scene = visit.scene
        if scene is None or scene.panel is None or not scene.panel.token:
            return self.redraw(visit)
        panel = withdraw(self.lookup, scene.panel)
        return self._show(visit, dataclasses.replace(scene, panel=panel))

    def _right(self, recording: Recording) -> tuple[str, ...] | None:
        """The sides that are right, where the pair's file has the question and its answer."""
        pair = self.choices.read(recording.pair_name)
        answer = next((row.answer for row in (pair.suggestions if pair else ())
                       if row.answer and row.prompt == recording.request.prompt), None)
        if answer is None:
            return None
        return tuple(side for side in SIDES if final_answer(
            recording.answers[side].text, recording.final_mark) == answer)
