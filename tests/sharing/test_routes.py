"""The routes: right status codes, friendly pages, strict headers, and no model anywhere."""

from __future__ import annotations

import contextlib
import re
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.recording.file import from_json, to_json
from demo.settings import Settings
from demo.sharing import export_cache
from demo.sharing.all_routes import all_routes
from demo.sharing.drawing_limit import WAITING
from demo.sharing.export_formats import KINDS
from demo.sharing.links import pack
from demo.sharing.picture_process import DrawingFailed
from demo.sharing.recording_lookup import RecordingLookup
from demo.sharing.routes import ShareRoutes
from demo.sharing.share_page import policy
from tests.scripted import ScriptedEngine, recorded
from tests.sharing.corpus import hostile

BASE = "http://testserver"


@pytest.fixture(scope="module")
def recording():
    return recorded(ScriptedEngine(), "14 * 36 - 57?")


@pytest.fixture
def site(tmp_path, recording):
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "1 Sum.json").write_text(to_json(recording), encoding="utf-8")
    lookup = RecordingLookup(Settings(data_dir=tmp_path, recordings_folder=tmp_path / "shipped"))
    table = all_routes(lookup)
    client = TestClient(Starlette(routes=table), raise_server_exceptions=False)
    kept = lookup.keep(recording)
    desk = next(desk for route in table
                if isinstance(desk := route.endpoint.__self__, ShareRoutes))
    return SimpleNamespace(lookup=lookup, get=client.get, post=client.post, kept=kept, desk=desk)


@pytest.mark.parametrize("form", ["/s/{}", "/embed/{}", "/s/{}?lang=zh"])
def test_a_shared_comparison_is_served_with_strict_headers(site, form):
    found = site.get(form.format(site.kept.id))
    assert found.status_code == 200 and found.headers["content-type"].startswith("text/html")
    assert found.headers["content-security-policy"] == policy()
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "x-frame-options" not in found.headers and "max-age=60" in found.headers["cache-control"]
    assert "14 * 36 - 57?" in found.text


def test_the_json_is_the_recording(site, recording):
    found = site.get(f"/s/{site.kept.id}.json")
    assert from_json(found.text) == recording and found.headers["content-type"].startswith(
        "application/json")


def test_the_language_is_the_links_else_the_browsers(site):
    chinese = {"accept-language": "zh-CN,zh;q=0.9"}
    assert 'lang="zh-Hans"' in site.get(f"/s/{site.kept.id}", headers=chinese).text
    assert 'lang="en"' in site.get(f"/s/{site.kept.id}?lang=en", headers=chinese).text


def test_a_page_that_did_not_change_is_not_sent_again(site):
    tag = site.get(f"/s/{site.kept.id}").headers["etag"]
    again = site.get(f"/s/{site.kept.id}", headers={"if-none-match": tag})
    assert again.status_code == 304 and not again.content
    # One tag of both encodings is a weak one, and both answers vary by the same.
    assert tag.startswith('W/"')
    assert again.headers["vary"] == site.get(f"/s/{site.kept.id}").headers["vary"]


def test_a_link_can_carry_its_recording(site, recording):
    found = site.get(f"/s?run={pack(recording)}")
    assert found.status_code == 200 and "14 * 36 - 57?" in found.text
    assert f'href="{BASE}/?run={pack(recording)}"' in found.text
    assert site.get(f"/embed?run={pack(recording)}").status_code == 200
    assert site.get(f"/s.json?run={pack(recording)}").json()["format"] == "apprentice-recording"
    assert site.get(f"/s?run={pack(recording)}AAAA").status_code == 400


def test_shipped_recordings_have_a_page_without_being_stored(site):
    assert site.get("/s/example-1-sum").status_code == 200
    assert site.get("/s/example-2-sum").status_code == 404


def test_deleting_takes_the_token_and_works_at_once(site):
    address = f"/s/{site.kept.id}"
    assert "<form" in site.get(address + "/delete").text
    assert site.get(address).status_code == 200
    assert site.post(address + "/delete", data={"token": "x" * 22}).status_code == 403
    assert site.get(address).status_code == 200
    assert site.post(address + "/delete", data={"token": site.kept.token}).status_code == 200
    for form in ("/s/{}", "/embed/{}", "/s/{}.json", "/s/{}/delete"):
        assert site.get(form.format(site.kept.id)).status_code == 410
    assert site.get(f"/oembed?url={BASE}{address}").status_code == 410


def test_a_right_token_on_a_failing_disk_is_a_503_and_not_a_wrong_token(site, monkeypatch):
    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("demo.sharing.store.write_durably", refuse)
    for lang, words in (("en", "the disk refused to delete it"), ("zh", "现在无法删除")):
        found = site.post(f"/s/{site.kept.id}/delete?lang={lang}", data={"token": site.kept.token})
        assert found.status_code == 503 and words in found.text and "<form" in found.text
    assert site.post(f"/s/{site.kept.id}/delete", data={"token": "x"}).status_code == 403
    assert site.get(f"/s/{site.kept.id}").status_code == 200


def test_a_disk_that_cannot_be_read_is_a_503(site, monkeypatch):
    def refuse(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("demo.sharing.store.Path.read_bytes", refuse)
    for form in ("/s/{}", "/embed/{}", "/s/{}.json", "/s/{}.png"):
        assert site.get(form.format(site.kept.id)).status_code == 503


def test_the_owner_of_a_damaged_file_can_delete_it(site):
    path = site.lookup.store.folder / f"{site.kept.id}.json"
    path.write_bytes(path.read_bytes()[:-9])
    form = f"/s/{site.kept.id}/delete"
    assert "<form" in site.get(form).text
    assert site.post(form, data={"token": site.kept.token}).status_code == 200
    assert site.get(f"/s/{site.kept.id}").status_code == 410 and not path.exists()


def test_a_huge_form_is_no_token(site):
    found = site.post(f"/s/{site.kept.id}/delete", content=b"token=" + b"x" * 1_000_000)
    assert found.status_code == 403 and site.get(f"/s/{site.kept.id}").status_code == 200


def test_only_stored_comparisons_have_a_way_to_delete_them(site):
    assert site.get("/s/example-1-sum/delete").status_code == 404
    assert "/delete" not in site.get("/s/example-1-sum").text


def test_a_damaged_file_is_a_500_and_says_so(site):
    path = site.lookup.store.folder / f"{site.kept.id}.json"
    path.write_bytes(path.read_bytes()[:-9])
    found = site.get(f"/s/{site.kept.id}")
    assert found.status_code == 500 and "damaged" in found.text


@pytest.mark.parametrize("key", [
    "A" * 22, "x", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/settings.py", "a/b/c", "%00",
    "....//....//x", "%ff%fe", "recordings", "<script>alert(1)</script>", "'" * 22, "example-",
    "example-../../x", "A" * 90,
])
@pytest.mark.parametrize("form", ["/s/{}", "/embed/{}", "/s/{}.json"])
def test_what_is_not_there_is_a_friendly_404(site, form, key):
    found = site.get(form.format(key))
    assert found.status_code == 404
    assert "nothing shared here" in found.text and "alert(1)" not in found.text


@pytest.mark.parametrize("run", ["", "A", "A" * 200, "A" * 9000, "<script>" * 20, "é" * 120])
def test_a_damaged_link_is_a_friendly_400_or_404(site, run):
    found = site.get("/s", params={"run": run})
    assert found.status_code in (400, 404) and "<script>" not in found.text
    assert 'class="note"' in found.text


@pytest.mark.parametrize("language, words", [
    ("en", "nothing shared here"), ("zh", "这里没有分享的内容")])
def test_notes_speak_both_languages(site, language, words):
    assert words in site.get(f"/s/nothing?lang={language}").text


def test_oembed_gives_a_frame_of_the_size_that_fits(site):
    address = f"/oembed?url={BASE}/s/{site.kept.id}"
    found = site.get(address + "&maxwidth=500&maxheight=300").json()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert (found["width"], found["height"]) == (500, 300)
    assert f'src="{BASE}/embed/{site.kept.id}"' in found["html"] and 'width="500"' in found["html"]
    assert site.get(address).json()["width"] == 800


@pytest.mark.parametrize("query, status", [
    ("", 400), ("?url=https://evil.example/s/x", 404), ("?url=/etc/passwd", 404),
    ("?url={url}&format=xml", 501), ("?url={url}&maxwidth=0", 400), ("?url={url}&maxwidth=x", 400),
    ("?url={url}&maxheight=-1", 400), ("?url={url}&maxwidth=²", 400),
])
def test_what_oembed_cannot_answer_has_the_right_status(site, query, status):
    found = site.get("/oembed" + query.format(url=f"{BASE}/s/{site.kept.id}"))
    assert found.status_code == status and found.json()["error"]


def test_the_discovery_link_of_a_page_answers(site):
    page = site.get(f"/s/{site.kept.id}").text
    address = re.search(r'json\+oembed" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert site.get(address).json()["title"] == "14 * 36 - 57?"


def test_nothing_lists_what_is_stored(site):
    for address in ("/s", "/s/", "/embed", "/embed/", "/s/.json", "/s/*", "/s/%2e"):
        found = site.get(address)
        assert found.status_code == 404 and site.kept.id not in found.text


def test_a_forged_host_is_refused(site):
    found = site.get(f"/s/{site.kept.id}", headers={"host": 'x"><script>alert(1)</script>'})
    assert found.status_code == 400 and "alert(1)" not in found.text


def test_the_corpus_is_served_by_every_route_without_an_error(site):
    id = site.lookup.keep(hostile()).id
    for form in ("/s/{}", "/embed/{}", "/s/{}?lang=zh", "/embed/{}?lang=zh"):
        found = site.get(form.format(id))
        assert found.status_code == 200 and "<script>window.hit" not in found.text
    for form in ("/s/{}.json", f"/oembed?url={BASE}/s/{{}}"):
        found = site.get(form.format(id))
        assert found.status_code == 200 and found.json()
        # A browser that opens it must never take it for a page.
        assert found.headers["content-type"].startswith("application/json")
        assert found.headers["x-content-type-options"] == "nosniff"


def test_a_page_is_made_in_a_few_milliseconds(site):
    address, took = f"/s/{site.kept.id}", []
    for _ in range(60):
        began = time.perf_counter()
        site.get(address)
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.05  # a busy machine; the bench says what an idle one takes


def packed_addresses(code):
    """Every address at which a stranger's link makes this server work."""
    return [f"/s?run={code}", f"/embed?run={code}", f"/s/{code}", f"/embed/{code}",
            f"/s/{code}.json", *(f"/s{form}" for kind in KINDS if kind != "json"
                                 for form in (f".{kind}?run={code}", f"/{code}.{kind}")),
            f"/oembed?url={BASE}/s?run={code}"]


def test_links_that_carry_their_recording_wait_their_turn_everywhere(site, recording):
    code = pack(recording)
    with contextlib.ExitStack() as others:  # as many as may wait
        for pen in (site.desk.lookup._pen, site.desk.files._pen):
            for _ in range(WAITING):
                others.enter_context(waiting(pen))
        for address in packed_addresses(code):
            assert site.get(address).status_code == 503, address
        assert site.get(f"/s?run={code}").headers["retry-after"] == "5"
        assert "请过几秒再试" in site.get(f"/s?run={code}&lang=zh").text
        # What is kept here never waits for what strangers send.
        assert site.get(f"/s/{site.kept.id}").status_code == 200
        assert site.get(f"/s/{site.kept.id}.json").status_code == 200
        assert site.get(f"/s/{code}/delete").status_code == 404
    assert site.get(f"/s?run={code}").status_code == 200


@contextlib.contextmanager
def waiting(pen):
    """One more at the pen, as it is while somebody draws; the pen itself is free."""
    assert pen._room.acquire(blocking=False)
    try:
        yield
    finally:
        pen._room.release()


def test_two_hundred_links_at_once_are_refused_but_for_a_few(site, recording, monkeypatch):
    code, drawing, go = pack(recording), threading.Event(), threading.Event()
    monkeypatch.setattr(site.desk, "_draw", lambda *_: (drawing.set(), go.wait(20)) and b"drawn")
    with ThreadPoolExecutor(200) as crowd:
        asked = [crowd.submit(site.get, f"/s?run={code}") for _ in range(200)]
        assert drawing.wait(20)
        while sum(one.done() for one in asked) < 200 - WAITING:
            time.sleep(0.01)
        go.set()
        found = Counter(one.result().status_code for one in asked)
    assert found == {200: WAITING, 503: 200 - WAITING}


def test_what_links_carry_is_not_kept_and_what_is_kept_is_bounded(site, recording):
    for address in packed_addresses(pack(recording)):
        site.get(address)
    assert site.desk.pages.held == site.desk.files.kept.held == 0
    site.desk.pages._most = 200_000
    for number in range(20):  # as many addresses as a stranger likes to make up
        found = site.get(f"/s/{site.kept.id}", headers={"host": f"a{number}.example"})
        assert found.status_code == 200
    assert 0 < site.desk.pages.held <= 200_000


def test_a_file_is_drawn_once_whatever_the_host_is_called(site, monkeypatch):
    drawn = []
    monkeypatch.setattr(export_cache, "drawn", lambda *_: drawn.append(1) or b"picture")
    for number in range(5):
        address = f"/s/{site.kept.id}.png"
        assert site.get(address, headers={"host": f"a{number}.example"}).content == b"picture"
    assert len(drawn) == 1


def test_a_picture_that_cannot_be_drawn_is_said_and_not_kept(site, monkeypatch):
    def fails(*_):
        raise DrawingFailed("it took more than 60 s")

    with monkeypatch.context() as broken:
        broken.setattr(export_cache, "drawn", fails)
        found = site.get(f"/s/{site.kept.id}.gif?lang=zh")
        assert found.status_code == 503 and "没能画出来" in found.text
    assert site.get(f"/s/{site.kept.id}.gif").status_code == 200


@pytest.mark.parametrize("form", ["/s/{}/delete", "/s/nothing"])
def test_no_page_of_another_may_frame_what_asks_for_a_token(site, form):
    found = site.get(form.format(site.kept.id))
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    assert "frame-ancestors" not in site.get(f"/embed/{site.kept.id}").headers[
        "content-security-policy"]


@pytest.mark.parametrize("asked, frame", [
    ("/s/{id}?lang=zh", "/embed/{id}?lang=zh"), ("/embed/{id}?lang=en", "/embed/{id}?lang=en"),
    ("/s/{id}", "/embed/{id}"), ("/s/{id}?lang=xx", "/embed/{id}"),
    ("/s?run={code}&lang=zh", "/embed?run={code}&amp;lang=zh"),
])
def test_oembed_keeps_the_language_of_the_address(site, recording, asked, frame):
    given = {"id": site.kept.id, "code": pack(recording)}
    found = site.get("/oembed", params={"url": BASE + asked.format(**given)}).json()
    assert f'src="{BASE}{frame.format(**given)}"' in found["html"]
    if "lang=zh" in asked and "{id}" in asked:
        assert found["thumbnail_url"].endswith(".png?lang=zh")


@pytest.mark.parametrize("url", ["HTTP://TestServer/s/{}", "http://testserver:80/s/{}",
                                 "http://testserver./embed/{}/"])
def test_oembed_knows_its_own_address_in_every_spelling(site, url):
    assert site.get("/oembed", params={"url": url.format(site.kept.id)}).status_code == 200


def test_the_discovery_link_of_a_chinese_page_keeps_its_language(site):
    for address in (f"/s/{site.kept.id}?lang=zh", f"/s/{site.kept.id}"):
        page = site.get(address).text
        found = re.search(r'json\+oembed" href="([^"]+)"', page)[1].replace("&amp;", "&")
        assert ("lang=zh" in site.get(found).json()["html"]) == ("lang=zh" in address)
