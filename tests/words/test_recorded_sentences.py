"""What the engine writes into a recording is told in Chinese, and everything else as it is."""

from __future__ import annotations

import re

import pytest

from demo.recording.file import from_json
from demo.settings import ROOT
from demo.words.recorded_sentences import SENTENCES, told

SHIPPED = sorted((ROOT / "examples" / "recordings").glob("*.json"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_that_the_shipped_recordings_say_is_left_in_english(path):
    recording = from_json(path.read_text(encoding="utf-8"))
    said = [*recording.device["reasons"],
            *(note for answer in recording.answers.values() for note in answer.model.notes)]
    assert said and all(re.search("[\u4e00-\u9fff]", told(sentence, "zh")) for sentence in said)
    assert [told(sentence, "en") for sentence in said] == said


def test_every_sentence_is_one_that_the_program_writes():
    source = "".join(path.read_text(encoding="utf-8") for path in (
        *(ROOT / "demo" / "engine").glob("*.py"), ROOT / "demo" / "settings.py",
        ROOT / "demo" / "sharing" / "share_result.py",
        ROOT / "demo" / "distill" / "core" / "run_conditions.py"))
    source = re.sub(r"[\s\"f]+", "", source)
    for english, _ in SENTENCES:
        # The longest stretch that has no blank in it, as the source has it.
        plain = max(re.split(r"\\[dS]\+|\(.*?\)|\\|s\?|: ", english), key=len)
        assert re.sub(r"[\s\"f]+", "", plain) in source, english


def test_what_is_not_known_is_shown_as_it_was_recorded():
    for sentence in ("", "Something of its own.", "3 threads for the models: because I say so"):
        assert told(sentence, "zh") == sentence


def test_why_steps_run_eagerly_is_told_whole():
    eager = "decode steps run eagerly, with a KV cache that grows, because "
    for why in ("the student has 8-bit layers, which ask the host at every step",
                "the teacher keeps what it has read in a StaticSlidingWindowLayer",
                "the teacher's could not be captured", "only a GPU replays graphs"):
        chinese = told(eager + why, "zh")
        assert "因为" in chinese and "because" not in chinese
        assert "teacher" not in chinese and "student" not in chinese
