"""Several prompts in a browser: closed at first, raced, stopped, opened, shared, and bad input."""

import pytest

from tests.browser.conftest import Visitor, until
from tests.prompts.made_lists import FAILS, WHY, TroubledEngine
from tests.serving import page_settings

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    found = TroubledEngine(page_settings(folder, queue_size=4, data_dir=folder / "data"),
                           delay=0.02)
    found.loaded = "abacus"
    return found


def opened(chromium, url, query="?__theme=light", **context):
    found = Visitor(chromium, url, **context).open(query)
    assert found.page.locator("#many-prompts textarea, #many .exam-card").count() == 0
    found.page.click("#many > button")
    found.page.wait_for_selector("#many-prompts textarea")
    found.page.wait_for_timeout(400)
    return found


@pytest.fixture
def visitor(chromium, url):
    found = opened(chromium, url)
    yield found
    found.context.close()


def status(visitor):
    return visitor.text("#many .many-status")


def said(visitor, text):
    until(lambda: text in status(visitor), 30, lambda: status(visitor), visitor.page)


def race(visitor, *prompts):
    visitor.fill("#many-prompts textarea", "\n".join(prompts))
    visitor.page.click("#many-start")


def test_prompts_are_raced_opened_and_shared(visitor, url):
    page = visitor.page
    assert page.is_disabled("#many-stop")
    race(visitor, "one", "two", HOSTILE, FAILS, "five", "six", "seven")
    said(visitor, "2 of 7, about")
    assert page.is_disabled("#many-start") and page.is_enabled("#many-stop")
    said(visitor, "All 7 are raced.")
    assert "Over 6 prompts the student wrote 2.0× faster (2.0 to 2.0)" in visitor.text("#many h2")
    assert WHY in visitor.text("#many .prompt-rows") and HOSTILE in visitor.text("#many-result")
    page.click("#many [data-row='2']")
    until(lambda: "two" in visitor.text("#stage .caption"), 10,
          lambda: visitor.text("#stage .caption"), page)
    page.click("[data-share-list]")
    page.wait_for_selector("#many .is-shared a")
    link = page.locator("#many .is-shared a").first.inner_text()
    token = page.locator("#many .is-shared code").last.inner_text()
    assert link.startswith(f"{url}m/") and visitor.problems == []
    page.goto(link)
    assert "Over 6 prompts" in visitor.text("h2") and HOSTILE in visitor.text(".prompt-rows")
    with page.expect_popup() as row:
        page.locator(".prompt-rows a.chip").nth(2).click()
    row.value.wait_for_selector("#stage .answer")
    assert row.value.inner_text(".prompt") == HOSTILE and visitor.problems == []
    page.locator("a[href$=delete]").click()
    visitor.fill("input[name=token]", token)
    page.click("form button")
    page.get_by_text("It is deleted").wait_for()


def test_stop_keeps_what_was_measured(visitor):
    race(visitor, *(f"prompt {n}" for n in range(20)))
    said(visitor, "2 of 20")
    visitor.page.click("#many-stop")
    said(visitor, "Stopped: what was measured stays.")
    rows = visitor.page.locator("#many .prompt-rows tbody tr").count()
    assert 2 <= rows < 20 and "of 20 prompts were raced" in visitor.text("#many .exam-verdict")


def test_a_file_is_read_into_the_box(visitor, tmp_path):
    path = tmp_path / "prompts.csv"
    path.write_text("prompt,answer\n\"a, b\",1\nc,2\n")
    visitor.page.set_input_files("#many-file input", path)
    until(lambda: "a, b" in visitor.page.input_value("#many-prompts textarea"), 10,
          page=visitor.page)
    visitor.page.wait_for_timeout(250)
    visitor.page.click("#many-start")
    said(visitor, "All 2 are raced.")
    assert "a, b" in visitor.text("#many .prompt-rows")


def test_bad_input_is_one_sentence_and_the_list_stays(visitor):
    race(visitor, "one", "two")
    said(visitor, "All 2 are raced.")
    assert "too few for an interval" in visitor.text("#many h2")
    race(visitor, *(["x"] * 51))
    said(visitor, "at most 50")
    race(visitor, "a", "x" * 16_001)
    said(visitor, "Line 2: The question is 16001 characters")
    assert visitor.page.locator("#many .prompt-rows tbody tr").count() == 2
    assert visitor.page.input_value("#many-prompts textarea").startswith("a\n")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_phone_in_chinese(chromium, url, theme):
    found = opened(chromium, url, f"?lang=zh&__theme={theme}",
                   viewport={"width": 360, "height": 740})
    assert "全部竞速" in found.text("#many-start")
    race(found, *(f"第 {n} 个问题" for n in range(6)))
    said(found, "6 个问题都已竞速")
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert found.problems == []
    found.context.close()
