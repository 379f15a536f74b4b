"""The Claims tab on the page: nothing is asked of the server before it is opened; then it is drawn,
and again in another language or for another pair. Prices and the slider are reckoned on the server,
by the arithmetic that the tests hold. Knows Gradio; the drawing does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import gradio as gr

from demo.drawing.figures.html_tags import joined
from demo.errors import UserError
from demo.page import components
from demo.page.claims import (
    claims_page,
    cost_panel,
    cost_table,
    price_fields,
    rebound_figure,
)
from demo.page.claims.measured_work import Measured, measured
from demo.page.claims.rebound import price_ratio
from demo.page.compare import QUICK, ComparePage
from demo.page.results import results_file
from demo.page.results.results_file import Results
from demo.settings import Settings
from demo.words.results_words import words as results_words

NAME = "claims"
PARTS = 6
FIELDS = "[...document.querySelectorAll('#claims [data-field]')]"
PAIRS = ".map(field => [field.dataset.field, field.value])"
WRITTEN = f"Object.fromEntries({FIELDS}{PAIRS})"
# What a visitor wrote over stands there in the other language and for another pair, too.
CHANGED = (f"Object.fromEntries({FIELDS}.filter(field => field.value !== field.dataset.usual)"
           f"{PAIRS})")
OPENED = f"(language, pair, fields) => [window.apprentice.language(), pair, {CHANGED}]"
REDRAWN = ("(tab, language, pair, fields) => "
           f"[window.apprentice.tab(), language, pair, {CHANGED}]")
# A field is reckoned with when nothing more has been typed for a moment.
ASKING = f"""
let waiting = 0;
element.addEventListener('input', event => {{
  const shown = element.querySelector(`[data-shows="${{event.target.dataset.field}}"]`);
  if (shown) shown.textContent = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(() => trigger('written', {WRITTEN}), 150);
}});
"""
PART = "{{{value.html}}}"


class ClaimsTab:
    """Builds the tab inside an open gr.Blocks, beside a ComparePage."""

    def __init__(self, page: ComparePage, settings: Settings) -> None:
        self._settings, self._running = settings, page.running
        with gr.Column(elem_id=NAME):
            first = _part("claims-first", components.when_opened(NAME))
            with gr.Column(elem_id="cost-panel"):
                prices, self.costs = _part("prices", ASKING), _part("costs")
            rest = _part("claims-rest")
            with gr.Column(elem_id="rebound-panel"):
                slider, self.rebound = _part("steepness", ASKING), _part("rebound")
        parts = [first, prices, self.costs, rest, slider, self.rebound]
        # The prices stand for what was written: the script puts that in their place.
        inputs = [page.language, page.ask.pair, prices]
        first.opened(self.draw, inputs, parts, js=OPENED, **QUICK)
        for event in (page.ask.pair.input, page.language.input):
            event(self.redraw, [page.tabs, *inputs], parts, js=REDRAWN, **QUICK)
        for part in (prices, slider):
            part.written(self.reckon, [page.language, page.ask.pair], [self.costs, self.rebound],
                         trigger_mode="always_last", **QUICK)

    def redraw(
        self, tab: Any, language: Any, pair: Any, fields: Any, request: gr.Request
    ) -> list[Any]:
        """Nothing of it while another tab is open."""
        return self.draw(language, pair, fields, request) if tab == NAME else [gr.skip()] * PARTS

    def draw(self, language: Any, pair: Any, fields: Any, request: gr.Request) -> list[Any]:
        """Every part, in the order they stand. fields: what was written over the usual ones."""
        if pair not in self._running.choices.names:
            return [gr.skip()] * PARTS
        language, chosen = str(language), self._running.choices.read(pair)
        results, trouble = self._results(pair, language)
        found, own = self._measured(pair, request)
        usual = price_fields.usual(chosen, found.sample)
        shown = {**usual.fields, **price_fields.said(fields)}
        costs, rebound = reckoned(found, own, shown, language)
        head = claims_page.head(results, chosen.title if chosen else pair, trouble, language)
        first = claims_page.draw(claims_page.FIRST, results, found, language)
        return [_html(head, first), _html(cost_panel.fields(usual, shown, found, language)), costs,
                _html(claims_page.draw(claims_page.REST, results, found, language)),
                _html(rebound_figure.fields(usual.fields, shown, language)), rebound]

    def reckon(
        self, language: Any, pair: Any, request: gr.Request, event: gr.EventData
    ) -> list[Any]:
        """What comes of the fields as they are now."""
        if pair not in self._running.choices.names:
            return [gr.skip()] * 2
        results, _ = self._results(pair, str(language))
        found, own = self._measured(pair, request)
        return reckoned(found, own, price_fields.said(event._data), str(language))

    def _results(self, pair: str, language: str) -> tuple[Results | None, str]:
        """The pair's results, or none and why, where there is a reason."""
        folder = self._settings.results_folder
        try:
            return _read(folder, pair, results_file.stamp(folder, pair)), ""
        except UserError as error:
            return None, results_words(language)["damaged"].format(error)

    def _measured(self, pair: str, request: gr.Request) -> tuple[Measured, bool]:
        """By the recordings that are shipped; where this pair has none, by the comparison on the
        visitor's own stage, and then True."""
        lookup = self._running.lookup
        card = lookup.cards.of_pair(pair)
        found = measured(lookup.examples.values(), card, pair)
        scene = self._running.visits.of(request).scene
        if found.work or scene is None or scene.kind != "measured":
            return found, False
        found = measured([scene.recording], card, pair)
        return found, bool(found.work)


def reckoned(
    found: Measured, own: bool, fields: Mapping[str, str], language: str
) -> list[dict[str, str]]:
    """The costs and the rebound; each, where it cannot be, as the sentence that says why."""
    texts, rows = cost_panel.texts_in(language), []
    try:
        if not found.work:
            raise UserError(texts["costs_unmeasured"])
        prices = price_fields.read(fields, texts)
        rows = cost_table.rows(found, prices)
        costs = cost_panel.costs(found, prices, rows, own, language)
    except UserError as error:
        costs = cost_panel.refused(str(error))
    try:
        ratio = price_fields.ratio(fields, texts) or (
            cost_table.student_over_teacher(rows) if rows else None)
        if ratio is None:
            raise UserError(texts["rebound_unpriced" if rows else "rebound_empty"])
        rebound = rebound_figure.draw(
            price_ratio(ratio), price_fields.elasticity(fields, texts), language)
    except UserError as error:
        rebound = cost_panel.refused(str(error))
    return [_html(costs), _html(rebound)]


@lru_cache(maxsize=8)
def _read(folder: Path, pair: str, stamp: Any) -> Results | None:
    return results_file.read(folder, pair)


def _html(*parts: Any) -> dict[str, str]:
    return {"html": str(joined(parts))}


def _part(name: str, script: str | None = None) -> gr.HTML:
    return components.component(PART, {"html": ""}, name, script)
