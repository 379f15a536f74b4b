"""A list's page, embed, files and comparisons are served without a model, and can be deleted."""

import base64
import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.errors import UserError
from demo.prompts.prompt_list import PromptList
from demo.settings import Settings
from demo.sharing.all_routes import all_routes
from demo.sharing.prompt_list_file import FORMAT, from_json, to_json
from demo.sharing.recording_lookup import RecordingLookup
from tests.prompts.made_lists import FAILS, REFUSED, raced

HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'


@pytest.fixture
def lookup(tmp_path):
    return RecordingLookup(Settings(data_dir=tmp_path, recordings_folder=tmp_path,
                                    exams_folder=tmp_path))


@pytest.fixture
def client(lookup):
    app = Starlette(routes=all_routes(lookup))
    return TestClient(app, base_url="http://here")


@pytest.fixture
def kept(lookup):
    return lookup.lists.keep(raced(["a", HOSTILE, FAILS, REFUSED, "b", "c", "d", "e"]))


def test_a_list_opens_in_every_form(client, kept):
    page = client.get(f"/m/{kept.id}?lang=en")
    assert page.status_code == 200 and "Over 6 prompts the student wrote 2.0× faster" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "<script" not in page.text and "<img" not in page.text
    assert f'content="http://here/m/{kept.id}.png?lang=en"' in page.text
    assert f'href="http://here/s/{kept.id}~2"' in page.text
    assert "师父" in client.get(f"/m/{kept.id}?lang=zh").text
    embed = client.get(f"/m/{kept.id}/embed?lang=en")
    assert len(embed.text) < len(page.text) and "frame-ancestors" not in str(embed.headers)
    assert client.get(f"/m/{kept.id}.png").content.startswith(b"\x89PNG")
    assert client.get(f"/m/{kept.id}.json").json()["format"] == FORMAT
    assert client.get(f"/m/{kept.id}.csv").text.startswith("number,prompt,")


def test_no_number_is_stored(lookup, kept):
    raw = json.loads(lookup.lists.store.read(kept.id))
    assert set(raw) == {"format", "version", "created", "asked", "rows"}
    assert {key for row in raw["rows"] for key in row} == {"prompt", "packed", "why"}


def test_each_comparison_opens_as_any_other(client, kept, lookup):
    page = client.get(f"/s/{kept.id}~1?lang=en")
    assert page.status_code == 200 and 'id="recording"' in page.text
    assert f'href="http://here/m/{kept.id}"' in page.text and "/delete" not in page.text
    assert client.get(f"/s/{kept.id}~1.json").json()["request"]["prompt"] == "a"
    assert client.get(f"/embed/{kept.id}~1").status_code == 200
    hostile = client.get(f"/s/{kept.id}~2?lang=en").text
    assert "<img src=x" not in hostile and "<script>alert" not in hostile
    assert client.post(f"/s/{kept.id}~1/delete", data={"token": kept.token}).status_code == 404
    assert lookup.open(f"{kept.id}~1").stored is False


def test_what_is_no_comparison_of_a_list_does_not_open(client, kept):
    for row in ("0", "9", "99", "100", "x", "1~1", "-1", "01"):
        assert client.get(f"/s/{kept.id}~{row}").status_code == 404, row
    assert client.get(f"/s/{kept.id}~4").status_code == 404  # it was refused
    for key in ("x" * 22, "x" * 200, "example-a", "..%2f..%2fetc"):
        assert client.get(f"/m/{key}").status_code == 404


def test_its_token_alone_deletes_it_with_its_comparisons(client, kept):
    assert client.get(f"/s/{kept.id}~1").status_code == 200
    assert client.post(f"/m/{kept.id}/delete", data={"token": "no"}).status_code == 403
    assert client.get(f"/m/{kept.id}/delete").status_code == 200
    assert client.post(f"/m/{kept.id}/delete", data={"token": kept.token}).status_code == 200
    for path in (f"/m/{kept.id}", f"/m/{kept.id}.png", f"/s/{kept.id}~1", f"/s/{kept.id}~1.json"):
        assert client.get(path).status_code == 410, path


@pytest.mark.parametrize("change", [
    lambda raw: raw.update(format="x"), lambda raw: raw.update(version=2),
    lambda raw: raw.update(asked=1), lambda raw: raw.update(asked="8"),
    lambda raw: raw["rows"][0].update(packed="!!"), lambda raw: raw["rows"][0].update(prompt=1),
    lambda raw: raw["rows"][0].update(packed=base64.b64encode(b"nothing").decode()),
    lambda raw: raw.update(rows={}), lambda raw: raw.pop("created"),
    lambda raw: raw.update(rows=raw["rows"] * 60, asked=120),
])
def test_a_damaged_file_is_one_sentence(change):
    raw = json.loads(to_json(raced(["a", "b"])))
    change(raw)
    with pytest.raises(UserError):
        from_json(json.dumps(raw))


def test_without_a_store_nothing_opens_and_nothing_breaks(tmp_path):
    lookup = RecordingLookup(Settings(data_dir=None, recordings_folder=tmp_path,
                                      exams_folder=tmp_path))
    app = TestClient(Starlette(routes=all_routes(lookup)))
    assert app.get("/m/" + "A" * 22).status_code == 404
    assert app.get("/s/" + "A" * 22 + "~1").status_code == 404


def test_an_empty_list_is_a_page_too(client, lookup):
    kept = lookup.lists.keep(PromptList(asked=3))
    assert client.get(f"/m/{kept.id}").status_code == 200
    assert client.get(f"/m/{kept.id}.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize("form", ["/m/{}", "/m/{}/", "/m/{}/embed"])
def test_blog_software_learns_how_to_embed_it(client, kept, form):
    address = "http://here" + form.format(kept.id)
    found = client.get("/oembed", params={"url": f"{address}?lang=zh&theme=dark", "maxwidth": 500})
    told = found.json()
    assert (found.status_code, told["type"], told["width"], told["height"]) == (
        200, "rich", 500, 560)
    assert f'src="http://here/m/{kept.id}/embed?lang=zh&amp;theme=dark"' in told["html"]
    assert "width=\"500\"" in told["html"] and told["thumbnail_url"].endswith(".png?lang=zh")
    assert client.get(told["thumbnail_url"]).headers["content-type"] == "image/png"


def test_the_discovery_link_of_a_page_answers(client, kept):
    for language in ("en", "zh"):
        page = client.get(f"/m/{kept.id}?lang={language}").text
        address = re.search(r'json\+oembed" href="([^"]+)"', page)[1].replace("&amp;", "&")
        told = client.get(address).json()
        assert told["title"] in page and HOSTILE not in told["html"]
        assert ("lang=zh" in told["html"]) == (language == "zh")


def test_what_is_not_there_is_not_embedded(client, kept, lookup):
    def status(address):
        return client.get("/oembed", params={"url": address}).status_code

    assert status(f"http://here/m/{kept.id}.json") == 404
    assert status(f"http://here/e/{kept.id}") == 404
    assert status(f"http://there/m/{kept.id}") == 404
    lookup.lists.delete(kept.id, kept.token)
    assert status(f"http://here/m/{kept.id}") == 410
