"""What a newcomer does in the first minute: watch, guess, run, ask again, take it along."""

from __future__ import annotations

import pytest

from demo.page import comparison_runs
from tests.browser.conftest import until

pytestmark = pytest.mark.browser
MOVING = {"reduced_motion": "no-preference"}
STATES = """() => { window.states = [];
  const note = () => { const now = [...document.querySelectorAll('.side .state')]
    .map(node => node.textContent).join();
    if (now !== window.states.at(-1)) window.states.push(now); };
  new MutationObserver(note).observe(document.querySelector('#stage'),
    {childList: true, subtree: true, characterData: true}); note(); }"""


@pytest.fixture
def held(monkeypatch):
    """Short races are played afterwards, as on the real page."""
    monkeypatch.setattr(comparison_runs, "HELD_SECONDS", 5.0)


def test_the_opening_is_first_painted_at_its_start_and_plays_in_slow_motion(visit):
    visitor = visit(**MOVING).open()
    assert visitor.states()[0] in ("reading", "replaying")
    assert "slow motion, ratio kept" in visitor.text(".controls .slow")
    visitor.page.click("#skip")
    assert visitor.states() == ["done", "done"] and visitor.text("#play") == "Play again"
    visitor.page.click("#play")
    visitor.page.wait_for_selector("#play[data-wish=pause]")
    visitor.wait_states("done", "done")
    assert visitor.problems == []


def test_a_short_race_is_never_painted_finished_and_then_wiped(visit, engine, held):
    visitor = visit(**MOVING).open()
    visitor.page.click("#skip")
    engine.delay = 0.005
    try:
        visitor.fill("#prompt textarea", "quick one")
        visitor.page.evaluate(STATES)
        visitor.page.click("#run")
        visitor.page.wait_for_selector(".badge.measured")
        assert visitor.page.query_selector(".unfinished"), "it plays now, from its start"
        visitor.wait_states("done", "done")
    finally:
        engine.delay = 0.06
    seen = visitor.page.evaluate("window.states")
    # What stood there before, then this race, whose end comes once and last.
    assert seen.count("done,done") <= 2 and seen[-1] == "done,done"
    assert seen.index("replaying,replaying") > 0 and visitor.problems == []


def test_who_wants_no_motion_sees_the_end_at_once_and_can_play_it(visit):
    visitor = visit().open()
    assert not visitor.page.is_visible("#turns")  # one question is no conversation
    assert visitor.states() == ["done", "done"] and visitor.text("#play") == "Play again"


def test_a_guess_is_held_against_what_was_measured_when_that_is_seen(visit):
    visitor = visit().open()
    visitor.page.click("#guess summary")
    visitor.page.select_option("[data-guess=same]", "no")
    visitor.page.select_option("[data-guess=speed]", "5")
    visitor.ask_and_see("guessed")
    assert visitor.text("#guess") and not visitor.page.inner_text("#guess .guessed")
    visitor.page.wait_for_selector(".badge.measured")
    until(lambda: visitor.page.inner_text("#guess .guessed"), page=visitor.page)
    assert visitor.page.inner_text("#guess .guessed") == (
        "You guessed: different answers, 5×. It was: the same answer, 2.0×.")
    visitor.page.click("#language >> text=中文")
    until(lambda: visitor.text("#guess summary") == "先猜一猜", page=visitor.page)
    assert visitor.problems == []


def test_asking_again_shows_the_scatter_and_another_seed_fills_the_settings(visit, engine):
    visitor = visit().open()
    visitor.open_settings()
    visitor.ask("again and again")
    visitor.page.wait_for_selector(".badge.measured")
    engine.delay = 0.01
    try:
        visitor.page.click(".again .act >> nth=0")
        visitor.page.wait_for_selector(".repeats")
        assert visitor.text(".repeats h3") == "Asked 5 times"
        assert "median of 5 runs" in visitor.text(".verdict")
        visitor.page.click(".again .act[data-times='']")
        until(lambda: visitor.page.input_value("#seed input") == "1", page=visitor.page)
    finally:
        engine.delay = 0.06
    assert visitor.page.input_value("#temperature input") == "0.7"
    assert engine.requests[-1].seed == 1 and visitor.problems == []


def test_the_request_can_be_taken_along_as_code(visit, url):
    visitor = visit().open()
    visitor.ask("as code")
    visitor.page.wait_for_selector(".badge.measured")
    visitor.page.click(".codes summary")
    code = visitor.page.input_value(".give.curl textarea")
    assert "as code" in code and f"{url}gradio_api/call/compare" in code


def test_enter_goes_to_the_answers_on_a_phone_as_run_does(visit):
    visitor = visit(viewport={"width": 390, "height": 700}).open()
    visitor.ask("scroll to me")
    until(lambda: visitor.page.evaluate("scrollY") > 100, page=visitor.page)
    assert visitor.page.evaluate(
        "getComputedStyle(document.querySelector('.chips')).flexWrap") == "nowrap"


def test_two_columns_from_700_pixels(visit):
    for width, columns in ((690, 1), (705, 2)):
        visitor = visit(viewport={"width": width, "height": 800}).open()
        shown = visitor.page.evaluate(
            "getComputedStyle(document.querySelector('.pair')).gridTemplateColumns")
        assert len(shown.split()) == columns
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_guess_is_forgotten_with_its_question_and_scored_once(visit):
    visitor = visit().open()
    visitor.page.click("#guess summary")
    visitor.page.select_option("#guess [data-guess=same]", "no")
    visitor.ask("14 * 36 - 57?")
    until(lambda: visitor.text("#guess .guessed"), 20, visitor.states, visitor.page)
    assert visitor.page.input_value("#guess [data-guess=same]") == ""
    visitor.page.click("#gallery [data-key]")
    until(lambda: not visitor.text("#guess .guessed"), 10, lambda: visitor.text("#guess"),
          visitor.page)


def test_no_question_takes_the_place_of_one_that_is_repeated(visit, engine):
    visitor = visit().open()
    visitor.ask("14 * 36 - 57?")
    # The recording that the page opens with offers the same until the question has its turn.
    visitor.page.wait_for_selector(".badge.measured")
    until(lambda: visitor.page.query_selector(".again.shown"), 20, visitor.states, visitor.page)
    visitor.page.click(".again [data-times='5']")
    visitor.page.wait_for_selector("[data-measuring=again]")
    until(lambda: visitor.page.is_disabled("#run"), 5, lambda: "", visitor.page)
    started = engine.started
    visitor.page.press("#prompt textarea", "Enter")
    visitor.page.wait_for_selector(".repeats")
    assert engine.started <= started + 5 and not visitor.page.is_disabled("#run")
    assert "14 * 36 - 57?" in visitor.text(".caption")


def test_the_track_is_looked_at_to_its_edges_while_it_plays_and_back(visit):
    visitor = visit(reduced_motion="no-preference").open()
    page = visitor.page
    page.wait_for_selector(".unfinished")
    page.query_selector(".lanes").scroll_into_view_if_needed()
    box = page.query_selector(".lanes").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 60, box["y"] + 20)
    page.mouse.up()
    seen = page.get_attribute(".lane svg >> nth=0", "viewBox").split()
    assert float(seen[0]) > 300 and abs(float(seen[0]) + float(seen[2]) - 1000) < 1
    assert not page.query_selector(".unfinished")
    page.click(".whole-track")
    assert page.get_attribute(".lane svg >> nth=0", "viewBox") == "0 0 1000 24"
    assert not page.is_visible(".whole-track") and visitor.problems == []
