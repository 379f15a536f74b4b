"""The Votes tab in a browser: asked unseen, voted once, revealed; by keys, Chinese, on a phone."""

from __future__ import annotations

import dataclasses

import pytest

from demo.votes.vote_store import votes_in
from tests.browser.conftest import QUESTION, until
from tests.browser.test_accessibility import axe, violations  # noqa: F401
from tests.browser.test_compare_page import CONTRAST
from tests.browser.test_two_visitors import full  # noqa: F401
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings

pytestmark = pytest.mark.browser
TOLD = ["teacher", "student", "师父", "徒弟"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("votes")
    settings = dataclasses.replace(page_settings(folder, queue_size=2), data_dir=folder / "data")
    found = ScriptedEngine(settings, delay=0.02, answers={
        "teacher": "504 − 57 = 447.\nAnswer: 447", "student": "504 − 57 = 457.\nAnswer: 457"})
    recorded(found, QUESTION, settings.recordings_folder)
    found.loaded = "abacus"
    return found


def opened(visitor, query="?__theme=light&tab=votes"):
    visitor.open(query)
    visitor.page.wait_for_selector("#votes .pose")
    return visitor


def posed(visitor, text="Is 7 prime?"):
    visitor.page.fill("#votes .pose textarea", text)
    visitor.page.press("#votes .pose textarea", "Enter")
    visitor.page.wait_for_selector("#ballot .way")
    return visitor


def kept(engine):
    return [vote for _, vote, _ in votes_in(engine.settings.data_dir / "votes")]


def test_asked_unseen_voted_once_and_then_revealed(visit, engine):
    visitor, before = opened(visit()), len(kept(engine))
    assert not visitor.page.is_visible("#compare")
    posed(visitor)
    shown = visitor.page.evaluate("document.querySelector('#ballot .pair').outerHTML")
    assert "447" in shown and "457" in shown
    assert not [word for word in [*TOLD, "tok/s", "MB"] if word in shown.lower()]
    visitor.page.fill("#ballot .vote textarea", "446 + 1")
    visitor.page.dblclick("#ballot .way[data-choice=a]")
    visitor.page.wait_for_selector("#ballot .revealed")
    who = "teacher" if "447" in visitor.text("#ballot .side >> nth=0") else "student"
    assert f"You preferred the {who}." in visitor.text("#ballot .revealed")
    assert visitor.text("#ballot .side >> nth=0").startswith(f"A was the {who}")
    assert len(kept(engine)) == before + 1
    assert [(vote.choice, vote.correction) for vote in kept(engine)
            if vote.comparison.prompt == "Is 7 prime?"] == [(who, "446 + 1")]
    assert "vote" in visitor.text("#ballot .tally .count >> nth=0")
    assert visitor.problems == []


def test_by_keys_alone(visit):
    visitor = opened(visit())
    visitor.page.focus("#unseen-question")
    visitor.page.keyboard.type("14 * 36?")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#ballot .way")
    visitor.page.focus("#ballot .way[data-choice=tie]")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#ballot .revealed")
    assert visitor.text("#ballot .revealed").startswith("You found both equally good.")
    assert visitor.problems == []


def test_a_bad_correction_says_so_and_stays_in_its_box(visit):
    visitor = posed(opened(visit()), "a long correction")
    visitor.page.fill("#ballot .vote textarea", "x" * 4001)
    visitor.page.click("#ballot .way[data-choice=b]")
    visitor.page.wait_for_selector("#ballot .notice")
    assert "shorten it" in visitor.text("#ballot .notice")
    assert len(visitor.page.input_value("#ballot .vote textarea")) == 4001
    visitor.page.fill("#ballot .vote textarea", "short")
    visitor.page.click("#ballot .way[data-choice=b]")
    visitor.page.wait_for_selector("#ballot .revealed")
    assert visitor.problems == []


def test_a_question_that_is_refused_stays_in_its_box(visit):
    visitor = opened(visit())
    visitor.page.fill("#unseen-question", "x" * 16001)
    visitor.page.click("#votes .ask-unseen")
    visitor.page.wait_for_selector("#ballot .notice")
    assert "shorten it" in visitor.text("#ballot .notice")
    assert len(visitor.page.input_value("#unseen-question")) == 16001
    assert visitor.problems == []


def test_escape_stops_it_and_there_is_nothing_to_vote_on(visit, engine):
    visitor = opened(visit())
    engine.delay = 0.3
    try:
        visitor.page.fill("#unseen-question", "stop me")
        visitor.page.press("#unseen-question", "Enter")
        until(lambda: engine.running == 1, page=visitor.page)
        until(lambda: not visitor.page.is_disabled("#stop"), page=visitor.page)
        visitor.page.keyboard.press("Escape")
        visitor.page.wait_for_selector("#ballot .notice")
    finally:
        engine.delay = 0.02
    assert "stopped" in visitor.text("#ballot .notice") and visitor.problems == []


def test_what_was_typed_and_the_ballot_outlast_a_change_of_language(visit):
    visitor = posed(opened(visit()), "in two languages")
    visitor.page.click("#language >> text=中文")
    until(lambda: visitor.text("#ballot legend") == "哪个回答更好？", page=visitor.page)
    assert visitor.page.input_value("#unseen-question") == "in two languages"
    visitor.page.click("#ballot .way >> nth=3")
    visitor.page.wait_for_selector("#ballot .revealed")
    assert visitor.text("#ballot .revealed").startswith("你觉得两边都不好。")
    assert visitor.problems == []


def test_hostile_text_is_text(visit):
    visitor = posed(opened(visit()), "</p><script>alert(1)</script>${alert(2)} {{value}} `x`")
    assert "${alert(2)} {{value}} `x`" in visitor.text("#ballot .question")
    visitor.page.click("#ballot .way >> nth=0")
    visitor.page.wait_for_selector("#ballot .revealed")
    assert visitor.problems == []


def test_a_full_queue_is_told_on_the_tab(visit, full):  # noqa: F811
    visitor = opened(visit())
    visitor.page.fill("#unseen-question", "nobody hears me")
    visitor.page.press("#unseen-question", "Enter")
    visitor.page.wait_for_selector("#waiting-unseen .queue.refused")
    assert visitor.text("#waiting-unseen .queue").startswith("The queue is full")
    assert visitor.page.input_value("#unseen-question") == "nobody hears me"


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("theme, language", [("light", "en"), ("dark", "zh")])
def test_every_state_fits_has_contrast_and_is_accessible(
    visit, axe, width, theme, language  # noqa: F811
):
    visitor = visit(viewport={"width": width, "height": 780})
    opened(visitor, f"?__theme={theme}&lang={language}&tab=votes")
    page, found = visitor.page, {}

    def look(state):
        page.wait_for_timeout(100)
        contrast = CONTRAST.replace("'main *, ", "'#votes *, #tabs *, main *, ")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        found[state] = [wide, page.evaluate(contrast), violations(page, axe)]

    look("empty")
    posed(visitor, f"at {width} {theme}")
    look("open")
    page.click("#ballot .way[data-choice=b]")
    page.wait_for_selector("#ballot .revealed")
    page.click("#ballot .tally summary")
    look("revealed")
    assert found == dict.fromkeys(found, [False, [], []]) and visitor.problems == []
