"""Two visitors, one device: the second waits, sees where, and disturbs nothing."""

from __future__ import annotations

import httpx
import pytest

from demo.page import visitor_queue
from demo.words.page_words import words
from tests.browser.conftest import until

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def slow(engine):
    engine.delay = 0.15
    yield
    engine.delay = 0.06


def test_the_second_visitor_sees_the_place_in_the_queue_and_then_runs(visit, engine):
    first, second = visit().open(), visit().open()
    first.ask("first")
    until(lambda: engine.running == 1, page=first.page)
    second.ask("second")
    second.page.wait_for_function("document.querySelector('.queue').textContent !== ''")
    assert "You are number 1 of 1 in the queue" in second.text(".queue")
    assert second.page.is_visible("#leave") and not second.page.is_visible("#stop")
    first.wait_states("done", "done")
    until(lambda: engine.requests[-1].prompt == "second", page=second.page)
    second.page.wait_for_selector(".badge.live")
    assert second.text(".queue") == ""
    second.wait_states("done", "done")
    assert engine.most_running == 1
    assert first.problems == second.problems == []


def test_leaving_the_queue_never_starts_and_never_stops_another(visit, engine):
    first, second = visit().open(), visit().open()
    first.ask("first again")
    until(lambda: engine.running == 1, page=first.page)
    second.ask("never mind")
    second.page.wait_for_selector("#ask[data-queued]")
    second.page.keyboard.press("Escape")
    second.page.wait_for_selector("#ask:not([data-queued])")
    first.wait_states("done", "done")
    until(lambda: engine.running == 0, page=first.page)
    second.page.wait_for_timeout(500)
    assert "never mind" not in [request.prompt for request in engine.requests]


def test_stop_of_one_visitor_does_not_reach_another(visit, engine):
    first, second = visit().open(), visit().open()
    first.ask_and_see("mine")
    second.page.click("#stop", force=True)
    first.wait_states("done", "done")


def test_closing_the_tab_frees_the_engine(visit, engine):
    visitor = visit().open()
    visitor.ask("and goes away")
    until(lambda: engine.running == 1, page=visitor.page)
    ended = engine.ended
    visitor.context.close()
    until(lambda: engine.running == 0 and engine.ended == ended + 1, 3.0)


@pytest.fixture
def full(url, engine, monkeypatch):
    """A queue whose every place is taken by somebody who does not listen."""
    monkeypatch.setattr(visitor_queue, "UNHEARD_SECONDS", 600.0)
    api, size = f"{url}gradio_api/", engine.settings.queue_size
    for number in range(size):
        body = {"fn_index": 0, "session_hash": f"silent {number}",
                "data": ["silent", 16, 0, 1, 0, "", False, "race", 4, 0.9, "abacus"]}
        assert httpx.post(f"{api}queue/join", json=body).status_code == 200
    yield
    monkeypatch.setattr(visitor_queue, "UNHEARD_SECONDS", 0.0)
    until(lambda: httpx.get(f"{api}queue/status").json()["queue_size"] == 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_full_queue_says_so_once_and_in_the_pages_language(visit, engine, full, language):
    visitor, started = visit().open(f"?lang={language}"), engine.started
    visitor.ask("one too many")
    visitor.wait_refused()
    assert visitor.text(".queue") == words(language)["queue_full"]
    assert visitor.page.query_selector_all(".toast-body") == []
    assert visitor.page.input_value("#prompt textarea") == "one too many"
    assert engine.started == started


def test_a_question_longer_than_a_body_may_be_is_refused_in_a_sentence(visit, engine):
    visitor, started = visit().open(), engine.started
    visitor.fill("#prompt textarea", "x" * 70_000)
    visitor.page.click("#run")
    visitor.wait_refused()
    assert "shorten" in visitor.text(".queue") and engine.started == started
    assert visitor.page.query_selector_all(".toast-body") == []


def test_the_last_question_asked_during_a_run_is_run_after_it(visit, engine):
    """Also in the moment after the answers, in which acceptance and peak are measured."""
    visitor = visit().open()
    asked = len(engine.requests)
    visitor.ask("the first of them")
    until(lambda: engine.running == 1, page=visitor.page)
    for prompt in ("one between", "the last of them"):
        visitor.page.fill("#prompt textarea", prompt)
        visitor.page.keyboard.press("Enter")
    until(lambda: engine.requests[-1].prompt == "the last of them", 20, page=visitor.page)
    visitor.wait_states("done", "done")
    assert [one.prompt for one in engine.requests[asked:]] == ["the first of them",
                                                              "the last of them"]
    assert visitor.text(".caption q") == "the last of them"


def test_two_clicks_on_run_are_one_question(visit, engine):
    visitor = visit().open()
    asked = len(engine.requests)
    visitor.ask("clicked twice")
    until(lambda: engine.running == 1, page=visitor.page)
    visitor.page.focus("#prompt textarea")
    visitor.page.keyboard.press("Enter")
    visitor.wait_states("done", "done")
    visitor.page.wait_for_timeout(1500)
    assert [one.prompt for one in engine.requests[asked:]] == ["clicked twice"]
    visitor.ask("clicked twice")  # asked again a while later it runs again
    until(lambda: len(engine.requests) == asked + 2, page=visitor.page)
    visitor.wait_states("done", "done")
