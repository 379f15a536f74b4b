"""The answer_log on disk: whole shards, read back as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from demo import durable_files
from demo.distill.core.targets import kept
from demo.distill.school.answer_log import GREEDY, AnswerLog, Cost, Row, StoredTargets
from demo.errors import UserError
from demo.exam.question import Question


def row(number: int) -> Row:
    text = f"what is {number} + 1"
    question = Question("add", text, f"Answer: {number + 1}", str(number + 1), f"{number} 1")
    return Row(question, f"Answer: {number + 1}", [5, number, 3], True, GREEDY)


def beliefs(count: int) -> list[torch.Tensor]:
    return [kept(torch.randn(3, 11).log_softmax(-1)) for _ in range(count)]


COST = Cost(2, 6, 0.5, "a machine")


def test_rows_beliefs_and_costs_come_back(tmp_path) -> None:
    answer_log, rows, held = AnswerLog(tmp_path / "new"), [row(1), row(2)], beliefs(2)
    shard = answer_log.add(rows, held, COST)
    assert [found for _, found in answer_log.rows()] == rows and answer_log.costs() == [COST]
    reader = StoredTargets()
    for one, wanted in zip(rows, held, strict=True):
        assert torch.equal(reader.of(shard, one.id), wanted)


def test_a_shard_is_named_by_its_questions_and_not_by_when_it_came(tmp_path) -> None:
    names = []
    for folder, order in (("a", (1, 2)), ("b", (2, 1))):
        answer_log = AnswerLog(tmp_path / folder)
        names.append({answer_log.add([row(n)], beliefs(1), COST).name for n in order})
    assert names[0] == names[1] and len(names[0]) == 2


@pytest.mark.parametrize("held", [None, b"", b"torn"])
def test_beliefs_that_are_gone_are_one_sentence(tmp_path, held) -> None:
    answer_log = AnswerLog(tmp_path)
    beside = answer_log.add([row(1)], beliefs(1), COST).with_suffix(".safetensors")
    beside.unlink() if held is None else beside.write_bytes(held)
    with pytest.raises(UserError, match=r"cannot be read \(.*\): put a good copy there, or delete"):
        answer_log.costs()


def test_a_full_disk_in_the_middle_of_a_shard_loses_no_earlier_one(tmp_path, monkeypatch) -> None:
    """The beliefs fit and the texts do not: the shard counts as not asked."""
    answer_log = AnswerLog(tmp_path)
    answer_log.add([row(1)], beliefs(1), COST)
    real = durable_files.sync

    def full(path: Path) -> None:
        if path.name.endswith(".jsonl.part"):
            Path("/dev/full").write_bytes(b"x")
        real(path)

    monkeypatch.setattr(durable_files, "sync", full)
    with pytest.raises(UserError, match="is full: free some space"):
        answer_log.add([row(2)], beliefs(1), COST)
    assert answer_log.asked() == {row(1).id} and not list(tmp_path.glob("*.part"))
    monkeypatch.undo()
    answer_log.add([row(2)], beliefs(1), COST)
    assert answer_log.asked() == {row(1).id, row(2).id}
