"""The generators behind the page: what they yield, and what they leave alone."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.errors import UserError
from demo.page.comparison_runs import ComparisonRuns
from demo.page.page_sessions import PageSession
from demo.page.pair_choices import PairChoices
from demo.settings import Settings
from tests.scripted import ScriptedEngine, recorded
from tests.serving import make_pair, page_settings

GOOD = ("14 * 36 - 57?", 256, 0.0, 1.0, 0, "abacus")


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
    {0: ""}, {0: "x" * 4001}, {0: "\x1b[2J"}, {1: 0}, {1: None}, {2: 9}, {3: 0}, {4: -1},
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


def test_leaving_closes_the_race(running):
    stream = running.compare(*GOOD, visit=PageSession())
    for _ in range(4):
        next(stream)
    assert running.engine.running == 1
    stream.close()
    assert running.engine.running == 0


def test_stop_ends_the_race_and_keeps_what_was_said(running):
    visit = PageSession()
    stream = running.compare(*GOOD, visit=visit)
    for _ in range(6):
        next(stream)
    running.stop(visit)
    *_, last = stream
    assert [card["state"] for card in last["cards"]] == ["stopped", "stopped"]
    assert last["cards"][0]["body"]


def test_one_side_can_be_stopped_alone(running):
    visit = PageSession()
    stream = running.compare(*GOOD, visit=visit)
    for _ in range(6):
        next(stream)
    running.stop(visit, "student")
    *_, last = stream
    assert [card["state"] for card in last["cards"]] == ["done", "stopped"]


def test_a_run_takes_the_stage_from_a_replay(tmp_path):
    engine = ScriptedEngine(page_settings(tmp_path), delay=0.0)
    recorded(engine, "recorded question", engine.settings.recordings_folder)
    running, visit = ComparisonRuns(engine, engine.settings), PageSession()
    visit.scene = running.opening()

    async def play() -> int:
        frames = 0
        async for _ in running.replay(visit):
            frames += 1
            visit.turn += frames == 2
        return frames

    # In a thread of its own: the browser tests' driver keeps a loop running in this one.
    with ThreadPoolExecutor() as pool:
        assert pool.submit(lambda: asyncio.run(play())).result() == 2
    assert visit.idle.is_set()


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


def test_a_replay_is_first_painted_as_it_begins_and_says_how_slow_it_plays(running):
    recorded(running.engine, "14 * 36 - 57?", running.settings.recordings_folder)
    running = ComparisonRuns(running.engine, running.settings)  # it looks for recordings once
    visit = PageSession(scene=running.opening())
    first = running.start(visit)
    assert [card["final"] for card in first["cards"]] == ["", ""]
    assert [card["state"] for card in first["cards"]] != ["done", "done"]
    slow = visit.scene.slow
    assert slow > 1 and first["slow"] == f"{slow}× slow motion, ratio kept"
    # What stands on the stage is the whole: it can be shared, and played again.
    assert visit.scene.recording.done
    assert [card["state"] for card in running.redraw(visit)["cards"]] == ["done", "done"]
