"""Several prompts from what was typed to a list: progress, Stop, trouble, sharing."""

import threading

import pytest

from demo.page.comparison_runs import ComparisonRuns
from demo.page.list_runs import LONGEST, ListRuns
from demo.page.many_prompts import drawn
from demo.page.page_sessions import PageSession
from demo.sharing.recording_lookup import RecordingLookup
from tests.prompts.made_lists import CRASHES, FAILS, REFUSED, WHY, TroubledEngine
from tests.serving import page_settings

NUMBERS = (64, 0.0, 1.0, 7)


@pytest.fixture
def runs(tmp_path):
    settings = page_settings(tmp_path, data_dir=tmp_path / "data")
    engine = TroubledEngine(settings, delay=0.0)
    engine.loaded = "abacus"
    return ListRuns(ComparisonRuns(engine, settings, RecordingLookup(settings)))


def race(runs, visit, text, **terms):
    return list(runs.race(visit, text, NUMBERS, "abacus",
                          **{"system": "", "penalties": False, "mode": "race", **terms}))


def test_every_prompt_is_asked_on_the_boxs_terms(runs):
    visit = PageSession()
    views = race(runs, visit, "a\n\nb\nc")
    asked = runs.running.engine.requests
    assert [one.prompt for one in asked] == ["a", "b", "c"]
    assert {(one.max_tokens, one.seed) for one in asked} == {(64, 7)}
    assert [len(view.prompts.rows) for view in views if view.running] == [0, 1, 2, 3]
    assert not visit.many.running and visit.many_stop is None


def test_trouble_is_told_in_its_row_and_the_rest_goes_on(runs):
    visit = PageSession()
    race(runs, visit, "\n".join(["a", "b", FAILS, REFUSED, "c"]))
    html = drawn(visit.many, "en", "http://here")["html"]
    assert len(visit.many.prompts.rows) == 5 and WHY in html and "All 5 are raced." in html


def test_stop_keeps_what_was_measured_and_leaves_out_what_was_cut(runs):
    visit, begun = PageSession(), threading.Event()
    runs.running.engine.delay = 0.02

    def go():
        for view in runs.race(visit, "a\nb\nc\nd", NUMBERS, "abacus", mode="race"):
            if len(view.prompts.rows) == 1:
                begun.set()

    thread = threading.Thread(target=go)
    thread.start()
    assert begun.wait(20)
    runs.stop(visit)
    thread.join(20)
    assert len(visit.many.prompts.rows) == 1 and visit.many.prompts.asked == 4
    html = drawn(visit.many, "en", "")["html"]
    assert "Stopped: what was measured stays." in html and "1 of 4 prompts were raced" in html


def test_a_closed_page_ends_its_list(runs):
    visit = PageSession()
    going = runs.race(visit, "a\nb", NUMBERS, "abacus", mode="race")
    next(going)
    visit.gone = True
    assert not list(going)[-1].prompts.rows


@pytest.mark.parametrize("text, terms, said", [
    ("", {}, "no prompt"), ("x\n" * 51, {}, "at most 50"),
    ("a\n" + "x" * 16_001, {}, "Line 2: .*shorten"), ("x" * (LONGEST + 1), {}, "may have 80,000"),
    ("a", {"mode": "cascade"}, "choose Race"),
])
def test_a_complaint_is_one_sentence_and_nothing_is_lost(runs, text, terms, said):
    import re

    visit = PageSession()
    race(runs, visit, "a\nb")
    race(runs, visit, text, **terms)
    assert re.search(said, visit.many.complaint) and len(visit.many.prompts.rows) == 2
    assert len(runs.running.engine.requests) == 2


def test_a_setting_that_cannot_be_is_no_lines_fault(runs):
    visit = PageSession()
    list(runs.race(visit, "a", (0, 0.0, 1.0, 0), "abacus", mode="race"))
    assert visit.many.complaint.startswith("Max tokens must be")


def test_an_error_of_ours_keeps_what_was_measured(runs):
    visit = PageSession()
    race(runs, visit, f"a\nb\n{CRASHES}\nc")
    assert len(visit.many.prompts.rows) == 2 and "error" in visit.many.complaint.lower()


def test_nothing_is_begun_twice(runs):
    visit = PageSession()
    going = runs.race(visit, "a\nb", NUMBERS, "abacus", mode="race")
    next(going)
    (second,) = race(runs, visit, "c")
    assert "already" in second.complaint
    list(going)
    assert [one.prompt for one in runs.running.engine.requests] == ["a", "b"]


def test_others_races_go_in_between(runs):
    """The device is let go after every prompt."""
    visit = PageSession()
    for view in runs.race(visit, "a\nb", NUMBERS, "abacus", mode="race"):
        assert not view.running or runs.running.engine.running == 0


def test_it_is_shared_once_and_each_of_it_comes_on_the_stage(runs):
    visit = PageSession(base="http://here")
    race(runs, visit, "a\nb")
    kept = runs.share(visit).kept
    assert runs.share(visit).kept == kept and len(runs.lists.open(kept.id).rows) == 2
    html = drawn(visit.many, "en", "http://here")["html"]
    assert f"http://here/m/{kept.id}" in html and kept.token in html
    runs.running.put(visit, runs.recording(visit, 2))
    assert visit.scene.recording.request.prompt == "b" and visit.scene.panel.why == "offer"
    assert runs.recording(visit, 0) is None and runs.recording(visit, 3) is None


def test_without_a_store_it_says_so_and_can_be_downloaded(tmp_path):
    settings = page_settings(tmp_path)
    engine = TroubledEngine(settings, delay=0.0)
    engine.loaded = "abacus"
    runs, visit = ListRuns(ComparisonRuns(engine, settings, RecordingLookup(settings))), (
        PageSession())
    race(runs, visit, "a")
    assert "keeps nothing" in runs.share(visit).complaint
    assert 'download="prompts.json"' in drawn(visit.many, "en", "")["html"]
