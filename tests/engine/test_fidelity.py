"""What the teacher thinks of the student: the measures, on known and on real distributions."""

import dataclasses
import math

import pytest
import torch

from demo.engine.fidelity import compared, fidelity
from demo.recording.data import Request
from demo.recording.file import from_json, to_json
from demo.recording.metrics import agreement


def columns(teacher, student, chosen):
    logs = [torch.tensor([row]).log() for row in (teacher, student)]
    found = compared(*logs, torch.tensor([chosen]))
    likely, kept = found.teacher_log.exp(), found.acceptance
    return [c[0].item() for c in (likely, found.kl, kept, found.agrees, found.first)]


def test_kld_acceptance_and_agreement_are_as_defined():
    likely, kld, kept, agrees, first = columns([0.5, 0.25, 0.25], [0.25, 0.5, 0.25], chosen=1)
    assert likely == pytest.approx(0.25)
    assert kld == pytest.approx(0.5 * math.log(2) - 0.25 * math.log(2))
    assert kept == pytest.approx(0.75)
    assert (agrees, first) == (False, 0)


def test_equal_distributions_differ_by_nothing():
    _, kld, kept, agrees, _ = columns([0.7, 0.2, 0.1], [0.7, 0.2, 0.1], chosen=0)
    assert (kld, kept, agrees) == (pytest.approx(0), pytest.approx(1), True)


def test_a_token_impossible_for_the_teacher_is_no_nan():
    assert all(map(math.isfinite, columns([0.5, 0.5, 0.0], [0.2, 0.3, 0.5], chosen=2)))


def ask(session, pair="llama", **more):
    *_, final = session.compare(Request("hello there", max_tokens=10, **more), pair)
    return final


def test_every_student_token_has_its_entry_and_they_read_back(session):
    final = ask(session)
    tokens = final.answers["student"].tokens
    assert len(final.fidelity.probability) == len(tokens) == len(final.fidelity.instead)
    assert from_json(to_json(final)).fidelity == final.fidelity
    found = agreement(final)
    assert 0 < found.acceptance < 1 and found.kld > 0


def test_a_model_agrees_with_itself(session):
    final = ask(session)
    lane = session.lanes["teacher"]
    lane.begin(Request("hello there"))
    found = fidelity(lane, lane, final.answers["teacher"].tokens)
    assert all(found.agrees) and min(found.acceptance) > 0.9999 and max(found.kld) < 1e-4
    own = "".join(found.instead)
    assert own.startswith(final.answers["teacher"].text[:3])


def test_with_different_tokenizers_it_is_not_measured_and_says_why(session):
    final = ask(session, pair="mixed")
    assert final.fidelity.probability == () and "different tokens" in final.fidelity.why
    assert agreement(final) is None


def test_a_damaged_column_is_refused(session):
    final = ask(session)
    short = dataclasses.replace(final.fidelity, kld=final.fidelity.kld[:-1])
    with pytest.raises(Exception, match="damaged"):
        from_json(to_json(dataclasses.replace(final, fidelity=short)))
