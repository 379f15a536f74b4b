"""The endpoint /compare, asked by gradio_client and by hand, on a live server."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from demo.settings import ROOT
from tests.scripted import ANSWER, ScriptedEngine
from tests.serving import page_settings, served


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    found = ScriptedEngine(page_settings(tmp_path_factory.mktemp("api"), queue_size=2))
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


@pytest.fixture
def client(url):
    return Client(url, verbose=False)


def until(true, seconds=8.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    assert true()


def test_the_stream_only_grows_and_ends_with_numbers(client):
    seen = list(client.submit("What is 2 + 2?", api_name="/compare"))
    for earlier, later in zip(seen, seen[1:], strict=False):
        assert all(late.startswith(early) for early, late in zip(earlier[:2], later[:2],
                                                                  strict=True))
    teacher, student, numbers = seen[-1]
    assert teacher == student == ANSWER
    assert len(seen) > 5 and numbers["done"] is True
    assert numbers["sides"]["teacher"]["ttft_ms"] == pytest.approx(21)
    assert numbers["sides"]["student"]["tokens_per_second"] == pytest.approx(1 / 0.0053)
    assert numbers["ratios"]["speed"] == pytest.approx(104 / 53)
    assert "Same answer" in numbers["verdict"]


def test_the_readmes_own_snippet_works(url, capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet = re.search(r"```python\n(.*?)```", readme, re.S).group(1)
    assert "http://127.0.0.1:7860" in snippet
    exec(snippet.replace("http://127.0.0.1:7860", url), {})
    assert capsys.readouterr().out.strip().endswith(" ms")


def test_every_side_has_its_numbers(client):
    *_, numbers = client.predict("What is 14 * 36 - 57?", api_name="/compare")
    assert set(numbers["sides"]) == {"teacher", "student"}
    for row in numbers["sides"].values():
        assert row["ttft_ms"] > 0 and row["tokens_per_second"] > 0


def test_max_tokens_is_obeyed(client):
    *_, numbers = client.predict("hello", max_tokens=3, api_name="/compare")
    assert numbers["sides"]["teacher"]["tokens"] == 3
    assert numbers["sides"]["teacher"]["end"] == "max_tokens"


@pytest.mark.parametrize("arguments, sentence", [
    ({"prompt": ""}, "question is empty"), ({"prompt": " \n "}, "question is empty"),
    ({"prompt": "x" * 16001}, "shorten"), ({"prompt": "a\x00b"}, "control characters"),
    ({"prompt": "a", "max_tokens": 0}, "Max tokens must be"),
    ({"prompt": "a", "max_tokens": 10**6}, "Max tokens must be"),
    ({"prompt": "a", "temperature": -1}, "Temperature must be"),
    ({"prompt": "a", "top_p": 1.5}, "Top-p must be"),
    ({"prompt": "a", "seed": "one"}, "Seed must be"),
    ({"prompt": "a", "penalties": "x"}, "own penalties must be true or false"),
    ({"prompt": "a", "pair": "../../etc"}, "no pair of that name"),
])
def test_bad_input_is_one_clear_sentence_and_starts_nothing(client, engine, arguments, sentence):
    before = engine.started
    with pytest.raises(AppError, match=sentence):
        client.predict(**arguments, api_name="/compare")
    assert engine.started == before


def test_a_crash_is_an_apology_with_a_number_and_no_detail(client, engine):
    engine.crash = "secret detail"
    try:
        with pytest.raises(AppError) as caught:
            client.predict("hello", api_name="/compare")
    finally:
        engine.crash = ""
    assert "Something went wrong" in str(caught.value) and "secret" not in str(caught.value)


def test_cancel_frees_the_lane(client, engine):
    engine.delay = 0.1
    job = client.submit("long", api_name="/compare")
    until(lambda: engine.running == 1)
    ended = engine.ended
    job.cancel()
    until(lambda: engine.running == 0 and engine.ended == ended + 1, 2.0)
    engine.delay = 0.03
    assert client.predict("again", api_name="/compare")[2]["done"]


def test_requests_never_overlap_and_a_full_queue_says_so(url, engine):
    engine.delay = 1.0  # the first must not be over before the last has asked
    first = Client(url, verbose=False)
    running = first.submit("first", api_name="/compare")
    until(lambda: engine.running == 1)
    clients = [Client(url, verbose=False) for _ in range(2)]
    waiting = [client.submit("waiting", api_name="/compare") for client in clients]
    until(lambda: httpx.get(f"{url}gradio_api/queue/status").json()["queue_size"] == 2)
    with pytest.raises(Exception, match="(?i)queue is full"):
        Client(url, verbose=False).predict("one too many", api_name="/compare")
    engine.delay = 0.03
    for job in (running, *waiting):
        assert job.result(timeout=30)[2]["done"]
    assert engine.most_running == 1


def test_the_queue_cannot_be_stepped_past(url):
    data = {"data": ["hello", 8, 0, 1, 0, ""]}
    answer = httpx.post(f"{url}gradio_api/run/compare", json=data)
    assert answer.status_code == 404 and "queue" in answer.text


@pytest.mark.parametrize("size", [1, 100_000])
def test_uploads_are_closed(url, size):
    files = {"files": ("any.txt", b"x" * size)}
    assert httpx.post(f"{url}gradio_api/upload", files=files).status_code == 404


@pytest.mark.parametrize("path", ["app.py", "/etc/passwd", "demo/settings.py"])
def test_no_file_of_the_server_is_served(url, path):
    assert httpx.get(f"{url}gradio_api/file={path}").status_code == 403


def test_only_comparing_is_public(client):
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == [
        "/compare", "/compare_many"]
