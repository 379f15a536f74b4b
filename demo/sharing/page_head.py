"""What others read of a share page: its title, description and where it may be embedded from.

Crawlers do not run scripts, so these tags stand in the HTML as it is served.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import demo.drawing
from demo.drawing.safe_html import encoded
from demo.drawing.scene import CARD_SIZE
from demo.recording.data import SIDES, Recording
from demo.recording.verdict import verdict
from demo.sharing.list_lookup import ROW
from demo.words.page_words import words_of

TITLE_LENGTH = 110


@dataclass(frozen=True)
class Place:
    """Where a share page stands. A file on somebody's disk stands nowhere: all empty.

    base: what links begin with; key: opens the comparison; packed: the key is the recording
    itself; card: a picture is served at /s/<key>.png.
    """

    base: str = ""
    key: str = ""
    packed: bool = False
    card: bool = False

    @property
    def page(self) -> str:
        return self._at("s")

    @property
    def embed(self) -> str:
        return self._at("embed")

    @property
    def live(self) -> str:
        return f"{self.base}/?{'run' if self.packed else 's'}={self.key}"

    @property
    def json(self) -> str:
        return "" if self.packed or not self.key else f"{self.base}/s/{self.key}.json"

    @property
    def among(self) -> str:
        """The page of the list of prompts that this comparison is one of; "" of any other."""
        found = ROW.fullmatch(self.key)
        return f"{self.base}/m/{found[1]}" if found else ""

    @property
    def picture(self) -> str:
        return self.file("png") if self.card and not self.packed else ""

    def file(self, kind: str) -> str:
        """Where the server gives the comparison as a file of one of export_formats.KINDS."""
        return (f"{self.base}/s.{kind}?run={self.key}" if self.packed
                else f"{self.base}/s/{self.key}.{kind}")

    def _at(self, name: str) -> str:
        return f"{self.base}/{name}?run={self.key}" if self.packed else (
            f"{self.base}/{name}/{self.key}")


NOWHERE = Place()


def plain(text: str, most: int = TITLE_LENGTH) -> str:
    """One line of text without control or direction characters, at most `most` long."""
    kept = (" " if c.isspace() else c for c in text)
    line = "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    line = " ".join(line.split())
    return line if len(line) <= most else line[:most - 1].rstrip() + "…"


def title(recording: Recording) -> str:
    return plain(recording.request.prompt) or "Apprentice"


def summary(recording: Recording, language: str) -> str:
    """The verdict as plain text."""
    return plain("".join(text for text, _ in verdict(recording, language)), 300)


@lru_cache
def icon() -> str:
    """The seal, inside the page, so that a file on a disk has it too."""
    drawn = (Path(demo.drawing.__file__).parent / "seal.svg").read_text(encoding="utf-8").strip()
    return f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{quote(drawn)}">'


def answers(recording: Recording, language: str) -> str:
    """Both answers as plain text, for who cannot see the picture."""
    texts = words_of(recording.request.mode, language)
    said = (f"{texts[side]}: {plain(recording.answers[side].text, 160)}" for side in SIDES)
    return f"{title(recording)} {' '.join(said)}"


def tags(recording: Recording, language: str, place: Place) -> str:
    """The <title> and, where the page has an address, its OpenGraph, Twitter and oEmbed tags."""
    name, about = title(recording), summary(recording, language)
    lines = [f"<title>{encoded(name)} · Apprentice</title>", icon(),
             _meta("name", "description", about)]
    if not place.key:
        return "\n".join(lines)
    return "\n".join([*lines, *_social("article", name, about, place.page, language),
                      *_published(recording),
                      *_picture(place, answers(recording, language), language),
                      discovery(place.base, place.page, name, language)])


def live(recording: Recording, language: str, place: Place) -> str:
    """The tags of the page itself when its address opens a comparison: they speak of that one."""
    name, about = title(recording), summary(recording, language)
    return "\n".join([f"<title>{encoded(name)} · Apprentice</title>", icon(),
                      _meta("name", "description", about),
                      *_social("article", name, about, place.live if place.base else "", language),
                      *_published(recording),
                      *_picture(place, answers(recording, language), language),
                      *([discovery(place.base, place.page, name, language)] if place.base else [])])


def front(about: str, language: str, base: str, shown: str = "", alt: str = "") -> str:
    """The tags of the page itself. `shown`: whose card stands for it, and `alt` what is on that;
    base: empty if unknown."""
    place = Place(base, shown, card=bool(base and shown))
    address = f"{base}/" if base else ""
    canonical = [f'<link rel="canonical" href="{encoded(address)}">'] if address else []
    return "\n".join(["<title>Apprentice</title>", icon(), _meta("name", "description", about),
                      *_social("website", "Apprentice", about, address, language),
                      *_picture(place, alt or "Apprentice", language), *canonical])


def _published(recording: Recording) -> list[str]:
    created = recording.created
    return [_meta("property", "article:published_time", created)] if created else []


def _social(kind: str, name: str, about: str, address: str, language: str) -> list[str]:
    return [_meta("property", f"og:{key}", value) for key, value in (
        ("type", kind), ("site_name", "Apprentice"), ("title", name), ("description", about),
        ("url", address), ("locale", "zh_CN" if language == "zh" else "en_US")) if value] + [
        _meta("name", "twitter:title", name), _meta("name", "twitter:description", about)]


def _picture(place: Place, alt: str, language: str) -> list[str]:
    if not (place.base and place.picture):
        return [_meta("name", "twitter:card", "summary")]
    width, height = CARD_SIZE
    # A crawler names no language, so the address of the picture does.
    address = f"{place.picture}?lang={language}"
    return [_meta("property", f"og:image{key}", str(value)) for key, value in (
        ("", address), (":type", "image/png"), (":width", width), (":height", height),
        (":alt", alt))] + [_meta("name", "twitter:image:alt", alt),
                            _meta("name", "twitter:image", address),
                            _meta("name", "twitter:card", "summary_large_image")]


def discovery(base: str, page: str, name: str, language: str) -> str:
    """Where blog software learns how to embed `page`, and the address that all of its have."""
    # English is what a reader of no named language may get as well: only another one is kept.
    chosen = "" if language == "en" else f"{'&' if '?' in page else '?'}lang={language}"
    address = f"{base}/oembed?format=json&url={quote(page + chosen, safe='')}"
    return (f'<link rel="alternate" type="application/json+oembed" href="{encoded(address)}"'
            f' title="{encoded(name)}">\n<link rel="canonical" href="{encoded(page)}">')


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{encoded(value)}">'
