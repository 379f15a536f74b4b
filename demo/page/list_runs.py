"""Lists of prompts on the page: from what a visitor typed to a growing list. Knows no Gradio."""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.page.comparison_runs import ComparisonRuns
from demo.page.page_sessions import PageSession
from demo.prompts import prompt_reader, racing
from demo.prompts.prompt_list import PromptList
from demo.prompts.racing import Going, Race
from demo.recording.data import Recording, Request
from demo.recording.modes import MODES
from demo.sharing.prompt_list_file import from_json, one_of, to_json
from demo.sharing.store import Kept
from demo.words.list_words import words
from demo.words.page_words import words as page_words

log = logging.getLogger(__name__)
LONGEST = 80_000  # characters of all prompts together: what one event may carry


@dataclass(frozen=True)
class ListView:
    """What a list's visitor sees. going: None before anything was asked, and without its list once
    that is over; packed: the list as its file then, for recordings take twenty times the memory,
    and five hundred pages may be open; kept: where it is shared."""

    going: Going | None = None
    packed: str = ""
    running: bool = False
    complaint: str = ""
    kept: Kept | None = None

    @property
    def prompts(self) -> PromptList:
        """Some milliseconds a prompt once it is over: ask once."""
        if self.packed:
            return from_json(self.packed)
        return self.going.prompts if self.going else PromptList()

    def over(self) -> ListView:
        """The same when nothing more comes."""
        if self.going is None or self.packed or not self.going.prompts.rows:
            return replace(self, running=False)
        ended = replace(self.going, prompts=PromptList())
        return replace(self, running=False, going=ended, packed=to_json(self.going.prompts))


class ListRuns:
    """Races lists for the visits of one page, on the terms of its comparisons."""

    def __init__(self, running: ComparisonRuns) -> None:
        self.running, self.lists = running, running.lookup.lists

    def checked(
        self, text: Any, numbers: Sequence[Any], pair: str, language: str, **terms: Any
    ) -> tuple[list[Request], str]:
        """The requests and the engine's name of the pair. numbers: max tokens, temperature, top-p
        and seed. Raises UserError with the line that cannot be asked."""
        texts, text = words(language), str(text or "")
        if terms.get("mode") not in (None, MODES[0]):
            raise UserError(texts["only_race"])
        if len(text) > LONGEST:
            raise UserError(texts["long_list"].format(n=f"{len(text):,}", most=f"{LONGEST:,}"))
        # Settings that cannot be are no line's fault: they are told of before any line is.
        _, name = self.running.checked("?", *numbers, pair, **terms)

        def check(prompt: str) -> Request:
            return self.running.checked(prompt, *numbers, pair, **terms)[0]

        return [check(one.text) for one in prompt_reader.from_text(text, check)], name

    def race(
        self, visit: PageSession, text: Any, numbers: Sequence[Any], pair: str, **terms: Any
    ) -> Iterator[ListView]:
        """The view as it grows. A complaint leaves what was there."""
        before = visit.many or ListView()
        if before.running:
            yield replace(before, complaint=words(visit.language)["under_way"])
            return
        visit.many_halt = False
        try:
            requests, name = self.checked(text, numbers, pair, visit.language, **terms)
            for going in racing.race_all(requests, self.racing(visit, name),
                                         lambda: visit.many_halt or visit.gone):
                yield self._show(visit, ListView(going, running=not going.broken))
        except UserError as error:
            self._complain(visit, before, str(error))
        except Exception:
            number = secrets.token_hex(4)
            log.exception("a list of prompts failed, error %s", number)
            self._complain(visit, before, page_words(visit.language)["broken"].format(number))
        finally:
            visit.many_stop = None
            if visit.many is not None:
                visit.many = visit.many.over()
        yield visit.many or before

    def _complain(self, visit: PageSession, before: ListView, why: str) -> None:
        """What was raced stays, of this list or else of the one before it."""
        begun = visit.many and visit.many.running and visit.many.prompts.rows
        held = visit.many if visit.many and begun else before
        self._show(visit, replace(held, running=False, complaint=why))

    def racing(self, visit: PageSession, pair: str) -> Race:
        """One race in its turn, which Stop reaches."""

        def race(request: Request) -> Recording:
            stop = visit.many_stop = Stop()  # an engine uses one up
            if visit.many_halt:
                stop.ask()
            with contextlib.closing(self.running.engine.compare(request, pair, stop)) as growing:
                *_, last = growing
            return last

        return race

    def stop(self, visit: PageSession) -> None:
        """The race under way is given up; what was measured stays."""
        visit.many_halt = True
        if visit.many_stop:
            visit.many_stop.ask()

    def recording(self, visit: PageSession, number: int) -> Recording | None:
        """Of one prompt, counted from 1."""
        view = visit.many or ListView()
        if view.packed:
            return one_of(view.packed, number)
        rows = view.prompts.rows
        return rows[number - 1].recording if 1 <= number <= len(rows) else None

    def share(self, visit: PageSession) -> ListView:
        """Keep the list for whoever has its link, because its visitor asked to."""
        view = visit.many or ListView()
        if view.running or view.kept or not view.packed:
            return view
        if self.lists.store is None:
            return self._show(visit, replace(view, complaint=words(visit.language)["unkept"]))
        try:
            return self._show(visit, replace(view, kept=self.lists.keep(view.prompts),
                                             complaint=""))
        except UserError as error:
            return self._show(visit, replace(view, complaint=str(error)))

    def _show(self, visit: PageSession, view: ListView) -> ListView:
        visit.many = view
        return view
