"""Blindness, one vote a comparison and visitor, and what becomes of a vote."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from demo.engine.protocol import Stop
from demo.page.comparison_runs import ComparisonRuns
from demo.page.page_sessions import PageSession
from demo.page.votes import ballot_drawing
from demo.page.votes.blind_ballot import VOTES_A_MINUTE, Ballot, BlindBallots
from demo.votes.vote_store import VoteStore, votes_in
from demo.words.vote_words import words
from tests.scripted import DEVICE, MODELS, ScriptedEngine
from tests.serving import page_settings

ONE, OTHER = "504 − 57 = 447.\nAnswer: 447", "So 504 − 57 is 457, I think.\nAnswer: 457"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "votes"


@pytest.fixture
def made(tmp_path, folder):
    """made(teacher's answer, student's, who is A) -> ballots"""
    settings = page_settings(tmp_path)

    def make(teacher=ONE, student=OTHER, first="teacher", store=True, now=lambda: 0.0):
        engine = ScriptedEngine(settings, delay=0.0,
                                answers={"teacher": teacher, "student": student})
        engine.loaded = "abacus"
        kept = VoteStore(folder) if store else None
        return BlindBallots(ComparisonRuns(engine, settings), kept, lambda: first, now)

    return make


def asked(ballots, prompt="14 * 36 - 57?", visit=None):
    visit = visit or PageSession()
    visit.stop = Stop()
    return visit, list(ballots.ask(prompt, "abacus", visit))


def drawn(ballots, language="en"):
    return [ballot_drawing.draw(ballot, [], language) for ballot in asked(ballots)[1]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_that_is_drawn_before_the_vote_is_the_same_whichever_side_said_it(made, language):
    one, other = (drawn(ballots, language) for ballots in (
        made(ONE, OTHER, "teacher"), made(OTHER, ONE, "student")))
    assert one == other and [row["body"] for row in one[-1]["blind"]] != ["", ""]


def test_nothing_drawn_before_the_vote_names_a_side_a_model_or_a_number(made):
    # The tally is of earlier votes, and is the same before and after.
    told = json.dumps([{**value, "tally": None} for value in drawn(made())], ensure_ascii=False)
    names = [model.name for model in MODELS.values()] + [DEVICE["name"], "teacher", "student"]
    assert not [name for name in names if name in told]
    assert not re.search(r"\bms\b|tok/s|\bMB\b|seconds", told)


def test_nothing_is_said_until_both_are_complete(made):
    _, ballots = asked(made())
    assert [ballot.state for ballot in ballots] == ["asking", "open"]
    before = ballot_drawing.draw(ballots[0], [], "en")
    assert [row["body"] for row in before["blind"]] == ["", ""] and before["vote"] is None


def test_who_is_a_is_drawn_anew_each_time():
    firsts = [BlindBallots(None, None)._draw() for _ in range(200)]
    assert 60 < firsts.count("teacher") < 140  # 1 in a hundred million misses this


@pytest.mark.parametrize("first, meant", [("teacher", "teacher"), ("student", "student")])
def test_a_means_the_side_that_was_shown_as_a(made, folder, first, meant):
    ballots = made(first=first)
    visit, _ = asked(ballots)
    ballot = ballots.vote(visit, "me", "a", "447!")
    assert (ballot.state, ballot.choice, ballot.outcome) == ("revealed", meant, "vote_corrected")
    ((_, kept, _),) = votes_in(folder)
    assert (kept.choice, kept.first, kept.correction) == (meant, first, "447!")
    assert kept.comparison.texts == {"teacher": ONE, "student": OTHER}


def test_the_reveal_has_the_usual_names_and_numbers_in_the_order_of_the_answers(made):
    ballots = made(first="student")
    visit, _ = asked(ballots)
    value = ballot_drawing.draw(ballots.vote(visit, "me", "b", ""), [], "en")
    assert [card["name"] for card in value["cards"]] == ["abacus-student", "abacus-teacher"]
    assert [card["label"] for card in value["cards"]] == ["A was the student", "B was the teacher"]
    assert value["cards"][0]["numbers"][0]["value"] == "9.0" and value["blind"] == []
    assert value["revealed"] == "You preferred the teacher." and "447" in value["verdict"]


def test_a_second_click_and_a_second_vote_change_nothing(made, folder):
    ballots = made()
    visit, _ = asked(ballots)
    first = ballots.vote(visit, "me", "a", "")
    assert ballots.vote(visit, "me", "b", "no!") is first
    asked(ballots, visit=visit)
    again = ballots.vote(visit, "me", "b", "")
    assert again.outcome == "vote_again"
    # What was voted before is not known here, and nothing is said of what was clicked now.
    assert ballot_drawing.draw(again, [], "en")["revealed"] == ""
    asked(made(), visit=visit)  # the server was started anew
    assert made().vote(visit, "me", "b", "").outcome == "vote_again"
    assert [vote.choice for _, vote, _ in votes_in(folder)] == ["teacher"]


@pytest.mark.parametrize("choice, correction, said", [
    ("teacher", "", "Choose one of the buttons"), ("", "", "Choose one of the buttons"),
    ("a", "x" * 4001, "shorten it"), ("a", "\x1b[2J", "control characters"),
])
def test_a_bad_vote_says_so_and_loses_nothing(made, folder, choice, correction, said):
    ballots = made()
    visit, _ = asked(ballots)
    ballot = ballots.vote(visit, "me", choice, correction)
    assert said in ballot.notice and ballot.state == "open" and ballot.typed == correction
    assert list(votes_in(folder)) == []
    assert ballots.vote(visit, "me", "b", "").state == "revealed"


@pytest.mark.parametrize("prompt", ["", "  ", "x" * 16001, "\x1b[2J"])
def test_a_bad_question_keeps_the_ballot_that_was_there(made, prompt):
    ballots = made()
    visit, _ = asked(ballots)
    kept = visit.ballot
    _, (only,) = asked(ballots, prompt, visit)
    assert only.notice and dataclasses.replace(only, notice="") == kept
    assert ballots.running.engine.started == 1


def test_what_was_stopped_or_crashed_cannot_be_voted_on(made):
    ballots = made()
    visit = PageSession()
    visit.stop = Stop()
    stream = ballots.ask("14 * 36?", "abacus", visit)
    next(stream)
    visit.stop.ask()
    (ballot,) = stream
    assert ballot.notice == words("en")["vote_stopped"] and ballot.state == "empty"
    ballots.running.engine.crash = "secret"
    _, (_, crashed) = asked(ballots, visit=visit)
    assert "error" in crashed.notice and "secret" not in crashed.notice
    assert ballots.vote(visit, "me", "a", "").notice == words("en")["vote_lost"]


def test_two_equal_answers_are_good_or_bad_and_neither_is_better(made, folder):
    ballots = made(ONE, ONE + " ")
    visit, (*_, ballot) = asked(ballots)
    value = ballot_drawing.draw(ballot, [], "en")
    assert [way["choice"] for way in value["vote"]["ways"]] == ["tie", "both_bad"]
    assert ballots.vote(visit, "me", "a", "").notice == words("en")["vote_odd"]
    ballots.vote(visit, "me", "both_bad", "448")
    assert [vote.choice for _, vote, _ in votes_in(folder)] == ["both_bad"]


def test_many_votes_in_a_minute_are_refused_and_the_next_minute_is_another(made):
    clock = [0.0]
    ballots, visit = made(now=lambda: clock[0]), PageSession(network="192.0.2.1")
    for number in range(VOTES_A_MINUTE):
        asked(ballots, f"question {number}", visit)
        assert ballots.vote(visit, f"session {number}", "a", "").state == "revealed"
    asked(ballots, "one more", visit)
    assert ballots.vote(visit, "another", "a", "").notice == words("en")["vote_too_many"]
    clock[0] += 61
    assert ballots.vote(visit, "another", "a", "").state == "revealed"


def test_where_nothing_lasts_a_vote_only_reveals_and_says_so(made, folder):
    ballots = made(store=False)
    visit, (*_, ballot) = asked(ballots)
    told = ballot_drawing.draw(ballot, [], "en", keeps=False)["vote"]["note"]
    assert told == words("en")["vote_note_unkept"]
    assert ballots.vote(visit, "me", "a", "").outcome == "vote_unkept" and not folder.exists()


def test_hostile_answers_do_not_leave_their_place(made):
    text = '</textarea><script>alert(1)</script>${alert(2)}{{value}}'
    value = json.dumps(drawn(made(text, text))[-1])
    assert "<script" not in value and "${" not in value and "{{" not in value


def test_without_a_ballot_the_board_is_empty():
    value = ballot_drawing.draw(Ballot(), [], "zh")
    assert value["blind"] == value["cards"] == [] and value["tally"]["rows"] == []
