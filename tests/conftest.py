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


def pytest_collection_modifyitems(items):
    """Browser tests last: their driver keeps an event loop running in the main thread to the end
    of the session, and asyncio.run would be refused in every test after them."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
