"""The Distillation tab in a browser: opened, linked to, read on a phone, in both languages."""

from __future__ import annotations

import base64
import re

import pytest

from tests.browser.conftest import engine_with_results, until
from tests.browser.test_compare_page import CONTRAST
from tests.page.results.test_results_page import FIGURES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_with_results(tmp_path_factory.mktemp("distillation"))


def opened(visitor, query="?__theme=light&tab=distillation"):
    visitor.open(query)
    visitor.page.wait_for_selector("#distillation section")
    return visitor


def test_the_tab_opens_and_shows_every_figure(visit):
    visitor = visit().open()
    assert not visitor.page.is_visible("#distillation")
    visitor.page.click("#tabs >> text=Distillation")
    visitor.page.wait_for_selector("#distillation section")
    assert not visitor.page.is_visible("#compare")
    for name in FIGURES:
        # What is folded says its one sentence, and opens when it is gone to.
        assert visitor.page.is_visible(f"#distillation .d-{name} .read"), name
        visitor.page.click(f"#distillation .contents a[href='#d-{name}']")
        assert visitor.page.is_visible(f"#distillation .d-{name} svg"), name
        assert len(visitor.text(f"#distillation .d-{name} .read")) > 20, name
    assert "tab=distillation" in visitor.page.url
    visitor.page.click("#tabs >> text=Compare")
    assert visitor.page.is_visible("#run") and not visitor.page.is_visible("#distillation")
    assert "tab=" not in visitor.page.url and visitor.problems == []


def test_a_link_opens_it_and_says_which_tab_is_chosen(visit):
    visitor = opened(visit())
    chosen = visitor.page.query_selector_all("#tabs [aria-selected=true]")
    assert [tab.inner_text() for tab in chosen] == ["Distillation"]
    assert visitor.problems == []


def test_a_link_to_a_tab_that_is_not_there_opens_the_first(visit):
    visitor = visit().open("?tab=<script>alert(1)</script>")
    assert visitor.page.is_visible("#run") and visitor.problems == []


def test_the_bar_is_slim_and_costs_the_compare_page_no_more(visit):
    box = visit().open().page.query_selector("#tabs").bounding_box()
    assert box["height"] <= 36


def test_arrow_keys_move_between_the_tabs(visit):
    visitor = visit().open()
    visitor.page.focus("#tabs [data-tab=compare]")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_selector("#exam .exam-status")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_selector("#votes .pose")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_selector("#distillation section")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_selector("#claims section")
    visitor.page.keyboard.press("ArrowRight")
    until(lambda: visitor.page.is_visible("#run"), page=visitor.page)
    assert visitor.problems == []


def test_chinese_and_back_without_reloading(visit):
    visitor = opened(visit(locale="zh-CN"))
    assert "从师父到徒弟的六步" in visitor.text(".d-pipeline h2")
    assert visitor.text("#tabs [aria-selected=true]") == "蒸馏"
    visitor.page.click("#language >> text=EN")
    until(lambda: visitor.text(".d-pipeline h2").startswith("Six steps"), page=visitor.page)
    until(lambda: visitor.text("#tabs [aria-selected=true]") == "Distillation", page=visitor.page)
    assert visitor.problems == []


def test_another_pair_shows_its_own_results_or_says_there_are_none(visit):
    visitor = visit().open()
    visitor.open_settings()
    visitor.page.click("#pair input")
    visitor.page.click("[role=option] >> text=other pair")
    visitor.page.click("#tabs >> text=Distillation")
    visitor.page.wait_for_selector("#distillation .missing")
    assert visitor.text("#distillation").startswith("There are no results for this pair")
    assert visitor.problems == []


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sideways_scroll_at_any_width(visit, width, language):
    visitor = visit(viewport={"width": width, "height": 780})
    opened(visitor, f"?__theme=dark&lang={language}&tab=distillation")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visitor.page.evaluate(BEYOND) == [] and visitor.problems == []


# Text of a plot that is cut off by the window or lies over other text of the same plot.
BEYOND = """() => {
  const bad = [], shown = [...document.querySelectorAll('#distillation svg text')]
    .map(node => [node, node.getBoundingClientRect()]).filter(([, box]) => box.width);
  for (const [node, box] of shown)
    if (box.left < 0 || box.right > innerWidth) bad.push(['cut off', node.textContent]);
  for (const svg of document.querySelectorAll('#distillation svg')) {
    const own = shown.filter(([node]) => svg.contains(node));
    own.forEach(([a, p], i) => own.slice(i + 1).forEach(([b, q]) => {
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 1 && high > 5) bad.push([a.textContent, b.textContent]);
    }));
  }
  return bad;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_dark_and_light_have_contrast(visit, theme):
    visitor = opened(visit(), f"?__theme={theme}&tab=distillation")
    everything = CONTRAST.replace("'main *, ", "'#distillation *, #tabs *, main *, ")
    assert visitor.page.evaluate(everything) == []


def test_a_picture_says_in_words_what_it_shows(visit):
    page = opened(visit()).page
    unnamed = page.evaluate("""[...document.querySelectorAll('#distillation svg[role=img]')]
      .filter(svg => !svg.querySelector(':scope > title')?.textContent).length""")
    assert unnamed == 0
    said = page.text_content("#distillation .d-compared svg title")
    assert re.match(r"Teacher, Numbers: [\d,]+ of [\d,]+ right, [\d.]+\s%; 95 % interval", said)


def test_the_data_can_be_downloaded(visit):
    visitor = opened(visit())
    visitor.page.click("#distillation .contents a[href='#d-budgets']")
    with visitor.page.expect_download() as waiting:
        visitor.page.click(".d-budgets .data")
    assert waiting.value.suggested_filename == "abacus-budgets.csv"
    link = visitor.page.get_attribute(".d-budgets .data", "href")
    text = base64.b64decode(link.split(",")[1]).decode()
    assert text.splitlines()[0] == "asked,seed,numbers,words" and visitor.problems == []


def test_damaged_results_leave_a_page_that_works(visit, engine):
    path = engine.settings.results_folder / "other.json"
    path.write_text('{"cards": [1]}')
    try:
        visitor = visit().open()
        visitor.open_settings()
        visitor.page.click("#pair input")
        visitor.page.click("[role=option] >> text=other pair")
        visitor.page.click("#tabs >> text=Distillation")
        visitor.page.wait_for_selector("#distillation .missing")
        assert "other.json.cards must be an object" in visitor.text("#distillation")
        visitor.page.click("#tabs >> text=Compare")
        assert visitor.page.is_visible("#run") and visitor.problems == []
    finally:
        path.unlink()
