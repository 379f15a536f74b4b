"""The fields: what they begin with, and what becomes of anything that somebody writes there."""

from __future__ import annotations

import dataclasses
import re

import pytest

from demo import pairs
from demo.errors import UserError
from demo.page.claims import cost_panel, price_fields, price_list
from demo.page.claims.token_costs import Hourly, Metered
from demo.recording.data import SIDES
from demo.settings import ROOT
from demo.words.languages import LANGUAGES
from tests.scripted import ScriptedEngine, recorded

EN = cost_panel.texts_in("en")
SAMPLE = recorded(ScriptedEngine(), "What is 2 + 2?")
USUAL = price_fields.usual(None, SAMPLE).fields


def on(kind: str, name: str):
    return dataclasses.replace(SAMPLE, device={"kind": kind, "name": name})


def test_what_the_fields_begin_with_can_be_reckoned_with():
    found = price_fields.read(USUAL, EN)
    assert all(isinstance(price, Hourly) and price.price > 0 for price in found.sides.values())
    assert re.fullmatch("[A-Z]{3}", found.currency)


def test_an_hour_is_of_a_device_like_the_recordings():
    assert price_list.hourly(on("cuda", "NVIDIA L40S")).name == "1x Nvidia L40S"
    assert price_list.hourly(on("cuda", "NVIDIA L4")).name == "1x Nvidia L4"
    assert price_list.hourly(on("cpu", "any")).hour > 0


def test_a_device_without_an_example_has_an_empty_field_and_no_guess():
    usual = price_fields.usual(None, on("cuda", "NVIDIA H100 80GB HBM3"))
    assert usual.fields["teacher_hour"] == ""
    with pytest.raises(UserError, match="“Teacher, price of an hour” is empty"):
        price_fields.read(usual.fields, EN)


def test_every_example_has_a_source_and_a_day():
    for device in ("T4", "L4", "L40S"):
        example = price_list.hourly(on("cuda", device))
        assert example.source.startswith("https://") and re.fullmatch(r"\d{4}-\d\d-\d\d",
                                                                      example.date)


def test_the_price_of_tokens_is_that_of_the_pair_it_was_taken_from():
    pair = pairs.read("chatgpt-and-qwen3-0.6b", ROOT / "examples" / "pairs")
    own, example = price_list.of_pair(pair)["teacher"], price_list.metered()
    assert (own.reading, own.writing, own.currency, own.date, own.name) == (
        example.reading, example.writing, example.currency, example.date, example.name)


def test_prices_of_the_pairs_own_file_come_first_and_no_currency_is_mixed():
    pair = pairs.read("ernie-and-ernie-4.5-0.3b", ROOT / "examples" / "pairs")
    fields = price_fields.usual(pair, on("cpu", "any")).fields
    assert fields["currency"] == "CNY" and fields["teacher_by"] == "tokens"
    assert (fields["teacher_reading"], fields["teacher_writing"]) == ("6", "24")
    assert fields["student_hour"] == "", "an hour in dollars beside a price in yuan"


def test_a_side_may_be_priced_by_tokens():
    found = price_fields.read({**USUAL, "teacher_by": "tokens", "teacher_reading": "1",
                               "teacher_writing": "2.5"}, EN)
    assert found.sides["teacher"] == Metered(1, 2.5)
    assert isinstance(found.sides["student"], Hourly)


@pytest.mark.parametrize("text", ["NaN", "nan", "inf", "-inf", "1e400", "-0.1", "1,5", "1_0",
                                  "free", "0x1", "1e10", "9" * 41, "${alert(1)}", "\u202e1"])
@pytest.mark.parametrize("side", SIDES)
def test_a_price_that_is_none_is_one_sentence_with_its_field_and_what_was_written(side, text):
    with pytest.raises(UserError) as caught:
        price_fields.read({**USUAL, f"{side}_hour": text}, EN)
    said = str(caught.value)
    assert said.startswith(f"“{side.title()}, price of an hour” must be 0, or a number from") and (
        said.endswith("”.") and "such as 0.40" in said)


@pytest.mark.parametrize("text", ["0", "0.03", " 1e-3 ", "1000000000", "３"])
def test_a_number_may_be_written_as_numbers_are(text):
    price_fields.read({**USUAL, "teacher_hour": text.strip()}, EN)


@pytest.mark.parametrize("field, text, words", [
    ("currency", "dollars", "three letters"), ("currency", "", "three letters"),
    ("date", "yesterday", "must be a day"), ("date", "2026-02-30", "must be a day"),
    ("teacher_by", "barter", "one of the choices"),
])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_field_is_told_in_either_language(field, text, words, language):
    texts = cost_panel.texts_in(language)
    with pytest.raises(UserError) as caught:
        price_fields.read({**USUAL, field: text}, texts)
    assert (words in str(caught.value)) == (language == "en")


@pytest.mark.parametrize("text", ["NaN", "inf", "0", "-1", "a"])
def test_a_ratio_that_is_none_is_refused_and_an_empty_one_is_none(text):
    with pytest.raises(UserError, match="New price"):
        price_fields.ratio({"ratio": text}, EN)
    assert price_fields.ratio({"ratio": ""}, EN) is None
    assert price_fields.ratio({"ratio": "0.1"}, EN) == 0.1


@pytest.mark.parametrize("text", ["NaN", "", "3", "-1"])
def test_an_elasticity_that_is_none_is_refused(text):
    with pytest.raises(UserError, match="elasticity of demand"):
        price_fields.elasticity({"elasticity": text}, EN)


@pytest.mark.parametrize("data", [None, 7, [], {"teacher_hour": 3}, {"a": None}, "x"])
def test_whatever_a_stranger_sends_for_fields_is_texts_or_nothing(data):
    assert price_fields.said(data) == {}
