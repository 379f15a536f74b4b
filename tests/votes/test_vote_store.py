"""Votes on disk: one of each visitor on each comparison, through kills and restarts."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from demo.errors import UserError
from demo.settings import ROOT
from demo.votes import vote_store
from demo.votes.vote import to_json
from demo.votes.vote_store import VoteStore, votes_in
from tests.votes.made_votes import comparison, vote

KILLS = 8


def read(folder):
    return [found for _, found, _ in votes_in(folder)]


def test_a_second_vote_on_the_same_comparison_changes_nothing_after_a_restart_either(tmp_path):
    store = VoteStore(tmp_path)
    assert store.add(vote("teacher"), "me") and not store.add(vote("student"), "me")
    again = VoteStore(tmp_path)
    assert not again.add(vote("student"), "me") and again.counts == store.counts
    assert read(tmp_path) == [vote("teacher")]


def test_another_visitor_and_another_comparison_count(tmp_path):
    store = VoteStore(tmp_path)
    assert store.add(vote(), "me") and store.add(vote(), "you")
    assert store.add(vote(prompt="another"), "me")
    assert store.counts == {("abacus", "sums", "teacher"): 3} and len(read(tmp_path)) == 3


def test_of_many_votes_at_once_one_counts(tmp_path):
    store, kept = VoteStore(tmp_path), []
    threads = [threading.Thread(target=lambda: kept.append(store.add(vote(), "me")))
               for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(kept) == [False] * 7 + [True] and len(read(tmp_path)) == 1


def test_kill_9_loses_no_vote_that_was_said_to_be_kept_and_leaves_no_half_one(tmp_path):
    for _ in range(KILLS):
        before = len(read(tmp_path)) if tmp_path.exists() else 0
        with subprocess.Popen([sys.executable, "-m", "tests.votes.made_votes", tmp_path], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True) as writer:
            said = [int(writer.stdout.readline()) for _ in range(3)]
            time.sleep(0.01)
            writer.kill()
            said += [int(line) for line in writer.stdout if line.endswith("\n")]
        prompts = {found.comparison.prompt.split()[1] for found in read(tmp_path)}
        assert {str(number) for number in said} <= prompts and len(prompts) >= before + 3
    assert None not in read(tmp_path)
    assert VoteStore(tmp_path).counts.total() == len(read(tmp_path))


def test_what_cannot_be_read_is_told_and_not_counted(tmp_path, caplog):
    VoteStore(tmp_path).add(vote(), "me")
    (tmp_path / f"{'0' * 32}.json").write_text("{")
    (tmp_path / "notes.json").write_text("not a vote's name")
    assert VoteStore(tmp_path).counts.total() == 1
    assert "is not counted" in caplog.text


def test_a_full_store_and_a_full_disk_are_one_sentence_and_count_nothing(tmp_path, monkeypatch):
    store = VoteStore(tmp_path, most=1)
    store.add(vote(), "me")
    with pytest.raises(UserError, match="store is full"):
        store.add(vote(), "you")
    roomy = VoteStore(tmp_path)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vote_store, "write_durably", refuse)
    with pytest.raises(UserError, match="No space left"):
        roomy.add(vote(), "you")
    monkeypatch.undo()
    assert roomy.counts.total() == 1 and roomy.add(vote(), "you")


def test_a_folder_that_cannot_be_used_names_the_variable(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="DATA_DIR"):
        VoteStore(tmp_path / "file" / "votes")


def test_a_folder_taken_away_while_the_server_runs_is_made_again(tmp_path):
    store = VoteStore(tmp_path / "votes")
    (tmp_path / "votes").rmdir()
    assert store.add(vote(), "me") and len(read(tmp_path / "votes")) == 1


def test_halves_of_characters_do_not_lose_a_vote(tmp_path):
    assert VoteStore(tmp_path).add(vote(teacher="\ud83d"), "me") and read(tmp_path) != [None]
    assert "x" in to_json(vote(prompt="x")) and comparison().key != comparison("x").key
