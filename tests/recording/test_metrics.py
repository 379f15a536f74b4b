"""TTFT, TPOT, ITL, E2E, ratios, memory sums, sameness: the definitions, on known times."""

import dataclasses

import pytest

from demo.recording.data import SIDES, Answer, Memory, Model, Recording, Request
from demo.recording.metrics import memory_total, numbers, percentile, ratios
from demo.recording.sameness import final_answer, sameness


def answer(side="teacher", seconds=(0.05, 0.01, 0.01, 0.03), text="ab", end="eos", **more):
    texts = (text, *[""] * (len(seconds) - 1)) if seconds else ()
    return Answer(
        side, tokens=tuple(range(len(seconds))), texts=texts, seconds=seconds, end=end, **more
    )


def recording(teacher: dict, student: dict, **pair) -> Recording:
    sides = zip(SIDES, (teacher, student), strict=True)
    return Recording(Request("x"), {side: answer(side, **more) for side, more in sides}, pair=pair)


def test_e2e_is_ttft_plus_the_decode_steps_times_tpot():
    found = numbers(answer())
    assert found.ttft == pytest.approx(0.05)
    assert found.e2e == pytest.approx(found.ttft + (found.tokens - 1) * found.tpot)
    assert found.tpot == pytest.approx(0.05 / 3)


def test_output_speed_is_one_over_tpot_and_not_tokens_over_e2e():
    found = numbers(answer())
    assert found.speed == pytest.approx(60)
    assert found.speed != pytest.approx(found.tokens / found.e2e)


def test_itl_has_median_and_p95_of_decode_steps_only():
    steps = (9.0, *[0.01] * 95, *[0.5] * 5)
    found = numbers(answer(seconds=steps))
    assert (found.itl_median, found.itl_p95) == (0.01, 0.01)
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7.0], 95) == 7.0


def test_tpot_is_undefined_for_one_token_and_everything_for_none():
    one = numbers(answer(seconds=(0.05,)))
    assert (one.ttft, one.e2e, one.tpot, one.speed, one.itl_p95) == (0.05, 0.05, None, None, None)
    none = numbers(answer(seconds=()))
    assert (none.ttft, none.e2e, none.tokens) == (None, None, 0)


def test_memory_is_the_sum_of_the_measured_slices():
    memory = Memory(weights=100, quantization_state=20, unquantized=3, kv_cache=4, working_peak=5)
    assert memory_total(memory) == 132
    unknown = dataclasses.replace(memory, working_peak=None)
    assert memory_total(unknown) == 127
    assert not numbers(answer(memory=unknown)).memory_complete


def test_ratios_are_teacher_over_student():
    found = ratios(
        recording(
            {"seconds": (0.04, 0.02, 0.02), "memory": Memory(weights=1000, working_peak=0),
             "model": Model(parameters=900)},
            {"seconds": (0.01, 0.01, 0.01), "memory": Memory(weights=100, working_peak=0),
             "model": Model(parameters=100)},
        )
    )
    assert (found.speed, found.ttft, found.memory, found.parameters) == pytest.approx((2, 4, 10, 9))
    assert found.e2e == pytest.approx(0.08 / 0.03)


def test_a_working_peak_known_on_one_side_only_is_left_out_of_the_ratio():
    found = ratios(
        recording(
            {"memory": Memory(weights=1000, working_peak=500)}, {"memory": Memory(weights=100)}
        )
    )
    assert found.memory == pytest.approx(10)


def test_with_different_tokenizers_speed_is_compared_in_characters():
    found = ratios(
        recording(
            {"seconds": (0.1, 0.1), "text": "a" * 10}, {"seconds": (0.1, 0.1), "text": "a" * 30},
            same_tokenizer=False,
        )
    )
    assert found.by_characters and found.speed == pytest.approx(3)


@pytest.mark.parametrize(
    ("teacher", "student", "kind"),
    [
        ("so Answer: 4", "so Answer: 4", "identical"),
        ("so Answer: 4", "well Answer: 4", "same"),
        ("so Answer: 4", "so Answer: 5", "different"),
        ("so", "well", "different"),
    ],
)
def test_sameness_looks_at_the_final_answers(teacher, student, kind):
    found = recording({"text": teacher}, {"text": student}, final="Answer:")
    assert sameness(found) == kind


def test_an_answer_that_was_cut_is_neither_same_nor_different():
    assert sameness(recording({"end": "max_tokens"}, {})) == "unfinished"


def test_the_final_answer_stands_after_the_last_marker():
    assert final_answer("Answer: 1\nAnswer: 22 \n", "Answer:") == "22"
    assert final_answer("no marker", "Answer:") == ""
    assert final_answer("anything", "") == ""
