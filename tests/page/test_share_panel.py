"""The Share panel: an offer when a run is over, then what sharing gave, and nothing twice."""

from __future__ import annotations

import dataclasses

import pytest

from demo.page.comparison_runs import ComparisonRuns
from demo.page.page_sessions import PageSession
from demo.sharing.store import Store
from tests.scripted import ScriptedEngine
from tests.serving import page_settings

GOOD = ("14 * 36 - 57?", 256, 0.0, 1.0, 0, "abacus")
BASE = "http://here"


@pytest.fixture(params=[True, False], ids=["durable", "keepless"])
def running(tmp_path, request):
    settings = page_settings(tmp_path)
    if request.param:
        settings = dataclasses.replace(settings, data_dir=tmp_path / "data")
    engine = ScriptedEngine(settings, delay=0.0)
    engine.loaded = "abacus"
    return ComparisonRuns(engine, settings)


def raced(running):
    visit = PageSession()
    return visit, list(running.compare(*GOOD, visit=visit))


def kinds(value):
    return [row["kind"] for row in value["share"]["rows"]]


def test_the_offer_comes_with_the_end_and_not_before(running):
    visit, seen = PageSession(), []
    for value in running.compare(*GOOD, visit=visit):
        seen.append((value["share"] is not None, visit.scene.recording.done))
        last = value
    # Where a race takes long enough to be watched, the last numbers come after its end.
    assert all(ended for offered, ended in seen if offered) and not seen[0][0] and seen[-1][0]
    assert sum(offered for offered, _ in seen) <= 2
    values = [last]
    assert [act["act"] for act in values[-1]["share"]["acts"]] == ["publish"]
    assert "readable by anyone" in values[-1]["share"]["why"]


def test_sharing_gives_a_link_of_the_kind_that_lasts_here_and_says_why(running):
    visit, _ = raced(running)
    found = running.share(visit, BASE)
    link = found["share"]["rows"][0]["text"]
    if running.lookup.durable:
        assert link.startswith(f"{BASE}/s/") and kinds(found)[-1] == "token"
        assert "stored here" in found["share"]["why"]
    else:
        assert link.startswith(f"{BASE}/s?run=") and "token" not in kinds(found)
        assert "keeps nothing" in found["share"]["why"]


def test_sharing_twice_gives_the_same_link(running):
    visit, _ = raced(running)
    first, second = running.share(visit, BASE), running.share(visit, BASE)
    assert first["share"]["rows"] == second["share"]["rows"]


def test_nothing_is_shared_before_the_end_or_without_a_comparison(running):
    visit = PageSession()
    assert running.share(visit, BASE)["share"] is None
    stream = running.compare(*GOOD, visit=visit)
    for _ in range(2):
        next(stream)
    assert running.share(visit, BASE)["share"] is None
    stream.close()


def test_the_panel_follows_the_language(running):
    visit, _ = raced(running)
    running.share(visit, BASE)
    visit.language = "zh"
    assert running.redraw(visit)["share"]["title"] == "带走它"


def test_a_link_brings_the_shared_comparison_back_with_its_numbers(running):
    visit, values = raced(running)
    running.share(visit, BASE)
    scene = running.opening(visit.scene.panel.place.key, BASE)
    assert scene.recording == visit.scene.recording and scene.kind == "replay"
    assert scene.panel.place == visit.scene.panel.place and not scene.panel.token


def test_deleting_ends_the_link_and_a_second_time_changes_nothing(running):
    visit, _ = raced(running)
    running.share(visit, BASE)
    key = visit.scene.panel.place.key
    found = running.unshare(visit)
    if not running.lookup.durable:
        assert found["share"]["rows"]  # a link that carries all cannot be taken back
        return
    assert "was deleted" in found["share"]["why"] and found["share"]["rows"] == []
    assert "deleted" in running.opening(key, BASE).notice
    assert running.unshare(visit)["share"]["why"] == found["share"]["why"]


def test_a_full_store_is_one_sentence_and_the_download_is_offered(tmp_path):
    settings = page_settings(tmp_path, data_dir=tmp_path / "data")
    engine = ScriptedEngine(settings, delay=0.0)
    engine.loaded = "abacus"
    running = ComparisonRuns(engine, settings)
    running.lookup.store = Store(tmp_path / "full", most=0)
    visit, _ = raced(running)
    found = running.share(visit, BASE)["share"]
    assert "full" in found["complaint"]
    assert [act["act"] for act in found["acts"]] == ["publish", "save"]
