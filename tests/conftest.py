"""Fixtures shared by all tests: pairs of tiny random models, made once a run."""

from __future__ import annotations

import dataclasses
import os

import pytest

# Nothing here may ask a hub, whatever a test does.
os.environ["HF_HUB_OFFLINE"] = "1"

from demo import settings as settings_module  # noqa: E402


@pytest.fixture(scope="session")
def tiny_pairs(tmp_path_factory):
    from tests import tiny

    return tiny.make_pairs(tmp_path_factory.mktemp("pairs"))


@pytest.fixture(scope="session")
def tiny_settings(tiny_pairs):
    found = settings_module.read({"THREADS": "1", "PAIR": "llama"})
    return dataclasses.replace(found, pairs_folder=tiny_pairs)


@pytest.fixture(scope="session")
def session(tiny_settings):
    """One real engine for all tests that only ask it; nobody may unload its pairs half way."""
    from demo.engine.session import Session

    return Session(tiny_settings)


@pytest.fixture
def hub(monkeypatch, tmp_path):
    """A Hub on loopback with one model, and an empty cache."""
    from huggingface_hub import constants

    from tests import tiny
    from tests.pairs.hub import Hub

    folder = tiny.save(tmp_path / "hub", tiny.llama(2), tiny.tokenizer())
    server = Hub(folder)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", server.url)
    monkeypatch.setattr("huggingface_hub.hf_api.constants.ENDPOINT", server.url)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE",
                        server.url + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    yield server
    server.shutdown()
    server.server_close()


def pytest_collection_modifyitems(items):
    """Browser tests last: their driver keeps an event loop running in the main thread to the end
    of the session, and asyncio.run would be refused in every test after them."""
    # By the fixture and not by the mark: one file without it made hundreds of other tests fail.
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
