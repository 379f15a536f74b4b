"""The app as a ZeroGPU Space runs it, under the emulation of tests/zerogpu.py (which says what that
replaces): its start, races by page and API, Stop, refusals, lost workers."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.bench.server import served
from tests.browser.conftest import QUESTION, Visitor, until

pytestmark = pytest.mark.browser  # it runs last, as all that has one
FRESH = "a fresh ZeroGPU worker, warmed up before it was timed"


class Platform:
    """What the emulated device API is to say, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.says, self.log = folder / "says", folder / "log"
        self.says.write_text("")
        self.log.write_text("")

    def asked(self, what: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith(f"/{what}")]

    def worker(self) -> int:
        """The process id of the newest."""
        return int(re.search(r"pid=(\d+)", self.asked("allow")[-1])[1])


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    return Platform(tmp_path_factory.mktemp("platform"))


@pytest.fixture(scope="module")
def space(platform, tmp_path_factory):
    with served("abacus", program=("-m", "tests.zerogpu"), THREADS="1", TRUST_PROXY="1",
                ZEROGPU_SAYS=str(platform.says), ZEROGPU_LOG=str(platform.log),
                DATA_DIR=str(tmp_path_factory.mktemp("shared"))) as url:
        yield url


@pytest.fixture
def client(space, platform):
    platform.says.write_text("")
    return Client(space, verbose=False)


@pytest.fixture
def visitor(chromium, space, platform):
    platform.says.write_text("")
    found = Visitor(chromium, space)
    found.page.set_default_timeout(60_000)
    yield found.open()
    found.context.close()


def race(client: Client, prompt: str = "What is 4817 + 2965?") -> list:
    return list(client.submit(prompt, api_name="/compare"))


def test_it_reports_itself_and_offers_the_pair_that_it_loaded(visitor, platform):
    assert len(platform.asked("startup-report")) == 1
    visitor.open_settings()
    assert "on ZeroGPU the models are loaded when the Space starts" in visitor.text("#pair")


def test_a_race_is_streamed_measured_and_shared(chromium, visitor, space):
    visitor.ask("What is 4817 + 2965?")
    until(lambda: visitor.page.query_selector(".badge.live") and visitor.states() == [
        "done", "done"] and visitor.page.query_selector(".share [data-act=publish]"),
        60, visitor.states, visitor.page)
    assert visitor.text(".side.teacher .answer").rstrip().endswith("7782")
    assert "runs on ZeroGPU" in visitor.page.content()
    visitor.page.click(".share [data-act=publish]")
    visitor.page.wait_for_selector(".give.link textarea")
    reader = Visitor(chromium, space)
    reader.page.goto(visitor.page.input_value(".give.link textarea"))
    assert reader.text(".side.teacher .answer").rstrip().endswith("7782")
    assert visitor.problems == reader.problems == []
    reader.context.close()


def test_texts_grow_and_only_a_worker_that_is_new_is_called_fresh(client, platform):
    platform.says.write_text("fresh")
    first, again = race(client), []
    platform.says.write_text("")
    again = race(client)
    for updates in (first, again):
        texts = [row[0] for row in updates]
        assert len(set(texts)) > 3
        assert all(b.startswith(a) for a, b in zip(texts, texts[1:], strict=False))
        numbers = updates[-1][2]
        assert numbers["done"] and numbers["sides"]["student"]["memory_bytes"]["weights"] > 0
        assert numbers["device"]["kind"] == "cuda"
    assert FRESH in first[-1][2]["device"]["reasons"]
    assert FRESH not in again[-1][2]["device"]["reasons"]
    assert first[-1][:2] == again[-1][:2]


def test_little_time_is_asked_for_and_less_for_a_shorter_answer(client, platform):
    for tokens in (4, 250):
        list(client.submit("Is 7 prime?", tokens, api_name="/compare"))
    short, long = (int(re.search(r"durationSeconds=(\d+)", line)[1])
                   for line in platform.asked("schedule")[-2:])
    # "large" is half a card, and counts half its time.
    assert 5 <= short < long <= 60


def test_stop_is_heard_in_the_worker(visitor):
    visitor.ask_and_see(QUESTION)
    visitor.page.click("#stop")
    visitor.wait_states("stopped", "stopped")
    visitor.ask("Is 7 prime?")
    until(lambda: visitor.states() == ["done", "done"], 60, visitor.states, visitor.page)
    assert visitor.problems == []


def test_a_visitor_who_leaves_frees_the_gpu(chromium, space, client, platform):
    gone = Visitor(chromium, space).open()
    gone.ask_and_see(QUESTION)
    gone.context.close()
    until(lambda: len(platform.asked("release")) == len(platform.asked("schedule")), 30)
    assert race(client)[-1][2]["done"]


@pytest.mark.parametrize("says, sentence", [
    ("quota", "No GPU time is left for you now"),
    ("illegal", "No GPU is lent for so long: ask for fewer tokens"),
    ("busy", "The GPU cannot be had just now"),
])
def test_what_the_platform_refuses_is_one_sentence_and_the_next_race_works(
    client, platform, says, sentence
):
    platform.says.write_text(says)
    job = client.submit("Is 7 prime?", api_name="/compare")
    with pytest.raises(AppError, match=sentence):
        job.result()
    platform.says.write_text("")
    assert race(client)[-1][2]["done"]


def test_without_quota_the_page_says_so_and_keeps_what_it_showed(visitor, platform):
    shown = visitor.text(".side.teacher .answer")
    platform.says.write_text("quota")
    visitor.ask("Is 7 prime?")
    visitor.page.wait_for_selector("text=No GPU time is left for you now")
    assert visitor.text(".side.teacher .answer") == shown and visitor.problems == []


def test_a_worker_that_dies_in_the_middle_is_told_and_replaced(client, platform):
    job = client.submit(QUESTION, api_name="/compare")
    until(lambda: len(job.outputs()) > 3, 60)
    killed = platform.worker()
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(AppError, match="The GPU's worker ended in the middle"):
        job.result()
    again = race(client)[-1][2]
    assert again["done"] and FRESH in again["device"]["reasons"] and platform.worker() != killed


def test_a_worker_that_hangs_is_ended_and_told(client, platform):
    job = client.submit(QUESTION, api_name="/compare")
    until(lambda: len(job.outputs()) > 3, 60)
    os.kill(platform.worker(), signal.SIGSTOP)
    with pytest.raises(AppError, match="The GPU's worker ended in the middle"):
        job.result()
    assert race(client)[-1][2]["done"]


def test_two_visitors_race_one_after_the_other(space, client, platform):
    before = len(platform.asked(""))
    jobs = [who.submit(QUESTION, api_name="/compare")
            for who in (client, Client(space, verbose=False))]
    assert all(list(job)[-1][2]["done"] for job in jobs)
    calls = [line.split("?")[0] for line in platform.asked("")[before:] if "/allow" not in line]
    assert calls == ["/schedule", "/release"] * 2


def sit(visitor: Visitor, count: int) -> None:
    visitor.page.goto(f"{visitor.url}?tab=exam")
    visitor.page.wait_for_selector("#exam .exam-status")
    visitor.fill("#exam-count input", str(count))
    visitor.page.click("#exam-start")


def test_an_exam_is_sat_on_gpus_that_are_lent_for_its_batches(visitor, platform):
    before = len(platform.asked("schedule"))
    sit(visitor, 6)
    until(lambda: "The exam is over" in visitor.text("#exam .exam-status"), 90,
          lambda: visitor.text("#exam .exam-status"), visitor.page)
    lent = platform.asked("schedule")[before:]
    assert 1 <= len(lent) <= 6
    assert all(5 <= int(re.search(r"durationSeconds=(\d+)", line)[1]) <= 60 for line in lent)
    assert visitor.problems == []


def test_an_exam_whose_quota_ends_keeps_what_was_answered_and_goes_on(visitor, platform):
    sit(visitor, 20)
    until(lambda: "left" in visitor.text("#exam .exam-status"), 90,
          lambda: visitor.text("#exam .exam-status"), visitor.page)
    platform.says.write_text("quota")
    visitor.page.wait_for_selector("#exam :text('No GPU time is left for you now')")
    assert "of 20 questions are answered" in visitor.text("#exam .exam-status")
    platform.says.write_text("")
    visitor.page.click("#exam-start")
    until(lambda: "The exam is over" in visitor.text("#exam .exam-status"), 240,
          lambda: visitor.text("#exam .exam-status"), visitor.page)


def test_stop_ends_an_exam_in_the_middle_of_a_batch(visitor, platform):
    lent, given_back = (len(platform.asked(what)) for what in ("schedule", "release"))
    sit(visitor, 40)
    until(lambda: len(platform.asked("schedule")) > lent, 30)
    visitor.page.click("#exam-stop")
    until(lambda: len(platform.asked("release")) > given_back, 30)
    assert not visitor.page.query_selector("#exam .exam-status progress")
