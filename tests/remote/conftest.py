"""A server on loopback that says what a test wants, and a session whose teacher it is."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from demo.engine.session import Session
from demo.recording.data import Request
from demo.remote import daily_budget
from tests.remote.server import LET_GO, Server

DAY = date(2026, 11, 24)
KEY = "sk-remote-0123456789"
ASKED = Request("How many?", max_tokens=12)


@pytest.fixture(autouse=True)
def let_go():
    """Servers that fell silent wait for this test's end, and for no earlier one's."""
    LET_GO.clear()
    yield
    LET_GO.set()


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    """No test of a day's money runs over midnight."""
    monkeypatch.setattr(daily_budget, "_today", DAY.isoformat)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("REMOTE_TEST_KEY", KEY)
    found = Server()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def sided(server, tiny_settings, tiny_pairs, tmp_path):
    """A session whose teacher is the server; `more` goes into its table."""

    def made(more="", **settings):
        folder = tmp_path / "far"
        folder.mkdir(exist_ok=True)
        (folder / "pair.toml").write_text(
            f'title = "Far"\nlineage = "unknown"\n[teacher]\nmodel = "big-1"\n'
            f'endpoint = "{server.url}"\nkey = "REMOTE_TEST_KEY"\n{more}\n'
            f'[student]\nmodel = "{tiny_pairs / "llama" / "student"}"\n', encoding="utf-8")
        session = Session(dataclasses.replace(
            tiny_settings, data_dir=tmp_path / "kept", **settings))

        def ask(request=ASKED, stop=None):
            return last(session, request, str(folder), stop)

        ask.session, ask.folder = session, str(folder)
        return ask

    return made


def last(session, request, pair, stop):
    *_, found = session.compare(request, pair, stop)
    return found
