"""An exam's card as a page of its own, at /e/KEY and compact at /e/KEY/embed. No script, no model:
it says all it knows as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from demo.drawing.exam import whole_card as drawing
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.drawing.safe_html import encoded
from demo.drawing.scene import CARD_SIZE
from demo.exam.card_results import CardResults
from demo.exam.card_sentences import sentence
from demo.sharing import ask_link, share_page
from demo.sharing.page_head import icon, plain
from demo.words.exam_words import words
from demo.words.languages import LANGUAGES
from demo.words.share_words import words as share_words

CSS = Path(drawing.__file__).parents[1] / "exam_card.css"
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
    deleted?"""

    base: str
    key: str
    stored: bool = False

    @property
    def page(self) -> str:
        return f"{self.base}/e/{self.key}"

    @property
    def embed(self) -> str:
        return f"{self.page}/embed"

    def file(self, kind: str) -> str:
        return f"{self.page}.{kind}"


@lru_cache
def style() -> str:
    return share_page.style() + CSS.read_text(encoding="utf-8")


@lru_cache
def policy() -> str:
    """Content-Security-Policy: our style, no script, nothing fetched, framing allowed."""
    return (f"default-src 'none'; style-src-elem '{share_page.digest(style())}'; img-src data:; "
            "base-uri 'none'; form-action 'none'")


def title(results: CardResults, language: str) -> str:
    return plain(words(language)["title"].format(title=results.card.blank.title))


def exam_page(
    results: CardResults, language: str, place: CardPlace, compact: bool = False
) -> str:
    body = [drawing.draw(results, language, partial(
        ask_link.address, place.base, pair=results.card.blank.pair_name), compact=compact)]
    if compact:
        body.insert(0, _named(results, language))
        body.append(tag("p", tag("a", words(language)["page"], href=place.page, target="_blank",
                                 rel="noopener"), class_="links"))
    else:
        body = [_header(results, language, place), *body, _links(language, place)]
    return TEMPLATE.format_map({
        "lang": "zh-Hans" if language == "zh" else "en", "css": style(),
        "tags": _tags(results, language, place), "kind": "embed" if compact else "page",
        "body": tag("main", *body) if compact else joined([body[0], tag("main", *body[1:])]),
    })


def _named(results: CardResults, language: str) -> Markup:
    """What is examined, and in what: for a frame, which has no header."""
    return tag("p", tag("b", title(results, language)), " · ", _paper(results, language),
               class_="exam-named")


def _paper(results: CardResults, language: str) -> str:
    return str(words(language)["papers"].get(results.card.paper, results.card.paper))


def _header(results: CardResults, language: str, place: CardPlace) -> Markup:
    seal = Markup('<div class="seal" aria-hidden="true">师<br>徒</div>')
    names = (tag("a", shown, href=f"?lang={name}", hreflang=name,
                 aria_current="true" if name == language else "false")
             for name, shown in LANGUAGES.items())
    about = tag("div", tag("h1", title(results, language)), tag("p", _paper(results, language)))
    return tag("header", seal, about,
               tag("nav", *names, aria_label=share_words(language)["language"], class_="where"))


def _links(language: str, place: CardPlace) -> Markup:
    texts, shared = words(language), share_words(language)
    links = [tag("a", shared["own"], href=f"{place.base}/"),
             *(tag("a", texts[kind], href=place.file(kind), download="")
               for kind in ("json", "csv", "png"))]
    if place.stored:
        links.append(tag("a", shared["remove"], href=f"{place.page}/delete", rel="nofollow"))
    return tag("p", *links, class_="links")


def _tags(results: CardResults, language: str, place: CardPlace) -> str:
    """<title> and what others show of a link to it."""
    name, about = title(results, language), plain(sentence(results, language), 300)
    width, height = CARD_SIZE
    social = (("og:type", "article"), ("og:site_name", "Apprentice"), ("og:title", name),
              ("og:description", about), ("og:url", place.page),
              ("og:image", f"{place.file('png')}?lang={language}"), ("og:image:alt", about),
              ("og:image:width", str(width)), ("og:image:height", str(height)))
    lines = [f"<title>{encoded(name)} · Apprentice</title>", icon(),
             f'<meta name="description" content="{encoded(about)}">',
             '<meta name="twitter:card" content="summary_large_image">']
    lines += [f'<meta property="{key}" content="{encoded(value)}">' for key, value in social]
    address = f"{place.base}/oembed?format=json&url={place.page}"
    lines.append(f'<link rel="alternate" type="application/json+oembed" href="{encoded(address)}" '
                 f'title="{encoded(name)}">')
    return "\n".join(lines)


def frame(results: CardResults, place: CardPlace, language: str, width: str = "100%") -> str:
    """The <iframe> that embeds it."""
    return (f'<iframe src="{encoded(place.embed)}" title="{encoded(title(results, language))}" '
            f'width="{width}" height="{FRAME_HEIGHT}" loading="lazy" '
            'style="border:1px solid #8884;border-radius:12px"></iframe>')
