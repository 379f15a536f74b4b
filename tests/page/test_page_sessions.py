"""What is remembered of open pages, and that no stranger can take it away."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from demo.drawing.scene import Scene
from demo.engine.protocol import Stop
from demo.page import page_sessions as module
from demo.page.page_sessions import KEPT_SECONDS, PageSessions
from tests.scripted import ScriptedEngine, recorded


def asked(session, address="", language="en"):
    return SimpleNamespace(session_hash=session, address=address,
                           headers={"accept-language": language})


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(module, "MOST", 5)
    monkeypatch.setattr(module, "MOST_AN_ADDRESS", 3)


@pytest.fixture
def clock():
    return [1000.0]


@pytest.fixture
def visits(clock):
    return PageSessions(lambda request: request.address, lambda: clock[0])


@pytest.fixture(scope="module")
def done():
    return Scene(recorded(ScriptedEngine(), "a question"), "measured")


def finished(visits, session, done, address=""):
    visit = visits.open(asked(session, address), running=True)
    visit.scene = done
    visits.finish(visit, visit.stop)
    return visit


def test_nothing_but_opening_and_running_is_remembered(visits):
    for number in range(2000):
        visits.of(asked(f"made up {number}"))
    assert len(visits) == 0
    assert visits.open(asked("page")) is visits.of(asked("page")) and len(visits) == 1


def test_a_session_without_a_visit_is_answered_in_its_browsers_language(visits):
    assert visits.of(asked("nobody", language="zh-CN,en;q=0.5")).language == "zh"


@pytest.mark.parametrize("session", [None, ""])
def test_sessions_without_a_name_share_nothing(visits, session):
    assert visits.open(asked(session)) is not visits.open(asked(session)) and len(visits) == 0


@pytest.mark.parametrize("address", ["", "192.0.2.1"])
def test_a_run_and_a_fresh_result_outlast_a_thousand_strangers(visits, done, address):
    running = visits.open(asked("running", address), running=True)
    result = finished(visits, "finished", done, address)
    for number in range(1120):
        visits.open(asked(f"stranger {number}", address))
        finished(visits, f"runner {number}", done, address)
    assert visits.of(asked("running")) is running and running.stop is not None
    assert visits.of(asked("finished")) is result and result.scene is done
    assert len(visits) <= module.MOST


def test_a_new_run_can_be_stopped_however_many_results_are_kept(visits, done):
    kept = [finished(visits, f"kept {number}", done) for number in range(module.MOST)]
    late = visits.open(asked("late"), running=True)
    assert visits.of(asked("late")) is late
    visits.finish(late, late.stop)
    assert [visits.of(asked(f"kept {n}")) for n in range(module.MOST)] == kept
    assert len(visits) == module.MOST


def test_an_old_result_gives_way_and_the_page_longest_unseen_first(visits, done, clock):
    finished(visits, "old", done)
    clock[0] += KEPT_SECONDS + 1
    pages = [visits.open(asked(f"page {number}")) for number in range(module.MOST - 1)]
    visits.of(asked("old"))  # seen again just now
    visits.open(asked("new"))
    assert visits.known("page 0") is None and visits.known("old") is not None
    assert visits.known("page 1") is pages[1]


def test_one_address_takes_no_room_from_others(visits):
    other = visits.open(asked("other", "198.51.100.7"))
    for number in range(100):
        visits.open(asked(f"stranger {number}", "192.0.2.1"))
    assert visits.known("other") is other and len(visits) == 1 + module.MOST_AN_ADDRESS


def test_leaving_stops_the_run_and_forgets_the_page(visits):
    visit = visits.open(asked("page"), running=True)
    stop = visit.stop
    visits.leave("page")
    assert stop.asked("teacher") and len(visits) == 0
    visits.leave("never was here")


def test_a_run_that_ends_late_takes_no_stop_from_the_next_one(visits):
    visit = visits.open(asked("page"), running=True)
    earlier, visit.stop = visit.stop, Stop()
    visits.finish(visit, earlier)
    assert visit.stop is not None
