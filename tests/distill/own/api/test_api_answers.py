"""The file of answers survives torn lines, a full disk and a second writer."""

from __future__ import annotations

import json

import pytest

from demo.distill.own.api import api_answers as ledgers
from demo.distill.own.api.api_answers import NAME, ApiAnswers
from demo.errors import UserError


def row(number: int) -> dict:
    return {"id": f"{number:016x}", "answer": f"a{number} 四",
            "messages": [{"role": "user", "content": f"q{number}"}]}


def test_a_torn_last_line_is_cut_off_and_the_rest_stays(tmp_path):
    with ApiAnswers(tmp_path) as answers_file:
        answers_file.add(row(1))
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes() + json.dumps(row(2)).encode()[:-9])
    with ApiAnswers(tmp_path) as answers_file:
        assert answers_file.rows() == [row(1)]
        answers_file.add(row(3))
        assert answers_file.rows() == [row(1), row(3)]


def test_a_last_line_that_lacks_only_its_end_is_kept(tmp_path):
    (tmp_path / NAME).write_text(json.dumps(row(1)))
    with ApiAnswers(tmp_path) as answers_file:
        answers_file.add(row(2))
        assert answers_file.rows() == [row(1), row(2)]


def test_a_broken_line_in_between_is_no_answer(tmp_path):
    (tmp_path / NAME).write_text(json.dumps(row(1)) + "\n{torn\n" + json.dumps(row(2)) + "\n")
    with ApiAnswers(tmp_path) as answers_file:
        assert answers_file.rows() == [row(1), row(2)]


def test_a_full_disk_is_one_sentence_and_leaves_no_half_line(tmp_path, monkeypatch):
    with ApiAnswers(tmp_path) as answers_file:
        answers_file.add(row(1))

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(ledgers.os, "fsync", full)
        with pytest.raises(UserError, match="No space left on device.*every earlier answer is"):
            answers_file.add(row(2))
        monkeypatch.undo()
        assert answers_file.rows() == [row(1)]
        answers_file.add(row(3))
        assert answers_file.rows() == [row(1), row(3)]


def test_a_second_writer_is_refused(tmp_path):
    with ApiAnswers(tmp_path), pytest.raises(UserError, match="Another run is writing"):
        ApiAnswers(tmp_path)
    ApiAnswers(tmp_path).__exit__()
