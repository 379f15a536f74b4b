"""The gallery under the stage: recorded comparisons that replay there, without any model."""

from __future__ import annotations

import dataclasses

import pytest

from demo.recording.file import to_json
from tests.browser.conftest import Visitor, until
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served

pytestmark = pytest.mark.browser
PROMPTS = ("Is 91 prime?", "47 加 85 等于多少？", "<img src=x onerror=alert(1)> W" + "W" * 200)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    settings = page_settings(tmp_path_factory.mktemp("gallery"))
    engine = ScriptedEngine(settings, delay=0.08)
    for index, prompt in enumerate(PROMPTS):
        found = dataclasses.replace(recorded(engine, prompt), created="2026-11-24T08:00:00+00:00")
        if index == 1:
            found = dataclasses.replace(found, pair={**found.pair, "name": "x", "title": "Others"})
        path = settings.recordings_folder / f"{index}-recorded.json"
        path.write_text(to_json(found), encoding="utf-8")
    engine.loaded = "abacus"
    with served(engine, settings) as address:
        yield engine, address


@pytest.fixture
def visit(chromium, site):
    opened = []

    def new(**context):
        opened.append(Visitor(chromium, site[1], **context))
        return opened[-1].open()

    yield new
    for visitor in opened:
        visitor.context.close()


def asked(visitor):
    return visitor.text(".caption q")


def test_choosing_a_recording_replays_it_without_touching_a_model(visit, site):
    visitor = visit()
    visitor.wait_states("done", "done")
    items = visitor.page.query_selector_all("#gallery button")
    assert len(items) == 3 and "24 November 2026" in items[0].inner_text()
    assert "Same answer, word for word · wrote 2.0× faster" in items[0].inner_text()
    named = [item.query_selector(".which") for item in items]
    # The usual pair's own come first; another's are named.
    assert [bool(name) for name in named] == [False, False, True]
    assert named[2].inner_text() == "Others"
    items[2].click()
    until(lambda: asked(visitor) == PROMPTS[1], page=visitor.page)
    visitor.wait_states("done", "done")
    assert visitor.text(".badge").startswith("recorded on")
    assert visitor.page.input_value("#prompt textarea") == PROMPTS[1]
    assert visitor.page.input_value(".give.link textarea").endswith("/s/example-1-recorded")
    assert site[0].started == 0 and visitor.problems == []


def test_one_choice_interrupts_another(visit):
    visitor = visit()
    for index in (1, 2, 0, 1):
        visitor.page.click(f"#gallery [data-key=example-{index}-recorded]")
    until(lambda: asked(visitor) == PROMPTS[1], page=visitor.page)
    visitor.wait_states("done", "done")
    visitor.page.wait_for_timeout(400)
    assert asked(visitor) == PROMPTS[1] and visitor.problems == []


def test_a_choice_leaves_a_race_that_is_being_measured_alone(visit):
    visitor = visit()
    visitor.ask_and_see("What is 2 + 2?")
    visitor.page.click("#gallery li:nth-child(2) button")
    visitor.wait_states("done", "done")
    assert asked(visitor) == "What is 2 + 2?" and visitor.text(".badge") == "measured here"
    assert visitor.problems == []


def test_it_works_by_keyboard_in_chinese_and_on_a_small_screen(visit):
    visitor = visit(locale="zh-CN", viewport={"width": 360, "height": 740})
    until(lambda: visitor.text("#gallery h3") == "录制的比较", page=visitor.page)
    visitor.page.focus("#gallery [data-key=example-2-recorded]")
    visitor.page.keyboard.press("Enter")
    until(lambda: asked(visitor) == PROMPTS[2], page=visitor.page)
    assert "快 2.0 倍" in visitor.text("#gallery [data-key=example-2-recorded] .short")
    wide = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360 and visitor.problems == []
