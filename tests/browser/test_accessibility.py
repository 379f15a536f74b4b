"""axe-core finds nothing serious on any page in any state, and nothing jumps while pages load."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.browser.conftest import QUESTION, Visitor, until
from tests.scripted import ScriptedEngine, recorded
from tests.serving import page_settings, served

pytestmark = pytest.mark.browser
# What is not worth a complaint alone: Gradio's footer repeats a word in a picture's alt text.
LIGHT = ("minor",)
SHIFTS = """window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries())
  if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("axe")
    settings = dataclasses.replace(page_settings(folder), data_dir=folder / "data")
    found = ScriptedEngine(settings, delay=0.06)
    recorded(found, QUESTION, settings.recordings_folder)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


@pytest.fixture(scope="module")
def axe():
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def violations(page, axe):
    """(impact, rule, the first places) of everything that is more than a trifle."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(row["impact"], row["id"], [node["target"] for node in row["nodes"][:3]])
            for row in found if row["impact"] not in LIGHT]


@pytest.mark.parametrize("theme, language", [("light", "en"), ("dark", "zh")])
def test_the_page_idle_running_done_shared_and_its_other_tab(
    chromium, url, engine, axe, language, theme
):
    visitor = Visitor(chromium, url).open(f"?__theme={theme}&lang={language}")
    page, found = visitor.page, {}
    until(lambda: page.is_disabled("#stop"), page=page)
    found["idle"] = violations(page, axe)
    engine.delay = 0.3
    visitor.ask("How many?")
    page.wait_for_selector(".side.is-answering")
    assert not page.is_disabled("#stop")
    found["running"] = violations(page, axe)
    engine.delay = 0.02
    page.wait_for_selector(".badge.measured")
    found["done"] = violations(page, axe)
    page.click(".again .act >> nth=0")
    page.wait_for_selector(".repeats")
    page.click(".share .act[data-act=publish]")
    page.wait_for_selector(".act[data-act=withdraw]")
    found["shared"] = violations(page, axe)
    page.click("#tabs [data-tab=distillation]")
    page.wait_for_selector("#distillation section")
    found["distillation"] = violations(page, axe)
    visitor.context.close()
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("address", ["s/example-recorded", "embed/example-recorded", "readme",
                                     "s/nothing"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_around_it(chromium, url, axe, address, theme):
    for language in ("en", "zh"):
        visitor = Visitor(chromium, url, color_scheme=theme)
        visitor.page.goto(f"{url}{address}?lang={language}")
        found = violations(visitor.page, axe)
        visitor.context.close()
        # A frame in somebody's post leaves the first heading to the post.
        framed = "embed" in address
        assert [row for row in found
                if not (framed and row[1] == "page-has-heading-one")] == [], language


@pytest.mark.parametrize("address, context", [
    ("", {}), ("", {"viewport": {"width": 390, "height": 844}, "is_mobile": True}),
    ("", {"locale": "zh-CN"}), ("?s=example-recorded", {}), ("s/example-recorded", {}),
    ("s/example-recorded", {"viewport": {"width": 390, "height": 844}, "is_mobile": True}),
])
def test_nothing_jumps_while_it_loads(chromium, url, address, context):
    visitor = Visitor(chromium, url, reduced_motion="no-preference", **context)
    visitor.page.add_init_script(SHIFTS)
    visitor.page.goto(url + address)
    visitor.page.wait_for_selector("#play[data-wish=again]", timeout=15_000)
    shifts = visitor.page.evaluate("window.shifts")
    visitor.context.close()
    assert shifts < 0.1
