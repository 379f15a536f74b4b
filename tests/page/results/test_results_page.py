"""The Distillation tab as HTML: what it says, what it leaves unsaid, and what can not break it."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from demo.exam.catalogue import SUBJECTS
from demo.page.results import (
    asking_budgets,
    before_after_nf4,
    by_subject,
    downloads,
    exam_papers_figure,
    learning_curves,
    mcnemar_cells,
    pipeline,
    pipeline_signs,
    results_page,
    student_sizes,
)
from demo.page.results.block import COMMANDS
from demo.page.results.results_file import read
from demo.settings import ROOT
from demo.words.formats import percent, size, whole_percent
from demo.words.languages import LANGUAGES
from demo.words.results_words import subject, words
from tests.page.results import made_results

FIGURES = ("pipeline", "compared", "by-subject", "wordings", "differences", "curves", "quantised",
           "ceiling", "budgets", "fidelity")
HOSTILE = "<img src=x onerror=alert(1)>${alert(2)}`\\u0041{{x}}</script>\"'"
EN = words("en")


@pytest.fixture
def made(tmp_path):
    made_results.write(tmp_path)
    return read(tmp_path, "abacus")


def texts_of(markup: str) -> str:
    parser, found = HTMLParser(), []
    parser.handle_data = found.append
    parser.feed(markup)
    return " ".join(" ".join(found).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_missing_has_a_word_and_a_command(language):
    assert set(words(language)["missing"]) == set(COMMANDS)


def test_a_subject_without_a_word_is_called_by_its_name():
    assert subject("long_division", EN) == "long division"
    assert subject(next(iter(SUBJECTS)), EN)


@pytest.mark.parametrize("share, shown", [
    (0, "0 %"), (1, "100 %"), (0.9733, "97.3 %"), (0.9999, ">99.9 %"), (0.0001, "<0.1 %"),
    (0.96, "96.0 %"), (1.0051, "100.5 %"), (1.0004, "100.0 %"),
])
def test_no_share_reads_as_all_or_nothing_unless_it_is(share, shown):
    assert percent(share).replace("\u00a0", " ") == shown


@pytest.mark.parametrize("share, shown", [(0, "0"), (1, "100"), (0.996, "99"), (0.001, "1")])
def test_nor_does_the_small_print(share, shown):
    assert whole_percent(share) == shown


@pytest.mark.parametrize("held, shown", [(457_938, "458 kB"), (50_000, "50 kB"), (6_699_152,
                                         "6.7 MB"), (2_000_000, "2 MB")])
def test_sizes_carry_their_unit(held, shown):
    assert size(held).replace("\u00a0", " ") == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_there_with_a_title_a_sentence_and_its_data(tmp_path, language):
    made_results.write(tmp_path)
    drawn = results_page.draw(tmp_path, "abacus", language)
    for name in FIGURES:
        section = re.search(rf'<section class="d-{name}".*?</section>', drawn, re.S).group()
        assert re.search(r'<p class="read">[^<]{10,}', section), name
        assert section.count("<svg") and 'href="data:text/csv' in section, name
    assert words(language)["not_measured"].split("{")[0] not in texts_of(drawn)


def test_what_is_not_there_is_one_sentence_and_a_command_and_never_a_picture(tmp_path):
    made_results.write(tmp_path, found={})
    for log in made_results.logs():
        (tmp_path / f"abacus-{log}.jsonl").unlink()
    drawn = results_page.draw(tmp_path, "abacus", "en")
    assert "<svg" not in drawn.replace('<div class="sign"></div>', "")
    for name in FIGURES[1:]:
        section = re.search(rf'<section class="d-{name} is-empty".*?</section>', drawn).group()
        assert "Not measured yet" in section and "python -m demo.distill" in section, name


def test_the_results_in_this_repository_are_drawn():
    said = texts_of(results_page.draw(ROOT / "examples" / "results", "abacus", "en"))
    assert "Six steps from a teacher to its student" in said and "the student gets" in said


def test_a_pair_without_results_says_so(tmp_path):
    assert "There are no results for this pair" in results_page.draw(tmp_path, "abacus", "en")


def test_damaged_results_are_one_sentence(tmp_path):
    (tmp_path / "abacus.json").write_text('{"cards": 7}')
    said = texts_of(results_page.draw(tmp_path, "abacus", "en"))
    assert said == ("The results of this pair cannot be shown. "
                    "abacus.json.cards must be an object, not 7.")


def test_new_results_are_drawn_anew(tmp_path):
    found = made_results.whole()
    made_results.write(tmp_path, found=found)
    assert "exam seed 1 " in results_page.draw(tmp_path, "abacus", "en")
    made_results.write(tmp_path, found={**found, "exam_seed": 2027})
    assert "exam seed 2027 " in results_page.draw(tmp_path, "abacus", "en")


def test_a_damaged_log_is_told_where_the_curves_would_be(tmp_path):
    made_results.write(tmp_path)
    (tmp_path / "abacus-teacher.jsonl").write_text("nonsense\n")
    said = texts_of(results_page.draw(tmp_path, "abacus", "en"))
    assert "A log of the training cannot be shown. abacus-teacher.jsonl, line 1" in said
    assert "the student passed 90 %" in said


def test_hostile_text_in_results_is_shown_as_text(tmp_path):
    found = made_results.whole()
    found["device"] = found["profile"] = found["date"] = HOSTILE
    found["versions"] = {HOSTILE: HOSTILE}
    found["missing"] = [{"what": HOSTILE, "command": HOSTILE}]
    for row in (*found["sweep"], *found["stages"]):
        row.update({key: HOSTILE for key in ("name", "device") if key in row})
    for papers in found["cards"].values():
        for marks in papers.values():
            marks[HOSTILE] = marks["add"]
    made_results.write(tmp_path, found=found)
    drawn = results_page.draw(tmp_path, "abacus", "en")
    assert not set(drawn) & set("$`\\{}"), "these would run in Gradio's templates"
    assert "<img" not in drawn and "<script" not in drawn and "</script" not in drawn
    assert HOSTILE in texts_of(drawn)


def test_numbers_are_never_boasted_where_the_student_loses_nothing(made):
    own = made.parts["cards"]["student_nf4"]["taught_wordings"]
    made.parts["cards"]["teacher"]["taught_wordings"] = own
    assert "in none does it fall behind" in by_subject.reading(made, EN)


def test_the_controls_are_told_with_whether_intervals_meet(made):
    assert "the two intervals do not overlap" in exam_papers_figure.reading(made, EN)
    cards = made.parts["cards"]
    cards["alone"] = cards["student_nf4"]
    assert "the two intervals overlap" in exam_papers_figure.reading(made, EN)
    read = exam_papers_figure.reading(made, EN)
    assert "taught only numbers it gets" in read
    assert "with a teacher but only 1,000 questions it gets 41.0\u00a0%" in read
    del cards["alone"], cards["oracle"], cards["vertical"]["taught_wordings"]["words"]
    read = exam_papers_figure.reading(made, EN)
    assert not any(said in read for said in ("without a teacher", "perfect", "taught numbers"))


def test_intervals_meet_only_where_they_share_a_point():
    low, high = {"low": 0.1, "high": 0.4}, {"low": 0.5, "high": 0.9}
    assert not exam_papers_figure.meet_each_other(
        low, high
    ) and not exam_papers_figure.meet_each_other(high, low)
    assert exam_papers_figure.meet_each_other(low, {"low": 0.4, "high": 0.5})


def test_each_subject_has_a_dot_a_seed_where_several_were_trained(made):
    assert by_subject.taught(made, EN, "x").count('class="seed"') == 4 * 3 * 20
    for rows in made.parts["seeds"].values():
        del rows[1:]
    assert 'class="seed"' not in by_subject.taught(made, EN, "x")


def test_a_curve_is_said_to_pass_only_when_it_did(made):
    looks = learning_curves.looked(made)
    assert "the teacher passed 90 %" in learning_curves.reading(looks, 20, EN)
    looks["teacher"] = looks["teacher"][:3]
    assert "the teacher had not passed 90 %" in learning_curves.reading(looks, 20, EN)


def test_the_four_bit_stage_follows_the_students_tokens(made):
    looks = learning_curves.looked(made)
    assert looks["nf4"][0][0] > looks["student"][-1][0] == made.logs["student"][-1]["tokens"]


def test_points_against_fp32_are_differences_of_shares(made):
    before, after = (made.parts["cards"][s]["taught_wordings"]["add"]["share"]
                     for s in ("student_fp32", "student_ptq"))
    points = before_after_nf4.changes(made, "student_ptq")["add"]
    assert points == pytest.approx(100 * (after - before))


@pytest.mark.parametrize("points, shown", [(-6, "−6"), (1.5, "+1.5"), (0, "0"), (-0.01, "0")])
def test_points_carry_their_sign(points, shown):
    assert before_after_nf4.signed(points) == shown


def test_the_smallest_student_that_is_good_enough_is_named(made):
    rows = made.parts["sweep"]
    assert "is 192x3 (910" in student_sizes.reading(rows, EN)
    for row in rows:
        row["retention_numbers"] = 0.5
    assert "None of the 5 sizes" in student_sizes.reading(rows, EN)
    alone = [row for row in rows if row["chosen"]]
    assert "one size was trained" in student_sizes.reading(alone, EN)
    for row in rows:
        row["chosen"] = False
    assert "none is marked as chosen" in student_sizes.reading(rows, EN)


def test_budgets_go_from_the_fewest_questions_to_the_most(made):
    rows = made.parts["budgets"]
    read = asking_budgets.reading(rows[::-1], EN)
    assert read.startswith("From 1,000 questions asked to 100,000")
    assert "one budget was tried, 1,000" in asking_budgets.reading(rows[:1], EN)


def test_chance_is_told_in_words(made):
    table = made.parts["teacher_against_student_nf4"]
    assert "p\u00a0<\u00a00.0001" in mcnemar_cells.reading("teacher_against_student_nf4", table, EN)
    table["mcnemar_p"] = 0.417692
    assert "41.8" in mcnemar_cells.reading("teacher_against_student_nf4", table, EN)


@pytest.mark.parametrize("part, total, squares", [
    (97_312, 100_000, 97), (99_999, 100_000, 99), (1, 100_000, 1), (0, 5, 0), (5, 5, 100)])
def test_no_rejected_answer_vanishes_from_the_hundred_squares(part, total, squares):
    assert pipeline_signs.hundredths(part, total) == squares


def test_a_stage_without_a_summary_is_told_by_its_log(made):
    del made.parts["stages"]
    assert pipeline.facts(made, "teach")["tokens"] == made.logs["teacher"][-1]["tokens"]
    assert pipeline.facts(made, "query") == {}


def links(markup: str) -> dict[str, str]:
    found = re.findall(r'download="([^"]+)" href="data:[^,]+;base64,([^"]+)"', markup)
    return {name: base64.b64decode(content).decode() for name, content in found}


def test_every_download_is_whole_and_the_json_is_the_results_themselves(tmp_path):
    path = made_results.write(tmp_path)
    found = links(results_page.draw(tmp_path, "abacus", "en"))
    assert len(found) == len(FIGURES) + 1
    assert json.loads(found.pop("abacus.json")) == json.loads(path.read_text())
    for name, text in found.items():
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 2 and {len(row) for row in rows} == {len(rows[0])}, name
    exam = list(csv.DictReader(io.StringIO(found["abacus-controls.csv"])))
    assert len([row for row in exam if row["low"]]) == 6 * len(made_results.PAPERS) * 2
    assert {row["seed"] for row in exam if not row["low"]} == {"0", "1", "2"}
    exam = list(csv.DictReader(io.StringIO(found["abacus-subjects.csv"])))
    assert len(exam) == 6 * 20


def test_a_formula_in_a_cell_is_written_as_text():
    text = downloads.as_csv(downloads.Table("x", ("a", "b"), [("=1+1", -2.5)]))
    assert text.splitlines()[1] == "'=1+1,-2.5"
