"""The Compare page in a browser: the first visit, a race, Stop, Esc, languages, small screens."""

from __future__ import annotations

import pytest

from tests.browser.conftest import QUESTION, until

pytestmark = pytest.mark.browser


@pytest.fixture
def visitor(visit, engine):
    opened = visit().open()
    yield opened
    until(lambda: engine.running == 0, 10, page=opened.page)


@pytest.fixture
def slow(engine):
    """Slow enough that a click on a busy machine comes before the end; `slow()` ends that."""
    def usual():
        engine.delay = 0.06

    engine.delay = 0.6
    yield usual
    usual()


def test_the_first_visit_replays_a_recording_and_says_so(visitor):
    page = visitor.page
    assert visitor.text(".badge").startswith("recorded on 24 November 2026, Scripted CPU")
    assert page.input_value("#prompt textarea") == QUESTION
    visitor.wait_states("done", "done")
    assert "2.0× faster" in visitor.text(".verdict")
    assert [b.inner_text() for b in page.query_selector_all(".answer .final")] == ["447", "447"]
    assert page.evaluate("document.documentElement.lang") == "en"
    assert visitor.problems == []


def test_everything_that_matters_is_above_the_fold(visitor):
    for selector in ("#header h1", "#run", ".chip", ".side.student", ".verdict"):
        box = visitor.page.query_selector(selector).bounding_box()
        assert box["y"] + box["height"] <= 900, selector


def test_an_example_runs_and_both_cards_end_with_numbers(visitor):
    visitor.page.click(".chip >> text=Is 91 prime?")
    visitor.page.wait_for_selector(".badge.live")
    assert visitor.text(".caption q") == "Is 91 prime?"
    visitor.wait_states("done", "done")
    for side in ("teacher", "student"):
        numbers = [b.inner_text() for b in visitor.page.query_selector_all(f".{side} .numbers b")]
        assert len(numbers) == 4 and all(float(n) > 0 for n in numbers)
    assert visitor.page.query_selector(".side.teacher .details").inner_text().startswith("Per tok")
    assert visitor.problems == []


def test_stop_ends_the_race_and_keeps_the_words(visitor, slow):
    visitor.ask_and_see("stop me")
    visitor.page.click("#stop")
    visitor.wait_states("stopped", "stopped")
    assert visitor.text(".side.teacher .body") and "stopped early" in visitor.text(".verdict")


def test_escape_stops(visitor, slow):
    visitor.ask_and_see("stop me too")
    visitor.page.keyboard.press("Escape")
    visitor.wait_states("stopped", "stopped")


def test_one_card_can_be_stopped_alone(visitor, slow):
    visitor.ask_and_see("stop one")
    visitor.page.click(".stop-one[data-side=student]")
    slow()
    visitor.wait_states("done", "stopped")


def test_enter_runs_and_shift_enter_breaks_the_line(visitor):
    visitor.fill("#prompt textarea", "one")
    visitor.page.press("#prompt textarea", "Shift+Enter")
    assert visitor.page.input_value("#prompt textarea") == "one\n"
    visitor.page.type("#prompt textarea", "two")
    visitor.page.press("#prompt textarea", "Enter")
    visitor.page.wait_for_selector(".badge.live")
    visitor.wait_states("done", "done")
    assert visitor.text(".caption q").split() == ["one", "two"]


def test_a_bad_question_is_refused_in_one_sentence_and_nothing_is_lost(visitor, engine):
    visitor.wait_states("done", "done")
    started = engine.started
    visitor.fill("#prompt textarea", "x" * 16001)
    visitor.page.click("#run")
    visitor.wait_refused()
    assert "shorten it" in visitor.text(".queue")
    assert visitor.page.input_value("#prompt textarea") == "x" * 16001
    assert visitor.states() == ["done", "done"] and engine.started == started


def test_settings_out_of_range_are_refused_in_our_words(visitor, engine):
    started = engine.started
    visitor.open_settings()
    visitor.fill("#temperature input", "9")
    visitor.page.click("#run")
    visitor.wait_refused()
    assert visitor.text(".queue") == "Temperature must be a number from 0 to 2."
    assert engine.started == started


def test_settings_reach_the_engine(visitor, engine):
    visitor.open_settings()
    for name, value in (("max_tokens", 5), ("temperature", 0.7), ("top_p", 0.9), ("seed", 42)):
        visitor.fill(f"#{name} input", str(value))
    visitor.ask("with settings")
    visitor.wait_states("token limit", "token limit")
    request = engine.requests[-1]
    assert (request.max_tokens, request.temperature, request.top_p, request.seed) == (
        5, 0.7, 0.9, 42)


def test_a_chinese_browser_gets_chinese_and_can_switch_without_reloading(visit):
    visitor = visit(locale="zh-CN").open()
    visitor.wait_states("完成", "完成")
    assert visitor.text("#run") == "运行" and "徒弟" in visitor.text(".verdict")
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-Hans"
    visitor.page.click("#language >> text=EN")
    visitor.wait_states("done", "done")
    assert visitor.text("#run") == "Run"
    visitor.page.reload()
    visitor.wait_states("done", "done")
    assert visitor.problems == []


def test_the_language_can_be_in_the_address(visit):
    visitor = visit().open("?lang=zh")
    visitor.wait_states("完成", "完成")


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_sideways_scroll_at_any_width(visit, width, theme):
    visitor = visit(viewport={"width": width, "height": 780}).open(f"?__theme={theme}")
    visitor.wait_states("done", "done")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.problems == []


def test_dark_and_light_have_contrast(visit):
    for theme in ("light", "dark"):
        visitor = visit().open(f"?__theme={theme}")
        visitor.wait_states("done", "done")
        low = visitor.page.evaluate(CONTRAST)
        assert low == [], (theme, low)


# Contrast of every text on the page against what lies behind it, as WCAG 2 counts it; AA is 4.5.
CONTRAST = """() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= .03928 ? v / 12.92
    : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const behind = node => { for (; node; node = node.parentElement) {
    const c = rgb(getComputedStyle(node).backgroundColor);
    if (c.length < 4 || c[3] > .9) return c; } return [255, 255, 255]; };
  const low = [];
  for (const node of document.querySelectorAll('main *, #stage *, #header *, #ask *')) {
    const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    if (!own || box.width < 3 || style.visibility === 'hidden' || node.closest('#stop')) continue;
    const [a, b] = [light(rgb(style.color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) low.push([node.className, node.textContent.trim().slice(0, 20), ratio]);
  }
  return low;
}"""
