"""A card's numbers, from who was right; and the card as a file, also a hostile one."""

import csv
import dataclasses
import io
import json

import pytest

from demo.drawing.exam import whole_card as drawing
from demo.errors import UserError
from demo.exam import bundled_papers, card_exports
from demo.exam.answer_checkers import check
from demo.exam.card_results import CardResults
from demo.exam.card_sentences import sentence
from demo.exam.exam_card import from_json, to_json
from demo.exam.marked import name
from demo.exam.question_file import BY_EYE, parse
from demo.picture.exam_picture import exam_picture
from tests.exam.exams import question, results


def test_cells_and_shares_are_counted():
    found = results("bbbbttsn")
    assert {cell: len(rows) for cell, rows in found.cells.items()} == {
        "both": 4, "only_teacher": 2, "only_student": 1, "neither": 1}
    assert found.whole.sides["teacher"].right == 6 and found.whole.sides["student"].right == 5
    assert found.whole.retention.value == pytest.approx(5 / 6)
    assert found.chance == 1.0


@pytest.mark.parametrize(("marks", "kind"), [
    ("b" * 90, "keeps"), ("b" * 60 + "t" * 30, "loses"), ("b" * 60 + "s" * 30, "ahead"),
    ("bbbbbbtt", "unsure"), ("b" * 8, "unsure"), ("b" * 6 + "nn", "unsure"),
    ("sn" * 5, "nothing"), ("", "ungraded"), ("e", "ungraded")])
def test_the_verdict_says_what_the_answers_bear(marks, kind):
    found = results(marks)
    assert found.verdict.kind == kind
    for language in ("en", "zh"):
        assert "{" not in sentence(found, language)


def test_more_questions_are_wished_for_where_they_would_help():
    for marks in ("t", "tttt", "ttttt", "bttt" + "n" * 6, "b" * 25 + "t" * 5,
                  "b" * 50 + "t" * 4, "b" * 20 + "tts", "b" * 12 + "sss"):
        wanted = results(marks).verdict.wanted
        assert len(marks) < wanted <= 5_000
        more = "".join(mark * round(marks.count(mark) * wanted / len(marks)) for mark in "btsn")
        almost = results(more).verdict
        assert almost.kind != "unsure" or almost.wanted <= 1.3 * wanted, (marks, wanted)


def test_no_more_is_asked_for_than_would_do():
    wanted = results("b" * 6 + "nn").verdict.wanted
    assert results("b" * (wanted * 3 // 4) + "n" * (wanted // 4)).verdict.kind == "keeps"
    assert results("b" * (wanted // 2) + "n" * (wanted // 4)).verdict.kind == "unsure"


def test_the_curve_of_handing_over_goes_from_the_student_alone_to_the_teacher_alone():
    """Also where the student said nothing, of which nobody knows how sure it was."""
    found = results("bbbbttns")
    silent = {one.id: dataclasses.replace(one, answers={
        **one.answers, "student": dataclasses.replace(
            one.answers["student"], text="", right=False, sure=None)})
        for one in found.card.answers.values() if one.number in (0, 4)}
    found = CardResults(found.card.with_answers({**found.card.answers, **silent}))
    first, *_, last = found.handovers
    assert (first.asked, first.right) == (0, found.whole.sides["student"].share)
    assert (last.asked, last.right) == (1, found.whole.sides["teacher"].share)
    assert found.handovers[1].asked == 0.25, "those without a word are handed over first"


def test_a_side_that_failed_counts_nowhere_and_is_told():
    found = results("bbbe")
    assert len(found.graded) == 3 and len(found.failed) == 1
    html = drawing.draw(found, "en")
    assert "It broke." in html and "1 could not be answered" in html


def test_without_a_rule_nothing_is_graded_and_all_can_be_read():
    found = results("bb")
    eye = tuple(dataclasses.replace(one, checker=BY_EYE) for one in found.card.questions)
    card = dataclasses.replace(found.card, questions=eye)
    rows = {parse_id: dataclasses.replace(one, answers={
        side: dataclasses.replace(given, right=None) for side, given in one.answers.items()})
        for parse_id, one in found.card.answers.items()}
    card = dataclasses.replace(card, answers={
        name(asked): dataclasses.replace(one, id=name(asked))
        for asked, one in zip(eye, rows.values(), strict=True)})
    shown = CardResults(card)
    assert shown.verdict.kind == "ungraded" and len(shown.rows) == 2
    assert "question 1" in drawing.draw(shown, "en")


def test_the_same_right_answer_everywhere_is_said():
    assert "always saying it" in drawing.draw(results("bbbb"), "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_card_draws_in_both_languages_and_sizes(language):
    found = results("b" * 12 + "ttsn", subject="add")
    whole, compact = (drawing.draw(found, language, compact=c) for c in (False, True))
    assert len(compact) < len(whole) and whole.count("<article") == 1
    assert exam_picture(found, language).startswith(b"\x89PNG")
    assert drawing.draw(results(""), language) == ""


def test_hostile_texts_stay_texts():
    evil = '"><script>alert(1)</script>{{value}}'
    found = results("bt")
    asked = tuple(dataclasses.replace(one, subject=evil) for one in found.card.questions)
    given = {one.id: dataclasses.replace(one, answers={
        side: dataclasses.replace(a, text=evil, why=evil) for side, a in one.answers.items()})
        for one in found.card.answers.values()}
    card = dataclasses.replace(found.card, questions=asked, answers=given, paper=evil,
                               left_out=(evil,))
    html = drawing.draw(CardResults(card), "en")
    assert "<script" not in html and evil not in html


def test_the_file_reads_back_and_says_the_same():
    found = results("bbtse")
    card = from_json(to_json(found.card))
    assert card == dataclasses.replace(found.card, blank=card.blank)
    assert to_json(card) == to_json(found.card)


@pytest.mark.parametrize(("damage", "why"), [
    ({"format": "x"}, "not an exam"), ({"version": 9}, "update Apprentice"),
    ({"questions": 3}, "damaged"), ({"answers": [3]}, "damaged"), ({"paper": 3}, "damaged"),
    ({"max_tokens": 0}, "damaged"), ({"blank": {}}, "not a recording"),
    ({"questions": [{"messages": [], "answer": [], "checker": "exact"}]}, "damaged"),
    ({"questions": [{"messages": [{"role": "user", "content": "x"}], "answer": ["1"],
                     "checker": "eval"}]}, "damaged")])
def test_a_damaged_file_is_one_sentence(damage, why):
    raw = json.loads(to_json(results("bt").card))
    with pytest.raises(UserError, match=why):
        from_json(json.dumps({**raw, **damage}))
    with pytest.raises(UserError, match="valid JSON"):
        from_json("{")


def test_exports_hold_every_question_and_no_formula():
    found = results("bt")
    asked = (dataclasses.replace(found.card.questions[0], subject="=HYPERLINK(1)"),
             found.card.questions[1])
    shown = CardResults(dataclasses.replace(found.card, questions=asked))
    rows = list(csv.DictReader(io.StringIO(card_exports.as_csv(shown))))
    assert len(rows) == 2 and rows[0]["subject"] == "'=HYPERLINK(1)"
    assert rows[1]["subject"] == ""
    assert [row["student_right"] for row in rows] == ["1", "0"]
    told = json.loads(json.dumps(card_exports.summary(shown), allow_nan=False))
    assert told["cells"]["only_teacher"] == 1 and told["graded"] == 2
    # Where nothing but the teacher loses nothing, the threshold is beyond every confidence.
    json.dumps(card_exports.summary(results("t" * 12 + "b")), allow_nan=False)


def test_bundled_papers_are_questions_with_answers():
    paper = bundled_papers.paper("held-out", 45)
    assert len(paper.questions) == 45 and len({one.subject for one in paper.questions}) == 20
    assert len(bundled_papers.paper("handwritten").questions) >= 60
    assert all(one.accepted for one in paper.questions)
    with pytest.raises(UserError, match="no bundled paper"):
        bundled_papers.paper("other")


def test_a_refusal_must_be_all_that_is_said():
    own = parse({"question": "who won?", "answer": "I was not taught that.", "checker": "whole"})
    assert check(own.checker, "i was not taught that", own.accepted)
    assert not check(own.checker, "Answer: 4\nI was not taught that.", own.accepted)
    assert question("x", "y").checker == "exact"


def test_what_is_handed_over_has_its_time_and_its_price():
    found = results("b" * 10 + "tn")
    assert "A question then takes" in drawing.draw(found, "en")
    assert "A question then costs" not in drawing.draw(found, "en")
    paid = {one.id: dataclasses.replace(one, answers={
        **one.answers, "teacher": dataclasses.replace(
            one.answers["teacher"], cost=0.25, currency="USD")})
        for one in found.card.answers.values()}
    priced = CardResults(dataclasses.replace(found.card, answers=paid))
    assert "A question then costs" in drawing.draw(priced, "en")
    assert "0.25\u00a0USD with the teacher alone" in drawing.draw(priced, "en")
