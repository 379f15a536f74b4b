"""The Distillation tab on the page: drawn when it is first opened, and again in another language
or for another pair. Knows Gradio; the drawing does not.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.page import components, navigation
from demo.page.compare import QUICK, ComparePage
from demo.page.results import results_page
from demo.settings import Settings

NAME = "distillation"
# Only the browser knows which tab is open, and its language before the server does.
OPENED = "(tab, language, pair) => [window.apprentice.tab(), window.apprentice.language(), pair]"
REDRAWN = "(tab, language, pair) => [window.apprentice.tab(), language, pair]"


class DistillationTab:
    """Builds the tab inside an open gr.Blocks, beside a ComparePage."""

    def __init__(self, page: ComparePage, blocks: gr.Blocks, settings: Settings) -> None:
        self._settings, self._choices = settings, page.running.choices
        self.page = components.component("{{{value.html}}}", {"html": ""}, NAME)
        inputs, both = [page.tabs, page.language, page.ask.pair], [page.tabs, self.page]
        blocks.load(self.draw, inputs, both, js=OPENED, **QUICK)
        for event in (page.tabs.chosen, page.ask.pair.input, page.language.input):
            event(self.draw, inputs, both, js=REDRAWN, **QUICK)

    def draw(self, tab: Any, language: Any, pair: Any) -> list[Any]:
        """The bar in this language, and the tab as HTML; none of it while another one is open."""
        shown_bar = navigation.draw(tab, language)
        if tab != NAME or pair not in self._choices.names:
            return [shown_bar, gr.skip()]
        drawn = results_page.draw(self._settings.results_folder, pair, str(language))
        return [shown_bar, {"html": str(drawn)}]
