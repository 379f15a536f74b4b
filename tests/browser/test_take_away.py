"""Files that travel: the exported page from disk, the blog post from another port, the panel."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading

import pytest

from demo.recording.file import to_json
from demo.settings import ROOT
from demo.sharing.export_formats import take
from examples.blog import make
from tests.browser.conftest import Visitor, until
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served
from tests.sharing.corpus import hostile

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(chromium):
    found = Visitor(chromium, "file://")
    yield found
    found.context.close()


def test_an_exported_page_replays_from_disk_and_asks_nothing(reader, tmp_path):
    path = tmp_path / "out.html"
    path.write_bytes(take(recorded(ScriptedEngine(), "14 * 36 - 57?"), "html"))
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(path.as_uri())
    reader.page.select_option("#speed", "0.25")
    reader.page.click("#skip")
    reader.page.click("#play")
    reader.page.wait_for_selector("body.unfinished")
    reader.page.wait_for_selector("body:not(.unfinished) #play[data-wish=again]")
    assert reader.text(".side.student .final") == "447"
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert reader.problems == []


def test_hostile_text_in_an_exported_page_stays_text(reader, tmp_path):
    path = tmp_path / "out.html"
    path.write_bytes(take(hostile(), "html"))
    reader.page.goto(path.as_uri())
    reader.page.wait_for_selector("#play[data-wish=again]")
    assert reader.page.evaluate("window.hit") is None and reader.problems == []


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def space(tmp_path):
    settings = page_settings(tmp_path)
    engine = ScriptedEngine(settings)
    found = recorded(engine, "14 * 36 - 57?")
    path = settings.recordings_folder / f"{make.SERVED}.json"
    path.write_text(to_json(found), encoding="utf-8")
    engine.loaded = "abacus"
    with served(engine, settings) as address:
        yield address.rstrip("/")


@pytest.fixture
def blog(space, tmp_path):
    """The post on a port of its own, its frame pointing at the running Apprentice."""
    folder = tmp_path / "blog"
    shutil.copytree(ROOT / "examples" / "blog", folder)
    (folder / "index.html").write_text(make.post(space), encoding="utf-8")
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("width", [1200, 360])
def test_both_frames_of_the_post_replay_and_fit(chromium, blog, space, width):
    reader = Visitor(chromium, blog, viewport={"width": width, "height": 900})
    reader.page.goto(blog)
    for index, source in enumerate((f"{space}/embed/", "comparison.html")):
        frame = reader.page.locator("iframe").nth(index)
        assert source in frame.get_attribute("src")
        frame.scroll_into_view_if_needed()
        inner = frame.content_frame
        inner.locator("#play[data-wish=again]").wait_for()
        until(lambda frame=frame, inner=inner: abs(
            frame.bounding_box()["height"] - inner.locator("body").evaluate(
                "body => body.getBoundingClientRect().height")) <= 2, page=reader.page)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert [p for p in reader.problems if space not in p] == []
    reader.context.close()


def test_the_post_on_disk_shows_its_file(reader):
    reader.page.goto((ROOT / "examples" / "blog" / "index.html").as_uri())
    inner = reader.page.locator("iframe").nth(1)
    inner.scroll_into_view_if_needed()
    inner.content_frame.locator("#play[data-wish=again]").wait_for()


def test_the_post_says_what_the_results_say():
    text = (ROOT / "examples" / "blog" / "index.html").read_text(encoding="utf-8")
    assert text == make.post(), "run python -m examples.blog.make"
    found = json.loads((ROOT / "examples" / "results" / "abacus.json").read_text())
    assert f"{found['parameters']['student']:,}" in text


def test_the_panel_gives_the_files(chromium, space):
    visitor = Visitor(chromium, space).open()
    visitor.wait_states("done", "done")
    visitor.page.wait_for_selector(".acts a[href*='.gif']")
    for kind, start in (("html", b"<!doctype html>"), ("png", b"\x89PNG"), ("gif", b"GIF89a")):
        with visitor.page.expect_download() as download:
            visitor.page.click(f".acts a[href*='.{kind}']")
        with open(download.value.path(), "rb") as file:
            assert file.read(len(start)) == start
        assert download.value.suggested_filename == f"comparison.{kind}"
    page = visitor.context.request.get(visitor.page.input_value(".give.link textarea")).text()
    picture = re.search(r'og:image" content="([^"]+)"', page)[1]
    assert visitor.context.request.get(picture).headers["content-type"] == "image/png"
    assert visitor.problems == []
    visitor.context.close()
