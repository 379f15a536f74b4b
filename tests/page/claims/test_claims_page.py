"""The claims as HTML: each in both languages, with a picture or that nothing was measured, and with
its sources; and what no results file can break.
"""

from __future__ import annotations

import copy
import re

import pytest

from demo.exam import exam_card
from demo.exam.exam_card import ExamCard
from demo.page.claims import claim_figures, claims_page
from demo.page.claims.claim_figures import FIGURES
from demo.page.claims.claims_page import CLAIMS
from demo.page.claims.measured_work import Measured, measured
from demo.page.claims.published_work import FINDINGS
from demo.page.results.results_file import Results, read
from demo.recording.file import from_json
from demo.settings import ROOT
from demo.words import claims_words
from demo.words.languages import LANGUAGES
from tests.page.results import made_results
from tests.page.results.test_results_page import HOSTILE, texts_of

EN = claims_page.texts_in("en")
NONE = Measured({})


@pytest.fixture
def made(tmp_path):
    made_results.write(tmp_path)
    results = read(tmp_path, "abacus")
    results.parts["query"]["corrections"] = 12
    results.parts["memory_bytes"] = {"teacher": 77_200_000, "student": 962_500}
    return results


def section(drawn: str, name: str) -> str:
    return re.search(rf'<section class="c-{name}".*?</section>', drawn, re.S).group()


def card() -> ExamCard:
    return exam_card.from_json(
        (ROOT / "examples" / "exams" / "abacus.json").read_text("utf-8"))


def shipped() -> tuple[Results, Measured]:
    results = read(ROOT / "examples" / "results", "abacus")
    files = sorted((ROOT / "examples" / "recordings").glob("*.json"))
    return results, measured(
        [from_json(f.read_text("utf-8")) for f in files], card(), "abacus")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_has_its_sentence_its_short_name_and_a_word_for_what_is_missing(language):
    texts = claims_words.words(language)
    for key in ("claim", "claim_short", "claim_missing"):
        assert tuple(texts[key]) == CLAIMS, key
    named = [finding.name for findings in FINDINGS.values() for finding in findings]
    assert sorted(named) == sorted(texts["published"]), "each finding has one sentence"


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_shipped_results_every_claim_has_a_picture_and_its_sources(language):
    drawn = claims_page.draw(CLAIMS, *shipped(), language)
    for name in CLAIMS:
        part = section(drawn, name)
        assert part.count('href="https://') >= 1 and part.count('target="_blank"'), name
        # Of demand nothing is measured: its picture is a formula's, drawn below it.
        assert ("<svg" in part) == (name in FIGURES), name
        missing = claims_words.words(language)["claim_missing"][name]
        assert (missing in texts_of(part)) == (name not in FIGURES), name


def test_no_finding_is_without_a_source_and_no_blank_is_left_open():
    for language in LANGUAGES:
        said = texts_of(claims_page.draw(CLAIMS, None, NONE, language))
        assert "{" not in said and "}" not in said
    for findings in FINDINGS.values():
        assert findings
        for finding in findings:
            source = finding.source
            assert source.by and source.title and source.address.startswith("https://")


def test_what_is_not_measured_is_said_and_never_drawn():
    drawn = claims_page.draw(CLAIMS, None, NONE, "en")
    assert "<svg" not in drawn and drawn.count("Not measured here: ") == len(CLAIMS)
    assert "There are no results for this pair" in claims_page.head(None, "x", "", "en")


def test_any_part_may_be_missing_and_takes_no_other_claim_with_it(made):
    whole = {name for name in FIGURES if FIGURES[name](made, NONE, EN)}
    assert whole == set(FIGURES)
    for key in made.parts:
        parts = {k: v for k, v in copy.deepcopy(made.parts).items() if k != key}
        drawn = claims_page.draw(CLAIMS, Results(parts), NONE, "en")
        assert drawn.count("<section") == len(CLAIMS), key


EMPTY = [
    ("budgets", []), ("sweep", []), ("query", {}), ("stages", []), ("cards", {}),
    ("parameters", {"teacher": 0, "student": 0}), ("query", {"subjects": {"add": [0, 0]}}),
    ("query", {"kept": 0, "rejected": 0, "corrections": 0, "subjects": {"add": [0, 1]}}),
    ("stages", [{"stage": "teach", "seconds": 0}, {"stage": "distil", "seconds": 1},
                {"stage": "nf4", "seconds": 1}]),
]


@pytest.mark.parametrize("key, value", EMPTY)
def test_nothing_is_divided_by_nothing(made, key, value):
    made.parts[key] = value
    drawn = claims_page.draw(CLAIMS, made, NONE, "zh")
    assert drawn.count("<section") == len(CLAIMS) and "nan" not in drawn


def test_hostile_names_in_results_are_text(made):
    made.parts["query"]["subjects"][HOSTILE] = [1, 2]
    made.parts["device"] = made.parts["date"] = HOSTILE
    for examinee in ("teacher", "student_nf4"):
        card = made.parts["cards"][examinee]["taught_wordings"]
        card[HOSTILE] = card["add"]
    drawn = claims_page.head(made, HOSTILE, HOSTILE, "en") + claims_page.draw(
        CLAIMS, made, NONE, "en")
    assert "<img" not in drawn and "</script" not in drawn and not set(drawn) & set("$`\\{}")
    assert HOSTILE in texts_of(drawn)


def test_the_readings_hold_the_numbers_that_were_measured(made):
    card = made.parts["cards"]["vertical"]["taught_wordings"]
    read = claim_figures.vertical(made, NONE, EN).read
    assert f"{100 * card['words']['share']:.1f}\u00a0%" in read
    assert "rejected 2,688 of 100,000" in claim_figures.people(made, NONE, EN).read
    assert "corrected 12" in claim_figures.people(made, NONE, EN).read
    assert "6.3\u00a0% of the parameters" in claim_figures.cheaper(made, NONE, EN).read


def test_a_student_ahead_of_its_teacher_is_told_with_whether_intervals_meet(made):
    cards = {who: made.parts["cards"][who]["taught_wordings"] for who in ("teacher", "student_nf4")}
    for name in cards["teacher"]:
        cards["teacher"][name] = made_results.mark(90, 100)
        cards["student_nf4"][name] = made_results.mark(80, 100)
    assert "In none of 20 subjects" in claim_figures.beyond(made, NONE, EN).read
    cards["student_nf4"]["add"] = made_results.mark(92, 100)
    assert "In 1 of 20" in (read := claim_figures.beyond(made, NONE, EN).read)
    assert "the two intervals overlap, so it may be chance" in read
    cards["teacher"]["add"] = made_results.mark(10, 100)
    assert "the two intervals do not overlap" in claim_figures.beyond(made, NONE, EN).read


def test_a_student_that_takes_more_than_its_teacher_is_drawn_longer(made):
    made.parts["file_bytes"] = {"teacher": 100, "student": 250}
    read = claim_figures.cheaper(made, NONE, EN).read
    assert "250.0\u00a0% of the bytes on disk" in read
