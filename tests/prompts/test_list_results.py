"""Medians, intervals and sentences of a list, against values known beforehand."""

import csv
import io
import itertools
import statistics

import pytest

from demo.drawing import whole_list as drawing
from demo.exam.paired_statistics import quantile
from demo.prompts.list_exports import as_csv, summary
from demo.prompts.list_results import ListResults
from demo.prompts.list_sentences import sentence
from demo.prompts.median_intervals import FEWEST, middle
from tests.prompts.made_lists import FAILS, REFUSED, WHY, raced

NAMES = [f"prompt {n}" for n in range(8)]


def test_an_interval_is_that_of_every_possible_resample():
    values = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
    every = sorted(statistics.median(drawn) for drawn in itertools.product(values, repeat=6))
    found = middle(values)
    assert found.median == 6 and found.count == 6
    assert (found.low, found.high) == (quantile(every, .025), quantile(every, .975)) == (1.5, 24)


def test_too_few_values_have_a_median_and_no_interval():
    for count in range(1, FEWEST):
        found = middle([float(n) for n in range(count)])
        assert found.median == (count - 1) / 2 and found.low is None and found.high is None
    assert middle([]) is None and middle([None, None]) is None
    assert middle([None, 3.0, 5.0]).median == 4 and middle([None, 3.0, 5.0]).count == 2


def test_the_ratio_is_the_median_of_ratios_and_not_a_ratio_of_medians():
    paces = (1.0, 2.0, 0.5, 1.0, 4.0, 1.0, 0.25, 1.0)
    results = ListResults(raced(NAMES, paces=paces))
    tpot = next(one for one in results.summaries if one.name == "tpot")
    usual = 0.0104 / 0.0053
    assert tpot.ratio.median == pytest.approx(usual)
    assert tpot.ratio.low < usual < tpot.ratio.high
    assert tpot.sides["student"].median == pytest.approx(0.0053)
    assert tpot.sides["teacher"].low == pytest.approx(0.0104)


@pytest.mark.parametrize("paces, kind, said", [
    ((1.0,), "faster", "Over 8 prompts the student wrote 2.0× faster (2.0 to 2.0)"),
    ((3.0,), "slower", "the student wrote 1.5× slower (1.5 to 1.5)"),
    ((1.96,), "alike", "both wrote about as fast (1.00 to 1.00 times"),
    ((0.5, 8.0), "unsure", "no side was clearly faster: anything from"),
])
def test_the_verdict_says_no_more_than_its_interval(paces, kind, said):
    results = ListResults(raced(NAMES, paces=paces))
    assert results.speed.kind == kind and said in sentence(results, "en")
    assert "8 of 8 answers were the same (67.6\u00a0% to 100\u00a0%)." in sentence(results, "en")
    assert "个" in sentence(results, "zh")


def test_few_one_and_no_prompt_say_so():
    assert "2 prompts, too few for an interval" in sentence(ListResults(raced(NAMES[:2])), "en")
    assert sentence(ListResults(raced(NAMES[:1])), "en").startswith("Of 1 prompt there is no")
    assert "nothing to compare" in sentence(ListResults(raced([FAILS])), "en")


def test_a_side_that_fails_is_told_in_its_row_and_counts_nowhere():
    results = ListResults(raced([*NAMES[:6], FAILS, REFUSED, NAMES[7]]))
    assert len(results.compared) == 7 and len(results.failed) == 2
    assert results.prompts.rows[6].trouble == f"student: {WHY}"
    html = drawing.draw(results, "en")
    assert WHY in html and "restarted" in html and "2 could not be compared" in html
    assert html.count("<tr>") > 9 and 'data-row="7"' in html and 'data-row="8"' not in html


def test_how_alike_two_answers_are_is_told_by_kind():
    def kind(**more):
        return summary(ListResults(raced(["a"], **more)))["rows"][0]

    assert kind()["answers"] == "identical"
    other = kind(answers={"teacher": "abc def. Answer: 1", "student": "abc xyz. Answer: 1"})
    assert other["answers"] == "same"
    parts = kind(answers={"teacher": "abc def. Answer: 1", "student": "abc xyz. Answer: 2"})
    assert parts["answers"] == "parts" and parts["parts_at_token"] == 2
    assert kind(answers={"teacher": "abc", "student": ""})["answers"] == "silent"


def test_the_table_to_take_away_runs_no_formula():
    found = list(csv.reader(io.StringIO(as_csv(ListResults(raced(["=1+1", *NAMES[:2]]))))))
    assert len(found) == 4 and len({len(row) for row in found}) == 1
    assert found[1][1] == "'=1+1" and float(found[1][found[0].index("teacher_ttft_s")]) == 0.021


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hostile_prompt_is_text(language):
    hostile = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>{{{value}}}'
    html = drawing.draw(ListResults(raced([hostile, REFUSED])), language)
    assert "<script" not in html and "<img" not in html and "{{{" not in html
    assert "&lt;script&gt;" in html
