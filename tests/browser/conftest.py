"""A Chromium, and pages that note every console error and every request to a foreign host."""

from __future__ import annotations

import dataclasses
import os
import shutil
import time

import pytest

from demo.page import comparison_runs
from tests.page.results import made_results
from tests.scripted import ScriptedEngine, recorded
from tests.serving import make_pair, page_settings, served

ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]
QUESTION = "Tom has 14 boxes with 36 pens each and gives away 57. How many pens are left?"


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which(
        "google-chrome")
    if path is None:
        reason = "no Chromium on PATH: install one to run the browser tests"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def watched():
    """Scripted races are painted as they go, though they are short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison_runs, "HELD_SECONDS", 0.0)
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A scripted engine with a recording to replay; slow enough to be watched."""
    settings = page_settings(tmp_path_factory.mktemp("browser"), queue_size=4)
    found = ScriptedEngine(settings, delay=0.06)
    recorded(found, QUESTION, settings.recordings_folder)
    found.loaded = "abacus"
    return found


def engine_with_results(folder):
    """Two pairs: one with made-up results of every kind and a recording, one with neither."""
    settings = page_settings(folder)
    make_pair(folder / "pairs", "other")
    made_results.write(folder / "results")
    settings = dataclasses.replace(settings, results_folder=folder / "results")
    found = ScriptedEngine(settings, delay=0.02)
    recorded(found, QUESTION, settings.recordings_folder)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


class Visitor:
    """One browser context on the page; `problems` must stay empty."""

    def __init__(self, chromium, url, **context):
        self.url, self.problems = url, []
        # Nothing plays unless a test is about playing: slow motion takes its seconds.
        usual = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US",
                 "reduced_motion": "reduce"}
        self.context = chromium.new_context(**{**usual, **context})
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", self._request)
        self.page.set_default_timeout(20_000)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def _request(self, request):
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.problems.append(f"foreign: {request.url}")

    def open(self, query="?__theme=light"):
        self.page.goto(self.url + query)
        self.page.wait_for_selector("html[data-opened]")
        self.page.wait_for_selector(".badge, .hint", state="attached")
        return self

    def fill(self, selector, text):
        """Type faster than a person could, then give Gradio the moment a person leaves it."""
        self.page.fill(selector, text)
        self.page.wait_for_timeout(250)

    def open_settings(self):
        """Gradio mounts the fields when they are first shown, and only then keeps what is typed."""
        self.page.click("#settings > button")
        self.page.wait_for_selector("#seed input")
        self.page.wait_for_timeout(400)

    def ask(self, text):
        self.fill("#prompt textarea", text)
        self.page.press("#prompt textarea", "Enter")

    def ask_and_see(self, text):
        """Ask, and wait until both cards answer (a replay would answer too)."""
        self.ask(text)
        self.page.wait_for_selector(".badge.live")
        self.wait_states("answering", "answering")

    def states(self):
        return [found.inner_text() for found in self.page.query_selector_all(".side .state")]

    def wait_states(self, *states, seconds=20):
        until(lambda: self.states() == list(states), seconds, self.states, self.page)

    def wait_refused(self):
        """Until a question is refused; a failure tells what the page did instead."""
        until(lambda: self.page.query_selector(".queue.refused"), 20,
              lambda: (self.states(), self.text(".caption"), self.text("#waiting"),
                       self.problems), self.page)

    def text(self, selector):
        return self.page.inner_text(selector)


def until(true, seconds=10.0, shown=lambda: "", page=None):
    """Wait for a fact of the server or the page; playwright must be pumped meanwhile."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, shown()
        page.wait_for_timeout(40) if page else time.sleep(0.04)


@pytest.fixture
def visit(chromium, url):
    """Opens visitors, and closes them afterwards."""
    opened = []

    def new(**context):
        opened.append(Visitor(chromium, url, **context))
        return opened[-1]

    yield new
    for visitor in opened:
        visitor.context.close()
