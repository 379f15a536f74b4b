"""The bar under the header: which part of the page is shown. page.js shows and hides the parts,
keeps ?tab= in the address, and moves between the tabs by arrow keys.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.page import components
from demo.words.results_words import words

TABS = ("compare", "exam", "votes", "distillation", "claims")
TEMPLATE = """
<div role="tablist" aria-label="{{{value.label}}}">{{#each value.tabs}}<button type="button"
 role="tab" data-tab="{{{name}}}" aria-controls="{{{name}}}" aria-selected="{{{selected}}}"
 tabindex="{{{index}}}">{{{label}}}</button>{{/each}}</div>
"""
CHOSEN = """
window.apprentice.mark();
element.addEventListener('click', event => {
  const tab = event.target.closest('[role=tab]');
  if (tab && window.apprentice.choose(tab.dataset.tab)) trigger('chosen', {});
});
"""


def draw(tab: Any, language: Any) -> dict[str, Any]:
    """The bar's values; any tab that is none of ours is the first."""
    texts, chosen = words(str(language)), tab if tab in TABS else TABS[0]
    return encoded({"label": texts["tabs_label"], "tabs": [
        {"name": name, "label": texts["tabs"][name], "index": 0 if name == chosen else -1,
         "selected": "true" if name == chosen else "false"}
        for name in TABS
    ]})


def component() -> gr.HTML:
    return components.component(TEMPLATE, draw(TABS[0], "en"), "tabs", CHOSEN)
