"""The share page holds the whole comparison and its numbers, and no text can start anything."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest

from demo.drawing.safe_html import embedded
from demo.drawing.scene import day
from demo.recording import metrics
from demo.recording.data import SIDES
from demo.recording.file import from_json, to_json
from demo.recording.verdict import verdict
from demo.settings import ROOT
from demo.sharing import embed_snippets, oembed
from demo.sharing.page_head import Place, plain, title
from demo.sharing.share_page import policy, share_page
from demo.words import formats
from demo.words.page_words import words as drawn_words
from tests.scripted import ScriptedEngine, recorded
from tests.sharing.corpus import LONG, WHOLE, hostile
from tests.sharing.corpus import TEXTS as CORPUS

PLACE = Place("https://a.example", "A" * 22)
EXAMPLE = from_json((ROOT / "examples/recordings/1-story.json").read_text(encoding="utf-8"))
SAID = "".join(text for text, _ in verdict(EXAMPLE)).strip()


class Reader(HTMLParser):
    """The elements, attributes and text of a page, as a browser's parser sees them."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.scripts, self.words, self._in = [], [], [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self._in = tag

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        (self.scripts if self._in == "script" else self.words).append(data)


def data(page):
    found = re.search(r'<script type="application/json" id="recording">(.*?)</script>', page, re.S)
    return from_json(found[1])


@pytest.mark.parametrize("place", [Place(), PLACE])
@pytest.mark.parametrize("compact", [False, True])
def test_the_whole_recording_is_inside(place, compact):
    assert data(share_page(EXAMPLE, "en", place, compact)) == EXAMPLE


@pytest.mark.parametrize("language, compact", [("en", False), ("zh", False), ("en", True)])
def test_it_weighs_less_than_68_kb_without_the_data(language, compact):
    page = share_page(EXAMPLE, language, PLACE, compact)
    weight = len(page.encode()) - len(embedded(to_json(EXAMPLE)).encode())
    assert weight < 68_000


def test_both_answers_and_all_numbers_are_plain_html():
    words = "".join(Reader(share_page(EXAMPLE)).words)
    for side in SIDES:
        answer, found = EXAMPLE.answers[side], metrics.numbers(EXAMPLE.answers[side])
        assert answer.text.partition("Answer:")[0] in words
        for text in (formats.milliseconds(found.ttft), formats.rate(found.speed),
                     formats.seconds(found.e2e), formats.megabytes(found.memory)):
            assert text in words
    assert SAID in words and EXAMPLE.device_name in words and "torch 2.13.0" in words
    assert day(EXAMPLE.created, drawn_words("en")) in words


def test_it_speaks_chinese():
    page = share_page(EXAMPLE, "zh", PLACE)
    assert '<html lang="zh-Hans">' in page and "答案一字不差" in page and "徒弟" in page


@pytest.mark.parametrize("place", [Place(), PLACE, Place("https://a.example", "x" * 300, True)])
@pytest.mark.parametrize("compact", [False, True])
def test_nothing_is_fetched_from_anywhere(place, compact):
    reader = Reader(share_page(EXAMPLE, "en", place, compact))
    assert not {"img", "iframe", "object", "embed", "video", "audio"} & set(reader.tags)
    assert "src" not in dict(reader.attributes)
    links = [value for name, value in reader.attributes if name == "href"]
    ours = ("https://a.example/", "?", "data:image/svg", "#ledger")
    assert all(link.startswith(ours) for link in links)
    if not place.key:
        assert {link.partition(",")[0] for link in links} == {"data:image/svg+xml", "#ledger"}


@pytest.mark.parametrize("compact", [False, True])
def test_no_text_becomes_markup(compact):
    clean = Reader(share_page(hostile("harmless"), "en", PLACE, compact))
    reader = Reader(share_page(hostile(), "en", PLACE, compact))
    assert sorted(set(reader.tags)) == sorted(set(clean.tags))
    assert len(reader.scripts) == len(clean.scripts) == 4
    assert {name for name, _ in reader.attributes} == {name for name, _ in clean.attributes}
    assert not any(name.startswith("on") for name, _ in reader.attributes)
    assert "window.hit" not in reader.scripts[2]


def test_every_hostile_text_is_shown_as_it_is():
    words = "".join(Reader(share_page(hostile(), "en", PLACE)).words)
    for text in CORPUS:
        assert text.replace("\x00", "\ufffd") in words or text in words, text


@pytest.mark.parametrize("text", CORPUS)
def test_json_inside_a_script_cannot_end_it(text):
    found = embedded(json.dumps([text]))
    assert not set(found) & set("<>&\u2028\u2029") and json.loads(found) == [text]


def test_the_data_comes_back_from_a_hostile_page():
    assert data(share_page(hostile(), "en", PLACE)).request.prompt == WHOLE


def test_a_line_of_100_kb_is_shown_and_fits_its_card():
    page = share_page(hostile(LONG[:50_000]), "en", PLACE)
    assert data(page).request.prompt == LONG[:50_000]


def test_titles_are_one_short_line_without_tricks():
    assert plain("a\u202eb\u2066\n\tc\x00\u200b") == "ab c"
    assert len(plain(LONG)) == 110 and plain("\u202e\u2066") == ""
    found = title(hostile())
    assert len(found) <= 110 and "\n" not in found and "\u202e" not in found


def test_the_head_tells_crawlers_and_points_to_oembed():
    page = share_page(EXAMPLE, "en", PLACE)
    tags = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))
    assert tags["og:title"].startswith("Tom has 14 boxes") and tags["og:url"] == PLACE.page
    assert SAID in html.unescape(tags["og:description"])
    assert tags["twitter:card"] == "summary" and tags["robots"] == "noindex"
    assert "application/json+oembed" in page and "og:image" not in page


def test_a_picture_is_named_only_where_one_is_served():
    page = share_page(EXAMPLE, "en", Place("https://a.example", "A" * 22, card=True))
    assert f'content="https://a.example/s/{"A" * 22}.png?lang=en"' in page
    assert "summary_large_image" in page


def test_a_file_needs_no_server_and_carries_its_own_policy():
    page = share_page(EXAMPLE)
    assert "Content-Security-Policy" in page and "oembed" not in page and "Try it live" not in page


def test_the_policy_lets_nothing_run_but_our_script():
    assert "default-src 'none'" in policy() and "script-src 'sha256-" in policy()
    assert "unsafe-inline" not in policy().partition("style-src-attr")[0]
    assert "frame-ancestors" not in policy()


def test_snippets_hold_hostile_text_as_text():
    found = embed_snippets.frame(hostile(), PLACE)
    assert Reader(found).tags == ["iframe"]
    line = embed_snippets.markdown(hostile("](javascript:x) ![a](b) <b> `c`"), PLACE)
    shown = line.removesuffix(f"]({PLACE.page})").removeprefix("[")
    assert len(line) - len(shown) == len(PLACE.page) + 4
    assert not re.search(r"(?<!\\)[][()<>`!]", shown)


def test_the_readme_shows_the_sizing_script_as_it_is():
    assert embed_snippets.SIZING in (ROOT / "README.md").read_text(encoding="utf-8")


def test_oembed_holds_hostile_text_as_text():
    found = oembed.answer(hostile(), PLACE)
    assert Reader(found["html"]).tags == ["iframe"] and len(found["title"]) <= 110


def test_odd_recordings_are_drawn_too():
    blank = ScriptedEngine().blank(recorded(ScriptedEngine(), "x").request)
    for compact in (False, True):
        assert "First find" not in share_page(blank, "en", PLACE, compact)
