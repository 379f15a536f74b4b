"""The project's own corpus of hostile texts: what breaks markup, terminals, fonts, JSON and people.

Each goes into every field of a recording that can hold text, and out through every door.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from demo.drawing import stage
from demo.drawing.scene import Scene
from demo.errors import UNPRINTABLE, UserError
from demo.recording.data import Recording
from demo.recording.file import from_json, to_json
from demo.sharing.export_formats import take
from demo.sharing.share_page import share_page
from demo.sharing.store import Store
from tests.sharing.corpus import TEXTS, hostile

TAGS = ("script", "img src=x onerror=window.hit=1", "svg onload=window.hit=1",
        "iframe src=//e.vil", "style", "base href=//e.vil",
        "meta http-equiv=refresh content=0;url=//e.vil", "object", "embed src=//e.vil",
        "link rel=stylesheet href=//e.vil", "form action=//e.vil", "math", "textarea", "title",
        "noscript", "template", "body onload=window.hit=1", "details open ontoggle=window.hit=1",
        "a href=javascript:window.hit=1", "video poster=//e.vil")
WRAPS = ("<{}>", "</{}>", '"><{}>', "'><{}>", "--><{}>", "]]><{}>", "</script><{}>", "&lt;{}&gt;",
         "<\0{}>", "\\u003c{}\\u003e")
SHELLS = ("$(reboot)", "`reboot`", "; rm -rf /", "| cat", "&& true", "%0a%0d", "../../etc/passwd",
          "..\\..\\x", "file:///etc/passwd", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
          "{0.__class__}", "{lang}", "%s%n%d", "%(x)s", "' OR 1=1 --", '"; DROP TABLE x; --',
          "=cmd|' /C calc'!A0", "@SUM(1)", "__proto__", "constructor", "null", "undefined", "NaN",
          "-Infinity", "1e309", "0x1F", "true", "None", "[object Object]", '{"a":1}', "]", "}",
          '"', "\\", "\\\\\"", "\\u0000", "data:text/html,<script>", "javascript:window.hit=1",
          "vbscript:x", "//e.vil/x", "https://e.vil/ x", "mailto:a@b", "\r\nSet-Cookie: a=b",
          "\r\n\r\n<html>", "HTTP/1.1 200 OK")
MARKDOWN = ("```", "````\nx\n```", "~~~", "# x", "---", "| a | b |", "![x](//e.vil/x.png)",
            "[x](javascript:1)", "<http://e.vil>", "[x]: //e.vil", "* * *", "> x", "    x",
            "\\`x`", "$x$", "\t```", "`" * 40, "<!-- x -->", "&#x3c;script&#x3e;", "[^1]: x")
TERMINAL = ("\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b]8;;http://e.vil\x07x\x1b]8;;\x07",
            "\x1b[31mred", "\x1bc", "\x9b2J", "\x90x\x9c", "\b\b\b", "a\rb", "\x7f", "\x0c",
            "\x0b", "\x00", "\x85", "\x1a")
SCRIPTS = ("שלום עולם", "مرحبا بالعالم", "हिन्दी में लिखा", "ไทยไม่มีช่องว่าง", "한국어",
           "日本語かな", "漢字龘靐齉", "Ελληνικά", "Кириллица", "ქართული", "አማርኛ", "မြန်မာ",
           "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𓀀𓁐", "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇳", "ﷺ" * 20, "a\u0301\u0489" * 40,
           "Z\u0334\u0351\u0300" * 60, "ﬃ", "İıſK", "①②③", "½⅓", "\u202eevil\u202c",
           "\u2066x\u2069", "\u200b" * 50, "\ufeffx", "\u00ad" * 30, "\u2028x\u2029",
           "\ufffe\uffff", "\U0010ffff", "\ue000", "\ud800", "x\udfff", "\ud83d\ude00",
           "\u3000" * 40, "\xa0" * 40)
SIZES = ("", " ", "\n", "\t", "\n" * 2000, " " * 5000, "W" * 5000, "i" * 5000, "a " * 3000,
         "汉" * 3000, "👍" * 1500, "a\n" * 2000, "-" * 3000, "0" * 4000, "1," * 2000, "<" * 3000,
         "&" * 3000, '"' * 3000, "\\" * 3000, "{" * 3000)


def corpus() -> list[str]:
    """All of them, none twice."""
    found = [*TEXTS, *(wrap.format(tag) for tag in TAGS for wrap in WRAPS), *SHELLS, *MARKDOWN,
             *TERMINAL, *SCRIPTS, *SIZES]
    return list(dict.fromkeys(found))


class _Page(HTMLParser):
    """What a browser would make of a page: its elements and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


def shape(text: str) -> set[tuple[str, str]]:
    """The elements and their attributes' names; which texts are in a page changes none of them."""
    return {(tag, name) for tag, name, _ in _Page(text).found}


def drill(folder: Path, step: int = 1) -> dict[str, Any]:
    """texts, errors: every `step`-th text in every field, out of page, card, Markdown and store."""
    store, usual = Store(folder / "texts"), shape(share_page(hostile("x")))
    errors, texts = [], corpus()[::step]
    for text in texts:
        try:
            errors += [f"{text[:40]!r}: {what}" for what in _wrong(store, hostile(text), usual)]
        except Exception as error:
            errors.append(f"{text[:40]!r}: {type(error).__name__}: {error}"[:300])
    return {"texts": len(texts), "errors": len(errors), "said": errors[:20]}


def _wrong(store: Store, recording: Recording, usual: set[tuple[str, str]]) -> Iterator[str]:
    try:
        kept = store.add(recording)
    except UserError as error:
        # The largest of them in every field are more than a server stores; that is said.
        if "download it" not in str(error) or UNPRINTABLE.search(str(error)):
            yield f"refused: {error}"
    else:
        if store.get(kept.id) != from_json(to_json(recording).encode("utf-8", "replace").decode()):
            yield "it came back another one"
    for language in ("en", "zh"):
        page = share_page(recording, language)
        if strange := shape(page) - usual:
            yield f"elements of its own: {sorted(strange)[:3]}"
    stage.draw(Scene(recording, "replay"))
    take(recording, "png")
    markdown = take(recording, "md").decode()
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in markdown):
        yield "control characters in Markdown"
    if re.search(r"^#+ (?!Apprentice$|Teacher |Student )", _outside(markdown), re.M):
        yield "a heading of its own in Markdown"


def _outside(markdown: str) -> str:
    """Markdown without its fenced blocks."""
    return re.sub(r"^(`{3,})text\n.*?^\1$", "", markdown, flags=re.M | re.S)
