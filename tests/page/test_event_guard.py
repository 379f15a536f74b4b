"""The queue's door on a live server: how many get in together, whose turn is skipped, and that
what is malformed gets a sentence and leaves no traceback.
"""

from __future__ import annotations

import asyncio
import json
import time

import httpx
import pytest

from demo.page import page_sessions, visitor_queue
from demo.page.build import build, launch_options
from demo.sharing.recording_lookup import RecordingLookup
from demo.words.page_words import words
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings
from tests.visitors import ASKED, QUESTION, Crowd, together

QUEUE_SIZE = 4
LONG_QUESTION = ["a long one", 512, 0, 1, 0, "", False, "race", 4, 0.9, "abacus"]
SENTENCE = {why: words("en")[why] for why in ("queue_full", "queue_session", "queue_address")}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Behind a proxy, so that a test can come from any address."""
    settings = page_settings(tmp_path_factory.mktemp("door"), queue_size=QUEUE_SIZE,
                             behind_proxy=True)
    found = ScriptedEngine(settings, delay=0.0)
    recorded(found, "recorded", settings.recordings_folder)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def page(engine):
    """(address, the queue of its page)"""
    lookup = RecordingLookup(engine.settings)
    blocks = build(engine, engine.settings, lookup)
    _, found, _ = blocks.launch(**launch_options(engine.settings, lookup),
                                prevent_thread_lock=True, quiet=True)
    yield found, blocks._queue
    blocks.close()


@pytest.fixture
def url(page):
    return page[0]


@pytest.fixture(autouse=True)
def empty(url, monkeypatch):
    """Whoever waits unheard after a test has lost the place before the next."""
    yield
    monkeypatch.setattr(visitor_queue, "UNHEARD_SECONDS", 0.0)
    until(lambda: size(url) == 0)


def size(url):
    return httpx.get(f"{url}gradio_api/queue/status").json()["queue_size"]


def until(true, seconds=20.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    assert true()


def address(number):
    return {"x-forwarded-for": f"203.0.{number // 250}.{number % 250 + 1}"}


async def joined(url, senders, event="page"):
    """The answers to joins that are sent at once; `senders` are (session, headers)."""
    async with Crowd(url) as crowd:
        return await together(crowd.send(event, session, ASKED[event], headers)
                              for session, headers in senders)


def told(answer):
    """The sentence of a refusal: the page is told as of a bad question, and a program by status."""
    detail = answer.json()["detail"]
    return detail if isinstance(detail, str) else detail[0]["message"]


def outcome(answers):
    """(how many were admitted, the sentences that the others got)."""
    refused = [answer for answer in answers if answer.status_code != 200]
    assert {answer.status_code for answer in refused} <= {422, 503}
    return len(answers) - len(refused), {told(answer) for answer in refused}


@pytest.mark.parametrize("event", ["page", "compare"])
def test_of_a_hundred_and_fifty_joins_of_one_session_one_gets_in(url, event):
    answers = asyncio.run(joined(url, [("one", address(n)) for n in range(150)], event))
    assert outcome(answers) == (1, {SENTENCE["queue_session"]})


@pytest.mark.parametrize("event", ["page", "compare"])
def test_of_a_hundred_and_fifty_sessions_as_many_get_in_as_may_wait(url, event):
    answers = asyncio.run(joined(url, [(f"s{n}", address(n)) for n in range(150)], event))
    admitted, sentences = outcome(answers)
    assert admitted == QUEUE_SIZE and sentences == {SENTENCE["queue_full"]}


def test_an_address_has_two_places_whatever_its_sessions_are_called(url):
    answers = asyncio.run(joined(url, [(f"s{n}", address(0)) for n in range(20)]))
    assert outcome(answers) == (visitor_queue.PER_ADDRESS, {SENTENCE["queue_address"]})


def test_page_and_program_wait_at_the_same_door(url):
    async def both():
        return (await joined(url, [(f"p{n}", address(n)) for n in range(3)])
                + await joined(url, [(f"c{n}", address(10 + n)) for n in range(3)], "compare"))

    assert outcome(asyncio.run(both()))[0] == QUEUE_SIZE


def test_joins_one_after_another_take_no_more_places(url):
    async def slowly():
        return [(await joined(url, [("patient", address(n))]))[0] for n in range(5)]

    assert outcome(asyncio.run(slowly())) == (1, {SENTENCE["queue_session"]})


def test_a_refusal_speaks_the_visitors_language(url):
    async def ask():
        async with Crowd(url) as crowd:
            await crowd.send("open", "reader", ["zh"])
            for _ in range(2):
                chosen = await crowd.send("page", "reader", QUESTION, address(1))
                browser = await crowd.send("page", "other", QUESTION,
                                           {**address(2), "accept-language": "zh-CN"})
            return told(chosen), told(browser)

    assert asyncio.run(ask()) == (words("zh")["queue_session"],) * 2


def test_a_full_queue_lets_pages_open_and_choose_a_recording(url):
    async def visit():
        async with Crowd(url) as crowd:
            await together(crowd.send("page", f"s{n}", QUESTION, address(n)) for n in range(9))
            assert (await crowd.open("latecomer")).status_code == 200
            return await crowd.send("choose_recording", "latecomer", ["abacus"])

    assert asyncio.run(visit()).status_code == 200


def test_nobody_waits_for_a_visitor_who_does_not_listen(url, engine):
    started = engine.started

    async def visit():
        async with Crowd(url) as crowd:
            assert (await crowd.send("page", "silent", QUESTION, address(1))).status_code == 200
            return await crowd.run("listening")

    assert asyncio.run(visit()) and engine.started == started + 1 and size(url) == 1


def test_a_visitor_who_went_away_loses_the_turn(url, engine, monkeypatch):
    monkeypatch.setattr(visitor_queue, "UNHEARD_SECONDS", 0.0)
    started = engine.started
    asyncio.run(joined(url, [("gone", address(1))]))
    until(lambda: size(url) == 0)
    assert engine.started == started


def test_what_takes_no_turn_waits_in_the_queue_for_opened_pages_only(url):
    async def ask():
        async with Crowd(url) as crowd:
            return await crowd.send("halt", "made up", [], queued=True)

    answer = asyncio.run(ask())
    assert answer.status_code == 422 and told(answer) == words("en")["lost"]


def test_made_up_sessions_leave_nothing_behind(url, page):
    async def many():
        async with Crowd(url) as crowd:
            await together(crowd.send("halt", f"made up {n}", []) for n in range(100))
            await together(crowd.send("look", f"made up {n}", ["abacus"]) for n in range(100))
            async with crowd.page("made up 0"):
                pass
            assert await crowd.run("ran")

    asyncio.run(many())
    queue = page[1]
    kept = (queue.blocks.state_holder.session_data, queue.pending_messages_per_session,
            queue.pending_event_ids_session, queue.pages, queue.streams)
    until(lambda: not any(any(str(key).startswith(("made up", "ran")) for key in held)
                          for held in kept))
    assert queue.visits.known("made up 1") is None and queue.visits.known("ran") is not None


def test_strangers_cannot_take_away_a_visitors_stop(url, page, engine, monkeypatch):
    monkeypatch.setattr(page_sessions, "MOST", 20)
    monkeypatch.setattr(engine, "delay", 0.3)
    monkeypatch.setattr(engine, "answers", dict.fromkeys(engine.answers, "abc" * 512))

    # The question may take as many tokens as the strangers need time.
    async def visit():
        async with Crowd(url) as crowd:
            await crowd.open("visitor")
            running, ended = asyncio.create_task(crowd.run("visitor", LONG_QUESTION)), engine.ended
            while not engine.running:
                await asyncio.sleep(0.02)
            await together(crowd.open(f"stranger {n}") for n in range(60))
            await together(crowd.send("halt", f"stranger {n}", []) for n in range(60))
            assert engine.ended == ended and not running.done()
            await crowd.send("halt", "visitor", [])
            return await running

    assert asyncio.run(visit())
    visit = page[1].visits.known("visitor")
    assert {answer.end for answer in visit.scene.recording.answers.values()} == {"stopped"}


GOOD = {"fn_index": "page", "session_hash": "fuzz", "data": QUESTION}
DEEP = b"[" * 5000
LONG = json.dumps({"data": ["x" * 260_000, *QUESTION[1:]], "fn_index": 0, "session_hash": "f"})
MALFORMED = [
    *({**GOOD, "fn_index": bad} for bad in (-1, 99999, "0", 1.5, True, None, [1], {}, 10**30)),
    *({**GOOD, "session_hash": bad} for bad in (None, "", ["x"], {}, 7, "x" * 101)),
    *({**GOOD, "data": bad} for bad in (None, "x", {}, [], QUESTION[:5], QUESTION * 2)),
    *({**GOOD, "event_data": bad} for bad in ("x", [1], 3)), {**GOOD, "batched": True},
    {**GOOD, "trigger_id": "x"}, {"fn_index": "page", "session_hash": "fuzz"},
    *({**GOOD, "data": [*QUESTION[:place], bad, *QUESTION[place + 1:]]}
      for place, bads in ((0, ([], {}, 3, float("nan"))), (6, (["abacus"], {"a": 1}, None, "no")),
                          (7, ("duel", [], {}, 3)), (8, ("x", [])), (9, ("x", {})),
                          (1, ("x", [], {}, None, float("nan"), float("inf"), 10**400, True)))
      for bad in bads),
    *({**GOOD, "fn_index": name, "data": data} for name, data in (
        ("open", [["en"]]), ("open", [{}]), ("open", [None]), ("reword", ["en", ["abacus"]]),
        ("reword", [{}, "abacus"]), ("chosen", [["abacus"]]), ("look", [{"a": 1}]), ("js_fn", []),
        ("draw", ["distillation", [], {}]), ("halt_one", ["x"]))),
    *({**GOOD, "fn_index": name, "data": [], "event_data": data}
      for name in ("halt_one", "choose_recording") for data in ("x", [], 1)),
    b"", b"{", b"null", b"[]", b"\xff\xfe", DEEP, LONG.encode(),
]


@pytest.mark.parametrize("path", ["queue/join", "run/predict", "api/predict", "call/compare",
                                  "call/v2/compare", "call/nothing", "component_server",
                                  "process_recording", "stream/x", "stream/x/close"])
def test_what_is_malformed_is_answered_and_never_an_error_of_the_server(url, path, capfd, caplog):
    async def ask():
        async with Crowd(url) as crowd:
            return [await crowd.http.post(crowd.api + path, content=body)
                    for body in map(lambda found: encoded(found, crowd.events), MALFORMED)]

    answers = asyncio.run(ask())
    strange = [(body, answer.status_code, answer.text[:80])
               for body, answer in zip(MALFORMED, answers, strict=True)
               if not (400 <= answer.status_code < 500 and answer.json().get("detail"))]
    assert strange == []
    assert "Traceback" not in capfd.readouterr().err + caplog.text


def encoded(body, events):
    if isinstance(body, bytes):
        return body
    number = body.get("fn_index")
    known = events.get(number, number) if isinstance(number, str) else number
    return json.dumps({**body, "fn_index": known}).encode()


@pytest.mark.parametrize("path", ["cancel", "reset"])
@pytest.mark.parametrize("body", [b'{"data": NaN}', b'{"event_id": Infinity}', b"[NaN]", b"", b"{",
                                  b'{"session_hash": [], "fn_index": {}, "event_id": 1}', DEEP])
def test_what_ends_an_event_takes_no_nonsense_either(url, path, body, caplog):
    found = httpx.post(f"{url}gradio_api/{path}", content=body,
                       headers={"content-type": "application/json"})
    assert 400 <= found.status_code < 500 and found.json().get("detail")
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("event", ["halt_one", "choose_recording"])
@pytest.mark.parametrize("data", [None, {}, {"side": ["x"]}, {"key": {"a": 1}}, {"side": "both"}])
def test_event_data_of_somebody_elses_making_does_nothing(url, event, data, capfd):
    async def ask():
        async with Crowd(url) as crowd:
            values = ["abacus"] if event == "choose_recording" else []
            return await crowd.send(event, "somebody", values, event_data=data)

    assert asyncio.run(ask()).status_code == 200
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("data", [None, {}, {"times": ["5"]}, {"times": "1000000"}, {"times": "5"}])
def test_asking_again_is_a_run_like_others_whatever_a_stranger_sends(
    url, engine, data, capfd, monkeypatch
):
    monkeypatch.setattr(engine, "delay", 0.0)
    started = engine.started

    async def ask():
        async with Crowd(url) as crowd:
            joined = await crowd.send("again", "a stranger", [], event_data=data)
            return joined.status_code, [m["msg"] async for m in crowd.messages("a stranger")][-1]

    assert asyncio.run(ask()) == (200, "close_stream")
    assert engine.started - started <= 5 and "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("path", ["queue/data?session_hash=nobody", "call/compare/none",
                                  "call/v2/compare/none", "deep_link?session_hash=nobody",
                                  "heartbeat/", "stream/a/b/1/playlist.m3u8"])
def test_listening_to_nobody_ends_at_once_without_a_traceback(url, path, capfd, caplog):
    answer = httpx.get(f"{url}gradio_api/{path}", timeout=5)
    assert answer.status_code == 404 or "session_not_found" in answer.text
    assert "Traceback" not in capfd.readouterr().err + caplog.text
