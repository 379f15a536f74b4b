"""Small pages that say one thing: there is no such comparison, or how to delete one."""

from __future__ import annotations

from demo.drawing.safe_html import encoded
from demo.drawing.templates import fill
from demo.sharing.page_head import icon
from demo.sharing.share_markup import FORM, NOTE
from demo.sharing.share_page import style
from demo.words.share_words import words

# What a page that cannot be shown is to HTTP.
STATUS = {"unknown": 404, "deleted": 410, "damaged": 500, "unreadable": 503}


def note(title: str, text: str, language: str, base: str, form: bool = False) -> str:
    """The page as HTML; `form` asks for a delete token. Title and text may hold anything."""
    texts = words(language)
    return NOTE.format_map({
        "lang": "zh-Hans" if language == "zh" else "en", "css": style(), "icon": icon(),
        "title": encoded(title), "text": encoded(text), "base": encoded(base),
        "own": encoded(texts["own"]), "form": fill(FORM, encoded(texts)) if form else "",
    })
