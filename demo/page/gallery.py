"""A quiet row of recorded comparisons under the stage; choosing one replays it there, by no model.

They are the shipped recordings, so everybody may see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.drawing.scene import day
from demo.page import components
from demo.recording.data import Recording
from demo.recording.verdict import verdict
from demo.sharing.page_head import plain
from demo.words.page_words import words as drawn_words
from demo.words.share_words import words

TEMPLATE = """
{{#if value.items}}<section aria-label="{{{value.title}}}"><h3>{{{value.title}}}</h3>
<p class="read">{{{value.read}}}</p><ul>{{#each value.items}}<li><button type="button"
 data-key="{{{key}}}"><span class="asked" dir="auto">{{{prompt}}}</span>{{#if which}}<span
 class="which">{{{which}}}</span>{{/if}}<span
 class="short">{{{short}}}</span><time>{{{day}}}</time></button></li>{{/each}}</ul></section>{{/if}}
"""
# The stage stands above the row, and may be out of sight.
SCRIPT = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-key]');
  if (!button) return;
  for (const other of element.querySelectorAll('[data-key]'))
    other.toggleAttribute('aria-current', other === button);
  trigger('show', {key: button.dataset.key});
  document.querySelector('#stage').scrollIntoView({block: 'start'});
});
"""
LONGEST_PROMPT = 120


def draw(examples: Mapping[str, Recording], language: str, usual: str) -> dict[str, Any]:
    """The row's values; `examples` are recordings by their key, those of the `usual` pair first."""
    texts = words(language)
    rows = sorted(examples.items(), key=lambda row: row[1].pair_name != usual)
    return encoded({
        "title": texts["gallery"], "read": texts["gallery_read"],
        "items": [_item(key, recording, usual, language) for key, recording in rows],
    })


def _item(key: str, recording: Recording, usual: str, language: str) -> dict[str, str]:
    """The pair is named where it is another one than the usual."""
    return {"key": key, "which": "" if recording.pair_name == usual else recording.title,
            "prompt": plain(recording.request.prompt, LONGEST_PROMPT),
            "short": short(recording, language),
            "day": day(recording.created, drawn_words(language))}


def short(recording: Recording, language: str) -> str:
    """The verdict's strong words alone: Same answer · 1.6× faster · used 16× less memory."""
    strong = [text.strip(" .。") for text, weight in verdict(recording, language) if weight]
    return " · ".join(strong)


def component(value: dict[str, Any]) -> gr.HTML:
    return components.component(TEMPLATE, value, "gallery", SCRIPT)
