"""What a student gets wrong becomes corrections, and two students sit the same held-out paper."""

from __future__ import annotations

import json

import pytest

from demo.distill.core.models import save_pair_side
from demo.distill.own import preference_file
from demo.distill.school.held_out_change import change, table
from demo.distill.school.misses import misses
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import Question
from demo.exam.split import TEST, exam


@pytest.fixture(scope="module")
def pair(tokenizer, tmp_path_factory):
    """A pair whose student knows nothing."""
    from demo.distill.core.models import new_model
    from tests.distill.conftest import TINY

    folder = tmp_path_factory.mktemp("untaught")
    for side in ("teacher", "student"):
        save_pair_side(new_model(TINY, tokenizer, seed=1).eval(), tokenizer, folder / side)
    (folder / "pair.toml").write_text(
        'title = "Untaught"\n[teacher]\nmodel = "teacher"\n[student]\nmodel = "student"\n')
    return folder


def test_a_miss_is_a_row_with_the_right_answer_and_the_students(profile, pair, tmp_path):
    told = misses(profile, tmp_path, str(pair), 3, "add, clock")
    assert (told["asked"], told["missed"]) == (6, 6)
    assert {name: told["subjects"][name] for name in ("add", "clock")} == {
        "add": [0, 3], "clock": [0, 3]}
    rows = [json.loads(line) for line in (tmp_path / "misses.jsonl").read_text().splitlines()]
    assert len(preference_file.read(tmp_path / "misses.jsonl").pairs) == len(rows) == 6
    held_out = {q.text for name in ("add", "clock") for q in exam(SUBJECTS[name], TEST, 300, 2027)}
    for row in rows:
        right = row["chosen"].rpartition("Answer:")[2].strip()
        question = Question(row["subject"], row["prompt"], row["chosen"], right, "")
        assert SUBJECTS[row["subject"]].check(question, row["chosen"])
        assert not SUBJECTS[row["subject"]].check(question, row["rejected"])
        assert row["prompt"] not in held_out


def test_a_student_beside_itself_has_changed_nowhere(profile, pair, tmp_path, capsys):
    told = change(profile, tmp_path, str(pair), 2, "add,plurals", str(pair))
    assert told["subjects"]["all"]["before"] == told["subjects"]["all"]["after"]
    assert told["subjects"]["all"]["before"]["asked"] == 4
    assert told["subjects"]["add"]["mcnemar_p"] == 1
    assert table(told["subjects"]) in capsys.readouterr().out


def test_what_was_gained_and_lost_is_counted_apart():
    from demo.distill.school.comparisons import against
    from demo.exam.grading import grade

    row = {"before": vars(grade(1, 4)), "after": vars(grade(3, 4)),
           **against([True, False, False, False], [False, True, True, True])}
    line = table({"add": row}).splitlines()[-1].split()
    assert line[0] == "add" and line[-3:] == ["3", "1", "0.625"]


@pytest.mark.parametrize("call, words, reason", [
    (misses, {"subjects": "add,algebra"}, "no subject 'algebra'"),
    (misses, {"pair": "nowhere"}, "nowhere"), (change, {}, "--after"),
    (misses, {"pair": "gpt2-and-distilgpt2"}, "not stored in a folder"),
])
def test_what_cannot_be_examined_is_one_sentence(profile, tmp_path, call, words, reason):
    with pytest.raises(UserError, match=reason):
        call(profile, tmp_path, **words)
