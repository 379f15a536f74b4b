"""The verdict in words: true, plain, and never boasting where the student loses."""

import dataclasses

import pytest

from demo.recording.data import SIDES, Answer, Memory, Model, Recording, Request
from demo.recording.verdict import verdict


def recording(tpots, counts=(10, 10), weights=(1000, 100), texts=("x", "x"), ends=("eos", "eos")):
    answers = {}
    for side, tpot, count, size, text, end in zip(
        SIDES, tpots, counts, weights, texts, ends, strict=True
    ):
        answers[side] = Answer(
            side, tokens=(1,) * count, texts=(text, *[""] * (count - 1)), seconds=(tpot,) * count,
            end=end, memory=Memory(weights=size, working_peak=0),
        )
    return Recording(Request("?"), answers, pair={"final": "Answer:"})


def words(found: Recording, language="en") -> str:
    return "".join(text for text, _ in verdict(found, language))


def test_a_faster_and_smaller_student_is_said_to_be_so():
    assert words(recording((0.02, 0.01))) == (
        "Same answer, word for word. The student wrote 2.0× faster and used 10× less memory."
    )


def test_a_slower_and_larger_student_is_said_to_be_so():
    found = words(recording((0.01, 0.02), weights=(100, 150)))
    assert "2.0× slower" in found and "1.5× more memory" in found


def test_a_small_difference_is_no_difference():
    found = words(recording((0.0102, 0.01), weights=(101, 100)))
    assert "about as fast" in found and "about as much memory" in found


def test_different_final_answers_are_both_named():
    assert words(recording((1, 1), texts=("Answer: 4", "Answer: 5"))).startswith(
        "Different answers: the teacher says 4, the student 5."
    )


def test_faster_a_token_but_later_done_is_not_boasted():
    assert "finished later" in words(recording((0.02, 0.01), counts=(10, 40)))


@pytest.mark.parametrize(
    ("end", "said"),
    [("stopped", "stopped early"), ("max_tokens", "token limit"), ("time_limit", "time limit")],
)
def test_a_side_that_was_cut_is_named_instead_of_comparing_answers(end, said):
    found = words(recording((0.02, 0.01), ends=("eos", end)))
    assert f"The student {'was' if end == 'stopped' else 'reached the'}" in found
    assert said in found and "Same answer" not in found


def test_two_sides_that_were_stopped_are_told_of_once():
    found = words(recording((0.02, 0.01), ends=("stopped", "stopped")))
    assert found.startswith("Both were stopped early.") and "The teacher was" not in found


def test_a_failed_side_gets_no_comparison():
    assert words(recording((0.02, 0.01), ends=("error", "eos"))) == "The teacher failed."


def test_too_few_tokens_compare_no_speed():
    assert "Too few tokens" in words(recording((0.02, 0.01), counts=(1, 1)))


def test_there_is_no_verdict_before_both_sides_ended():
    assert verdict(recording((0.02, 0.01), ends=("eos", ""))) == []


def test_chinese_says_the_same():
    found = words(recording((0.02, 0.01)), "zh")
    assert "2.0" in found and "1/10" in found and "student" not in found


@pytest.mark.parametrize(("texts", "said", "chinese"), [
    (("", ""), "Both answers are empty.", "两边的回答都是空的。"),
    ((" \n", ""), "Both answers are empty.", "两边的回答都是空的。"),
    (("", "x"), "The teacher's answer is empty.", "师父的回答是空的。"),
    (("x", " "), "The student's answer is empty.", "徒弟的回答是空的。"),
])
def test_answers_that_say_nothing_are_called_empty_and_never_the_same(texts, said, chinese):
    found = recording((0.02, 0.01), texts=texts)
    assert words(found).startswith(said) and words(found, "zh").startswith(chinese)
    assert "Same" not in words(found) and "相同" not in words(found, "zh")


def conversing(texts, ends=("eos", "eos"), repeated=1):
    """Open answers, a token a word, of a pair that converses."""
    found = recording((0.02, 0.01), ends=ends)
    answers = {}
    for side, text in zip(SIDES, texts, strict=True):
        parts = tuple(f"{word} " for word in text.split()) * repeated
        tokens = tuple(hash(part) % 1000 for part in parts)
        answers[side] = dataclasses.replace(
            found.answers[side], texts=parts, tokens=tokens, seconds=(0.01,) * len(parts))
    return dataclasses.replace(
        found, answers=answers, pair={"conversation": True, "same_tokenizer": True})


def test_open_answers_part_somewhere_and_the_verdict_says_where():
    assert words(conversing(("the sky is blue", "the sky is red"))).startswith(
        "Different answers: alike for 3 tokens, then they part. The student")
    assert words(conversing(("a b", "c d"))).startswith(
        "Different answers, from the first token on.")
    assert words(conversing(("the sky", "the sea")), "zh").startswith("答案不同：第一个词元相同")


def test_one_token_is_not_called_tokens():
    for ends in (("eos", "eos"), ("max_tokens", "max_tokens")):
        found = words(conversing(("a b", "a c"), ends))
        assert "alike for 1 token, then they part" in found


def test_one_that_finished_beside_one_that_ran_into_its_limit_is_not_silent():
    found = words(conversing(("the sky is blue", "the sky is red"), ("eos", "max_tokens")))
    assert found.startswith("The student reached the token limit. The answers are alike for 3 "
                            "tokens, then they part. The student wrote")


def test_a_loop_is_named_but_not_in_a_worked_sum():
    found = conversing(("all is well", "no it is not"), ("max_tokens", "max_tokens"), 20)
    assert "Both repeat themselves." in words(found)
    assert "repeat" not in words(dataclasses.replace(found, pair={}))
    single = conversing(("all is well", "no it is not"), repeated=20)
    answer = conversing(("all is well", "x")).answers["teacher"]
    single = dataclasses.replace(single, answers={**single.answers, "teacher": answer})
    assert "The student repeats itself." in words(single)


def said_by(texts, remote=(), marks=("<think>", "</think>")):
    """Answers of these pieces, in a pair that converses and reasons."""
    answers = {side: Answer(side, Model(remote="far" if side in remote else ""),
                            tokens=(0,) * len(pieces), texts=tuple(pieces),
                            seconds=(0.02,) * len(pieces), end="eos", asked="user: Why?")
               for side, pieces in zip(SIDES, texts, strict=True)}
    return Recording(Request("?"), answers, pair={
        "conversation": True, "same_tokenizer": not remote,
        "reasoning_open": marks[0], "reasoning_close": marks[1]})


THOUGHT = ["<think>", "hm", "</think>"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("texts, wanted", [
    ((THOUGHT, ["Four."]), "The teacher reasoned and gave no answer."),
    ((["Four."], THOUGHT), "The student reasoned and gave no answer."),
    ((THOUGHT, [" "]), "The teacher reasoned and gave no answer. The student's answer is empty."),
    ((THOUGHT, THOUGHT), "The teacher reasoned and gave no answer. The student reasoned"),
    ((THOUGHT[:2], ["Four."]), "The teacher reasoned and gave no answer."),
    (([" "], ["Four."]), "The teacher's answer is empty."), (([""], [""]), "Both answers are"),
])
def test_reasoning_alone_is_no_answer_and_no_failure(texts, wanted, language):
    for remote in ((), ("teacher",), SIDES):
        found = words(said_by(texts, remote), language)
        assert found.startswith(wanted) if language == "en" else found


def test_final_answers_are_those_that_were_said_and_not_thought():
    texts = [["<think>", "Answer: 1", "</think>", "Answer: 2"], ["Answer: 3"]]
    found = said_by(texts)
    found = dataclasses.replace(found, pair={**found.pair, "final": "Answer:"})
    assert "the teacher says 2, the student 3" in words(found)
    reasoned = [["<think>", "Answer: 1", "</think>", "So it is."], ["Answer: 3"]]
    found = dataclasses.replace(said_by(reasoned), pair=found.pair)
    assert "says 1" not in words(found)


PROSE = [f"{word} " for word in (
    "Light from the sun looks white yet holds every colour and each of them is scattered by air in "
    "a measure that grows as waves become shorter so blue reaches our eyes from all over while red "
    "goes straight on towards evening when its path through that same air is longest").split()]
CHINESE = list("阳光看似白色其实包含各种颜色空气分子散射短波远多于长波于是蓝光从四面八方射入眼中"
               "而红光径直前行到了傍晚路程最长")


@pytest.mark.parametrize("pieces, repeats", [
    (PROSE, False), (CHINESE, False), (["".join(PROSE)], False), (["la ", "la "] * 40, True),
    (["".join(["Yes, I see. "] * 30)], True), (["哈哈"] * 30, True), (["word"], False),
])
def test_who_repeats_itself_over_the_network_is_told_by_its_words(pieces, repeats):
    found = words(said_by([pieces, ["Four."]], ("teacher",)))
    assert ("repeats itself" in found) == repeats, found
