"""The Distillation tab on the page: drawn when it is first opened, and again in another language
or for another pair. Knows Gradio; the drawing does not.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.page import bar, shown
from demo.page.compare import QUICK, ComparePage
from demo.page.distillation import drawing
from demo.settings import Settings

NAME = "distillation"
# Only the browser knows which tab is open, and its language before the server does.
OPENED = "(tab, language, pair) => [window.apprentice.tab(), window.apprentice.language(), pair]"
REDRAWN = "(tab, language, pair) => [window.apprentice.tab(), language, pair]"


class DistillationTab:
    """Builds the tab inside an open gr.Blocks, beside a ComparePage."""

    def __init__(self, page: ComparePage, blocks: gr.Blocks, settings: Settings) -> None:
        self._settings, self._choices = settings, page.running.choices
        self.page = shown.component("{{{value.html}}}", {"html": ""}, NAME)
        inputs = [page.tabs, page.language, page.ask.pair]
        blocks.load(self.draw, inputs, self.page, js=OPENED, **QUICK)
        page.tabs.chosen(self.draw, inputs, self.page, js=REDRAWN, **QUICK)
        page.ask.pair.input(self.draw, inputs, self.page, js=REDRAWN, **QUICK)
        page.language.input(self.draw, inputs, self.page, js=REDRAWN, **QUICK)
        page.language.input(bar.draw, inputs[:2], page.tabs, js=REDRAWN_BAR, **QUICK)

    def draw(self, tab: Any, language: Any, pair: Any) -> Any:
        """The tab as HTML; nothing while another one is open."""
        if tab != NAME or pair not in self._choices.names:
            return gr.skip()
        return {"html": str(drawing.draw(self._settings.results_folder, pair, str(language)))}


REDRAWN_BAR = "(tab, language) => [window.apprentice.tab(), language]"
