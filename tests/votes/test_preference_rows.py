"""Votes and corrections as rows that `prefer` and TRL read."""

from __future__ import annotations

import json

import pytest

from demo.distill.own import preference_file
from demo.votes import preference_rows
from demo.votes.__main__ import main
from demo.votes.preference_rows import of_vote
from demo.votes.vote_store import VoteStore
from tests.votes.made_votes import vote


def pairs(found):
    return [(row["source"], row["chosen"], row["rejected"]) for row in of_vote(found)]


@pytest.mark.parametrize("choice, expected", [
    ("teacher", [("vote", "Answer: 4", "Answer: 5")]),
    ("student", [("vote", "Answer: 5", "Answer: 4")]), ("tie", []), ("both_bad", []),
])
def test_a_vote_prefers_one_answer_to_the_other(choice, expected):
    assert pairs(vote(choice)) == expected


def test_a_correction_is_preferred_to_both_answers_and_gets_the_pairs_mark():
    assert pairs(vote("both_bad", "6")) == [
        ("correction", "Answer: 6", "Answer: 4"), ("correction", "Answer: 6", "Answer: 5")]
    assert pairs(vote("both_bad", "6", final="")) [0][1] == "6"
    assert pairs(vote("both_bad", "3 + 3 = 6\nAnswer: 6"))[0][1] == "3 + 3 = 6\nAnswer: 6"


def test_no_row_prefers_an_answer_to_itself_or_to_nothing_or_says_a_thing_twice():
    assert pairs(vote("teacher", "4")) == [("vote", "Answer: 4", "Answer: 5")]
    assert pairs(vote("teacher", student=" ")) == []
    assert pairs(vote("student", teacher="same", student="same ")) == []


@pytest.mark.parametrize("said, correction, taught", [
    ("2 + 2 = 4\nAnswer: 4", "4", False), ("2 + 2 = 4\nAnswer: 4 ", "Answer: 4", False),
    ("2 + 2 = 4\nAnswer: four", "Four", False), ("2 + 2 = 4\nAnswer: 4", "44", True),
    ("4", "4", True),  # without the mark that the pair learns to set
])
def test_no_correction_teaches_against_working_that_comes_to_the_same(said, correction, taught):
    rows = pairs(vote("teacher", correction, teacher=said, student="Answer: 5"))
    against = [rejected for source, _, rejected in rows if source == "correction"]
    assert (said in against) is taught and "Answer: 5" in against


def test_a_system_prompt_makes_messages_of_the_prompt():
    (row,) = of_vote(vote(system="Be brief."))
    assert [m["role"] for m in row["messages"]] == ["system", "user"] and "prompt" not in row


@pytest.fixture
def data_dir(tmp_path):
    store = VoteStore(tmp_path / "votes")
    for number, choice in enumerate(("teacher", "student", "tie", "both_bad")):
        store.add(vote(choice, "6" if choice == "both_bad" else "", prompt=f"q {number}"), "me")
    (tmp_path / "votes" / f"{'f' * 32}.json").write_text("{")
    return tmp_path


def test_the_exported_file_is_what_prefer_reads_from_the_folder_itself(data_dir, capsys):
    told = main(["export", str(data_dir), "-o", str(data_dir / "rows.jsonl")])
    assert told == json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["votes"], told["rows"], told["vote"], told["correction"]) == (4, 4, 2, 2)
    assert told["left_out"] == 1
    from_file = preference_file.read(data_dir / "rows.jsonl")
    assert from_file.pairs == preference_file.read(data_dir).pairs == preference_file.read(
        data_dir / "votes").pairs
    assert len(from_file.pairs) == 4 and from_file.complaints == []


def test_the_tally_on_the_command_line_counts_ties(data_dir, capsys):
    assert main(["tally", str(data_dir)]) == {"votes": 4, "left_out": 1}
    table = capsys.readouterr().out
    assert "abacus" in table and "25 % (5–70)" in table


@pytest.mark.parametrize("words, reason", [
    (("tally", "nowhere"), "There is no folder"), (("export", "nowhere"), "There is no folder"),
    (("export", "."), "nothing to export"),
])
def test_nothing_to_work_on_is_one_sentence(tmp_path, words, reason, capsys):
    command, name = words
    more = ["-o", str(tmp_path / "out")] if command == "export" else []
    with pytest.raises(SystemExit) as left:
        main([command, str(tmp_path / name), *more])
    said = capsys.readouterr().err
    assert left.value.code == 1 and reason in said and said.count("\n") == 1


def test_rows_that_cannot_be_written_are_one_sentence(tmp_path):
    from demo.errors import UserError

    with pytest.raises(UserError, match="cannot be written"):
        preference_rows.write(tmp_path / "none" / "rows.jsonl", [])
