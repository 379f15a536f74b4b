"""HTML and SVG from Python: a tag is a function call, and text can never become markup.

Everything that is not Markup already is encoded, so a hostile subject name in a results file reads
as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from demo.drawing.safe_html import encoded


class Markup(str):
    """HTML that our own code wrote; goes into the page as it is."""


def tag(kind: str, *children: Any, **attributes: Any) -> Markup:
    """One element. `class_` loses its underscore; an attribute of None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_safe(value)}"'
        for key, value in attributes.items() if value is not None
    )
    return Markup(f"<{kind}{written}>{joined(children)}</{kind}>")


def joined(children: Iterable[Any]) -> Markup:
    """Children in a row; text among them is encoded, None is nothing."""
    return Markup("".join(_safe(child) for child in children if child is not None))


def filled(template: str, **values: Any) -> Markup:
    """A sentence of ours whose blanks are filled with bold values."""
    bold = {key: tag("b", value) for key, value in values.items()}
    return Markup(encoded(template).replace("&#123;", "{").replace("&#125;", "}")
                  .format(**bold))


def _safe(value: Any) -> str:
    if isinstance(value, Markup):
        return value
    if isinstance(value, float):
        return f"{value:.5g}"
    return _encoded(str(value))


@lru_cache(maxsize=4096)
def _encoded(text: str) -> str:
    return encoded(text)  # a plot repeats the same few hundred words and places
