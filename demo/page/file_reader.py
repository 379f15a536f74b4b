"""A file that is read in the browser into a box, where it can be looked at before it is used."""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing.safe_html import encoded
from demo.page import components

TEMPLATE = """{{#if value.label}}<label class="exam-file">{{{value.label}}}<input type="file"
 accept=".jsonl,.json,.csv,.tsv,.txt"></label>{{/if}}"""
READ = """
element.addEventListener('change', async event => {
  const file = event.target.files && event.target.files[0];
  const box = document.querySelector('#%s textarea');
  if (!file || !box) return;
  box.value = await file.text();
  box.dispatchEvent(new Event('input', {bubbles: true}));
  event.target.value = '';
});
"""


def component(name: str, into: str, label: str = "") -> gr.HTML:
    """into: the element id of the gr.Textbox; nothing is shown without a label."""
    return components.component(TEMPLATE, drawn(label), name, READ % into)


def drawn(label: str) -> dict[str, Any]:
    return encoded({"label": label})
