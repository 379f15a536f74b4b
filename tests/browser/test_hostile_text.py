"""Prompt and answers are shown as the text they are, inside their card, whatever they hold."""

from __future__ import annotations

import pytest

from tests.scripted import ScriptedEngine
from tests.serving import page_settings, served

pytestmark = pytest.mark.browser

CORPUS = [
    "<script>window.hit = 1</script>", "<img src=x onerror='window.hit = 1'>",
    "<svg onload=window.hit=1>", "</span></div><style>body{display:none}</style>",
    "<iframe src=https://evil.example></iframe>", "<a href=javascript:window.hit=1>x</a>",
    "${window.hit = 1}", "`+(window.hit=1)+`", "${document.body.innerHTML=1}", "\\u{110000} \\x",
    "{{value.prompt}} {{{value}}} {{#each value}}x{{/each}}", "![x](https://evil.example/x.png)",
    "[x](javascript:window.hit=1)", "&lt;b&gt; &amp; &#36;", "\u202eright to left\u202c",
    "שלום עולם مرحبا", "数学：四百四十七。" * 20, "W" * 500, "a\u0301" * 40 + "\u0489" * 60,
]
TEXT = "\n".join(CORPUS) + "\nAnswer: <b>447</b>${window.hit=1}"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    found = ScriptedEngine(page_settings(tmp_path_factory.mktemp("hostile")), delay=0.002)
    found.answers = dict.fromkeys(found.answers, TEXT)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1280])
def test_the_corpus_is_text_and_stays_inside_its_card(visit, width):
    visitor = visit(viewport={"width": width, "height": 900}).open()
    page = visitor.page
    visitor.open_settings()
    visitor.fill("#max_tokens input", "512")
    prompt = "\n".join(CORPUS[:12])
    visitor.fill("#prompt textarea", prompt)
    page.click("#run")
    visitor.wait_states("done", "done", seconds=40)
    assert page.evaluate("window.hit") is None
    body = page.evaluate("document.querySelector('.teacher .body').textContent")
    assert body == TEXT.partition("Answer:")[0]
    assert page.evaluate("document.querySelector('.student .final').textContent") == (
        "<b>447</b>${window.hit=1}")
    assert page.evaluate("document.querySelector('.caption q').textContent") == prompt
    assert page.query_selector(
        "#stage script, #stage img, #stage iframe, #stage a:not(.leads)") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.problems == []
