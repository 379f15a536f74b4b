"""The Claims tab in a browser: drawn when it is opened, prices written and refused, the slider."""

from __future__ import annotations

import re

import pytest

from demo.page.claims.claims_page import CLAIMS
from tests.browser.conftest import QUESTION, Visitor, engine_with_results, until
from tests.browser.test_compare_page import CONTRAST
from tests.browser.test_distillation_tab import BEYOND
from tests.scripted import ScriptedEngine
from tests.serving import page_settings, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_with_results(tmp_path_factory.mktemp("claims"))


def opened(visitor, query="?__theme=light&tab=claims"):
    visitor.open(query)
    visitor.page.wait_for_selector("#rebound svg")
    return visitor


def write(visitor, field, text):
    visitor.page.fill(f"#claims [data-field={field}]", text)


def costs(visitor):
    return visitor.text("#costs")


def test_it_opens_from_the_bar_with_every_claim_and_costs_nothing_before(visit):
    visitor, asked = visit(), []
    visitor.page.on("request", lambda request: asked.append(request.post_data or ""))
    visitor.open()
    visitor.page.wait_for_timeout(400)
    assert visitor.page.locator("#claims section").count() == 0
    visitor.page.click("#tabs >> text=Distillation")
    visitor.page.wait_for_selector("#distillation section")
    # One event for the tab that was opened; the others are asked nothing.
    assert len([body for body in asked if '["distillation"' in body]) == 1
    visitor.page.click("#tabs >> text=Claims")
    visitor.page.wait_for_selector("#rebound svg")
    assert not visitor.page.is_visible("#compare") and "tab=claims" in visitor.page.url
    for name in CLAIMS:
        part = f"#claims .c-{name}"
        drawn = visitor.page.locator(f"{part} svg").count()
        assert drawn or "Not measured here" in visitor.text(part), name
        assert visitor.page.locator(f"{part} .published a").count(), name
    visitor.page.click("#tabs >> text=Compare")
    assert visitor.page.is_visible("#run") and not visitor.page.is_visible("#claims")
    assert visitor.problems == []


def test_a_price_that_is_written_changes_the_costs_and_nothing_else(visit):
    visitor = opened(visit())
    first = costs(visitor)
    write(visitor, "teacher_hour", "720")
    until(lambda: costs(visitor) != first, page=visitor.page)
    # Made-up times: the scripted teacher takes its 0.0104 s a token, and a little more.
    assert re.search(r"A right answer costs 0\.\d+ USD of the teacher", costs(visitor))
    assert visitor.page.input_value("[data-field=student_hour]") == "0.03"
    assert visitor.page.evaluate("document.activeElement.dataset.field") == "teacher_hour"
    assert visitor.problems == []


@pytest.mark.parametrize("text", ["NaN", "-1", "free", "1e-300"])
def test_a_bad_price_is_one_sentence_and_what_was_written_stays(visit, text):
    visitor = opened(visit())
    write(visitor, "student_hour", text)
    visitor.page.wait_for_selector("#costs [role=alert]")
    assert costs(visitor) == ("“Student, price of an hour” must be 0, or a number from 0.000000001 "
                              f"to 1,000,000,000, such as 0.40, not “{text}”.")
    assert visitor.page.input_value("[data-field=student_hour]") == text
    assert visitor.page.input_value("[data-field=teacher_hour]") == "0.03"
    write(visitor, "student_hour", "0.5")
    visitor.page.wait_for_selector("#costs svg")
    visitor.page.wait_for_selector("#rebound svg")
    assert visitor.problems == []


def test_a_side_can_be_priced_by_tokens(visit):
    visitor = opened(visit())
    assert not visitor.page.is_visible("[data-field=teacher_writing]")
    visitor.page.select_option("[data-field=teacher_by]", "tokens")
    assert visitor.page.is_visible("[data-field=teacher_writing]")
    assert not visitor.page.is_visible("[data-field=teacher_hour]")
    write(visitor, "teacher_reading", "0")
    write(visitor, "teacher_writing", "12345")
    until(lambda: "12345.00" in costs(visitor), page=visitor.page)
    assert visitor.problems == []


def test_the_slider_moves_the_rebound_by_its_keys_and_says_on_which_side_it_is(visit):
    visitor = opened(visit())
    assert "as much as before" in visitor.text("#rebound")
    visitor.page.focus("[data-field=elasticity]")
    for _ in range(4):
        visitor.page.keyboard.press("ArrowRight")
    until(lambda: "more than before" in visitor.text("#rebound"), page=visitor.page)
    assert "e = 1.2" in visitor.text("#rebound") and visitor.text("[data-shows]") == "1.2"
    visitor.page.keyboard.press("Home")
    until(lambda: "less than before" in visitor.text("#rebound"), page=visitor.page)
    write(visitor, "ratio", "0")
    visitor.page.wait_for_selector("#rebound [role=alert]")
    assert visitor.page.is_visible("#costs svg") and visitor.problems == []


def test_what_was_written_is_there_in_the_other_language_and_for_another_pair(visit):
    visitor = opened(visit())
    write(visitor, "student_hour", "0.77")
    visitor.page.click("#language >> text=中文")
    until(lambda: "便宜得多" in visitor.text(".c-cheaper h2"), page=visitor.page)
    assert visitor.page.input_value("[data-field=student_hour]") == "0.77"
    visitor.page.click("#language >> text=EN")
    until(lambda: "cheaper" in visitor.text(".c-cheaper h2"), page=visitor.page)
    assert visitor.page.input_value("[data-field=student_hour]") == "0.77"
    assert visitor.problems == []


def test_a_pair_without_results_says_so_in_every_part(visit):
    visitor = visit().open()
    visitor.open_settings()
    visitor.page.click("#pair input")
    visitor.page.click("[role=option] >> text=other pair")
    visitor.page.click("#tabs >> text=Claims")
    visitor.page.wait_for_selector("#costs [role=alert]")
    assert "There are no results for this pair" in visitor.text("#claims-first")
    assert "what an answer of this pair takes" in costs(visitor)
    assert visitor.problems == []


def test_where_no_recording_is_shipped_the_visitors_own_comparison_tells_the_times(
    chromium, tmp_path
):
    engine = ScriptedEngine(page_settings(tmp_path), delay=0.01)
    engine.loaded = "abacus"
    with served(engine, engine.settings) as address:
        visitor = Visitor(chromium, address).open()
        visitor.ask(QUESTION)
        visitor.wait_states("done", "done")
        visitor.page.click("#tabs >> text=Claims")
        visitor.page.wait_for_selector("#costs svg")
        assert "those of your last comparison, on Scripted CPU · 2 CPU cores" in costs(visitor)
        assert visitor.problems == []
        visitor.context.close()


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sideways_scroll_at_any_width(visit, width, language):
    visitor = visit(viewport={"width": width, "height": 780})
    opened(visitor, f"?__theme=dark&lang={language}&tab=claims")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = BEYOND.replace("#distillation", "#claims")
    assert visitor.page.evaluate(beyond) == [] and visitor.problems == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dark_and_light_have_contrast(visit, theme):
    visitor = opened(visit(), f"?__theme={theme}&tab=claims")
    everything = CONTRAST.replace("'main *, ", "'#claims *, #tabs *, main *, ")
    assert visitor.page.evaluate(everything) == []


def test_every_field_and_picture_is_named_for_those_who_hear_the_page(visit):
    page = opened(visit()).page
    unnamed = page.evaluate("""[...document.querySelectorAll('#claims [data-field]')]
      .filter(field => !field.labels.length || !(field.ariaLabel
        || field.labels[0].textContent.trim())).map(field => field.dataset.field)""")
    assert unnamed == []
    assert page.evaluate("""[...document.querySelectorAll('#claims svg[role=img]')]
      .filter(svg => !svg.querySelector(':scope > title')?.textContent).length""") == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    own = [name for name in ids if name.startswith("c-")]
    assert len(own) == len(set(own)) == len(CLAIMS) + 2
