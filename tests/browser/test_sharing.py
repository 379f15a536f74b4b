"""From the Share button to a stranger's browser: links, frames, downloads, deletion, refusals."""

from __future__ import annotations

import http.server
import json
import re
import threading

import pytest

from demo.recording.file import from_json
from demo.sharing import links
from tests.browser.conftest import Visitor, until
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served
from tests.sharing.corpus import TEXTS

pytestmark = pytest.mark.browser
HOST = """<!doctype html><meta charset=utf-8><title>A blog</title><p>Before
{frame}
{script}<p>After"""


def start(folder, **more):
    settings = page_settings(folder, **more)
    engine = ScriptedEngine(settings, delay=0.01)
    recorded(engine, "A shipped one", settings.recordings_folder)
    engine.loaded = "abacus"
    return engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sharing")
    return start(folder, data_dir=folder / "data")


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


@pytest.fixture(scope="module")
def keepless(tmp_path_factory):
    """The address of a server where nothing lasts."""
    found = start(tmp_path_factory.mktemp("keepless"))
    with served(found, found.settings) as address:
        yield address


def race(visitor, text="Is 91 prime?"):
    visitor.open().ask(text)
    visitor.page.wait_for_selector("[data-act=publish]")
    return visitor


def shared(visitor, text="Is 91 prime?"):
    race(visitor, text).page.click("[data-act=publish]")
    visitor.page.wait_for_selector(".give.link")
    return visitor.page.input_value(".give.link textarea")


def numbers(page):
    return page.eval_on_selector_all(
        ".side .numbers > div", "rows => rows.map(row => row.innerText.replace(/\\s+/g, ' '))")


def replayed(page, link):
    page.goto(link)
    page.wait_for_selector("body:not(.unfinished) #play[data-wish=again]")
    return page


def test_nothing_is_published_before_the_visitor_says_so(visit, engine):
    before = set((engine.settings.data_dir / "recordings").iterdir())
    visitor = race(visit())
    assert "readable by anyone who has the link" in visitor.text(".share .read")
    assert set((engine.settings.data_dir / "recordings").iterdir()) == before
    assert not visitor.page.query_selector(".give.link")


def test_a_shared_comparison_opens_elsewhere_with_equal_numbers(visit):
    visitor = visit()
    link = shared(visitor)
    live, verdict = numbers(visitor.page), visitor.text(".verdict > span")
    stranger = visit()
    page = replayed(stranger.page, link)
    assert numbers(page) == live and stranger.text(".verdict > span") == verdict
    assert stranger.text(".side.student .final") == "447"
    assert "24 November 2026, Scripted CPU" in stranger.text(".when")
    assert visitor.problems == stranger.problems == []


def test_it_can_be_watched_growing_and_skipped(visit):
    link, stranger = shared(visit()), visit()
    page = stranger.page
    replayed(page, link)
    page.evaluate("""() => { const body = document.querySelector('.side.student .body');
      window.seen = [];
      new MutationObserver(() => window.seen.push(body.textContent))
        .observe(body, {childList: true, characterData: true, subtree: true}); }""")
    page.click("#play")
    page.wait_for_selector("#play[data-wish=again]")
    seen = page.evaluate("window.seen")
    assert seen[0] == "" and len(seen) > 5
    assert all(b.startswith(a) for a, b in zip(seen, seen[1:], strict=False))
    page.click("#play")
    page.wait_for_selector("body.unfinished #play[data-wish=pause]")
    page.click("#play")
    held = stranger.text("#time")
    page.wait_for_timeout(200)
    assert stranger.text("#time") == held and stranger.text("#play") == "Play"
    page.click("#skip")
    assert stranger.text(".side.teacher .final") == "447" and stranger.problems == []


def test_a_link_reopens_in_the_compare_page_with_its_question_and_settings(visit):
    visitor = visit()
    visitor.open().open_settings()
    visitor.fill("#seed input", "7")
    visitor.fill("#max_tokens input", "99")
    visitor.ask("Once more?")
    visitor.page.wait_for_selector("[data-act=publish]")
    visitor.page.click("[data-act=publish]")
    visitor.page.wait_for_selector(".give.link")
    stranger = visit()
    stranger.page.goto(visitor.page.input_value(".give.link textarea"))
    stranger.page.goto(stranger.page.get_attribute("a.live", "href"))
    stranger.page.wait_for_selector("html[data-opened]")
    stranger.wait_states("done", "done")
    assert stranger.text(".badge").startswith("recorded on 24 November 2026")
    assert stranger.page.input_value("#prompt textarea") == "Once more?"
    stranger.open_settings()
    assert stranger.page.input_value("#seed input") == "7"
    assert stranger.page.input_value("#max_tokens input") == "99"
    stranger.page.click("#run")
    stranger.page.wait_for_selector(".badge.live")
    assert stranger.problems == []


def test_deleting_in_the_panel_ends_the_link(visit):
    visitor = visit()
    link = shared(visitor)
    assert visitor.context.request.get(link).status == 200
    assert visitor.page.input_value(".give.token textarea")
    visitor.page.click("[data-act=withdraw]")
    until(lambda: "was deleted" in visitor.text(".share .read"), page=visitor.page)
    assert visitor.context.request.get(link).status == 410


def test_the_token_deletes_without_the_page_it_came_from(visit):
    visitor, stranger = visit(), visit(java_script_enabled=False)
    link = shared(visitor)
    token = visitor.page.input_value(".give.token textarea")
    stranger.page.goto(link)
    stranger.page.click("text=Delete")
    stranger.page.fill("input[name=token]", "wrong")
    stranger.page.click("button")
    assert "not its delete token" in stranger.text("main")
    stranger.page.fill("input[name=token]", token)
    stranger.page.click("button")
    assert "It is deleted." in stranger.text("main")
    assert visitor.context.request.get(link).status == 410


def test_every_text_can_be_copied(visit):
    allowed = visit(permissions=["clipboard-read", "clipboard-write"])
    shared(allowed)
    for name in ("link", "iframe", "sizing", "markdown", "token"):
        allowed.page.click(f".give.{name} .copy")
        text = allowed.page.input_value(f".give.{name} textarea")
        until(lambda text=text: allowed.page.evaluate("navigator.clipboard.readText()") == text,
              page=allowed.page)
        assert allowed.text(".said") == "Copied"


def test_a_denied_clipboard_is_said_and_the_text_selected(visit):
    visitor = visit()
    visitor.page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied'))")
    link = shared(visitor)
    visitor.page.click(".give.link .copy")
    until(lambda: "does not allow copying" in visitor.text(".said"), page=visitor.page)
    assert visitor.page.evaluate("getSelection().toString() || document.activeElement.value.slice("
                                 "document.activeElement.selectionStart,"
                                 " document.activeElement.selectionEnd)") == link


class Quiet(http.server.SimpleHTTPRequestHandler):
    page = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def blog():
    """A page of another origin: hand it HTML, get its address."""
    handler = type("Handler", (Quiet,), {})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def publish(html):
        handler.page = html
        return f"http://127.0.0.1:{server.server_port}/"

    yield publish
    server.shutdown()


def height(page):
    return page.query_selector("iframe").bounding_box()["height"]


def tall(inner):
    return inner.locator("body").evaluate("body => body.getBoundingClientRect().height")


def test_a_frame_in_a_blog_of_another_origin_fits_its_height(visit, blog):
    visitor = visit()
    shared(visitor)
    frame, script = (visitor.page.input_value(f".give.{name} textarea")
                     for name in ("iframe", "sizing"))
    assert 'allow="clipboard-write"' in frame and 'loading="lazy"' in frame
    reader = visit(viewport={"width": 1000, "height": 900})
    reader.page.goto(blog(HOST.format(frame=frame, script=script)))
    inner = reader.page.frame_locator("iframe")
    inner.locator("#play[data-wish=again]").wait_for()
    assert inner.locator(".side.student .final").inner_text() == "447"
    for width in (1000, 400):
        reader.page.set_viewport_size({"width": width, "height": 900})
        until(lambda: abs(height(reader.page) - tall(inner)) <= 2, page=reader.page)
        assert tall(inner) > 300
        assert inner.locator("html").evaluate("html => html.scrollWidth - html.clientWidth") <= 0
    assert [p for p in reader.problems if "foreign" not in p] == []


def test_where_nothing_lasts_the_link_carries_the_comparison_and_says_why(chromium, keepless):
    visitor, stranger = Visitor(chromium, keepless), Visitor(chromium, keepless)
    link = shared(visitor)
    assert "/s?run=" in link and len(link) < 8000
    assert "keeps nothing" in visitor.text(".share .read")
    live = numbers(visitor.page)
    assert numbers(replayed(stranger.page, link)) == live
    stranger.page.goto(stranger.page.get_attribute("a.live", "href"))
    stranger.page.wait_for_selector("html[data-opened]")
    stranger.wait_states("done", "done")
    assert stranger.page.input_value("#prompt textarea") == "Is 91 prime?"
    with visitor.page.expect_download() as download:
        visitor.page.click("[data-act=save]")
    with open(download.value.path(), encoding="utf-8") as file:
        assert from_json(file.read()).request.prompt == "Is 91 prime?"
    assert visitor.problems == stranger.problems == []
    visitor.context.close()
    stranger.context.close()


def test_a_comparison_too_large_for_a_link_says_so_and_can_be_downloaded(
        chromium, keepless, monkeypatch):
    monkeypatch.setattr(links, "MAX_CODE", 500)
    visitor = race(Visitor(chromium, keepless))
    visitor.page.click("[data-act=publish]")
    until(lambda: "too large for a link" in visitor.text(".share .read"), page=visitor.page)
    assert not visitor.page.query_selector(".give.link")
    with visitor.page.expect_download() as download:
        visitor.page.click("[data-act=save]")
    with open(download.value.path(), encoding="utf-8") as file:
        assert json.load(file)["format"] == "apprentice-recording"
    visitor.context.close()


@pytest.mark.parametrize("query, words", [
    ("?s=" + "A" * 22, "There is nothing shared here"), ("?run=" + "A" * 200, "damaged"),
    ("?s=../../etc/passwd", "There is nothing shared here"),
])
def test_a_bad_link_into_the_compare_page_is_one_sentence_above_the_usual_page(
        visit, query, words):
    visitor = visit().open(query)
    assert words in visitor.text(".notice")
    visitor.wait_states("done", "done")
    assert words in visitor.text(".notice")
    assert visitor.page.input_value("#prompt textarea") == "A shipped one"


def test_hostile_text_is_text_in_the_panel_the_page_and_the_frame(visit, engine, monkeypatch):
    # What a visitor may type, and what a model may answer.
    typed = "\n".join(text for text in TEXTS if text.isprintable())
    monkeypatch.setattr(engine, "answers", dict.fromkeys(engine.answers, "\n".join(TEXTS[:14])))
    visitor, stranger = visit(), visit()
    visitor.open().open_settings()
    visitor.fill("#max_tokens input", "512")
    visitor.fill("#prompt textarea", typed)
    visitor.page.click("#run")
    visitor.page.wait_for_selector("[data-act=publish]", timeout=60_000)
    visitor.page.click("[data-act=publish]")
    visitor.page.wait_for_selector(".give.link")
    link = visitor.page.input_value(".give.link textarea")
    assert visitor.page.query_selector(".share :is(script, img, iframe, svg, style)") is None
    for page, address in ((stranger.page, link), (stranger.page, link.replace("/s/", "/embed/"))):
        page.goto(address)
        page.click("#skip")
        assert page.text_content(".prompt") == typed
        assert TEXTS[0] in page.text_content(".side.teacher .body")
        assert page.evaluate("window.hit") is None
    assert visitor.page.evaluate("window.hit") is None
    assert visitor.problems == stranger.problems == []


def test_a_shipped_comparison_has_its_link_at_once(visit):
    visitor = visit().open()
    visitor.wait_states("done", "done")
    visitor.page.wait_for_selector(".give.link")
    link = visitor.page.input_value(".give.link textarea")
    assert re.search(r"/s/example-recorded$", link)
    assert visitor.context.request.get(link).status == 200


def test_the_panel_speaks_chinese(visit):
    visitor = visit(locale="zh-CN")
    link = shared(visitor)
    assert "直到你删除它" in visitor.text(".share .read")
    stranger = visit(locale="zh-CN")
    replayed(stranger.page, link)
    assert "答案" in stranger.text(".verdict") and stranger.text("#play") == "重播"
    stranger.page.click("nav >> text=EN")
    replayed(stranger.page, stranger.page.url)
    assert stranger.text("#play") == "Play again"
