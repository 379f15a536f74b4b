"""Two sample logs of lm-evaluation-harness as one card, and the sentences for what is none."""

import json

import pytest

from demo.drawing.exam import whole_card
from demo.exam import __main__ as command
from demo.exam import harness_samples
from demo.exam.card_results import CardResults
from demo.exam.exam_card import from_json
from tests.exam.harness_logs import ASKED, log, paper, samples

RIGHT = {f"{n} and {n}?": str(2 * n) for n in range(4)} | {"As JSON?": '{"a": 1}'}
SAID = {"teacher": RIGHT, "student": {"1 and 1?": "2", "As JSON?": '{"a": 1}'}}


@pytest.fixture
def logs(tmp_path):
    return {side: log(tmp_path / side / f"{side}-model" / "samples_apprentice_2026.jsonl",
                      samples(paper(), said)) for side, said in SAID.items()}


def run(logs, tmp_path, capsys):
    command.main(["import", *(word for side, path in logs.items()
                              for word in (f"--{side}", str(path))), "--out", str(tmp_path / "o")])
    out, err = capsys.readouterr()
    return json.loads(out), err


def refused(logs, tmp_path):
    with pytest.raises(SystemExit) as error:
        command.main(["import", "--teacher", str(logs["teacher"]), "--student",
                      str(logs["student"]), "--out", str(tmp_path / "o")])
    said = str(error.value)
    assert "\n" not in said and not (tmp_path / "o").exists()
    return said


def test_our_paired_statistics_are_those_of_the_logged_answers(logs, tmp_path, capsys):
    told, err = run(logs, tmp_path, capsys)
    assert (told["answered"], told["graded"]) == (7, 6) and "lacks" not in err
    assert "6 questions: both right 3, only the teacher 2" in err and "card.json" in err
    # "0" is right where nothing and nothing is asked
    assert told["cells"] == {"both": 3, "only_teacher": 2, "only_student": 0, "neither": 1}
    assert told["pair"] == "teacher-model / student-model" and told["max_tokens"] == 48


def test_what_the_harness_does_not_log_is_not_measured(logs, tmp_path, capsys):
    told, _ = run(logs, tmp_path, capsys)
    assert told["likeness"] is None and set(told["tokens_per_second"].values()) == {None}
    assert set(told["calibration"].values()) == {None} and not told["student_alone_without_loss"]
    table = (tmp_path / "o" / "answers.csv").read_text()
    assert "0.0" not in table
    card = from_json((tmp_path / "o" / "card.json").read_text())
    for language, missing in (("en", "not measured"), ("zh", "未测量")):
        drawn = str(whole_card.draw(CardResults(card), language))
        assert "lm-evaluation-harness" in drawn and drawn.count(missing) >= 5


def test_our_checkers_grade_whatever_the_harness_found(logs, tmp_path, capsys):
    rows = [row | {"right": 0.0} for row in samples(paper(), RIGHT)]
    log(logs["teacher"], rows)
    told, _ = run(logs, tmp_path, capsys)
    assert told["accuracy"]["teacher"]["right"] == 5


def test_what_one_side_lacks_is_told_and_counts_nowhere(logs, tmp_path, capsys):
    log(logs["student"], samples(paper(), SAID["student"])[2:])
    told, err = run(logs, tmp_path, capsys)
    assert (told["questions"], told["answered"]) == (7, 5) and "student's log lacks" in err


def test_a_question_asked_twice_counts_as_the_exam_counts_it(logs, tmp_path, capsys):
    for side, said in SAID.items():
        log(logs[side], samples(paper([ASKED[1], *ASKED[1:]]), said))
    assert run(logs, tmp_path, capsys)[0]["answered"] == 7


@pytest.mark.parametrize(("change", "why"), [
    (lambda row: {"question": "x", "answer": 1}, "no doc"),
    (lambda row: row | {"doc": {"question": "x"}}, "no id of ours"),
    (lambda row: row | {"doc": row["doc"] | {"accepted": '["9"]'}}, "changed after the export"),
    (lambda row: row | {"doc": row["doc"] | {"checker": "magic"}}, "checker"),
    (lambda row: row | {"resps": []}, "not what the harness writes"),
    (lambda row: [1], "no object")])
def test_a_file_that_is_no_sample_log_is_one_sentence(logs, tmp_path, change, why):
    log(logs["student"], [change(row) for row in samples(paper(), {})])
    said = refused(logs, tmp_path)
    assert why in said and str(logs["student"]) in said and "line 1" in said


def test_a_line_that_is_no_sample_is_left_out_and_told(logs, tmp_path, capsys):
    good = logs["student"].read_text().splitlines()
    lines = ['{"doc_id": 1, "cut', *good[:3], "[]", *good[3:]]
    logs["student"].write_text("\n".join(lines))
    told, err = run(logs, tmp_path, capsys)
    assert told["answered"] == 7 and len(told["left_out"]) == 2
    for number in (1, 5):
        assert f"line {number} is no sample" in err and "left out" in err


def test_an_empty_file_and_a_missing_one_are_a_sentence_each(logs, tmp_path):
    log(logs["student"], [])
    assert "holds no sample" in refused(logs, tmp_path)
    logs["student"].unlink()
    assert "cannot be read" in refused(logs, tmp_path)


def test_logs_of_different_papers_have_nothing_in_common(logs, tmp_path):
    log(logs["student"], samples(paper([{"question": "Other?", "answer": "1"}]), {}))
    assert "different papers" in refused(logs, tmp_path)


def test_logs_on_different_terms_are_not_compared(logs, tmp_path):
    log(logs["student"], samples(paper(), {}, most=64))
    assert "same terms" in refused(logs, tmp_path)


def test_the_model_is_called_as_the_harness_called_its_folder(logs, tmp_path):
    assert harness_samples.called(logs["teacher"]) == "teacher-model"
    assert harness_samples.called(tmp_path / "mine.jsonl") == "mine"
