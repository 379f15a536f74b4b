"""oEmbed 1.0: blog software that is given a link asks here how to embed it."""

from __future__ import annotations

from typing import Any

from demo.drawing.scene import CARD_SIZE
from demo.errors import UserError
from demo.recording.data import Recording
from demo.sharing import card_page, embed_snippets, page_head
from demo.sharing.card_page import CardPlace
from demo.sharing.page_head import Place

MAX_WIDTH = 1180
USUAL_WIDTH = 800
CACHE_SECONDS = 3600


def size(text: str | None, usual: int, most: int) -> int:
    """The smaller of what the asker can take and what we would like. Raises UserError."""
    if not text:
        return usual
    if not text.isascii() or not text.isdecimal() or not text.strip("0"):
        raise UserError("maxwidth and maxheight must be whole numbers of pixels above 0.")
    return most if len(text) > 6 else min(int(text), most)


def _fitted(width: str | None, height: str | None) -> tuple[int, int]:
    """The size that the picture is shown at: the card's, or as much as there is room for."""
    across, down = CARD_SIZE
    share = min(1, size(width, across, across) / across, size(height, down, down) / down)
    return max(1, round(across * share)), max(1, round(down * share))


def answer(
    recording: Recording, place: Place, width: str | None = None, height: str | None = None,
    language: str = "", theme: str = "",
) -> dict[str, Any]:
    """The oEmbed object of one comparison. Raises UserError for sizes that are none.

    language and theme: those of the address which is to be embedded, if it names them: the frame
    keeps both, the picture its language. Else each reader's browser decides.
    """
    wide, tall = _room(width, height, embed_snippets.FRAME_HEIGHT)
    html = embed_snippets.frame(recording, place, str(wide), tall, language, theme)
    fields = _fields(page_head.title(recording), html, place.base, wide, tall)
    return fields | (_thumbnail(place.picture, width, height, language) if place.picture else {})


def of_card(
    title: str, place: CardPlace, width: str | None = None, height: str | None = None,
    language: str = "", theme: str = "",
) -> dict[str, Any]:
    """As `answer`, of a card that is called so."""
    wide, tall = _room(width, height, card_page.FRAME_HEIGHT)
    html = card_page.frame(title, place, str(wide), tall, language, theme)
    fields = _fields(title, html, place.base, wide, tall)
    return fields | _thumbnail(place.file("png"), width, height, language)


def _room(width: str | None, height: str | None, tall: int) -> tuple[int, int]:
    return size(width, USUAL_WIDTH, MAX_WIDTH), size(height, tall, tall)


def _fields(title: str, html: str, base: str, width: int, height: int) -> dict[str, Any]:
    return {"version": "1.0", "type": "rich", "title": title, "provider_name": "Apprentice",
            "provider_url": base + "/", "cache_age": CACHE_SECONDS, "width": width,
            "height": height, "html": html}


def _thumbnail(
    picture: str, width: str | None, height: str | None, language: str
) -> dict[str, Any]:
    across, down = _fitted(width, height)
    return {"thumbnail_url": picture + (f"?lang={language}" if language else ""),
            "thumbnail_width": across, "thumbnail_height": down}
