"""Whether a number can be trusted: processor time, spread, repeats; and what makes it smaller."""

from __future__ import annotations

import dataclasses

import pytest

from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Memory, Model, Repeats, Step
from demo.recording.file import from_json, to_json
from demo.recording.growing import begun, grow
from demo.recording.metrics import (
    disturbed,
    memory_in_stored_width,
    ratios,
    repeated,
    smaller,
    with_repeats,
)
from demo.recording.replay import at
from demo.recording.sameness import parting
from demo.recording.verdict import verdict
from tests.recording.test_metrics import recording

QUIET = (0.05, *[0.01] * 40)


@pytest.mark.parametrize("seconds, share, busy", [
    (QUIET, 1.0, False), (QUIET, 0.96, False), (QUIET, 0.94, True), (QUIET, None, False),
    ((0.05, *[0.01] * 36, *[0.03] * 4), 1.0, True), ((0.05, *[0.01] * 36, *[0.02] * 4), 1.0, False),
    ((0.05, 0.01, 0.09), 1.0, False), ((), None, False),
])
def test_a_busy_machine_is_told_from_a_quiet_one(seconds, share, busy):
    got = None if share is None else share * sum(seconds)
    assert disturbed(Answer("teacher", seconds=seconds, processor_seconds=got)) is busy


def test_processor_time_adds_up_over_batches_and_is_unknown_once_a_step_came_without():
    blank = begun(recording({}, {}))
    steps = [Step("teacher", "prefill", 1, "a", 0.2, processor=0.1),
             Step("teacher", "decode", 2, "b", 0.2, processor=0.15)]
    one = grow(grow(blank, steps[:1]), steps[1:])
    assert one.answers["teacher"].processor_seconds == pytest.approx(0.25)
    assert grow(one, [Step("teacher", "end", end="stopped")]).answers[
        "teacher"].processor_seconds == pytest.approx(0.25)
    without = grow(one, [Step("teacher", "decode", 3, "c", 0.2)])
    assert without.answers["teacher"].processor_seconds is None
    assert grow(without, steps[1:]).answers["teacher"].processor_seconds is None
    assert at(one, 0.25).answers["teacher"].processor_seconds is None


def runs():
    return [recording({"seconds": (0.125 * n, 0.0625 * n)}, {"seconds": (0.0625, 0.03125)})
            for n in (1, 2, 6)]


def test_repeats_are_median_and_range_and_the_ratio_is_of_each_run():
    whole = with_repeats(runs())
    assert whole.runs == 3 and whole.answers == runs()[-1].answers
    found = repeated(whole)
    assert dataclasses.astuple(found["ttft"]["teacher"]) == pytest.approx((0.25, 0.125, 0.75))
    assert dataclasses.astuple(found["tpot"]["ratio"]) == pytest.approx((4, 2, 12))
    assert ratios(whole).speed == pytest.approx(4)
    assert "4.0× faster (median of 3 runs)" in "".join(text for text, _ in verdict(whole))
    assert repeated(runs()[0]) == {} and runs()[0].runs == 1


def test_repeats_come_back_from_a_file_and_older_files_have_none():
    whole = with_repeats(runs())
    assert from_json(to_json(whole)) == whole
    plain = to_json(runs()[0])
    assert "repeats" not in plain and "processor_seconds" not in plain


@pytest.mark.parametrize("repeats", [
    {"teacher": Repeats((0.1,), (0.1,))},
    {"teacher": Repeats((0.1,), (0.1,)), "student": Repeats((0.1, 0.1), (0.1, 0.1))},
    {"teacher": Repeats((0.1,), ()), "student": Repeats((0.1,), ())},
    dict.fromkeys(SIDES, Repeats((-1.0,), (0.1,))), dict.fromkeys(SIDES, Repeats((1e9,), (0.1,))),
])
def test_repeats_that_do_not_fit_are_refused(repeats):
    with pytest.raises(UserError, match="repeated runs"):
        from_json(to_json(dataclasses.replace(runs()[0], repeats=repeats)))


@pytest.mark.parametrize("texts, marked", [
    ((("a ", "b ", "c"), ("a ", "x ", "c")), ("b ", "x ")),
    ((("ab", "c"), ("a", "bd")), ("ab", "a")),  # the tokens differ before the letters do
    ((("a", "b"), ("a",)), ("b", None)), ((("a",), ("a",)), None), ((("",), ("a",)), None),
    ((("a", " ", " ", "b"), ("a", "\n", "c")), ("  b", "\nc")),
])
def test_where_the_answers_part(texts, marked):
    def said(parts):
        return {"tokens": tuple(range(len(parts))), "texts": parts,
                "seconds": (0.1,) * len(parts)}

    sides = {side: Answer(side, end="eos", **said(own))
             for side, own in zip(SIDES, texts, strict=True)}
    whole = dataclasses.replace(recording({}, {}), answers=sides)
    spans = parting(whole)
    found = tuple(sides[side].text[slice(*spans[side])] if side in spans else None
                  for side in SIDES)
    assert found == (marked or (None, None))
    answering = dataclasses.replace(
        whole, answers={**sides, "student": dataclasses.replace(sides["student"], end="")})
    assert parting(answering) == {}


@pytest.mark.parametrize("end, parts", [("eos", True), ("error", False), ("stopped", False),
                                        ("max_tokens", False), ("time_limit", False)])
def test_one_that_was_cut_while_it_said_the_same_parts_from_nothing(end, parts):
    sides = {"teacher": Answer("teacher", tokens=(1, 2), texts=("a", "b"), seconds=(.1, .1),
                               end=end),
             "student": Answer("student", tokens=(1, 2, 3), texts=("a", "b", "c"),
                               seconds=(.1,) * 3, end="eos")}
    whole = dataclasses.replace(recording({}, {}), answers=sides)
    assert bool(parting(whole)) is parts


def widened(stored="bf16", compute="fp32", kind="cpu"):
    teacher = {"memory": Memory(weights=1600, kv_cache=200, working_peak=100),
               "model": Model(parameters=400, dtype="fp32", stored=stored)}
    student = {"memory": Memory(weights=50, kv_cache=40, working_peak=10),
               "model": Model(parameters=50, dtype="fp32", stored="fp32", quantization="NF4")}
    return dataclasses.replace(recording(teacher, student),
                               device={"kind": kind, "compute_dtype": compute})


def test_what_fp32_doubles_is_said_with_what_it_would_be():
    assert ratios(widened()).memory == pytest.approx(19)
    # 800 + 100 + 100 of the teacher; the student is stored as it is computed.
    assert memory_in_stored_width(widened()) == pytest.approx(10)
    said = "".join(text for text, _ in verdict(widened()))
    assert "19× less memory here; about 10× where the CPU has bf16" in said
    for other in (widened("fp32"), widened(compute="bf16"), widened(kind="cuda")):
        assert memory_in_stored_width(other) is None


def test_smaller_by_parameters_and_by_bytes_are_two_factors_of_one():
    assert smaller(widened()) == pytest.approx((32, 8, 4))
    assert smaller(recording({}, {})) is None
