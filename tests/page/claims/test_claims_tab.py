"""Costs and rebound from what was measured, and which recordings tell it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from demo.exam.card_results import CardResults
from demo.page.claims import cost_panel, cost_table, price_fields
from demo.page.claims.claims_tab import reckoned
from demo.page.claims.measured_work import Measured, measured
from demo.recording.data import SIDES, Usage
from demo.words.languages import LANGUAGES
from tests.page.claims.test_claims_page import card, shipped
from tests.page.results.test_results_page import HOSTILE, texts_of
from tests.scripted import ScriptedEngine, recorded

SAMPLE = recorded(ScriptedEngine(), "What is 2 + 2?")


def usual(found: Measured) -> dict[str, str]:
    return price_fields.usual(None, found.sample).fields


def said(found: Measured, fields: dict[str, str], language: str = "en") -> tuple[str, str]:
    costs, rebound = reckoned(found, False, fields, language)
    return texts_of(costs["html"]), texts_of(rebound["html"])


def with_answers(**changes):
    answers = {side: dataclasses.replace(answer, **changes)
               for side, answer in SAMPLE.answers.items()}
    return dataclasses.replace(SAMPLE, answers=answers)


def test_times_and_tokens_are_means_over_the_pairs_own_recordings():
    _, found = shipped()
    assert found.runs == 8 and found.asked == 400
    assert found.work["teacher"].seconds > found.work["student"].seconds > 0
    results = CardResults(card())
    assert found.shares["student"] == results.whole.sides["student"].share
    chosen = results.without_loss
    assert (found.cascade.passed_on, found.cascade.right, found.cascade.questions) == (
        chosen.there.asked, chosen.there.right, 200)


def test_the_ratio_of_times_is_that_of_a_token_and_of_one_tokenizer_alone():
    _, found = shipped()
    teacher, student = (found.work[side] for side in SIDES)
    assert found.ratio == pytest.approx(
        student.seconds / student.tokens / (teacher.seconds / teacher.tokens))
    foreign = dataclasses.replace(SAMPLE, pair={**SAMPLE.pair, "same_tokenizer": False})
    assert measured([SAMPLE], None, "abacus").ratio < 1
    assert measured([foreign], None, "abacus").ratio is None


def test_a_mean_of_two_is_the_middle_of_both():
    twice = with_answers(seconds=tuple(2 * s for s in SAMPLE.answers["teacher"].seconds))
    one, other, both = (measured(rows, None, "abacus").work["teacher"].seconds
                        for rows in ([SAMPLE], [twice], [SAMPLE, twice]))
    assert both == pytest.approx((one + other) / 2)


@pytest.mark.parametrize("changes", [
    {"end": "max_tokens"}, {"end": "stopped"}, {"tokens": (), "texts": (), "seconds": ()},
    {"usage": Usage(3, 5, "estimated")},
])
def test_answers_that_were_cut_or_that_nobody_counted_tell_nothing(changes):
    assert not measured([with_answers(**changes)], None, "abacus").work


def test_another_pair_and_another_device_are_left_out():
    other = dataclasses.replace(SAMPLE, pair={**SAMPLE.pair, "name": "other"})
    elsewhere = dataclasses.replace(SAMPLE, device={**SAMPLE.device, "name": "Another CPU"})
    found = measured([other, SAMPLE, elsewhere], None, "abacus")
    assert found.runs == 1 and found.sample is SAMPLE
    assert measured([other], None, "abacus").sample is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_pair_has_costs_of_both_sides_and_the_cascade_in_the_sentence(language):
    _, found = shipped()
    costs, rebound = said(found, usual(found), language)
    texts = cost_panel.texts_in(language)
    assert all(name in costs for name in texts["sides"].values())
    rows = cost_table.rows(found, price_fields.read(usual(found), texts))
    for row in rows:
        assert cost_panel.money(row.solved) in costs and cost_panel.money(row.million) in costs
    assert found.sample.device_name in costs and "400" in costs
    assert cost_panel.money(cost_table.student_over_teacher(rows)) in rebound


def test_twice_the_price_costs_twice_as_much():
    _, found = shipped()
    fields = usual(found)
    one, two = (cost_table.rows(found, price_fields.read(
        {**fields, "teacher_hour": hour, "student_hour": hour}, cost_panel.texts_in("en")))
        for hour in ("1", "2"))
    for cheap, dear in zip(one, two, strict=True):
        assert dear.solved == pytest.approx(2 * cheap.solved)


def test_without_an_exam_a_right_answer_has_no_cost_and_tokens_have_one():
    costs, _ = said(found := measured([SAMPLE], None, "abacus"), usual(found))
    assert "Not measured here: how often this pair is right" in costs
    assert re.search(r"A million tokens cost [\d.]+ USD", costs)
    assert len(cost_table.rows(found, price_fields.read(
        usual(found), cost_panel.texts_in("en")))) == len(SIDES)


def test_without_a_recording_it_is_not_measured_and_a_ratio_can_be_written():
    costs, rebound = said(Measured({}), usual(Measured({})))
    assert costs.startswith("Not measured here: what an answer of this pair takes")
    assert "write one" in rebound
    _, rebound = said(Measured({}), {**usual(Measured({})), "ratio": "0.25", "elasticity": "1.5"})
    assert "demand is 8.0× what it was, and 2.0× as much is spent in all" in rebound


@pytest.mark.parametrize("text", ["NaN", "inf", "-1", "1e-300", "", HOSTILE])
def test_a_bad_price_is_one_sentence_as_text_and_leaves_no_number_standing(text):
    _, found = shipped()
    costs, rebound = reckoned(found, False, {**usual(found), "student_hour": text[:40]}, "en")
    assert 'role="alert"' in costs["html"] and costs["html"].count("<p") == 1
    assert "Student, price of an hour" in texts_of(costs["html"])
    assert "<img" not in costs["html"] and not set(costs["html"]) & set("$`\\{}")
    assert "no ratio of prices" in texts_of(rebound["html"])


def test_a_free_side_has_no_ratio_and_says_what_to_do():
    _, found = shipped()
    costs, rebound = said(found, {**usual(found), "student_hour": "0"})
    assert "to what is free there is no ratio" in costs
    assert rebound.startswith("Both costs above must be more than 0")


def test_a_ratio_that_somebody_wrote_goes_before_the_measured_one():
    _, found = shipped()
    _, rebound = said(found, {**usual(found), "ratio": "0.5", "elasticity": "0"})
    assert "At r = 0.50 and e = 0, demand is 1.0× what it was, and 0.50× as much" in rebound


def test_fields_that_nobody_sent_are_told_and_nothing_breaks():
    _, found = shipped()
    costs, rebound = said(found, {})
    assert "must be one of the choices" in costs and "elasticity" not in costs
    assert rebound


def test_what_was_written_over_a_field_stands_there_and_hostile_text_is_a_value():
    _, found = shipped()
    begin = price_fields.usual(None, found.sample)
    shown = {**begin.fields, "teacher_hour": '"><img src=x>${1}', "teacher_by": "nonsense"}
    drawn = cost_panel.fields(begin, shown, found, "en")
    assert "<img" not in drawn and not set(drawn) & set("$`\\{}")
    assert 'data-usual="0.03"' in drawn
