"""A cooperation and a cascade as they are drawn: on the stage, on a share page, as files."""

import dataclasses
import json

import pytest

from demo.drawing import stage
from demo.drawing.mode_marks import marked
from demo.drawing.scene import Scene
from demo.drawing.templates import fill
from demo.picture.card import card
from demo.recording.data import Answer
from demo.recording.mode_numbers import tally_of
from demo.sharing.code_snippets import arguments
from demo.sharing.markdown_export import markdown
from demo.sharing.share_page import share_page
from tests.recording.test_modes import cascaded, cooperated

HOSTILE = '<img src=x onerror="alert(1)">${alert(2)}`{{value}}'


def drawn(recording, kind="measured", language="en", **more) -> str:
    return fill(stage.TEMPLATE, stage.draw(Scene(recording, kind, language, **more)))


def test_the_words_of_a_cooperation_are_in_the_name_of_who_wrote_them():
    text = drawn(cooperated())
    assert '<span class="by-teacher">0 </span><span class="by-student">1 2 3 4 </span>' in text
    assert "drafted by the student, kept by the teacher" in text
    assert "<b>Together</b>" in text and "the student drafts, the teacher verifies" in text
    assert "2 rounds: of 8 drafted tokens 5 were kept" in text


def test_while_it_grows_it_is_plain_text():
    whole = cooperated()
    growing = {side: dataclasses.replace(answer, end="")
               for side, answer in whole.answers.items()}
    assert "by-student" not in drawn(dataclasses.replace(whole, answers=growing), "live")


def test_what_was_written_cannot_escape_its_marks():
    whole = cooperated()
    both = whole.answers["student"]
    texts = (HOSTILE, *both.texts[1:])
    answers = {**whole.answers, "student": dataclasses.replace(both, texts=texts)}
    text = drawn(dataclasses.replace(whole, answers=answers))
    assert "<img" not in text and "${" not in text and "`" not in text and "{{value" not in text


def test_marks_fall_on_the_part_that_is_shown():
    answer = Answer("student", tokens=(1, 2, 3), texts=("ab", "cd", "ef"), seconds=(0.1,) * 3,
                    end="eos", drafted=(False, True, True))
    assert marked(answer, 1, "bcd") == (
        '<span class="by-teacher">b</span><span class="by-student">cd</span>')
    assert marked(dataclasses.replace(answer, drafted=()), 1, "bcd") == "bcd"


def test_a_teacher_that_was_not_asked_says_so_and_the_student_how_sure_it_was():
    text = drawn(cascaded())
    assert "not asked" in text and "The student answered alone." in text
    assert "Confidence 0.97, of its last line 0.97; below 0.90 the teacher is asked." in text


def test_a_teacher_waits_while_the_student_answers():
    whole = cascaded(0.2)
    growing = {side: dataclasses.replace(answer, end="", tokens=(), texts=(), seconds=())
               for side, answer in whole.answers.items()}
    states = [one["phase"] for one in stage.draw(Scene(dataclasses.replace(
        whole, answers=growing, cascade=None), "live"))["cards"]]
    assert states == ["waiting", "reading"]


def test_the_questions_of_a_page_are_counted_below_its_verdict():
    tally = tally_of([cascaded(), cascaded(0.2)])
    assert "asked 1 of 2 questions" in drawn(cascaded(), tally=tally)
    assert "questions" not in drawn(cascaded(), "replay", tally=tally)
    assert "questions" not in drawn(cooperated(), tally=tally)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("whole", [cooperated(), cascaded(), cascaded(0.2)],
                         ids=["cooperation", "alone", "asked"])
def test_a_shared_one_says_what_it_is(whole, language):
    page, text = share_page(whole, language), markdown(whole, language)
    said = {"cooperate": ("Together", "合写"), "cascade": ("sure enough", "有把握")}
    alternative = {"cascade": ("sure enough", "没有把握")}.get(whole.request.mode, ("", ""))
    wanted = {said[whole.request.mode][language == "zh"], alternative[language == "zh"]} - {""}
    for shown in (page, text):
        assert any(word in shown for word in wanted) and "None" not in text
    assert card(whole, language)[:4] == b"\x89PNG"


def test_a_mode_is_in_its_request_as_code():
    assert arguments(cascaded())["mode"] == "cascade"
    assert list(arguments(cooperated()))[-3:] == ["mode", "draft", "threshold"]
    assert json.dumps(arguments(cooperated()))
