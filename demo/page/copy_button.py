"""A button that copies one text; page.js listens to it wherever it stands."""

from __future__ import annotations

from demo.drawing.figures.html_tags import Markup, tag
from demo.words.share_words import words


def copy_button(text: str, language: str) -> Markup:
    """To stand behind the element that shows the text: that is selected where a browser, or a
    frame, does not allow copying."""
    texts = words(language)
    return tag("button", texts["copy"], type="button", class_="copies", data_copy=text,
               data_denied=texts["denied"])
