"""A card's page, embed and files are served without a model, and can be deleted."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from demo.exam.exam_card import to_json
from demo.settings import Settings
from demo.sharing import exam_routes
from demo.sharing.all_routes import all_routes
from demo.sharing.card_lookup import CardLookup
from demo.sharing.recording_lookup import RecordingLookup
from tests.exam.exams import results


@pytest.fixture
def lookup(tmp_path):
    (tmp_path / "exams-shipped").mkdir()
    shipped = to_json(results("b" * 9 + "tsn", subject="add").card)
    (tmp_path / "exams-shipped" / "First one.json").write_text(shipped, encoding="utf-8")
    (tmp_path / "exams-shipped" / "broken.json").write_text("{")
    return CardLookup(Settings(data_dir=tmp_path, exams_folder=tmp_path / "exams-shipped"))


@pytest.fixture
def client(lookup):
    app = Starlette(routes=exam_routes.routes(lookup, Settings()))
    return TestClient(app, base_url="http://here")


def test_a_shipped_card_opens_in_every_form(client):
    page = client.get("/e/example-first-one?lang=en")
    assert page.status_code == 200 and "Too few questions" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "<script" not in page.text and "og:image" in page.text
    assert "师父" in client.get("/e/example-first-one?lang=zh").text
    assert page.text.count('href="http://here/?ask=') == 12
    embed = client.get("/e/example-first-one/embed")
    assert len(embed.text) < len(page.text) and "frame-ancestors" not in str(embed.headers)
    assert client.get("/e/example-first-one.png").content.startswith(b"\x89PNG")
    assert client.get("/e/example-first-one.json").json()["format"] == "apprentice-exam"
    assert client.get("/e/example-first-one.csv").text.count("\n") >= 12
    tag = page.headers["etag"]
    assert client.get("/e/example-first-one?lang=en",
                      headers={"if-none-match": tag}).status_code == 304


def test_blog_software_learns_how_to_embed_it(tmp_path):
    lookup = RecordingLookup(Settings(data_dir=tmp_path, exams_folder=tmp_path / "none"))
    kept = lookup.cards.keep(results("bt").card)
    client = TestClient(Starlette(routes=all_routes(lookup)), base_url="http://here")
    page = client.get(f"/e/{kept.id}?lang=zh").text
    told = client.get(re.search(r'json\+oembed" href="([^"]+)"', page)[1].replace(
        "&amp;", "&")).json()
    assert told["title"] in page and f'src="http://here/e/{kept.id}/embed?lang=zh"' in told["html"]
    assert client.get(told["thumbnail_url"]).content.startswith(b"\x89PNG")


def test_a_stored_card_is_there_until_its_token_deletes_it(client, lookup):
    kept = lookup.keep(results("bt").card)
    assert client.get(f"/e/{kept.id}").status_code == 200
    assert client.post(f"/e/{kept.id}/delete", data={"token": "no"}).status_code == 403
    assert client.get(f"/e/{kept.id}/delete").status_code == 200
    assert client.post(f"/e/{kept.id}/delete", data={"token": kept.token}).status_code == 200
    assert client.get(f"/e/{kept.id}").status_code == 410


def test_nothing_else_opens(client, tmp_path):
    for key in ("example-none", "x" * 22, "x" * 200, "..%2f..%2fetc"):
        assert client.get(f"/e/{key}").status_code == 404
    kept = "A" * 22
    (tmp_path / "exams" / f"{kept}.json").write_bytes(b'{"sha256": "0"}\n{}')
    assert client.get(f"/e/{kept}").status_code == 500
    assert client.get("/e/example-broken").status_code == 404


def test_a_card_that_is_too_large_is_refused(lookup):
    from demo.errors import UserError

    lookup.store.size = 100
    with pytest.raises(UserError, match="exam is"):
        lookup.keep(results("b").card)


def test_without_a_store_only_shipped_ones_open(tmp_path):
    lookup = CardLookup(Settings(data_dir=None, exams_folder=tmp_path))
    app = TestClient(Starlette(routes=exam_routes.routes(lookup, Settings())))
    assert app.get("/e/" + "A" * 22).status_code == 404
    assert json.dumps(lookup.examples) == "{}"
