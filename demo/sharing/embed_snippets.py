"""What a visitor pastes elsewhere: a frame, the script that sizes it, and a Markdown line."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from demo.drawing.safe_html import encoded
from demo.recording.data import Recording
from demo.sharing import page_head
from demo.sharing.page_head import Place

FRAME_HEIGHT = 640  # until the page inside says how tall it is
# For the page around it. It believes a frame only about that frame's own height.
SIZING = """<script>addEventListener("message", event => {
  for (const frame of document.querySelectorAll("iframe")) if (frame.contentWindow === event.source
    && event.data?.apprenticeHeight > 0) frame.style.height = event.data.apprenticeHeight + "px";
});</script>"""


def frame(recording: Recording, place: Place, width: str = "100%", height: int = FRAME_HEIGHT,
          language: str = "", theme: str = "") -> str:
    """An iframe element, `width` in pixels or as a share of what is around it. Without its `allow`
    copying inside would fail silently."""
    said = {"lang": language, "theme": theme}
    asked = urlencode({key: value for key, value in said.items() if value})
    chosen = f"{'&' if place.packed else '?'}{asked}" if asked else ""
    # HTML's own attribute knows pixels only.
    wide = f'style="border:0;width:{width}"' if width.endswith("%") else (
        f'width="{width}" style="border:0"')
    return (f'<iframe src="{encoded(place.embed + chosen)}" height="{height}" {wide} '
            'allow="clipboard-write" loading="lazy" '
            f'title="{encoded(page_head.title(recording))}"></iframe>')


def markdown(recording: Recording, place: Place) -> str:
    """A link in Markdown, with the picture as its text where there is one."""
    text = re.sub(r"([\\`*_{}\[\]()<>#+.!|~&-])", r"\\\1", page_head.title(recording))
    inner = f"![{text}]({place.picture})" if place.picture else text
    return f"[{inner}]({place.page})"
