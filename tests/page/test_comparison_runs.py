"""The generators behind the page: what they yield, and what they leave alone."""

from __future__ import annotations

import dataclasses

import pytest

from demo.drawing.scene import Scene, nothing
from demo.engine.protocol import Stop
from demo.errors import UserError
from demo.page.comparison_runs import ComparisonRuns, too_short_to_watch
from demo.page.page_sessions import PageSession
from demo.page.pair_choices import PairChoices
from demo.recording.file import to_json
from demo.settings import Settings
from tests.scripted import ScriptedEngine, recorded
from tests.serving import make_pair, page_settings

GOOD = ("14 * 36 - 57?", 256, 0.0, 1.0, 0, "abacus")


@pytest.fixture
def watched(monkeypatch):
    """Races are painted as they go, however short."""
    monkeypatch.setattr("demo.page.comparison_runs.HELD_SECONDS", 0.0)


@pytest.fixture
def running(tmp_path):
    engine = ScriptedEngine(page_settings(tmp_path), delay=0.0)
    engine.loaded = "abacus"
    return ComparisonRuns(engine, engine.settings)


def test_a_race_ends_done_and_stays_on_the_stage(running):
    visit = PageSession()
    *_, last = running.compare(*GOOD, visit=visit)
    assert visit.scene.recording.done and visit.stop is None
    assert [card["state"] for card in last["cards"]] == ["done", "done"]


@pytest.mark.parametrize("changed", [
    {0: ""}, {0: "x" * 16001}, {0: "\x1b[2J"}, {1: 0}, {1: None}, {2: 9}, {3: 0}, {4: -1},
    {5: "/etc/passwd"}, {5: None},
])
def test_bad_input_says_so_and_keeps_the_last_comparison(running, changed):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    kept, started = visit.scene, running.engine.started
    values = [changed.get(i, value) for i, value in enumerate(GOOD)]
    (only,) = running.compare(*values, visit=visit)
    assert only["notice"] and visit.scene == kept and running.engine.started == started
    assert only["cards"][0]["final"] == "447"


def test_a_pair_that_cannot_be_loaded_keeps_the_last_comparison(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    kept = visit.scene
    running.engine.load_error = "The teacher cannot be loaded: choose another pair."
    visit.asked = ()  # not the second of two clicks
    *_, last = running.compare(*GOOD, visit=visit)
    assert last["notice"] == running.engine.load_error and visit.scene == kept


def test_a_crash_shows_a_number_and_no_detail(running, caplog):
    running.engine.crash = "secret"
    *_, last = running.compare(*GOOD, visit=PageSession())
    assert "error" in last["notice"] and "secret" not in last["notice"]
    assert GOOD[0] not in caplog.text


def test_leaving_closes_the_race(running, watched):
    stream = running.compare(*GOOD, visit=PageSession())
    for _ in range(4):
        next(stream)
    assert running.engine.running == 1
    stream.close()
    assert running.engine.running == 0


def test_stop_ends_the_race_and_keeps_what_was_said(running, watched):
    visit = PageSession()
    stream = running.compare(*GOOD, visit=visit)
    for _ in range(6):
        next(stream)
    running.stop(visit)
    *_, last = stream
    assert [card["state"] for card in last["cards"]] == ["stopped", "stopped"]
    assert last["cards"][0]["body"]


def test_one_side_can_be_stopped_alone(running, watched):
    visit = PageSession()
    stream = running.compare(*GOOD, visit=visit)
    for _ in range(6):
        next(stream)
    running.stop(visit, "student")
    *_, last = stream
    assert [card["state"] for card in last["cards"]] == ["done", "stopped"]


def test_a_damaged_recording_is_passed_over(tmp_path):
    settings = page_settings(tmp_path)
    (settings.recordings_folder / "bad.json").write_text("{}")
    assert ComparisonRuns(ScriptedEngine(settings), settings).lookup.examples == {}


def test_pairs_are_chosen_by_name_only(tmp_path):
    make_pair(tmp_path, "abacus")
    make_pair(tmp_path, "other", "sibling")
    choices = PairChoices(Settings(pairs_folder=tmp_path, pair=str(tmp_path / "other")))
    assert choices.names[:2] == ["abacus", "other"]
    with pytest.raises(UserError, match="abacus, other"):
        choices.engine_name(str(tmp_path / "other"))


def test_a_pair_elsewhere_is_offered_under_its_own_name(tmp_path):
    make_pair(tmp_path / "here", "abacus")
    make_pair(tmp_path / "there", "mine")
    path = str(tmp_path / "there" / "mine")
    choices = PairChoices(Settings(pairs_folder=tmp_path / "here", pair=path))
    assert choices.default == "mine" and choices.engine_name("mine") == path
    assert choices.read("mine").title == "mine pair"


def test_a_race_too_short_to_be_seen_is_played_afterwards_and_never_painted_finished(running):
    visit = PageSession()
    drawn = list(running.compare(*GOOD, visit=visit))
    assert [any(card["body"] for card in value["cards"]) for value in drawn[:-1]] == [False] * (
        len(drawn) - 1)
    film = drawn[-1]["player"]
    assert film["plays"] and film["slow"] > 1 and visit.scene.kind == "measured"
    assert drawn[-1]["bar"]["slow"] == f"{film['slow']}× slow motion, ratio kept"
    assert drawn[-1]["badge"] == "measured here" and visit.scene.recording.done


def test_a_race_that_can_be_watched_is_painted_as_it_goes(running, watched):
    drawn = list(running.compare(*GOOD, visit=PageSession()))
    lengths = [len(value["cards"][0]["body"]) for value in drawn]
    assert lengths == sorted(lengths) and len(set(lengths)) > 5
    assert [value["player"] for value in drawn[:-1]] == [None] * (len(drawn) - 1)
    assert drawn[-1]["player"]["plays"] is False
    badges = [value["badge"] for value in drawn]
    assert badges == sorted(badges) and set(badges) == {"live", "measured here"}


@pytest.mark.parametrize("seconds, watched, held", [
    (0.1, 0.2, True), (0.1, 1.0, False), (2.0, 0.1, False), (1.9, 0.9, True),
])
def test_only_what_may_be_over_at_once_is_held_back(running, seconds, watched, held):
    recording = recorded(running.engine, "x")
    answers = {side: dataclasses.replace(answer, seconds=(seconds,), end_seconds=0.0)
               for side, answer in recording.answers.items()}
    assert too_short_to_watch(dataclasses.replace(recording, answers=answers), watched) is held


def test_the_opening_and_a_chosen_recording_play_from_their_start(running):
    recorded(running.engine, "14 * 36 - 57?", running.settings.recordings_folder)
    running = ComparisonRuns(running.engine, running.settings)  # it looks for recordings once
    visit = PageSession(scene=running.opening())
    first = running.redraw(visit)
    assert first["player"]["plays"] and first["player"]["slow"] > 1
    again = running.choose(visit, "example-recorded", "http://x")
    assert again["player"]["plays"] and again["player"]["id"] != first["player"]["id"]
    # In another language the same one goes on where it was.
    visit.language = "zh"
    assert running.redraw(visit)["player"]["id"] == again["player"]["id"]


def test_a_question_is_repeated_and_the_numbers_of_all_runs_are_kept(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    drawn = list(running.compare(*running.asked_again(visit, seeded=False), visit=visit, times=5))
    said = ["".join(run["text"] for run in value["verdict"]) for value in drawn]
    assert said[0] == "Asking again: 1 of 5 …" and "median of 5 runs" in said[-1]
    assert running.engine.started == 6 and len(visit.scene.recording.repeats["student"].tpot) == 5
    assert drawn[-1]["repeats"]["title"] == "Asked 5 times" and drawn[-1]["share"]


def test_stop_ends_repeating_and_keeps_the_runs_that_were_whole(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    stream = running.compare(*running.asked_again(visit, seeded=False), visit=visit, times=20)
    for _ in range(4):
        next(stream)
    running.stop(visit)
    *_, last = stream
    assert last["repeats"]["title"] == "Asked 3 times" and running.engine.running == 0


def test_a_refusal_in_the_middle_of_repeating_keeps_the_runs_before_it(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    stream = running.compare(*running.asked_again(visit, seeded=False), visit=visit, times=20)
    for _ in range(4):
        next(stream)
    running.engine.load_error = "No GPU time is left."
    *_, last = stream
    running.engine.load_error = ""
    assert last["repeats"]["title"].startswith("Asked 3 times")
    assert "No GPU time is left." in last["notice"] and last["share"]


def test_another_seed_is_the_next_one_with_some_chance_in_it(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    values = running.asked_again(visit, seeded=True)
    assert (values[0], values[2], values[4], values[5]) == (GOOD[0], 0.7, 1, "abacus")


@pytest.mark.parametrize("prompt, wrong, right, said", [
    ("20% off 350", (), ("teacher", "student"), "both"),
    ("20% off 350", ("student",), ("teacher",), "teacher"),
    ("20% off 350", ("teacher",), ("student",), "student"),
    ("20% off 350", ("teacher", "student"), (), "neither"), ("Is 91 prime?", (), None, ""),
])
def test_who_is_right_is_known_where_the_pair_has_the_answer(running, prompt, wrong, right, said):
    running.engine.answers.update(dict.fromkeys(wrong, "It is 446.\nAnswer: 446"))
    visit = PageSession()
    *_, last = running.compare(prompt, *GOOD[1:], visit=visit)
    assert visit.scene.right == right and last["outcome"]["right"] == said


def test_a_minute_that_is_over_ends_repeating_and_says_so(running, monkeypatch):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    monkeypatch.setattr("demo.page.comparison_runs.REPEAT_SECONDS", 0.0001)
    running.engine.delay = 0.001
    values = running.asked_again(visit, seeded=False)
    *_, last = running.compare(*values, visit=visit, times=5)
    assert last["notice"] == "A minute was over after 1 of 5 times."
    assert visit.scene.recording.runs == 1


def test_a_page_that_was_closed_repeats_nothing_more(running):
    visit = PageSession()
    list(running.compare(*GOOD, visit=visit))
    stream = running.compare(*running.asked_again(visit, seeded=False), visit=visit, times=20)
    next(stream)
    next(stream)
    visit.gone = True
    list(stream)
    assert running.engine.started == 1 + 2


def test_what_cannot_be_asked_here_is_only_shown(running):
    elsewhere = recorded(running.engine, "x")
    pair = {**elsewhere.pair, "name": "elsewhere", "conversation": True}
    (running.settings.recordings_folder / "elsewhere.json").write_text(
        to_json(dataclasses.replace(elsewhere, pair=pair)))
    running = ComparisonRuns(running.engine, running.settings)
    drawn = running.choose(PageSession(), "example-elsewhere", "http://x")
    assert drawn["follow"] is None and drawn["again"]["shown"] == ""
    assert running.opening().kind == "blank"  # nor does the page open on it


def test_a_race_that_is_over_can_be_shared_before_all_is_measured(running, watched):
    visit, base = PageSession(), "http://here"
    running.engine.finish_delay = 0.01
    shared, texts = None, []
    for value in running.compare(*GOOD, visit=visit):
        texts.append("".join(run["text"] for run in value["verdict"]))
        if visit.scene.finishing and shared is None:
            assert value["share"] and "Still being measured" in texts[-1]
            assert value["badge"] == "measured here" and value["measuring"] == "yes"
            shared = running.share(visit, base)
            assert shared["share"]["rows"], "its link is there at once"
            key = visit.scene.panel.place.key
    assert shared and "Still being measured" not in texts[-1]
    assert visit.scene.panel.place.key == key, "and it stays when the rest is measured"
    opened = running.lookup.open(key).recording
    assert opened.request.prompt == GOOD[0]
    assert opened.fidelity.why == "not measured: it was shared before that"
    assert visit.scene.recording.fidelity.why == "not measured: a script"


def test_what_is_over_at_once_is_offered_with_all_that_was_measured(running):
    visit = PageSession()
    running.engine.finish_delay = 0.01
    values = list(running.compare(*GOOD, visit=visit))
    assert not any("Still being" in run["text"] for value in values for run in value["verdict"])
    assert values[-1]["share"] and visit.scene.recording.fidelity.why == "not measured: a script"


def test_a_race_of_which_nothing_more_comes_is_painted_once_it_may_be_watched(running, monkeypatch):
    """As where a side over the network is silent while the other has said all it has to."""
    clock = iter([0.0, 0.0, 0.4, 1.2, 1.4, 1.6])
    growing = list(running.engine.compare(*running.checked(*GOOD), Stop()))
    silent = growing[2]
    monkeypatch.setattr("demo.page.comparison_runs.time.monotonic", lambda: next(clock, 9.0))
    visit = PageSession()
    drawn = running._live(iter([growing[1], silent, silent, silent, silent]), visit)
    painted = [value for value in drawn]
    assert len(painted) == 1 and painted[0]["cards"][0]["state"] == "answering"
    assert visit.scene.recording is silent


def test_what_was_told_of_a_link_is_still_told_once_the_models_are_loaded(running):
    visit = PageSession(scene=Scene(nothing(None), notice="It was removed."))
    running.engine.loaded = "abacus"
    assert running.refreshed(visit)["notice"] == "It was removed."
