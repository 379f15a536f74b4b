"""A conversation in a browser: asked on, edited, shared, opened in a fresh profile, exported."""

import dataclasses
import time
from pathlib import Path

import axe_playwright_python
import pytest

from demo.page.compare import ComparePage
from demo.recording.data import SIDES
from tests.browser.conftest import Visitor, until
from tests.browser.test_accessibility import violations
from tests.scripted import ScriptedEngine
from tests.serving import page_settings, served

pytestmark = pytest.mark.browser
TEACHER = ("<think>Rivers, then.</think>\n\nTwo rivers:\n\n1. the **Danube**\n2. the *Rhine*\n\n"
           "```python\nprint('a')\n```\n[more](https://example.org/rivers)")
STUDENT = "Two rivers:\n\n1. the **Danube**\n2. the Nile <b>x</b>"


class Talking(ScriptedEngine):
    """Tells each side what it was asked, and answers differently in every turn."""

    def _race(self, request, stop):
        self.answers = {side: f"{text}\n\nTurn {len(request.earlier) + 1}." for side, text in
                        zip(SIDES, (TEACHER, STUDENT), strict=True)}
        for recording in super()._race(request, stop):
            yield dataclasses.replace(recording, answers={
                side: dataclasses.replace(
                    answer, asked=f"<user>{request.prompt}<{side}>",
                    model=dataclasses.replace(answer.model, context=1000),
                    kept=30 if request.earlier else 0)
                for side, answer in recording.answers.items()})


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    found = Talking(page_settings(tmp_path_factory.mktemp("talking"), queue_size=4), delay=0.01)
    found.pair = {**found.pair, "conversation": True, "final": "", "reasoning_open": "<think>",
                  "reasoning_close": "</think>"}
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


def asked(visitor, text, turn):
    visitor.ask(text)
    ended(visitor, turn)
    return visitor


def ended(visitor, turn):
    until(lambda: f"Turn {turn}." in visitor.text(".side.student .answer")
          and visitor.page.query_selector(".follow"), 30, visitor.states, visitor.page)


def ask_on(visitor, text, turn):
    visitor.page.fill(".follow textarea", text)
    visitor.page.press(".follow textarea", "Enter")
    ended(visitor, turn)


def test_three_turns_are_asked_shared_opened_and_exported(visit, chromium, url, engine):
    visitor = asked(visit().open(), "Name two rivers.", 1)
    card = visitor.page.query_selector(".side.teacher")
    assert card.query_selector(".rich ol li strong").inner_text() == "Danube"
    assert card.query_selector(".rich pre code").inner_text().strip() == "print('a')"
    assert card.query_selector(".rich a").get_attribute("rel") == "noopener noreferrer nofollow ugc"
    assert "(https://example.org/rivers)" in card.inner_text()
    assert "Reasoning, " in card.query_selector(".thought summary").inner_text()
    assert not card.query_selector(".thoughts").is_visible()
    assert "<b>x</b>" in visitor.text(".side.student .rich")
    assert "Room for about" in visitor.text(".follow")
    ask_on(visitor, "And in Asia?", 2)
    ask_on(visitor, "Why?", 3)
    assert [turn.prompt for turn in engine.requests[-1].earlier] == ["Name two rivers.",
                                                                     "And in Asia?"]
    asked_before = visitor.page.query_selector_all(".turn .question")
    assert asked_before[1].inner_text() == "And in Asia?"
    assert asked_before[0].bounding_box()["y"] < asked_before[1].bounding_box()["y"]
    assert "Rivers, then." not in visitor.text(".earlier")
    assert "30 more were kept in the KV cache" in visitor.text(".side.student .details")
    visitor.page.click(".share [data-act=publish]")
    visitor.page.wait_for_selector(".give.link textarea")
    link = visitor.page.input_value(".give.link textarea")
    reader = Visitor(chromium, url)
    reader.page.goto(link)
    assert [q.inner_text() for q in reader.page.query_selector_all(".question")] == [
        "Name two rivers.", "And in Asia?"]
    assert "Turn 3." in reader.text(".side.teacher .rich")
    reader.page.click(".asked summary >> nth=0")
    assert "<user>Why?<teacher>" in reader.text(".side.teacher .asked")
    exported = reader.page.request.get(
        visitor.page.get_attribute("a.act[download*=html]", "href")).text()
    assert "And in Asia?" in exported and "Turn 3." in exported
    assert visitor.problems == reader.problems == []
    reader.context.close()


def test_a_question_asked_while_the_last_is_put_away_is_asked_once(visit, engine, monkeypatch):
    choose = ComparePage.choose

    def slowly(page, *values, **named):
        time.sleep(1)
        return choose(page, *values, **named)

    visitor = asked(visit().open(), "Name two rivers.", 1)
    monkeypatch.setattr(ComparePage, "choose", slowly)
    ask_on(visitor, "And in Asia?", 2)
    visitor.page.fill(".follow textarea", "Why?")
    visitor.page.press(".follow textarea", "Enter")
    visitor.page.press(".follow textarea", "Enter")
    ended(visitor, 3)
    time.sleep(2.5)
    assert [turn.prompt for turn in engine.requests[-1].earlier] == ["Name two rivers.",
                                                                     "And in Asia?"]
    assert engine.requests[-1].prompt == "Why?" and "Turn 3." in visitor.text(".side.student")


def test_a_button_that_has_copied_says_so(visit):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    asked(visitor, "Name two rivers.", 1)
    visitor.page.click(".side.teacher .copy-code")
    visitor.page.wait_for_selector(".copy-code.copied")
    assert visitor.page.evaluate("navigator.clipboard.readText()").strip() == "print('a')"
    visitor.page.wait_for_selector(".copy-code:not(.copied)")
    visitor.page.click(".share [data-act=publish]")
    visitor.page.click(".give.link .copy")
    visitor.page.wait_for_selector(".copy.copied")


def test_one_button_shows_the_text_and_the_markdown_again(visit):
    visitor = asked(visit().open(), "Name two rivers.", 1)
    assert "**Danube**" not in visitor.text(".side.teacher .answer")
    visitor.page.click(".side.teacher .as-text")
    assert "**Danube**" in visitor.text(".side.teacher .answer")
    assert "**Danube**" in visitor.text(".side.student .answer")
    visitor.page.click(".side.student .as-text")
    assert "**Danube**" not in visitor.text(".side.student .answer")


def test_a_question_is_edited_and_a_conversation_begun_anew(visit, engine):
    visitor = asked(visit().open(), "Name two rivers.", 1)
    ask_on(visitor, "And in Asia?", 2)
    visitor.page.click(".follow [data-follow=edit]")
    assert visitor.page.input_value(".follow textarea") == "And in Asia?"
    assert visitor.text(".follow [type=submit]") == "Ask again"
    assert "answers are replaced" in visitor.text(".follow")
    visitor.page.press(".follow textarea", "Escape")
    assert visitor.page.input_value(".follow textarea") == ""
    assert visitor.text(".follow [type=submit]") == "Ask" and "replaced" not in visitor.text(
        ".follow")
    visitor.page.click(".follow [data-follow=edit]")
    visitor.page.fill(".follow textarea", "And in Africa?")
    started = engine.started
    visitor.page.click(".follow button[type=submit]")
    until(lambda: engine.started > started, 20, visitor.states, visitor.page)
    ended(visitor, 2)
    last = engine.requests[-1]
    assert last.prompt == "And in Africa?" and len(last.earlier) == 1
    visitor.page.click(".follow [data-follow=new]")
    assert visitor.page.input_value("#prompt textarea") == ""
    until(lambda: visitor.states() == ["ready", "ready"], 10, visitor.states, visitor.page)
    assert not visitor.page.query_selector(".turn") and not visitor.page.query_selector(".follow")
    asked(visitor, "Something else.", 1)
    assert engine.requests[-1].earlier == () and not visitor.page.query_selector(".turn")


def test_a_link_plays_from_the_first_turn(visit, chromium, url):
    visitor = asked(visit().open(), "Name two rivers.", 1)
    ask_on(visitor, "And in Asia?", 2)
    visitor.page.click(".share [data-act=publish]")
    visitor.page.wait_for_selector(".give.link textarea")
    reader = Visitor(chromium, url, reduced_motion="no-preference")
    reader.page.goto(visitor.page.input_value(".give.link textarea"))
    reader.page.click("#skip")
    whole = reader.text(".turn .told.teacher .words")
    reader.page.check("#turns")
    until(lambda: 0 < len(reader.text(".turn .told.teacher .words")) < len(whole), 10,
          lambda: reader.text(".turn"), reader.page)
    assert reader.text(".side.student .answer").strip() == ""
    reader.page.click("#skip")
    assert reader.text(".turn .told.teacher .words") == whole
    assert "Turn 2." in reader.text(".side.student .rich")
    assert reader.problems == []
    reader.context.close()


def test_a_phone_and_a_dark_page_hold_it_without_scrolling_sideways(visit):
    for more in ({"viewport": {"width": 360, "height": 740}}, {"color_scheme": "dark"}):
        visitor = asked(visit(**more).open(""), "Name two rivers.", 1)
        ask_on(visitor, "And in Asia?", 2)
        wide = visitor.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide and visitor.problems == []


def test_axe_finds_nothing_serious_in_a_conversation(visit):
    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    visitor = asked(visit().open(), "Name two rivers.", 1)
    ask_on(visitor, "And in Asia?", 2)
    for summary in visitor.page.query_selector_all("#stage details summary"):
        summary.click()
    assert violations(visitor.page, script) == []
