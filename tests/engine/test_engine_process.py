"""The engine in its own process: the same answers, stops, failures told, and a new start."""

import subprocess
import sys
import threading
import time

import pytest

from demo.engine.process import EngineProcess
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.recording.data import SIDES, Request

ASK = Request("hello there", max_tokens=8)


@pytest.fixture(scope="module")
def engine(tiny_settings):
    engine = EngineProcess(tiny_settings)
    yield engine
    engine.close()


def last(engine, request=ASK, pair="llama", stop=None):
    *_, final = engine.compare(request, pair, stop or Stop())
    return final


def test_it_says_what_a_session_in_this_process_says(engine, session):
    *_, here = session.compare(ASK, "llama")
    there = last(engine)
    for side in SIDES:
        assert there.answers[side].tokens == here.answers[side].tokens
        assert there.answers[side].text == here.answers[side].text
    assert engine.status().state == "ready" and engine.status().blank is not None


def test_a_bad_request_never_reaches_it(engine):
    with pytest.raises(UserError, match="empty"):
        last(engine, Request("  "))


def test_the_models_own_complaint_comes_back_as_one_sentence(engine):
    with pytest.raises(UserError, match="shorten it"):
        last(engine, Request("a" * 300))
    assert last(engine).done


def test_an_unknown_pair_fails_in_one_sentence_and_the_next_request_works(engine):
    with pytest.raises(UserError, match="There is no pair 'nowhere'"):
        last(engine, pair="nowhere")
    assert engine.status().state == "failed" and "nowhere" in engine.status().why
    assert last(engine).done and engine.status().state == "ready"


def test_loading_in_the_background_ends_ready(engine):
    engine.load("gpt2")
    assert _until(lambda: (engine.status().pair, engine.status().state) == ("gpt2", "ready"))


def test_a_stop_reaches_it_and_keeps_what_was_said(engine):
    stop, final = Stop(), None
    for recording in engine.compare(Request("hi", max_tokens=200), "llama", stop):
        final = recording
        if recording.answers["teacher"].tokens:
            stop.ask()
    ends = [a.end for a in final.answers.values()]
    assert ends == ["stopped", "stopped"] and final.answers["teacher"].tokens


def test_a_reader_who_leaves_frees_it(engine):
    stream = engine.compare(Request("hi", max_tokens=250, time_limit=60), "llama", Stop())
    next(stream), next(stream)
    stream.close()
    started = time.monotonic()
    assert last(engine).done and time.monotonic() - started < 20


def test_two_requests_never_overlap(engine):
    """While one runs, a second one gets nothing: not even its blank recording."""
    first = engine.compare(Request("hi", max_tokens=250), "llama", Stop())
    next(first), next(first)
    came = threading.Event()

    def second():
        for _ in engine.compare(ASK, "llama", Stop()):
            came.set()

    thread = threading.Thread(target=second)
    thread.start()
    assert not came.wait(0.5)
    first.close()
    thread.join(30)
    assert came.is_set()


def test_when_it_dies_the_visitor_is_told_and_a_new_one_loads_by_itself(engine):
    stream = engine.compare(Request("hi", max_tokens=250), "llama", Stop())
    next(stream), next(stream)
    engine._child.process.kill()
    with pytest.raises(UserError, match="stopped unexpectedly"):
        for _ in stream:
            pass
    assert _until(lambda: engine.status().state == "loading")
    assert _until(lambda: (engine.status().pair, engine.status().state) == ("llama", "ready"), 90)
    assert last(engine).done


def test_the_page_side_imports_no_torch():
    code = (
        "import sys, demo.engine.process, demo.pairs, demo.recording.metrics;"
        "import demo.recording.verdict, demo.request_limits;"
        "sys.exit(any(m in sys.modules for m in ('torch', 'transformers', 'bitsandbytes')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_session_runs_without_bitsandbytes_until_a_pair_needs_it():
    code = (
        "import sys; sys.modules['bitsandbytes'] = None; import demo.engine.session;"
        "sys.exit('gradio' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def _until(true, seconds=30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
