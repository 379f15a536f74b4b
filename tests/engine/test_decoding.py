"""Decode steps with a cache of fixed length, and captured: the same tokens, counted whole, and run
eagerly on both sides, with the reason, where either side cannot."""

import dataclasses

import pytest

from demo.engine import decoding
from demo.engine.decoding import Decoding
from demo.engine.session import Session
from demo.recording.data import SIDES, Request
from tests import odd_caches

QUESTIONS = ("name all the ships", "name all the ships", "why?")
PURE = ["llama", "gpt2", "opt", "gptj", "deepseek_v3", *odd_caches.PLAIN_KINDS]


class Scripted:
    """A graph that can be replayed anywhere: it runs the work again, and notes the order."""

    def __init__(self, fails=False):
        self.events, self.fails = [], fails

    def __call__(self, work, device):
        if self.fails:
            raise RuntimeError("operation not permitted when stream is capturing")
        work(), work(), work()
        self.events.append("captured")

        def replay():
            self.events.append("replayed")
            work()

        return replay, 123


def scripted(session, capture):
    for lane in session.lanes.values():
        lane.cache.capture = capture
    session.decoding = decoding.settle(session.lanes.values(), "cuda")
    return session


def answers(session, pair, **more):
    return [
        [(a.tokens, a.end, a.why) for a in list(session.compare(
            Request(question, max_tokens=24, **more), pair))[-1].answers.values()]
        for question in QUESTIONS
    ]


@pytest.fixture(scope="module")
def three(tiny_settings, tmp_path_factory):
    """kind -> the same pair eager, static, and captured."""
    root = tmp_path_factory.mktemp("decoding")
    settings = dataclasses.replace(tiny_settings, pairs_folder=root)

    def made(kind, capture):
        if not (root / kind).exists():
            odd_caches.pair(root, kind)
        sessions = [Session(settings), Session(settings, "static"), Session(settings)]
        for one in sessions:
            one.load(kind)
        scripted(sessions[2], capture)
        return sessions

    return made


@pytest.mark.parametrize("kind", PURE)
def test_all_three_ways_say_the_same_token_by_token_and_again(three, kind):
    graph = Scripted()
    eager, static, captured = three(kind, graph)
    assert [s.decoding.kind for s in (eager, static, captured)] == ["eager", "static", "graph"]
    for temperature in (0.0, 1.0):
        said = answers(eager, kind, temperature=temperature)
        assert said[0] == said[1]
        assert answers(static, kind, temperature=temperature) == said
        assert answers(captured, kind, temperature=temperature) == said
    # One capture a lane, whatever is asked: the length stayed.
    assert graph.events.count("captured") == 2
    assert graph.events.count("replayed") > 60


@pytest.mark.parametrize("kind", ["falcon", "bloom", "mpt", "xglm", "gpt_neo"])
def test_a_model_with_masks_of_its_own_says_the_same_or_is_run_eagerly(three, kind):
    eager, static, captured = three(kind, Scripted())
    said = answers(eager, kind)
    for one in (static, captured):
        assert one.decoding.kind != "eager" or "could not be" in one.decoding.why
        assert answers(one, kind) == said


def test_a_fixed_cache_counts_whole_and_ends_cleanly_at_the_context(three):
    _, static, captured = three("llama", Scripted())
    for session in (static, captured):
        lane = session.lanes["student"]
        request = Request("b" * 200, max_tokens=500)
        answer = list(session.compare(request, "llama"))[-1].answers["student"]
        assert answer.end in ("eos", "max_tokens") and not answer.why
        assert answer.prompt_tokens + len(answer.tokens) <= lane.loaded.context
        per_token = lane.growth.per_token
        assert answer.memory.kv_cache == lane.loaded.context * per_token
        assert answer.memory.working_peak > 0


@pytest.mark.parametrize("kind", [k for k in ("gemma3", "qwen3_5", "mistral", "lfm2")
                                  if k in odd_caches.RACED])
def test_what_may_not_be_captured_runs_eagerly_on_both_sides_and_says_why(three, kind):
    _, static, captured = three(kind, Scripted())
    for session in (static, captured):
        assert session.decoding.kind == "eager"
        assert " because the student keeps what it has read in a " in session.decoding.why
        assert {lane.cache.decoding.kind for lane in session.lanes.values()} == {"eager"}
    assert static.decoding.why in static.blank.device["reasons"]


def test_a_capture_that_fails_leaves_both_sides_eager_and_says_so(three):
    eager, _, captured = three("llama", Scripted(fails=True))
    assert captured.decoding == Decoding("eager", (
        "decode steps run eagerly, with a KV cache that grows, because the teacher's could not be "
        "captured"))
    assert answers(captured, "llama") == answers(eager, "llama")


def test_a_longer_cache_that_cannot_be_had_leaves_both_sides_eager_and_the_race_goes_on(three):
    graph = Scripted()
    eager, _, captured = three("qwen3", graph)
    for lane in captured.lanes.values():
        lane.loaded.model.config.max_position_embeddings = 4096
    graph.fails = True  # from now on: a longer answer needs a step of its own
    request = Request("b" * 100, max_tokens=1000)
    final = list(captured.compare(request, "qwen3"))[-1]
    assert captured.decoding.kind == "eager"
    assert final.device["reasons"][-1] == captured.decoding.why
    assert captured.decoding.why.endswith("could not be captured")
    assert all(answer.tokens and not answer.why for answer in final.answers.values())
    # The next one too, and as if nothing had been.
    assert answers(captured, "qwen3") == answers(eager, "qwen3")


def test_without_a_gpu_nothing_is_captured(tiny_settings):
    session = Session(tiny_settings, "graph")
    session.load("llama")
    assert session.decoding.kind == "eager" and "only a GPU" in session.decoding.why


@pytest.mark.parametrize(
    ("need", "context", "length"),
    [(10, 256, 256), (10, 4096, 1024), (1024, 4096, 1024), (1025, 4096, 2048),
     (9000, 4096, 4096), (10, float("inf"), 1024)],
)
def test_a_cache_is_near_the_need_and_never_past_the_context(need, context, length):
    assert decoding.length_for(need, context) == length


def test_a_longer_answer_gets_a_longer_cache_and_a_conversation_stays(tiny_settings):
    session = Session(tiny_settings, "static")
    session.load("llama")
    lane = session.lanes["student"]
    lane.loaded.model.config.max_position_embeddings = 4096
    lane.begin(Request("hello", max_tokens=10))
    assert lane.cache.length == 1024
    lane.begin(Request("hello", max_tokens=1500))
    assert lane.cache.length == 2048
    assert set(session.lanes) == set(SIDES)
