"""The one way from Python to HTML: values, and JSON, that no text can break out of.

Gradio fills a Handlebars template and then evaluates the *result* as a JavaScript template
literal, so text such as ${alert(1)} would run even where {{ }} had escaped it as HTML. Here every
string is turned into HTML entities, those two languages' characters included, before it leaves the
server, and templates use {{{ }}}. Encoding goes character by character, so text that only grows
still only grows, and Gradio sends just what was added.
"""

from __future__ import annotations

import html
from typing import Any

# What means something to JavaScript inside backticks, or to Handlebars, beyond HTML's & < > " '.
ENTITIES = {ord(c): f"&#{ord(c)};" for c in "$\\`{}"}
# In JSON inside a script element: what could end it, and what older parsers read as a line's end.
ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


class Markup(str):
    """HTML of ours that is safe inside our templates as it is."""

    @classmethod
    def made(cls, text: str) -> Markup:
        """From HTML whose texts are escaped: what JavaScript or Handlebars would read in it is not
        part of any tag of ours, so it can be written as entities."""
        return cls(text.encode("utf-8", "replace").decode().translate(ENTITIES))


def encoded(value: Any) -> Any:
    """The same value with every string, at any depth, safe inside our templates."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        # A lone surrogate cannot be sent as UTF-8 at all.
        text = value.encode("utf-8", "replace").decode()
        return html.escape(text).translate(ENTITIES)
    if isinstance(value, dict):
        return {key: encoded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(item) for item in value]
    return value


def embedded(text: str) -> str:
    """JSON that nothing inside a script element can mistake for its end."""
    return text.encode("utf-8", "replace").decode().translate(ESCAPES)
