"""Cooperations and cascades as recordings: their numbers, their verdicts, their files."""

import dataclasses
import json

import pytest

from demo.errors import UserError
from demo.recording import file as module
from demo.recording import mode_verdict
from demo.recording.data import SIDES, Answer, Model, Recording, Request, Step
from demo.recording.file import from_json, to_json
from demo.recording.growing import grow, turns
from demo.recording.mode_numbers import (
    Tally,
    acceptance,
    best_draft,
    predicted,
    speed_up,
    tally_of,
)
from demo.recording.modes import Cascade, Cooperation
from demo.recording.replay import at, length
from demo.recording.verdict import verdict
from demo.sharing.packing import packed, unpacked

ROUNDS = Cooperation((4, 4), (4, 1), (0.03, 0.02), (0.02, 0.02))


def cooperated(rounds=ROUNDS, temperature=0.0, tokens=tuple(range(8)), **times) -> Recording:
    """The teacher alone took 20 ms a token; together, a round of 50 and one of 40 ms."""
    blank = Recording(
        Request("q", mode="cooperate", temperature=temperature),
        {side: Answer(side, Model(f"the {side}", parameters=10), prompt_tokens=4)
         for side in SIDES}, pair={"name": "p"}, device={"kind": "cpu"})
    steps = [Step("teacher", "prefill", 0, "0 ", 0.1)]
    steps += [Step("teacher", "decode", i, f"{i} ", 0.02) for i in range(1, 8)]
    known = [(0.1, False), (0.05, True), *[(0.0, True)] * 3, (0.0, False), (0.04, True),
             (0.0, False)]
    steps += [Step("student", "decode" if i else "prefill", token, f"{token} ", seconds,
                   drafted=drafted)
              for i, (token, (seconds, drafted)) in enumerate(zip(tokens, known, strict=True))]
    steps += [Step(side, "end", end="max_tokens") for side in SIDES]
    return dataclasses.replace(grow(blank, steps), cooperation=rounds)


def cascaded(confidence=0.97, threshold=0.9, **more) -> Recording:
    asked = confidence is None or confidence < threshold
    blank = Recording(Request("q", mode="cascade", threshold=threshold),
                      {side: Answer(side, prompt_tokens=4) for side in SIDES})
    steps = [Step("student", "prefill", 1, "yes", 0.5), Step("student", "end", end="eos")]
    steps += [Step("teacher", "prefill", 1, "yes", 2.0), Step("teacher", "end", end="eos")] if (
        asked) else [Step("teacher", "end", end="not_asked")]
    return dataclasses.replace(grow(blank, steps), cascade=Cascade(
        asked, confidence, confidence, **more))


def told(recording, language="en") -> str:
    return "".join(text for text, _ in verdict(recording, language))


def test_the_speed_up_is_that_of_the_same_race_and_the_prediction_that_of_the_formula():
    found = speed_up(cooperated())
    assert found.measured == pytest.approx(0.02 / (0.09 / 7))
    assert found.whole == pytest.approx(0.24 / 0.19)
    assert found.acceptance == pytest.approx(5 / 6)  # behind the draft that fell, none is judged
    # The first round holds the student's prefill, so a student step is the second one's.
    assert found.draft_cost == pytest.approx(0.005 / 0.02)
    assert found.verify_cost == pytest.approx(1.0)
    a = 5 / 6
    assert found.predicted == pytest.approx((1 - a**5) / ((1 - a) * (4 * 0.25 + 1)))


@pytest.mark.parametrize("a, c, draft, expected", [
    (0.0, 0.1, 4, 1 / 1.4), (1.0, 0.25, 4, 2.5), (0.8, 0.0, 1, 1.8), (0.5, 1.0, 1, 0.75),
])
def test_the_formula_at_known_points(a, c, draft, expected):
    assert predicted(a, c, draft) == pytest.approx(expected)


def test_the_best_draft_is_none_where_drafting_costs_more_than_it_brings():
    assert best_draft(0.5, 1.0) == 0 and best_draft(1.0, 0.1) == 16
    assert 1 < best_draft(0.8, 0.1) < 16


def test_rounds_without_a_judged_draft_have_no_acceptance():
    assert acceptance(Cooperation((0,), (0,), (0.0,), (0.1,))) is None
    assert acceptance(ROUNDS) == pytest.approx(5 / 6)


def test_nothing_is_told_of_a_speed_that_nobody_measured():
    assert speed_up(dataclasses.replace(cooperated(), cooperation=None)) is None
    assert "Too few" in told(dataclasses.replace(cooperated(), cooperation=None))


def test_the_verdict_says_whether_it_pays_and_what_was_predicted():
    said = told(cooperated())
    assert "Word for word" in said and "1.56× faster" in said and "predicts 1.79×" in said
    assert "faster than" not in said.replace("faster than the teacher alone", "")
    slow = cooperated()
    both = slow.answers["student"]
    both = dataclasses.replace(both, seconds=tuple(4 * s for s in both.seconds))
    slow = dataclasses.replace(slow, answers={**slow.answers, "student": both})
    assert "does not pay" in told(slow) and "slower" in told(slow)
    assert "不划算" in told(slow, "zh")


def test_a_text_that_is_not_the_teachers_is_told_apart():
    other = (*range(7), 99)
    assert "rounded otherwise" in told(cooperated(tokens=other))
    assert "Another draw" in told(cooperated(tokens=other, temperature=0.7))


def test_the_drafted_tokens_are_a_column_that_a_race_does_not_have():
    found = cooperated().answers["student"].drafted
    assert found == (False, True, True, True, True, False, True, False)
    assert cooperated().answers["teacher"].drafted == ()
    assert all(not answer.drafted for turn in turns(cooperated())
               for answer in turn.answers.values())


@pytest.mark.parametrize("whole", [cooperated(), cascaded(), cascaded(0.2), cascaded(None)],
                         ids=["cooperation", "alone", "asked", "unknown"])
def test_a_mode_survives_its_file_and_its_link(whole):
    assert from_json(to_json(whole)) == whole
    again = unpacked(packed(whole, 2000), 10**6, 10**4)
    assert (again.cooperation, again.cascade) == (whole.cooperation, whole.cascade)
    assert again.answers["student"].drafted == whole.answers["student"].drafted
    for language in ("en", "zh"):
        assert told(again, language) and "None" not in told(again, language)


def test_a_race_is_written_for_readers_that_know_no_other_mode():
    raced = dataclasses.replace(cooperated(), request=Request("q"), cooperation=None, answers={
        side: dataclasses.replace(answer, drafted=())
        for side, answer in cooperated().answers.items()})
    raw = json.loads(to_json(raced))
    assert raw["version"] == 2 and not {"mode", "draft", "threshold"} & set(raw["request"])
    assert not {"cooperation", "cascade"} & set(raw) and "drafted" not in raw["answers"]["student"]


def test_an_older_apprentice_refuses_a_mode_as_too_new(monkeypatch):
    text = to_json(cascaded())
    monkeypatch.setattr(module, "VERSION", 2)
    with pytest.raises(UserError, match="newer than the 2 this Apprentice reads"):
        from_json(text)


@pytest.mark.parametrize("good, bad", [
    ('"mode":"cooperate"', '"mode":"duel"'), ('"draft":4', '"draft":99'),
    ('"accepted":[4,1]', '"accepted":[5,1]'), ('"accepted":[4,1]', '"accepted":[4]'),
    ('"draft_seconds":[0.03', '"draft_seconds":[-1'), ('"drafted":[false,', '"drafted":['),
    ('"drafted":[4,4]', '"drafted":["a",4]'), ('"mode":"cooperate",', ""),
])
def test_a_damaged_cooperation_is_refused(good, bad):
    text = to_json(cooperated())
    assert good in text
    with pytest.raises(UserError, match="damaged"):
        from_json(text.replace(good, bad, 1))


@pytest.mark.parametrize("good, bad", [
    ('"confidence":0.97', '"confidence":7'), ('"confidence":0.97', '"confidence":"x"'),
    ('"threshold":0.9', '"threshold":2'), ('"end":"not_asked"', '"end":"asked"'),
])
def test_a_damaged_cascade_is_refused(good, bad):
    text = to_json(cascaded())
    assert good in text
    with pytest.raises(UserError, match="damaged"):
        from_json(text.replace(good, bad))


def test_a_cascade_says_who_answered_and_why():
    assert "sure enough (0.97, threshold 0.90): the teacher was not asked" in told(cascaded())
    assert "not sure enough (0.20, threshold 0.90): the teacher was asked. Same" in told(
        cascaded(0.2))
    assert "not known" in told(cascaded(None))
    assert "would have cost 0.0012 USD" in told(cascaded(spared=0.0012, currency="USD"))


def test_what_was_saved_is_known_once_the_teacher_was_asked():
    assert mode_verdict.tally(Tally(), "en") == ""
    alone = tally_of([cascaded(), cascaded()])
    assert alone.saved_seconds is None and "asked 0 of 2" in mode_verdict.tally(alone, "en")
    found = tally_of([cascaded(), cascaded(0.2), cascaded(spared=0.5, currency="USD")])
    assert found.saved_seconds == pytest.approx(2 * 2.0 - 3 * 0.5)
    said = mode_verdict.tally(found, "en")
    assert "asked 1 of 3" in said and "2.50 s saved" in said and "0.50 USD were spared" in said
    lost = tally_of([cascaded(0.2)])
    assert "0.50 s lost" in mode_verdict.tally(lost, "en")


def test_a_replay_tells_what_a_mode_brought_only_at_its_end():
    whole = cooperated()
    assert at(whole, 0.16).cooperation is None
    assert at(whole, 0.16).answers["student"].drafted == (False, True, True, True, True, False)
    assert at(whole, length(whole)).cooperation == whole.cooperation
