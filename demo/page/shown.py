"""The one way from Python to HTML on this page: values that no text can break out of.

gr.HTML fills its Handlebars template and then evaluates the *result* as a JavaScript template
literal, so text such as ${alert(1)} would run even where {{ }} had escaped it as HTML. Here every
string is turned into HTML entities, those two languages' characters included, before it leaves the
server, and templates use {{{ }}}. Encoding goes character by character, so text that only grows
still only grows, and Gradio sends just what was added.
"""

from __future__ import annotations

import html
from typing import Any

import gradio as gr

# What means something to JavaScript inside backticks, or to Handlebars, beyond HTML's & < > " '.
ENTITIES = {ord(c): f"&#{ord(c)};" for c in "$\\`{}"}


def encoded(value: Any) -> Any:
    """The same value with every string, at any depth, safe inside our templates."""
    if isinstance(value, str):
        # A lone surrogate cannot be sent as UTF-8 at all.
        text = value.encode("utf-8", "replace").decode()
        return html.escape(text).translate(ENTITIES)
    if isinstance(value, dict):
        return {key: encoded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    return value


def component(template: str, value: Any, name: str, js_on_load: str | None = None) -> gr.HTML:
    """A gr.HTML drawn by a template that we wrote from a value that went through `encoded`."""
    # No subclass: Gradio would write a .pyi file next to this one on every import.
    return gr.HTML(
        value, html_template=template, elem_id=name, apply_default_css=False,
        js_on_load=js_on_load,
    )
