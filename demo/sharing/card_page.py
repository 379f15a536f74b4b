"""What is around a card that stands on a page of its own, at BASE/LETTER/KEY and compact at
BASE/LETTER/KEY/embed: header, links, and the tags that others read of it. No script, no model: the
page says all it knows as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import demo.drawing
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.drawing.safe_html import encoded
from demo.drawing.scene import CARD_SIZE
from demo.sharing import share_page
from demo.sharing.page_head import discovery, icon, plain
from demo.words.languages import LANGUAGES
from demo.words.share_words import words as share_words

DRAWING = Path(demo.drawing.__file__).parent
CSS = ("exam_card.css", "whole_list.css")
FILES = ("json", "csv", "png")
FRAME_HEIGHT = 560
TEMPLATE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
{tags}
<style>{css}</style>
</head>
<body class="{kind}">{body}</body>
</html>
"""


@dataclass(frozen=True)
class CardPlace:
    """Where a card stands: base: what links begin with; key: what opens it; stored: can it be
    deleted? letter: "e" of an exam, "m" of many prompts."""

    base: str
    key: str
    stored: bool = False
    letter: str = "e"

    @property
    def page(self) -> str:
        return f"{self.base}/{self.letter}/{self.key}"

    @property
    def embed(self) -> str:
        return f"{self.page}/embed"

    def file(self, kind: str) -> str:
        return f"{self.page}.{kind}"


@dataclass(frozen=True)
class CardFace:
    """What is said of a card outside of it. title and about: its header; sentence: its verdict;
    texts: the words "page" and those of FILES."""

    title: str
    about: str
    sentence: str
    texts: Mapping[str, Any]


@lru_cache
def style() -> str:
    return share_page.style() + "".join(
        (DRAWING / name).read_text(encoding="utf-8") for name in CSS)


@lru_cache
def policy() -> str:
    """Content-Security-Policy: our style, no script, nothing fetched, framing allowed."""
    return (f"default-src 'none'; style-src-elem '{share_page.digest(style())}'; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def page(
    face: CardFace, parts: Sequence[Markup], language: str, place: CardPlace, compact: bool = False
) -> str:
    """The page as HTML around `parts`."""
    if compact:
        named = tag("p", tag("b", face.title), " · ", face.about, class_="exam-named")
        whole = tag("p", tag("a", face.texts["page"], href=place.page, target="_blank",
                             rel="noopener"), class_="links")
        body = tag("main", named, *parts, whole)
    else:
        body = joined([_header(face, language),
                       tag("main", *parts, _links(face, language, place))])
    return TEMPLATE.format_map({
        "lang": "zh-Hans" if language == "zh" else "en", "css": style(),
        "tags": _tags(face, language, place), "kind": "embed" if compact else "page", "body": body})


def _header(face: CardFace, language: str) -> Markup:
    seal = Markup('<div class="seal" aria-hidden="true">师<br>徒</div>')
    names = (tag("a", shown, href=f"?lang={name}", hreflang=name,
                 aria_current="true" if name == language else "false")
             for name, shown in LANGUAGES.items())
    about = tag("div", tag("h1", face.title), tag("p", face.about))
    return tag("header", seal, about,
               tag("nav", *names, aria_label=share_words(language)["language"], class_="where"))


def _links(face: CardFace, language: str, place: CardPlace) -> Markup:
    shared = share_words(language)
    links = [tag("a", shared["own"], href=f"{place.base}/"),
             *(tag("a", face.texts[kind], href=place.file(kind), download="") for kind in FILES)]
    if place.stored:
        links.append(tag("a", shared["remove"], href=f"{place.page}/delete", rel="nofollow"))
    return tag("p", *links, class_="links")


def _tags(face: CardFace, language: str, place: CardPlace) -> str:
    """<title> and what others show of a link to it."""
    about, (width, height) = plain(face.sentence, 300), CARD_SIZE
    social = (("og:type", "article"), ("og:site_name", "Apprentice"), ("og:title", face.title),
              ("og:description", about), ("og:url", place.page),
              ("og:image", f"{place.file('png')}?lang={language}"), ("og:image:alt", about),
              ("og:image:width", str(width)), ("og:image:height", str(height)))
    lines = [f"<title>{encoded(face.title)} · Apprentice</title>", icon(),
             f'<meta name="description" content="{encoded(about)}">',
             '<meta name="twitter:card" content="summary_large_image">']
    lines += [f'<meta property="{key}" content="{encoded(value)}">' for key, value in social]
    return "\n".join([*lines, discovery(place.base, place.page, face.title, language)])


def frame(title: str, place: CardPlace, width: str = "100%", height: int = FRAME_HEIGHT,
          language: str = "", theme: str = "") -> str:
    """The <iframe> that embeds it; in that language and theme, or as each reader's browser says."""
    said = {"lang": language, "theme": theme}
    asked = urlencode({key: value for key, value in said.items() if value})
    address = place.embed + (f"?{asked}" if asked else "")
    return (f'<iframe src="{encoded(address)}" title="{encoded(title)}" '
            f'width="{width}" height="{height}" loading="lazy" '
            'style="border:1px solid #8884;border-radius:12px"></iframe>')
