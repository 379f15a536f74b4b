"""A component of this page: a template that we wrote, filled with encoded values."""

from __future__ import annotations

from typing import Any

import gradio as gr


def component(template: str, value: Any, name: str, js_on_load: str | None = None) -> gr.HTML:
    """A gr.HTML drawn by a template that we wrote from a value that went through `encoded`."""
    # No subclass: Gradio would write a .pyi file next to this one on every import.
    return gr.HTML(
        value, html_template=template, elem_id=name, apply_default_css=False,
        js_on_load=js_on_load,
    )


def when_opened(tab: str) -> str:
    """A script for `js_on_load` of one of a tab's components: its `opened` is triggered whenever
    that tab is opened, so that the others ask the server for nothing."""
    return f"""
const open = () => {{ if (window.apprentice.tab() === '{tab}') trigger('opened', {{}}); }};
document.addEventListener('apprentice-tab', open);
open();
"""
