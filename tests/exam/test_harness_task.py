"""A paper as a task of lm-evaluation-harness: the files, and the command."""

import dataclasses
import json
import re

import pytest
import yaml

from demo import pairs, settings
from demo.errors import UserError
from demo.exam import __main__ as command
from demo.exam import harness_task, paper_metrics
from demo.exam.marked import name
from demo.exam.question_file import OwnPaper, parse
from demo.exam.sitting import Terms
from tests.exam.exams import write
from tests.exam.harness_logs import ASKED, paper

PAIR = pairs.read("abacus", settings.Settings().pairs_folder)


def task(text):
    """As the harness reads it, its function as a name."""
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!function", lambda loader, node: loader.construct_scalar(node))
    return yaml.load(text, Loader)


def with_stops(**stops):
    specs = {side: dataclasses.replace(spec, stop=stops.get(side, ()))
             for side, spec in PAIR.specs.items()}
    return dataclasses.replace(PAIR, specs=specs)


def test_a_row_carries_all_that_grading_needs_and_our_id():
    question = parse(ASKED[0])
    (row,) = paper(ASKED[:1], mark="= ")
    assert row["id"] == name(question) and row["prompt"] == "0 and 0?" and row["mark"] == "= "
    assert paper_metrics.accepted(row) == question.accepted and row["checker"] == "number"


def test_our_checkers_grade_in_the_harness_and_what_only_a_person_can_tell_is_no_metric():
    rows = paper()
    assert paper_metrics.graded(rows[1], ["1 + 1 = 2"]) == {"right": 1.0}
    assert paper_metrics.graded(rows[1], ["3"]) == {"right": 0.0}
    assert paper_metrics.graded(rows[5], ['{"a": 1}']) == {"right": 1.0}
    assert paper_metrics.graded(rows[6], ["anything"]) == {}


def test_every_column_holds_one_type_for_a_table():
    columns = zip(*(row.values() for row in paper()), strict=True)
    assert all(len({type(value) for value in column}) == 1 for column in columns)


def test_the_stop_texts_are_the_pairs_and_none_is_none(tmp_path):
    pair = with_stops(teacher=("\nQ:", '"'), student=("\nQ:", '"'))
    asked = harness_task.write(tmp_path, paper(), pair, 48)
    found = task((tmp_path / "apprentice.yaml").read_text())
    assert set(asked.values()) == {"apprentice"} == {found["task"]}
    assert found["generation_kwargs"] == {"until": ["\nQ:", '"'], "do_sample": False,
                                          "max_gen_toks": 48}
    harness_task.write(tmp_path, paper(), with_stops(), 48)
    assert task((tmp_path / "apprentice.yaml").read_text())["generation_kwargs"]["until"] == []


def test_sides_that_stop_at_other_texts_have_a_task_each(tmp_path):
    asked = harness_task.write(tmp_path, paper(), with_stops(student=("\n\n",)), 48)
    found = {side: task((tmp_path / f"{one}.yaml").read_text()) for side, one in asked.items()}
    assert found["teacher"]["generation_kwargs"]["until"] == []
    assert found["student"]["generation_kwargs"]["until"] == ["\n\n"]


def test_the_task_names_columns_that_are_there_and_a_function_that_is(tmp_path):
    harness_task.write(tmp_path, paper(), PAIR, 48)
    found = task((tmp_path / "apprentice.yaml").read_text())
    lines = open(found["dataset_kwargs"]["data_files"]["test"]).read().splitlines()
    assert len(lines) == len(ASKED)
    assert {found[key] for key in ("description", "doc_to_text", "doc_to_target")} <= set(
        json.loads(lines[0]))
    assert found["process_results"] == "demo.exam.paper_metrics.graded"


def test_a_question_that_follows_upon_another_is_left_out_and_told():
    turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"},
             {"role": "user", "content": "c"}]
    own = OwnPaper(tuple(parse(row) for row in (ASKED[0], {"messages": turns, "answer": "d"})), ())
    rows, complaints = harness_task.rows(own, "x", Terms())
    assert len(rows) == 1 and "question 2 is left out" in complaints[0]
    with pytest.raises(UserError, match="no question that the harness can ask"):
        harness_task.rows(OwnPaper(own.questions[1:], ()), "x", Terms())


def test_the_command_writes_the_task_and_says_how_to_ask(tmp_path, capsys):
    own = write(tmp_path / "own.jsonl", [*ASKED, {"no": "question"}])
    command.main(["export", "--format", "lm-eval", "--pair", "abacus", "--questions", str(own),
                  "--max-tokens", "32", "--out", str(tmp_path / "out")])
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["questions"] == len(ASKED) and "line 8 is left out" in err
    assert re.search(r"lm_eval .*--tasks apprentice .*--log_samples", told["commands"]["teacher"])
    assert (tmp_path / "out" / "paper.jsonl").is_file()


def test_what_no_option_of_the_harness_loads_has_no_command():
    pair = pairs.read("abacus", settings.Settings().pairs_folder)
    specs = {side: dataclasses.replace(spec, quantize="nf4") for side, spec in pair.specs.items()}
    made = dataclasses.replace(pair, specs=specs)
    assert harness_task.command(made, "student", "apprentice", settings.ROOT, True) is None
