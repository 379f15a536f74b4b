"""What a scene shows: states, numbers, the verdict, the track, the ledger, the footer."""

from __future__ import annotations

import dataclasses
import json

import pytest

from demo.drawing import answer_cards, memory_bars, stage, track
from demo.drawing.scene import Scene, nothing
from demo.engine.protocol import Stop
from demo.recording.data import SIDES, Memory, Request
from tests.scripted import ANSWER, ScriptedEngine, recorded


@pytest.fixture(scope="module")
def growing():
    engine = ScriptedEngine(delay=0.0)
    engine.loaded = "abacus"
    return list(engine.compare(Request("14 * 36 - 57?"), "abacus", Stop()))


def changed(recording, side="student", **more):
    answers = dict(recording.answers)
    answers[side] = dataclasses.replace(answers[side], **more)
    return dataclasses.replace(recording, answers=answers)


def card(scene, side="teacher"):
    return next(found for found in answer_cards.draw(scene) if found["side"] == side)


def test_an_empty_stage_explains_itself():
    scene = Scene(nothing(None))
    for side, found in zip(SIDES, answer_cards.draw(scene), strict=True):
        assert side in found["hint"] and found["state"] == "not loaded yet"
        assert not found["stop"]
        assert {row["value"] for row in found["numbers"]} == {"–"}
    assert not scene.badge and stage.draw(scene)["verdict"][0]["text"] == "No comparison yet."


def test_a_card_goes_from_waiting_over_reading_and_answering_to_done(growing):
    states = [card(Scene(growing[0], "waiting"))["state"]]
    states += [card(Scene(recording, "live"))["state"] for recording in growing]
    assert list(dict.fromkeys(states)) == ["waiting", "reading", "answering", "done"]


@pytest.mark.parametrize("end, words", [
    ("stopped", "stopped"), ("max_tokens", "token limit"), ("time_limit", "time limit"),
    ("error", "failed: out of memory"),
])
def test_every_end_is_a_visible_word(growing, end, words):
    recording = changed(growing[-1], end=end, why="out of memory")
    assert card(Scene(recording, "live"), "student")["state"] == words


def test_the_body_only_grows_and_the_marker_never_shows(growing):
    bodies = [card(Scene(recording, "live"))["body"] for recording in growing]
    assert all(b.startswith(a) for a, b in zip(bodies, bodies[1:], strict=False))
    assert bodies[-1] == ANSWER.partition("Answer:")[0]
    assert not any("An" in body for body in bodies)
    assert card(Scene(growing[-1], "live"))["final"] == "447"


@pytest.mark.parametrize("text, marker, ended, expected", [
    ("1 + 1 Ans", "Answer:", False, ("1 + 1 ", "")), ("1 + 1 Ans", "Answer:", True,
                                                      ("1 + 1 Ans", "")),
    ("x\nAnswer: 5", "Answer:", False, ("x\n", "5")), ("Answer:", "Answer:", False, ("", "")),
    ("Answer: 5\nAnswer: 6", "Answer:", True, ("Answer: 5\n", "6")), ("a", "", False, ("a", "")),
])
def test_the_final_answer_is_split_from_the_body(text, marker, ended, expected):
    assert answer_cards.split(text, marker, ended) == expected


def test_the_peak_is_claimed_only_when_it_was_measured(growing):
    labels = [card(Scene(recording, "live"))["numbers"][3] for recording in growing]
    assert labels[1]["label"] == "memory so far" and "not measured" in labels[1]["tip"]
    assert labels[-1]["label"] == "memory at peak"
    memory = dataclasses.replace(
        growing[-1].answers["student"].memory, working_peak=None,
        why={"working_peak": "this device does not say"})
    found = card(Scene(changed(growing[-1], memory=memory), "live"), "student")["numbers"][3]
    assert found["label"] == "memory, without peak" and "does not say" in found["tip"]


def test_numbers_carry_their_units(growing):
    found = card(Scene(growing[-1], "live"))["numbers"]
    assert [(row["value"], row["unit"]) for row in found] == [
        ("21", "ms"), ("96", "tok/s"), ("0.31", "s"), ("79.1", "MB")]


def test_different_tokenizers_are_said_and_characters_shown():
    engine = ScriptedEngine(delay=0.0, same_tokenizer=False)
    found = Scene(recorded(engine, "a"), "live")
    assert "not comparable" in stage.draw(found)["incomparable"]
    assert "char/s" in [row["unit"] for row in card(found)["numbers"]]


def test_a_replay_says_when_and_where_and_a_race_says_live(growing):
    assert Scene(growing[-1], "replay").badge == "recorded on 24 November 2026, Scripted CPU"
    assert Scene(growing[-1], "replay", "zh").badge.startswith("录制于 2026 年 11 月 24 日")
    assert Scene(growing[-1], "live").badge == "live"


def test_the_verdict_comes_with_the_end(growing):
    texts = ["".join(run["text"] for run in stage.draw(Scene(r, "live"))["verdict"])
             for r in growing]
    assert set(texts[:-1]) == {"Both sides are answering …"}
    assert texts[-1].startswith("Same answer")
    assert "fewer parameters" in texts[-1], "and with why the student takes less"


def test_cpu_numbers_come_with_what_they_do_not_show(growing):
    assert "GPU" in stage.draw(Scene(growing[-1], "live"))["banner"]
    gpu = dataclasses.replace(growing[-1], device={"kind": "cuda", "name": "GPU"})
    assert stage.draw(Scene(gpu, "live"))["banner"] == ""


def test_the_footer_names_device_dtypes_reasons_and_versions(growing):
    foot = stage.foot(Scene(growing[-1], "live"))
    for part in ("Scripted CPU", "2 CPU cores", "1 thread", "fp32 compute", "because", "1.0"):
        assert part in foot


def test_only_a_running_race_can_be_stopped_and_never_a_replay(growing):
    assert card(Scene(growing[3], "live"))["stop"] == "Stop the Teacher"
    assert not card(Scene(growing[-1], "live"))["stop"]
    assert not card(Scene(growing[3], "replay"))["stop"]


def test_the_track_only_grows_and_both_sides_share_its_axis(growing):
    drawn = [track.draw(Scene(recording, "live")) for recording in growing]
    for side in range(2):
        paths = [found["lanes"][side]["ticks"] for found in drawn if found["lanes"][side]["ticks"]
                 != "M0 0"]
        assert all(b.startswith(a) for a, b in zip(paths, paths[1:], strict=False))
        assert paths[-1].count("M") == 25 or paths[-1].count("M") > 20
    lanes = drawn[-1]["lanes"]
    assert lanes[0]["scale"] == lanes[1]["scale"]
    assert drawn[-1]["axis"][0] == {"left": 0.0, "text": "0"}


@pytest.mark.parametrize("longest", [0.0004, 0.021, 0.3, 0.71, 1.0, 4.9, 61.0, 119.0])
def test_the_axis_is_round_and_covers_the_race(longest):
    end, step = track.axis(longest)
    assert end >= longest and 2 <= round(end / step) <= 5


def test_the_bars_start_at_zero_and_share_one_scale(growing):
    bars = memory_bars.draw(Scene(growing[-1], "live"))["bars"]
    totals = [sum(part["width"] for part in bar["slices"]) for bar in bars]
    assert totals[0] == pytest.approx(1, abs=1e-3)
    assert totals[1] == pytest.approx(1.37 / 79.1, abs=2e-3)


def test_a_slice_that_was_not_measured_says_so_and_why(growing):
    memory = Memory(weights=1000, working_peak=None, why={"working_peak": "no counter"})
    rows = memory_bars.draw(Scene(changed(growing[-1], memory=memory), "live"))["rows"]
    peak = next(row for row in rows if row["kind"] == "working_peak")
    assert peak["cells"][1] == {"text": "not measured", "why": "no counter"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_is_plain_json_and_safe(growing, language):
    for kind in ("blank", "waiting", "live", "replay"):
        scene = Scene(growing[4], kind, language, notice="<b>${x}</b>")
        assert "${" not in json.dumps(stage.draw(scene))


def test_a_card_names_the_settings_of_its_makers_that_were_left_out(growing):
    told = ("repetition_penalty 1.1", "top_k 20", "temperature 0.6", "top_p 0.95")
    model = dataclasses.replace(growing[-1].answers["student"].model, settings=told)
    done = changed(growing[-1], model=model)
    assert card(Scene(done), "student")["own"] == (
        "Greedy, without its repetition_penalty 1.1; its makers sample at temperature 0.6, "
        "top_p 0.95.")
    assert card(Scene(done))["own"] == ""
    asked = dataclasses.replace(done.request, temperature=0.6, top_p=0.95, penalties=True)
    done = dataclasses.replace(done, request=asked)
    assert card(Scene(done), "student")["own"] == (
        "Sampled, with its repetition_penalty 1.1, top_k 20.")
    assert card(Scene(done, language="zh"), "student")["own"].startswith("采样，用其 repetition_")
