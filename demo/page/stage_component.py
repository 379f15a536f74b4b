"""The stage as one component of the page.

One component and not seven, because Gradio handles every output of every update on its own.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing import stage
from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.page import components, share_panel

HALT = """
element.addEventListener('click', event => {
  const button = event.target.closest('.stop-one');
  if (button) trigger('halt', {side: button.dataset.side});
});
"""


def draw(scene: Scene) -> dict[str, Any]:
    return {**stage.draw(scene), "share": encoded(share_panel.draw(scene))}


def component(scene: Scene) -> gr.HTML:
    template = stage.ABOVE + share_panel.TEMPLATE + stage.FOOT
    return components.component(template, draw(scene), "stage", HALT + share_panel.SCRIPT)
