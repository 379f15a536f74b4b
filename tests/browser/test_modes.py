"""Cooperation and cascade in a browser, with the bundled pair."""

import pytest

from tests.bench.server import served
from tests.browser.conftest import Visitor, until

pytestmark = pytest.mark.browser
QUESTION = "What is 4817 + 2965?"


@pytest.fixture(scope="module")
def address():
    with served() as found:
        yield found


@pytest.fixture(params=[1280, 360])
def visitor(chromium, address, request):
    found = Visitor(chromium, address, viewport={"width": request.param, "height": 900})
    yield found
    found.context.close()


def asked(visitor, mode, threshold="0.9"):
    visitor.page.check(f"#mode input[value={mode}]")
    visitor.fill("#threshold input", threshold)
    visitor.page.press("#threshold input", "Tab")
    visitor.ask(QUESTION)
    visitor.page.wait_for_selector(".badge.measured", timeout=60_000)


def test_the_two_cooperate_and_it_is_seen_who_wrote_what(visitor):
    visitor.open().open_settings()
    asked(visitor, "cooperate")
    assert visitor.text(".side.student h2 b") == "Together"
    until(lambda: "than the teacher alone" in visitor.text(".verdict")
          or "as the teacher alone" in visitor.text(".verdict"), page=visitor.page)
    assert visitor.text(".verdict").startswith("Word for word")
    drafted = visitor.page.query_selector_all(".side.student .answer .by-student")
    assert drafted and all(span.inner_text() for span in drafted)
    assert visitor.text(".side.student .final") == visitor.text(".side.teacher .final") == "7782"
    assert visitor.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert visitor.problems == []


def test_a_teacher_is_asked_only_where_the_student_is_not_sure(visitor):
    visitor.open().open_settings()
    asked(visitor, "cascade", "0")
    visitor.wait_states("not asked", "done", seconds=60)
    assert "asked 0 of 1" in visitor.text(".banner")
    visitor.fill("#threshold input", "1")
    visitor.page.press("#threshold input", "Tab")
    visitor.ask(QUESTION)
    visitor.wait_states("done", "done", seconds=60)
    until(lambda: "asked 1 of 2" in visitor.text(".banner"), page=visitor.page)
    assert visitor.problems == []
