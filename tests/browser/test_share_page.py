"""The share page by itself: equal numbers at every moment, small screens, no script, no trick."""

from __future__ import annotations

import dataclasses

import pytest

from demo.drawing import answer_cards, memory_bars
from demo.drawing.scene import Scene
from demo.recording.data import SIDES
from demo.recording.file import from_json
from demo.recording.replay import at, slow_motion
from demo.settings import ROOT
from demo.sharing.page_head import Place
from demo.sharing.share_page import policy, share_page
from tests.browser.conftest import until
from tests.scripted import ScriptedEngine, recorded
from tests.sharing.corpus import TEXTS, WHOLE, hostile

pytestmark = pytest.mark.browser
EXAMPLES = [from_json(path.read_text(encoding="utf-8"))
            for path in sorted((ROOT / "examples" / "recordings").glob("*.json"))]
ORIGIN = "http://apprentice.example"
READ = """() => ['teacher', 'student'].map(side => {
  const card = document.querySelector('.side.' + side);
  const text = selector => card.querySelector(selector).textContent;
  const final = card.querySelector('.final');
  return {state: text('.state'), body: text('.body'), details: text('.details'),
    final: final && !final.hidden ? final.textContent : '',
    numbers: [...card.querySelectorAll('.numbers > div')].map(row => [
      row.querySelector('b').textContent, row.querySelector('small').textContent,
      row.querySelector('dt').textContent])};
})"""


@pytest.fixture
def shown(chromium):
    """Opens a recording's page as the server would send it, policy included."""
    opened = []

    def open_(recording, language="en", compact=False, **context):
        found = chromium.new_context(**{"viewport": {"width": 1280, "height": 900},
                                        "reduced_motion": "reduce", **context})
        opened.append(found)
        page = found.new_page()
        page.problems = []
        page.on("console", lambda m: page.problems.append(m.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        html = share_page(recording, language, Place(ORIGIN, "A" * 22), compact)
        page.route("**/*", lambda route: route.fulfill(
            body=html, content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": policy()}))
        page.on("request", lambda request: request.is_navigation_request()
                or page.problems.append(request.url))
        page.goto(f"{ORIGIN}/s/x")
        return page

    yield open_
    for found in opened:
        found.close()


def seek(page, share):
    page.evaluate("share => { const slider = document.querySelector('#position');"
                  " slider.value = 1000 * share;"
                  " slider.dispatchEvent(new Event('input', {bubbles: true})); }", share)


def expected(recording, now, language):
    scene = Scene(at(recording, now), "replay", language)
    return [
        {"state": card["state"],
         **{name: card[name] + card[f"{name}_mark"] + card[f"{name}_rest"]
            for name in ("body", "final")},
         "details": card["details"],
         "numbers": [[row["value"], row["unit"], row["label"]] for row in card["numbers"]]}
        for card in answer_cards.draw(scene)
    ]


@pytest.mark.parametrize("recording, language", [
    (EXAMPLES[0], "en"), (EXAMPLES[1], "zh"), (EXAMPLES[2], "zh"),
    (recorded(ScriptedEngine(same_tokenizer=False), "x"), "en"),
])
def test_at_every_moment_the_numbers_are_those_that_python_measures(shown, recording, language):
    page = shown(recording, language)
    length = max(sum(a.seconds) + a.end_seconds for a in recording.answers.values())
    for share in (0, 0.003, 0.05, 0.2, 0.351, 0.5, 0.777, 0.9, 0.999, 1, 0.4, 1):
        seek(page, share)
        now = length * share if share < 1 else length
        assert page.evaluate(READ) == expected(recording, now, language), share
        if share == 1:
            continue
        drawn = memory_bars.draw(Scene(at(recording, now), "replay", language))
        cells = [[cell["text"] for cell in row["cells"]] for row in drawn["rows"]]
        assert page.evaluate("[...document.querySelectorAll('.ledger tbody tr')].map(row =>"
                             " [...row.querySelectorAll('td')].map(td => td.textContent))") == cells
    assert page.problems == []


@pytest.mark.parametrize("recording, language, compact", [
    (EXAMPLES[0], "en", False), (EXAMPLES[0], "en", True), (EXAMPLES[2], "zh", False),
    (hostile(), "en", False), (hostile(), "zh", True),
])
def test_nothing_scrolls_sideways(shown, recording, language, compact):
    page = shown(recording, language, compact)
    for width in (1280, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    assert page.problems == []


@pytest.mark.parametrize("compact", [False, True])
def test_hostile_text_is_shown_inside_its_card_and_runs_nothing(shown, compact):
    page = shown(hostile(), "en", compact, reduced_motion="no-preference")
    page.click("#skip")
    assert page.evaluate("window.hit") is None and page.problems == []
    # HTML has no NUL; everything else is there as it was written.
    assert page.evaluate("document.querySelector('.prompt').textContent") == WHOLE.replace(
        "\x00", "")
    body = page.evaluate("document.querySelector('.side.teacher .body').textContent")
    assert TEXTS[0] in body and "\u202e" in body
    card = page.query_selector(".side.teacher").bounding_box()
    for selector in (".side.teacher .answer", ".side.teacher h2", ".side.teacher .spec"):
        box = page.query_selector(selector).bounding_box()
        assert box["x"] >= card["x"] and box["x"] + box["width"] <= card["x"] + card["width"] + 1
    assert page.query_selector(
        "#stage script, #stage img, #stage iframe, #stage a:not(.leads)") is None


def test_without_javascript_both_answers_and_the_numbers_are_there(shown):
    page = shown(EXAMPLES[1], java_script_enabled=False)
    for side in SIDES:
        assert page.inner_text(f".side.{side} .final") == "27"
        assert page.is_visible(f".side.{side} .numbers b")
    assert "less memory" in page.inner_text(".verdict")
    assert not page.is_visible("#play") and page.is_visible(".track path")


def test_with_reduced_motion_nothing_plays_until_asked(shown):
    page = shown(EXAMPLES[0])
    assert page.inner_text("#play") == "Play again"
    assert page.inner_text(".side.teacher .state") == "done"


def test_everything_is_reached_and_worked_by_keyboard(shown):
    page = shown(EXAMPLES[0])
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"prompt", "live", "play", "skip", "speed", "position", "answer"} <= reached
    page.focus("#position")
    page.keyboard.press("Home")
    assert page.inner_text("#time").startswith("0.00 /")
    assert page.inner_text(".side.teacher .state") == "reading"
    page.focus("#skip")
    page.keyboard.press("Enter")
    assert page.inner_text(".side.teacher .state") == "done"


@pytest.mark.parametrize("scheme, dark", [("light", False), ("dark", True)])
def test_it_is_as_dark_as_the_readers_system(shown, scheme, dark):
    page = shown(EXAMPLES[0], color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.body).color")
    light = [sum(map(int, colour[4:-1].split(","))) / 3 for colour in (paper, ink)]
    assert (light[0] < 60 < 180 < light[1]) if dark else (light[1] < 60 < 180 < light[0])


def test_it_replays_a_short_race_in_slow_motion_and_says_so(shown):
    recording = EXAMPLES[0]
    length = max(sum(a.seconds) + a.end_seconds for a in recording.answers.values())
    page = shown(recording)
    page.evaluate("""() => { const began = performance.now();
      new MutationObserver(() => { if (document.querySelector('#play').dataset.wish === 'again'
        && !window.took) window.took = performance.now() - began; })
        .observe(document.querySelector('#play'), {attributes: true});
      document.querySelector('#play').click(); }""")
    until(lambda: page.evaluate("window.took || 0"), page=page)
    slow = slow_motion(recording)
    assert slow > 1 and f"{slow}× slow motion, ratio kept" in page.text_content(".controls")
    took = page.evaluate("window.took") / 1e3  # a picture's time may lie before the click
    assert 3 <= length * slow and length * slow - 0.1 <= took < length * slow + 1.0


def test_nothing_moves_while_it_fills(shown):
    page = shown(EXAMPLES[0])
    heights = []
    for share in (1, 0, 0.3, 0.6, 0.95, 1):
        seek(page, share)
        heights.append(page.evaluate("document.body.getBoundingClientRect().height"))
    assert max(heights) - min(heights) < 2


def test_a_recording_that_never_began_is_shown_as_it_is(shown):
    blank = ScriptedEngine().blank(dataclasses.replace(EXAMPLES[0].request, prompt="x"))
    page = shown(blank)
    page.click("#play")
    assert page.problems == []


VIEW = "document.querySelector('.lane.student svg').getAttribute('viewBox')"
MARKS = "[...document.querySelectorAll('.axis b')].map(mark => mark.textContent)"


def test_the_track_is_looked_at_closer_by_drag_and_by_keys_and_played_whole(shown):
    page = shown(EXAMPLES[1])
    whole = page.evaluate(MARKS)
    box = page.query_selector(".lanes .axis").bounding_box()
    y = box["y"] + 10
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y)
    page.mouse.up()
    left, _, wide, _ = map(float, page.evaluate(VIEW).split())
    assert left == pytest.approx(250, abs=5) and wide == pytest.approx(250, abs=5)
    closer = page.evaluate(MARKS)
    assert closer != whole and 2 <= len(closer) <= 7 and "0" not in closer
    page.focus(".lanes")
    page.keyboard.press("+")
    assert float(page.evaluate(VIEW).split()[2]) == pytest.approx(wide / 2, rel=1e-3)
    page.keyboard.press("ArrowRight")
    assert float(page.evaluate(VIEW).split()[0]) > left + wide / 4
    page.keyboard.press("0")
    assert page.evaluate(VIEW) == "0 0 1000 24" and page.evaluate(MARKS) == whole
    page.keyboard.press("+")
    seek(page, 0.5)
    assert page.evaluate(VIEW) == "0 0 1000 24"
    assert page.problems == []


def test_labels_explain_themselves_on_hover_focus_and_tap(shown):
    page = shown(EXAMPLES[0])
    first = page.query_selector(".side.teacher dt .label")
    assert not page.is_visible("#explanation")
    first.hover()
    assert page.inner_text("#explanation").startswith("Time to first token (TTFT)")
    page.mouse.move(2, 2)
    assert not page.is_visible("#explanation")
    page.focus(".side.student .details .label")
    assert "decode steps" in page.inner_text("#explanation")
    assert page.get_attribute(":focus", "aria-describedby") == "explanation"
    page.keyboard.press("Escape")
    assert not page.is_visible("#explanation")
    labels = page.query_selector_all(".label")
    assert len(labels) > 20 and all(len(label.get_attribute("data-tip")) > 20 for label in labels)
    phone = shown(EXAMPLES[0], viewport={"width": 390, "height": 800}, has_touch=True)
    phone.tap(".ledger tbody .label")
    box = phone.query_selector("#explanation").bounding_box()
    assert phone.is_visible("#explanation") and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_where_the_answers_part_is_marked_at_the_end_in_both_cards(shown):
    page = shown(EXAMPLES[0])
    marks = page.evaluate("[...document.querySelectorAll('.answer mark')].map(m => m.textContent)")
    assert len(marks) == 2 and marks[0] != marks[1]
    seek(page, 0.1)
    assert page.query_selector(".answer mark") is None
    seek(page, 1)
    assert len(page.query_selector_all(".answer mark")) == 2
