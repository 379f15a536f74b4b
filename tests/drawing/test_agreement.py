"""The agreement view: shades by what the teacher gave, and the teacher's own word on each."""

import dataclasses

import pytest

from demo.drawing.agreement import draw, level
from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Answer, Fidelity, Recording, Request

FIDELITY = Fidelity(
    probability=(0.99, 0.3, 0.05, 0.001), kld=(0, 0, 0, 0), acceptance=(1, 1, 1, 0.5),
    agrees=(True,) * 4, first=(1, 9, 9, 9), instead=("a", "x", "x", " "),
)


def scene(fidelity=FIDELITY, end="eos", kind="live") -> Scene:
    answers = {
        side: Answer(side, tokens=(1, 2, 3, 4), texts=("a", "b", "", "<d>"), seconds=(1,) * 4,
                     end=end)
        for side in SIDES
    }
    return Scene(Recording(Request("?"), answers, fidelity=fidelity), kind)


@pytest.mark.parametrize(
    ("probability", "same", "shade"),
    [(0.4, True, "agrees"), (0.4, False, "likely"), (0.2, False, "likely"),
     (0.1, False, "possible"), (0.01, False, "otherwise"), (0.0, False, "otherwise")],
)
def test_a_shade_is_what_the_teacher_gave(probability, same, shade):
    assert level(probability, same) == shade


def test_every_token_with_text_is_shown_with_the_teachers_own_choice():
    found = draw(scene())
    assert [t["level"] for t in found["tokens"]] == ["agrees", "likely", "otherwise"]
    assert "would have said the same" in found["tokens"][0]["said"]
    assert "“x”" in found["tokens"][1]["said"] and "“␣”" in found["tokens"][2]["said"]
    assert "0.88" in found["read"] and "88%" in found["read"]


def test_while_both_answer_it_says_when_it_will_be_known():
    assert "complete" in draw(scene(Fidelity(), end=""))["read"]


def test_a_replay_under_way_shows_none_yet():
    assert draw(scene(end="", kind="replay"))["tokens"] == []


def test_what_was_not_measured_says_why():
    why = "not measured: the two sides cut text into different tokens"
    assert draw(scene(Fidelity(why=why)))["read"] == why


def test_there_is_none_before_the_first_comparison_nor_in_a_recording_without_it():
    assert draw(scene(kind="blank")) is None
    assert draw(dataclasses.replace(scene(Fidelity()))) is None
