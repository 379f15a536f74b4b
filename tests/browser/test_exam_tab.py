"""The Exam tab in a browser: sit, stop, go on, read, share, and bad input."""

import pytest

from demo.exam.bundled_papers import paper
from tests.browser.conftest import Visitor, until
from tests.scripted import ScriptedEngine
from tests.serving import page_settings


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exam")
    (folder / "exams").mkdir()
    settings = page_settings(folder, queue_size=4, data_dir=folder / "data",
                             exams_folder=folder / "exams")
    found = ScriptedEngine(settings, delay=0.02)
    for number, one in enumerate(paper("held-out", 60).questions):
        right = str(one.accepted[0])
        found.knows[("teacher", one.text)] = right
        found.knows[("student", one.text)] = right if number % 4 else "7 wrong"
    found.knows[("teacher", "<script>alert(1)</script>")] = "<img src=x onerror=alert(1)>"
    found.knows[("student", "broken?")] = "!"
    found.loaded = "abacus"
    return found


@pytest.fixture
def visitor(chromium, url):
    found = Visitor(chromium, url).open("?tab=exam&__theme=light")
    found.page.wait_for_selector("#exam .exam-status")
    yield found
    found.context.close()


def status(visitor):
    return visitor.text("#exam .exam-status")


def over(visitor, said="The exam is over"):
    until(lambda: said in status(visitor), 30, lambda: status(visitor), visitor.page)


def start(visitor, count):
    visitor.fill("#exam-count input", str(count))
    visitor.page.click("#exam-start")


def own(visitor, text):
    visitor.page.click("#exam-paper input")
    visitor.page.click("ul[role=listbox] li >> nth=2")
    visitor.page.wait_for_selector("#exam-own textarea")
    visitor.fill("#exam-own textarea", text)
    visitor.page.click("#exam-start")


def test_a_paper_is_sat_read_and_shared(visitor, url):
    assert "No exam of this pair yet" in status(visitor)
    start(visitor, 60)
    until(lambda: "left" in status(visitor), 20, lambda: status(visitor), visitor.page)
    over(visitor)
    assert "loses here" in visitor.text(".exam-card h2")
    assert visitor.page.locator(".exam-card .cell").count() == 21
    first = visitor.page.locator(".exam-card .questions details").first
    assert "only the teacher was right" in first.inner_text()
    visitor.page.click("[data-share-exam]")
    visitor.page.wait_for_selector("#exam .is-shared a")
    link = visitor.page.locator("#exam .is-shared a").first.inner_text()
    token = visitor.page.locator("#exam .is-shared code").last.inner_text()
    assert link.startswith(url) and visitor.problems == []
    visitor.page.goto(link)
    assert "loses here" in visitor.text("h2") and visitor.problems == []
    question = visitor.page.locator(".question .asked").first.inner_text()
    with visitor.page.expect_popup() as opened:
        visitor.page.locator(".question a.chip").first.click()
    opened.value.wait_for_selector("html[data-opened]")
    assert opened.value.input_value("#prompt textarea") == question
    assert opened.value.locator("#stage .notice").count() == 0
    visitor.page.locator("a[href$=delete]").click()
    for said, heard in (("wrong", "not its delete token"), (token, "It is deleted")):
        visitor.fill("input[name=token]", said)
        visitor.page.click("form button")
        visitor.page.get_by_text(heard).wait_for()
    visitor.page.goto(f"{link}?lang=en")  # not what the browser may keep for a minute
    assert "deleted" in visitor.text("h1")


@pytest.mark.parametrize("language, said", [("en", "not offered here (&lt;b&gt;nobody)"),
                                            ("zh", "在这里没有（&lt;b&gt;nobody）")])
def test_a_link_with_a_question_of_a_pair_that_is_not_here_says_so(
    visitor, url, language, said
):
    visitor.page.goto(f"{url}?ask=7%20%2B%208%3F&pair=%3Cb%3Enobody&lang={language}")
    visitor.page.wait_for_selector("html[data-opened]")
    assert visitor.page.input_value("#prompt textarea") == "7 + 8?"
    assert said in visitor.page.locator("#stage .notice").inner_html()


def test_a_stopped_exam_keeps_its_answers_and_goes_on(visitor, engine):
    start(visitor, 40)
    until(lambda: visitor.page.query_selector(".exam-card .exam-verdict"), 20,
          lambda: status(visitor), visitor.page)
    visitor.page.click("#exam-stop")
    over(visitor, "Stopped")
    assert "questions were answered" in visitor.text(".exam-verdict")
    visitor.page.click("#exam-start")
    over(visitor)
    assert "questions were answered" not in visitor.text(".exam-verdict")


def test_a_question_is_raced_from_its_card(visitor):
    start(visitor, 20)
    over(visitor)
    chip = visitor.page.locator(".exam-card .chip[data-prompt]").first
    asked = chip.get_attribute("data-prompt")
    chip.click()
    visitor.page.wait_for_selector(".badge.live, .badge.measured")
    assert asked in visitor.text(".caption")
    assert visitor.page.is_visible("#compare") and not visitor.page.is_visible("#exam")


def test_after_a_reload_the_same_paper_goes_on_where_it_was(visitor, engine):
    start(visitor, 50)
    until(lambda: visitor.page.query_selector(".exam-card .exam-verdict"), 20,
          lambda: status(visitor), visitor.page)
    visitor.page.click("#exam-stop")
    over(visitor, "Stopped")
    visitor.open("?tab=exam&__theme=light")
    visitor.page.wait_for_selector("#exam .exam-status")
    before = engine.sat
    start(visitor, 50)
    over(visitor)
    assert 0 < engine.sat - before < 50
    assert "50 questions" in visitor.text(".exam-verdict")


def test_a_place_in_the_queue_is_given_up_by_stop(visitor, chromium, url):
    start(visitor, 45)
    until(lambda: "left" in status(visitor), 20, lambda: status(visitor), visitor.page)
    other = Visitor(chromium, url).open("?tab=exam&__theme=light")
    other.page.wait_for_selector("#exam .exam-status")
    start(other, 44)
    until(lambda: "Waiting for its turn" in status(other), 10, lambda: status(other), other.page)
    other.page.click("#exam-stop")
    over(other, "No exam of this pair yet")
    over(visitor)
    other.page.wait_for_timeout(1500)
    assert "No exam of this pair yet" in status(other) and other.problems == []
    other.context.close()


def test_questions_of_ones_own_with_hostile_texts_and_a_side_that_fails(visitor):
    own(visitor, '{"question": "<script>alert(1)</script>", "answer": "x"}\n'
                 '{"question": "broken?", "answer": "1"}\n{"nothing": 1}')
    over(visitor)
    told = visitor.page.text_content("#exam-card")
    assert "<img src=x onerror=alert(1)>" in told
    assert "Rows that were left out: 1; the first: your paper, line 3" in told
    assert "This side failed at this question" in told and visitor.problems == []


@pytest.mark.parametrize(("text", "said"), [
    ("nonsense", "holds no question"), ('{"question": "x"', "cannot be used"),
    ("\n".join(f'{{"question": "{n}", "answer": "1"}}' for n in range(201)), "at most"),
    ('{"question": "' + "x" * 41_000 + '", "answer": "1"}', "characters")])
def test_a_bad_paper_is_one_sentence_and_nothing_is_lost(visitor, text, said):
    own(visitor, text)
    over(visitor, said)
    assert visitor.page.query_selector("#exam .is-complaint")


def test_too_many_and_no_questions_are_refused(visitor):
    for count in ("0", "201", "1000000"):
        start(visitor, count)
        over(visitor, "from 1 to 200")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_a_phone_in_chinese(chromium, url, theme):
    found = Visitor(chromium, url, viewport={"width": 360, "height": 740})
    found.open(f"?tab=exam&lang=zh&__theme={theme}")
    found.page.wait_for_selector("#exam .exam-status")
    assert "开考" in found.text("#exam-start")
    start(found, 20)
    over(found, "考完了")
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert found.problems == []
    found.context.close()


def test_what_no_rule_can_judge_is_voted_on_unseen(visitor):
    own(visitor, '{"question": "Write a line on spring.", "checker": "by eye"}\n'
                 '{"question": "7 + 8?", "answer": "15"}')
    over(visitor)
    judged = visitor.page.locator(".judges")
    assert judged.count() == 1 and judged.text_content() == "Vote on it unseen"
    visitor.page.locator("#exam details", has=judged).evaluate("one => one.open = true")
    judged.click()
    until(lambda: visitor.page.locator("#unseen-question").count()
          and visitor.page.input_value("#unseen-question") == "Write a line on spring.", 10,
          page=visitor.page)
    visitor.page.wait_for_timeout(1500)
    assert visitor.page.input_value("#unseen-question") == "Write a line on spring."
    assert "tab=votes" in visitor.page.url and visitor.problems == []
