"""A preview of the page, and of a link to a comparison on it, speaks of Apprentice alone."""

from __future__ import annotations

import dataclasses
import html
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from demo.page import page_preview
from demo.page.page_preview import tagged
from demo.sharing.links import pack
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served
from tests.sharing.corpus import hostile

PROMPT = '14 * 36 - 57? "><script>alert(1)</script>'


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preview")
    settings = page_settings(folder, data_dir=folder / "data")
    engine = ScriptedEngine(settings, delay=0.0)
    found = recorded(engine, PROMPT, settings.recordings_folder)
    engine.load("abacus")
    with served(engine, settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        client.recording = found
        yield client


def tags(page, address, **headers):
    """{name: all its contents} of the page's meta tags, as a crawler reads them."""
    text, found = page.get(address, headers=headers).text, {}
    for name, content in re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', text):
        found.setdefault(name, []).append(html.unescape(content))
    return found


@pytest.mark.parametrize("address", ["/", "/?tab=distillation", "/?s=nothing", "/?s=" + "A" * 22,
                                     "/?run=" + "A" * 200, "/?run=", "/?s=../../etc/passwd"])
def test_the_page_is_shown_as_apprentice(page, address):
    found = tags(page, address)
    assert found["og:title"] == found["twitter:title"] == ["Apprentice"]
    assert found["og:url"] == [str(page.base_url)] and found["og:type"] == ["website"]
    assert "teacher" in found["og:description"][0] and len(found["og:description"]) == 1
    assert found["og:image"][0].endswith("/s/example-recorded.png?lang=en")
    assert page.get(found["og:image"][0]).headers["content-type"] == "image/png"


@pytest.mark.parametrize("form", ["/?s=example-recorded", "/?run={}"])
def test_a_link_to_a_comparison_is_shown_as_that_comparison(page, form):
    address = form.format(pack(page.recording))
    found = tags(page, address)
    assert found["og:title"] == [PROMPT] and found["og:type"] == ["article"]
    assert "faster" in found["og:description"][0]
    assert found["og:url"] == [str(page.base_url).rstrip("/") + address]
    assert "<script>alert" not in page.get(address).text.split("<body")[0].replace(
        "window.gradio_config", "")[:3000]


def test_of_many_links_at_once_a_few_are_served_and_the_page_itself_always(page):
    own = str(page.base_url)
    address = f"{own}?run={pack(page.recording)}"
    with pytest.MonkeyPatch.context() as less, ThreadPoolExecutor(40) as crowd:
        less.setattr(page_preview, "WAITING", 1)
        asked = [crowd.submit(httpx.get, url, timeout=120) for url in [address] * 39 + [own]]
        found = [one.result() for one in asked]
    said = Counter(one.status_code for one in found[:-1])
    assert set(said) == {200, 503} and found[-1].status_code == 200
    refused = next(one for one in found if one.status_code == 503)
    assert refused.headers["retry-after"] == "5" and "try again" in refused.text


def test_a_chinese_reader_is_told_in_chinese(page):
    found = tags(page, "/", **{"accept-language": "zh-CN"})
    assert "师父" in found["og:description"][0] and found["og:locale"] == ["zh_CN"]
    assert found["og:image"][0].endswith("lang=zh")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_the_page_is_whole_however_it_is_packed(page, encoding):
    found = page.get("/", headers={"accept-encoding": encoding})
    if encoding != "br" or "br" in httpx.Client().headers["accept-encoding"]:
        assert found.text.rstrip().endswith("</html>") and "gradio_config" in found.text
        assert "Click to try out the app!" not in found.text and "{url}" not in found.text
        assert not re.search(r'(og|twitter):[^>]*gradio', found.text, re.I)


def test_a_forged_host_is_in_no_tag(page):
    found = tags(page, "/", host="evil</title>.example")
    assert "og:url" not in found and "og:image" not in found and found["og:title"] == ["Apprentice"]


def test_the_corpus_adds_no_tag(page):
    code = pack(dataclasses.replace(hostile(), versions={}))
    for address in ("/", f"/?run={code}"):
        text = page.get(address).text
        assert len(re.findall("<script", text.split("<base")[0])) == 0


def test_only_tags_of_previews_are_replaced():
    page = (b'<head><meta charset="utf-8" />\n<meta property="og:title" content="a > b" />'
            b'<meta\n name="twitter:card"\n content="x" /><meta name="viewport" content="w">'
            b'<meta name="description" content="old"></head>')
    assert tagged(page, "<x>") == (b'<head><meta charset="utf-8" />\n<x>'
                                   b'<meta name="viewport" content="w"></head>')
