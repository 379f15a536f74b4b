"""The Compare page: its parts in their order, and what each of them sets in motion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from demo.errors import UserError
from demo.page import gallery, header, navigation, question_box, share_panel, stage_component
from demo.page.comparison_runs import ComparisonRuns
from demo.page.list_runs import ListRuns
from demo.page.many_prompts import LISTS, ManyPrompts
from demo.page.page_sessions import PageSession
from demo.recording.data import SIDES
from demo.sharing import ask_link
from demo.words.languages import LANGUAGES
from demo.words.page_words import words

# Everything that touches the device, from the page or the API, stands in this one line.
GPU = {"concurrency_id": "gpu", "concurrency_limit": 1}
# Quick answers of the server itself: no queue, nothing drawn while they are under way.
QUICK = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
STATUS_SECONDS = 1.0
# The page's script knows the browser's language and the visitor's last choice.
LANGUAGE_JS = "() => [window.apprentice.language()]"
OPENED_JS = "() => window.apprentice.opened()"
KEEP_JS = "(language, pair) => [window.apprentice.keep(language), pair]"


class ComparePage:
    """Builds the page inside an open gr.Blocks and wires it to a Running."""

    def __init__(self, running: ComparisonRuns, blocks: gr.Blocks) -> None:
        self.running, choices = running, running.choices
        # The recorded comparison is in the page as it is served, so nobody sees an empty one.
        pair, opening = choices.read(choices.default), running.opening()
        with gr.Row(elem_id="top"):
            self.header = header.component(header.draw(
                pair, running.status(choices.default), "en", running.settings.source_url))
            self.language = gr.Radio(
                [(shown, name) for name, shown in LANGUAGES.items()], value="en",
                show_label=False, label="Language / 语言", container=False, elem_id="language",
            )
        self.tabs = navigation.component()
        with gr.Column(elem_id="compare"):
            self.ask = question_box.build(running.settings, pair, choices.titles(), choices.default,
                                 choices.note)
            self.ask.prompt.value = question_box.first(pair, opening.recording.request.prompt)
            self.many = ManyPrompts(ListRuns(running), self.ask)
            self.stage = stage_component.component(opening)
            self.gallery = gallery.component(
                gallery.draw(running.lookup.examples, "en", choices.default))
        self.timer = gr.Timer(STATUS_SECONDS)
        self._run()
        self._again()
        self._follow()
        self._race_many()
        self._stop()
        self._open(blocks)
        self.gallery.show(self.choose_recording, self.ask.pair,
                          [self.stage, self.ask.prompt, self.header], **QUICK)

    def _run(self) -> None:
        box = self.ask
        self.event = gr.on(
            [box.run.click, box.prompt.submit], self.compare, box.inputs,
            [self.stage, self.header, self.timer],
            # A question asked while the last one is still being measured is run after it.
            **GPU, trigger_mode="always_last",
            show_progress="minimal", show_progress_on=box.waiting,
            api_visibility="private", api_name="page", validator=self.valid,
        )

    def _again(self) -> None:
        """The finished comparison asked again: several times, or with another seed."""
        self.repeated = self.stage.again(
            self.ask_again, None, [self.stage, self.header, *self.ask.numbers], **GPU,
            show_progress="minimal", show_progress_on=self.ask.waiting,
            api_visibility="private", api_name="again",
        )

    def _follow(self) -> None:
        """A question that goes on with the conversation on the stage."""
        self.followed = self.stage.follow(
            self.ask_on, self.ask.numbers, [self.stage, self.header], **GPU,
            show_progress="minimal", show_progress_on=self.ask.waiting,
            api_visibility="private", api_name="follow",
        )

    def _race_many(self) -> None:
        """Several prompts, one after the other."""
        many = self.many
        many.start.click(self.race_many, many.inputs, [many.result, self.header, self.timer],
                         **LISTS, show_progress="hidden", api_visibility="private",
                         api_name="many")
        many.halt.click(self.halt_many, **QUICK)
        many.result.publish(self.share_many, None, many.result, **QUICK)
        many.result.row(self.put_row, None, self.stage, **QUICK)

    def _stop(self) -> None:
        self.ask.stop.click(self.halt, **QUICK)
        self.stage.halt(self.halt_one, **QUICK)
        self.stage.anew(self.anew, self.ask.pair, self.stage, **QUICK)
        self.stage.publish(self.share, None, self.stage, **QUICK)
        self.stage.withdraw(self.unshare, None, self.stage, **QUICK)
        self.ask.leave.click(None, cancels=[self.event, self.repeated, self.followed],
                             show_progress="hidden")

    def _open(self, blocks: gr.Blocks) -> None:
        worded = [self.language, self.header, self.ask.chips, self.ask.about, self.stage,
                  self.gallery, *self.many.worded, *self.ask.worded]
        opened = blocks.load(self.open, self.language, worded, js=LANGUAGE_JS, **QUICK)
        opened.then(None, None, None, js=OPENED_JS, show_progress="hidden")
        self.language.input(self.reword, [self.language, self.ask.pair], worded, js=KEEP_JS,
                            **QUICK)
        self.ask.pair.input(self.chosen, self.ask.pair,
                            [self.header, self.ask.chips, self.ask.about, self.ask.system,
                             self.ask.penalties, self.ask.numbers[0], self.ask.mode_numbers[-1]],
                            **QUICK)
        self.timer.tick(self.look, self.ask.pair, [self.header, self.stage, self.timer], **QUICK)
        # Only a page that asks for it holds a heartbeat; the door sees that end, and the visit too.
        blocks.unload(lambda: None)

    def valid(
        self, prompt: Any, max_tokens: Any, temperature: Any, top_p: Any, seed: Any, system: Any,
        penalties: Any, mode: Any, draft: Any, threshold: Any, pair: Any,
    ) -> list[dict[str, Any]]:
        """Before the queue: a bad question must not wait its turn to be told so."""
        try:
            self.running.checked(prompt, max_tokens, temperature, top_p, seed, pair,
                                 system=system or "", penalties=penalties, mode=mode,
                                 draft=draft, threshold=threshold)
        except UserError as error:
            return [gr.validate(False, str(error)), *[gr.validate(True, "")] * 10]
        return [gr.validate(True, "")] * 11

    def compare(
        self, prompt: Any, max_tokens: Any, temperature: Any, top_p: Any, seed: Any, system: Any,
        penalties: Any, mode: Any, draft: Any, threshold: Any, pair: Any, request: gr.Request,
    ) -> Iterator[Any]:
        visit = self.running.visits.open(request, running=True)
        for value in self.running.compare(
            prompt, max_tokens, temperature, top_p, seed, pair, visit=visit, system=system or "",
            penalties=penalties, mode=mode, draft=draft, threshold=threshold,
        ):
            loading = visit.scene is not None and visit.scene.loading
            yield [value, gr.skip(), gr.Timer(active=True) if loading else gr.skip()]
        # A run may have loaded another pair, or failed to: the top of the page says so.
        yield [gr.skip(), self.choose(pair, language=visit.language, visit=visit)[0], gr.skip()]

    def ask_again(self, request: gr.Request, event: gr.EventData) -> Iterator[Any]:
        """What stands on the stage: asked `times` times more, or with the next seed."""
        times = said(event, "times")
        visit = self.running.visits.open(request, running=True)
        values = self.running.asked_again(visit, seeded=not times)
        kept = [gr.skip()] * len(self.ask.numbers)
        for value in self.running.compare(
            *values, visit=visit, times=int(times) if times in stage_component.TIMES else 1,
            **self.running.conversation(visit),
        ):
            yield [value, gr.skip(), *kept]
        fields = kept if times else [gr.update(value=value) for value in values[1:-1]]
        yield [gr.skip(), self.choose(values[-1], language=visit.language, visit=visit)[0],
               *fields]

    def ask_on(
        self, max_tokens: Any, temperature: Any, top_p: Any, seed: Any, request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Any]:
        """The next question of the conversation on the stage, or its newest one put otherwise."""
        visit = self.running.visits.open(request, running=True)
        pair = visit.scene.recording.pair_name if visit.scene else self.running.choices.default
        for value in self.running.follow(
            (said(event, "prompt"), max_tokens, temperature, top_p, seed, pair), visit,
            bool(said(event, "edits")),
        ):
            yield [value, gr.skip()]
        yield [gr.skip(), self.choose(pair, language=visit.language, visit=visit)[0]]

    def race_many(
        self, text: Any, max_tokens: Any, temperature: Any, top_p: Any, seed: Any, system: Any,
        penalties: Any, mode: Any, draft: Any, threshold: Any, pair: Any, request: gr.Request,
    ) -> Iterator[Any]:
        visit = self.running.visits.open(request)
        numbers = (max_tokens, temperature, top_p, seed)
        for value in self.many.race(visit, text, numbers, str(pair), system=system or "",
                                    penalties=penalties, mode=mode):
            first = visit.many is not None and visit.many.running and not visit.many.prompts.rows
            yield [value, gr.skip(), gr.Timer(active=True) if first else gr.skip()]
        yield [gr.skip(), self.choose(pair, language=visit.language, visit=visit)[0], gr.skip()]

    def halt_many(self, request: gr.Request) -> None:
        self.many.runs.stop(self.running.visits.of(request))

    def share_many(self, request: gr.Request) -> dict[str, Any]:
        visit = self.running.visits.of(request)
        self.many.runs.share(visit)
        return self.many.shown(visit)

    def put_row(self, request: gr.Request, event: gr.EventData) -> dict[str, Any]:
        """One of the prompts that were raced comes on the stage."""
        visit, number = self.running.visits.of(request), said(event, "number")
        found = self.many.runs.recording(visit, int(number)) if number.isdecimal() else None
        return self.running.put(visit, found) if found else self.running.redraw(visit)

    def halt(self, request: gr.Request) -> None:
        self.running.stop(self.running.visits.of(request))

    def halt_one(self, request: gr.Request, event: gr.EventData) -> None:
        if (side := said(event, "side")) in SIDES:
            self.running.stop(self.running.visits.of(request), side)

    def anew(self, pair: str, request: gr.Request) -> dict[str, Any]:
        """A new conversation begins with nothing on the stage."""
        return self.running.cleared(self.running.visits.of(request), pair)

    def choose_recording(
        self, pair: str, request: gr.Request, event: gr.EventData
    ) -> list[Any]:
        """A shipped comparison was chosen: it is put on the stage and its question into the box; a
        race that is being measured keeps both."""
        visit = self.running.visits.of(request)
        base = share_panel.base_of(request, self.running.settings)
        drawn = self.running.choose(visit, said(event, "key"), base)
        replayed = visit.scene is not None and visit.scene.kind == "replay"
        return [drawn, visit.scene.recording.request.prompt if replayed else gr.skip(),
                self.choose(pair, language=visit.language, visit=visit)[0]]

    def share(self, request: gr.Request) -> dict[str, Any]:
        visit = self.running.visits.of(request)
        return self.running.share(visit, share_panel.base_of(request, self.running.settings))

    def unshare(self, request: gr.Request) -> dict[str, Any]:
        return self.running.unshare(self.running.visits.of(request))

    def open(self, language: str, request: gr.Request) -> list[Any]:
        """A page was opened: the first scene, or the one its link names, and its language."""
        visit, choices = self.running.visits.open(request), self.running.choices
        base = share_panel.base_of(request, self.running.settings)
        key = share_panel.named(request)
        visit.base, visit.scene = base, self.running.opening(key, base, language)
        asked = share_panel.asked(visit.scene, choices.names)
        if not key:  # the box asks what is shown; the settings are the page's own
            pair = choices.read(choices.default)
            asked = {"prompt": question_box.first(pair, asked["prompt"]),
                     **self._wished(visit, request, language)}
        updates = self._worded(language, visit, asked.get("pair", choices.default))
        return question_box.filled(updates, asked)

    def _wished(
        self, visit: PageSession, request: gr.Request, language: str
    ) -> dict[str, Any]:
        """What a link asks for, on its pair's own terms; a pair that is not offered here is told
        of, and not replaced without a word."""
        wished, choices = ask_link.wished(request.query_params), self.running.choices
        name = wished.get("pair", choices.default)
        if name not in choices.names:
            missing = words(language)["pair_not_here"].format(wished.pop("pair"))
            visit.scene = replace(visit.scene, notice=missing) if visit.scene else None
        elif "pair" in wished and (pair := choices.read(name)):
            return {"system": pair.system, "threshold": question_box.threshold(pair),
                    "max_tokens": question_box.longest(pair, self.running.settings), **wished}
        return wished

    def reword(self, language: str, pair: str, request: gr.Request) -> list[Any]:
        return self._worded(language, self.running.visits.of(request), pair)

    def _worded(self, language: str, visit: PageSession, pair: str) -> list[Any]:
        if language in LANGUAGES:
            visit.language = language
        return [visit.language, *self.choose(pair, language=visit.language, visit=visit),
                self.running.redraw(visit),
                gallery.draw(self.running.lookup.examples, visit.language,
                             self.running.choices.default),
                *self.many.reworded(visit),
                *question_box.reworded(visit.language, self.running.choices.note)]

    def choose(
        self, name: str, request: gr.Request | None = None, language: str = "en",
        visit: PageSession | None = None,
    ) -> list[Any]:
        """Another pair was chosen: it is loaded by the next run, never under someone's race."""
        if request is not None:
            language = self.running.visits.of(request).language
        pair = self.running.choices.read(name)
        status = self.running.status(name)
        source, scene = self.running.settings.source_url, visit and visit.scene
        shown = scene.recording if scene and scene.kind != "blank" else None
        return [header.draw(pair, status, language, source, shown),
                question_box.suggestions(pair, language), question_box.about_of(pair, language)]

    def chosen(self, name: str, request: gr.Request) -> list[Any]:
        """Another pair was chosen by hand: with its own system prompt and length of answers."""
        pair = self.running.choices.read(name)
        converses = bool(pair and pair.conversation)
        system = gr.update(value=pair.system if pair else "", visible=converses)
        return [*self.choose(name, request), system, gr.update(visible=converses),
                question_box.longest(pair, self.running.settings),
                question_box.threshold(pair)]

    def look(self, name: str, request: gr.Request) -> list[Any]:
        """How loading goes; asked once a second until it is over."""
        visit, status = self.running.visits.of(request), self.running.status(name)
        first, *_ = self.choose(name, language=visit.language, visit=visit)
        empty = visit.scene is not None and visit.scene.kind == "blank" and status.blank
        again = self.running.refreshed(visit) if empty else gr.skip()
        # A run that has just begun may not have told the engine yet which pair it needs.
        begun = visit.stop is not None and visit.scene is not None and visit.scene.loading
        return [first, again, gr.Timer(active=begun or status.state == "loading")]


def said(event: gr.EventData, key: str) -> str:
    """What our own script sent along with an event; "" when it was somebody else's."""
    data = event._data
    return str(data.get(key, "")) if isinstance(data, dict) else ""
