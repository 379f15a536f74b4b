"""What one can take away of a comparison: each kind of file, by the ending of its name.

All of them are pure functions of the recording and need neither a model nor a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.picture.card import card
from demo.picture.film import film
from demo.recording.data import Recording
from demo.recording.file import to_json
from demo.sharing.markdown_export import markdown
from demo.sharing.page_head import NOWHERE, Place
from demo.sharing.share_page import share_page


@dataclass(frozen=True)
class Kind:
    """A kind of file. `place` is where the comparison can be opened, if anywhere."""

    media: str
    make: Callable[[Recording, str, Place], bytes]


def _text(text: str) -> bytes:
    return text.encode("utf-8", "replace")


KINDS = {
    # The page of a file stands nowhere: it asks nothing of any server, for ever.
    "html": Kind(
        "text/html", lambda recording, language, place: _text(share_page(recording, language))
    ),
    "png": Kind("image/png", lambda recording, language, place: card(recording, language)),
    "gif": Kind("image/gif", lambda recording, language, place: film(recording, language, "gif")),
    "webp": Kind(
        "image/webp", lambda recording, language, place: film(recording, language, "webp")
    ),
    "md": Kind(
        "text/markdown",
        lambda recording, language, place: _text(markdown(recording, language, place)),
    ),
    "json": Kind(
        "application/json", lambda recording, language, place: _text(to_json(recording) + "\n")
    ),
}


def take(
    recording: Recording, kind: str, language: str = "en", place: Place = NOWHERE
) -> bytes:
    """One of KINDS as the bytes of a file."""
    return KINDS[kind].make(recording, language, place)
