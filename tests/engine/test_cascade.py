"""A student that answers first, on real tiny models and beside a server that is asked when it is
not sure."""

import dataclasses
import math

import pytest
import torch

from demo.engine.confidence import confidence, last_line
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.recording.data import Request
from demo.recording.file import from_json, to_json
from demo.recording.growing import turns
from demo.recording.mode_numbers import tally_of

ASK = Request("hello there", max_tokens=12, mode="cascade")


def last(session, request=ASK, pair="llama", stop=None):
    *_, final = session.compare(request, pair, stop)
    return final


def at(threshold, **more):
    return dataclasses.replace(ASK, threshold=threshold, **more)


def test_a_student_that_is_sure_enough_answers_alone(session):
    found = last(session, at(0.0))
    teacher, student = found.answers["teacher"], found.answers["student"]
    assert (teacher.end, teacher.tokens, teacher.seconds) == ("not_asked", (), ())
    assert len(student.tokens) == 12 and found.done and not found.cascade.asked
    assert "was not asked" in found.fidelity.why


def test_the_teacher_is_asked_where_the_student_is_not_sure(session):
    found, raced = last(session, at(1.0)), last(session, dataclasses.replace(ASK, mode="race"))
    assert found.cascade.asked and found.cascade.confidence < 1
    for side in ("teacher", "student"):
        assert found.answers[side].tokens == raced.answers[side].tokens
    assert len(found.fidelity.probability) == 12


def test_confidence_is_the_mean_probability_in_logarithms(session):
    found = last(session)
    lane, tokens = session.lanes["student"], found.answers["student"].tokens
    logs = []
    for i, token in enumerate(tokens):  # one by one, as nobody would
        with torch.inference_mode():
            ids = torch.tensor([[*lane.prompt, *tokens[:i]]])
            shares = lane.loaded.model(ids).logits[0, -1].float().softmax(-1)
        logs.append(math.log(shares[token]))
    assert found.cascade.confidence == pytest.approx(math.exp(sum(logs) / len(logs)), rel=1e-3)


def test_the_threshold_is_the_confidence_that_just_suffices(session):
    sure = last(session, at(0.0)).cascade.confidence
    assert not last(session, at(sure - 0.001)).cascade.asked
    assert last(session, at(sure + 0.001)).cascade.asked


def test_the_last_line_has_a_confidence_of_its_own():
    assert last_line(["a", "\n", "b", " c", "\n"]) == 2
    assert last_line(["a", "b"]) == 0 and last_line(["a\n", "\nb", "c"]) == 1
    assert last_line(["", ""]) == 0


def test_nothing_said_has_no_confidence(session):
    last(session)
    with pytest.raises(ValueError, match="without tokens"):
        confidence(session.lanes["student"], (), ())


def test_a_student_that_fails_hands_over(session, monkeypatch):
    last(session)
    monkeypatch.setattr(session.lanes["student"], "step",
                        lambda: (_ for _ in ()).throw(RuntimeError("broken")))
    found = last(session, at(0.0))
    assert found.cascade.confidence is None and "the student failed" in found.cascade.why
    assert len(found.answers["teacher"].tokens) == 12


def test_a_stop_ends_both_and_asks_nobody(session):
    stop = Stop()
    stop.ask()
    found = last(session, stop=stop)
    assert [a.end for a in found.answers.values()] == ["stopped", "stopped"]
    assert found.cascade.confidence is None


def test_it_is_kept_in_its_file_and_drawn_no_younger_than_it_is(session):
    found = last(session, at(0.0))
    again = from_json(to_json(found))
    assert again.cascade == found.cascade and again.answers["teacher"].end == "not_asked"
    assert again.request.threshold == 0.0


def test_a_conversation_goes_on_from_what_its_visitor_was_told(session):
    """gpt2 here takes one question at a time, qwen3 chats."""
    first = last(session, at(0.0), "qwen3")
    told = first.answers["student"].text
    for mode in ("race", "cascade"):
        second = last(session, at(1.0, prompt="why?", mode=mode, earlier=turns(first)), "qwen3")
        for answer in second.answers.values():
            assert told in answer.asked


def test_several_cascades_are_counted(session):
    alone, asked = last(session, at(0.0)), last(session, at(1.0))
    assert tally_of([alone]).saved_seconds is None  # what the teacher takes, nobody knows yet
    found = tally_of([alone, asked, alone])
    assert (found.questions, found.asked) == (3, 1)
    student = 2 * spent(alone.answers["student"]) + spent(asked.answers["student"])
    teacher = spent(asked.answers["teacher"])
    assert found.saved_seconds == pytest.approx(2 * teacher - student)


def spent(answer):
    return sum(answer.seconds) + answer.end_seconds


@pytest.mark.parametrize("bad, sentence", [
    ({"mode": "duel"}, "mode must be one of race, cooperate, cascade"),
    ({"threshold": 1.5}, "threshold must be"), ({"threshold": "x"}, "threshold must be"),
    ({"draft": 0}, "Tokens a draft must be"), ({"draft": 17}, "Tokens a draft must be"),
    ({"draft": 2.5}, "Tokens a draft must be"), ({"mode": ["race"]}, "mode must be"),
])
def test_a_mode_that_cannot_be_is_one_sentence(session, bad, sentence):
    with pytest.raises(UserError, match=sentence):
        last(session, dataclasses.replace(ASK, **bad))
