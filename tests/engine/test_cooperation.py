"""A student that drafts for its teacher, on real tiny models: nothing but the time may change."""

import dataclasses
from collections import Counter
from itertools import product

import pytest
import torch

from demo.engine.cooperation import Together
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Request
from demo.recording.file import from_json, to_json
from demo.recording.growing import turns
from tests import odd_caches, tiny
from tests.engine.test_conversation import TURNS
from tests.engine.test_speculative import chi_square

ASK = Request("hello there", max_tokens=24, mode="cooperate")


def last(session, request=ASK, pair="llama", stop=None):
    *_, final = session.compare(request, pair, stop)
    return final


def sides(recording):
    return [recording.answers[side] for side in SIDES]


@pytest.mark.parametrize("pair", ["llama", "qwen3", "gpt2"])
@pytest.mark.parametrize("draft", [1, 4, 16])
def test_greedy_it_writes_the_teachers_own_tokens_and_text(session, pair, draft):
    alone, both = sides(last(session, dataclasses.replace(ASK, draft=draft), pair))
    assert both.tokens == alone.tokens and len(both.tokens) == 24
    assert (both.text, both.end) == (alone.text, alone.end)


@pytest.fixture(scope="module")
def agreeing(tiny_settings, tmp_path_factory):
    """A student that is its teacher, so every draft stands, and others with odd caches."""
    root = tmp_path_factory.mktemp("agreeing")
    tiny.write_pair(root / "same")
    for side in SIDES:
        tiny.save(root / "same" / side, tiny.llama(2), tiny.tokenizer())
    odd_caches.pair(root, "mistral")
    odd_caches.pair(root, "mamba")
    return Session(dataclasses.replace(tiny_settings, pairs_folder=root))


def test_every_draft_of_a_student_that_is_its_teacher_stands(agreeing):
    found = last(agreeing, pair="same")
    alone, both = sides(found)
    assert both.tokens == alone.tokens
    assert found.cooperation.accepted == found.cooperation.drafted == (4, 4, 4, 4, 2)
    # The first token is the prefill's, and the last of every round the teacher's own.
    assert both.drafted == (False, *((True,) * 4 + (False,)) * 4, True, True, False)


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_it_never_writes_more_than_was_asked_for(session, most):
    alone, both = sides(last(session, dataclasses.replace(ASK, max_tokens=most)))
    assert both.tokens == alone.tokens and len(both.tokens) == most
    assert both.end == "max_tokens"


def test_it_goes_to_the_end_of_the_context_and_no_further(session):
    request = dataclasses.replace(ASK, prompt="a" * 235, max_tokens=200)
    alone, both = sides(last(session, request))
    assert both.tokens == alone.tokens and len(both.tokens) == 256 - 235


def test_an_end_that_was_drafted_ends_the_answer(agreeing):
    last(agreeing, pair="same")
    natural = last(agreeing, pair="same").answers["teacher"].tokens
    end = natural[6]  # some token that both will write
    lanes = [agreeing.lanes["teacher"], agreeing._together[0].teacher]
    for lane in lanes:
        lane.eos = {tiny.END, end}
    try:
        alone, both = sides(last(agreeing, pair="same"))
    finally:
        for lane in lanes:
            lane.eos = {tiny.END}
    assert both.tokens == alone.tokens == natural[: natural.index(end)]
    assert both.end == alone.end == "eos"


def test_sampling_draws_what_the_teacher_draws(session):
    """Three tokens of a vocabulary of three, counted over seeds, against the teacher's own
    probabilities; the student's are far from them."""
    last(session)
    allowed, warmth, seeds = [97, 98, 99], 0.35, 300
    models = [session.lanes[side].loaded.model for side in SIDES]
    for model in models:
        model.generation_config.suppress_tokens = [i for i in range(272) if i not in allowed]
    hot = dataclasses.replace(ASK, max_tokens=3, temperature=warmth, draft=2)
    try:
        counts = Counter(three(session._together[0], dataclasses.replace(hot, seed=seed))
                         for seed in range(seeds))
    finally:
        for model in models:
            model.generation_config.suppress_tokens = None
    expected = exact(session, allowed, warmth)
    # 26 degrees of freedom: chance exceeds 54.05 once in a thousand times.
    assert chi_square(counts, expected[0]) < 54.05
    assert chi_square(counts, expected[1]) > 54.05  # the student's own would be told apart


def three(together, request) -> tuple[int, ...]:
    together.begin(request)
    return (together.prefill().token, *(together.step().token for _ in range(2)))


def exact(session, allowed, warmth) -> list[dict]:
    """The probability of every three tokens, by the teacher, and by teacher, student, student."""
    prompt = session.lanes["teacher"].loaded.tokenizer(ASK.prompt)["input_ids"]
    texts = list(product(allowed, repeat=3))
    rows = {}
    for side in SIDES:
        with torch.inference_mode():
            ids = torch.tensor([[*prompt, *text] for text in texts])
            logits = session.lanes[side].loaded.model(ids).logits[:, len(prompt) - 1 : -1].float()
        shares = (logits[:, :, allowed] / warmth).softmax(-1)
        rows[side] = [[float(shares[i, j, allowed.index(token)]) for j, token in enumerate(text)]
                      for i, text in enumerate(texts)]
    pairs = zip(texts, rows["teacher"], rows["student"], strict=True)
    found: list[dict] = [{}, {}]
    for text, teacher, student in pairs:
        found[0][text] = teacher[0] * teacher[1] * teacher[2]
        found[1][text] = teacher[0] * student[1] * student[2]
    return found


def test_both_caches_are_cut_back_to_what_was_kept(session):
    last(session)
    together = session._together[0]
    student, teacher = together.student, together.teacher
    written = len(teacher.prompt) + len(teacher.output) - 1
    assert teacher.cache.nbytes == written * teacher.growth.per_token
    assert student.cache.nbytes == together._held * student.growth.per_token
    assert together._held <= written


def test_its_seconds_are_those_of_both_clocks(session):
    found = last(session)
    both, rounds = found.answers["student"], found.cooperation
    assert len(rounds.drafted) == len(rounds.accepted) == len(rounds.verify_seconds)
    spent = sum(rounds.draft_seconds) + sum(rounds.verify_seconds)
    assert sum(both.seconds[1:]) + both.end_seconds == pytest.approx(spent)
    assert all(kept <= drafted <= 4 for drafted, kept in zip(
        rounds.drafted, rounds.accepted, strict=True))
    # Tokens of one round are known at one moment.
    assert sum(1 for second in both.seconds if second) <= len(rounds.drafted) + 1


def test_what_both_hold_is_added_up(session):
    found = last(session)
    teacher, both = sides(found)
    own = session.lanes["student"].loaded.ledger
    assert both.memory.weights == teacher.memory.weights + own.weights
    assert both.memory.embeddings == teacher.memory.embeddings + own.embeddings
    assert both.memory.working_peak and both.memory.kv_cache > teacher.memory.kv_cache


def test_it_is_kept_in_its_file(session):
    found = last(session)
    again = from_json(to_json(found))
    assert again.request.mode == "cooperate" and again.cooperation.drafted == (
        found.cooperation.drafted)
    assert again.answers["student"].drafted == found.answers["student"].drafted


def test_a_stop_ends_it_and_a_race_follows_as_if_nothing_was(session):
    stop = Stop()
    stop.ask()
    assert [a.end for a in sides(last(session, stop=stop))] == ["stopped", "stopped"]
    raced = last(session, dataclasses.replace(ASK, mode="race"))
    assert raced.cooperation is None and not raced.answers["student"].drafted
    assert not session._together


def test_a_conversation_goes_on_from_what_both_wrote(agreeing, tiny_settings, tmp_path):
    fast = tiny.tokenizer(chat=True)
    fast.chat_template = TURNS
    for side, layers in zip(SIDES, (2, 1), strict=True):
        tiny.save(tiny.write_pair(tmp_path / "chat") / side, tiny.llama(layers), fast)
    session = Session(dataclasses.replace(tiny_settings, pairs_folder=tmp_path))
    hot = dataclasses.replace(ASK, temperature=1.0)
    first = last(session, hot, "chat")
    second = last(session, dataclasses.replace(hot, temperature=0.0, prompt="and then?",
                                               earlier=turns(first)), "chat")
    for side in SIDES:
        assert first.answers[side].text in second.answers[side].asked
    assert second.answers["student"].kept > first.answers["student"].prompt_tokens


def test_a_round_that_fails_ends_both_together_and_not_the_teacher_alone(session, monkeypatch):
    last(session)
    monkeypatch.setattr(Together, "_verify", lambda *_: (_ for _ in ()).throw(UserError("No.")))
    alone, both = sides(last(session))
    assert (both.end, both.why, len(both.tokens)) == ("error", "No.", 1)
    assert len(alone.tokens) == 24


def test_caches_that_cannot_be_cut_are_refused_with_one_sentence(agreeing):
    long = dataclasses.replace(ASK, max_tokens=100)
    for pair in ("mistral", "mamba"):
        found = last(agreeing, long, pair)
        both = found.answers["student"]
        assert both.end == "error" and "cache cannot: race the two" in both.why
        assert found.answers["teacher"].tokens and found.cooperation is None


def test_a_window_that_is_not_full_yet_can_be_cut(agreeing):
    short = Request("abc", max_tokens=8, mode="cooperate")
    alone, both = sides(last(agreeing, short, "mistral"))
    assert both.tokens == alone.tokens and len(both.tokens) == 8


def test_different_tokenizers_are_refused_with_one_sentence(session):
    with pytest.raises(UserError, match="needs one tokenizer"):
        last(session, pair="mixed")
