"""The stage as one component of the page.

One component and not seven, because Gradio handles every output of every update on its own.
"""

from __future__ import annotations

import gradio as gr

from demo.drawing.scene import Scene
from demo.drawing.stage import TEMPLATE, draw
from demo.page import shown

__all__ = ["component", "draw"]

HALT = """
element.addEventListener('click', event => {
  const button = event.target.closest('.stop-one');
  if (button) trigger('halt', {side: button.dataset.side});
});
"""


def component(scene: Scene) -> gr.HTML:
    return shown.component(TEMPLATE, draw(scene), "stage", HALT)
