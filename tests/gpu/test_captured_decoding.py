"""On a real GPU: captured steps say what eager ones say, again and again, and count as they hold.

    make test ARGS="-m gpu"
"""

import dataclasses

import pytest
import torch

from demo.engine.session import Session
from demo.recording.data import SIDES, Request
from tests import odd_caches

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here"),
]
PURE = ["llama", "gpt2", *odd_caches.PLAIN_KINDS]
QUESTIONS = ("name all the ships", "name all the ships", "why?", "b" * 100)


@pytest.fixture(scope="module")
def sessions(tiny_settings, tmp_path_factory):
    """kind -> the pair in fp32 with captured steps, and eager."""
    root = tmp_path_factory.mktemp("gpu")
    settings = dataclasses.replace(tiny_settings, pairs_folder=root)

    def made(kind):
        if not (root / kind).exists():
            odd_caches.pair(root, kind)
            toml = root / kind / "pair.toml"
            said = toml.read_text()
            for side in SIDES:
                said = said.replace(f"[{side}]\n", f'[{side}]\ndtype = "float32"\n')
            toml.write_text(said)
        both = Session(settings), Session(settings, "eager")
        for one in both:
            one.load(kind)
        return both

    return made


def answers(session, pair):
    return [[a.tokens for a in list(session.compare(Request(q, max_tokens=40), pair))[-1]
             .answers.values()] for q in QUESTIONS]


@pytest.mark.parametrize("kind", PURE)
def test_captured_steps_say_what_eager_ones_say(sessions, kind):
    captured, eager = sessions(kind)
    assert captured.decoding.kind == "graph", captured.decoding.why
    assert eager.decoding.kind == "eager"
    first = answers(captured, kind)
    assert first[0] == first[1]
    assert answers(captured, kind) == first == answers(eager, kind)


@pytest.mark.parametrize("kind", [k for k in ("gemma3", "qwen3_5") if k in odd_caches.RACED])
def test_what_may_not_be_captured_is_run_eagerly_and_says_why(sessions, kind):
    captured, _ = sessions(kind)
    assert captured.decoding.kind == "eager" and "because" in captured.decoding.why


def test_a_model_that_asks_the_host_is_run_eagerly_on_both_sides_and_goes_on(sessions):
    captured, eager = sessions("opt")
    assert captured.decoding.why.endswith("could not be captured")
    assert answers(captured, "opt") == answers(eager, "opt")


def test_the_cache_counts_whole_and_the_captured_step_has_a_working_peak(sessions):
    captured, _ = sessions("llama")
    final = list(captured.compare(Request(QUESTIONS[0], max_tokens=40), "llama"))[-1]
    for side, answer in final.answers.items():
        lane = captured.lanes[side]
        assert answer.memory.kv_cache == lane.cache.length * lane.growth.per_token
        assert answer.memory.working_peak >= lane.cache.captured_peak > 0
