"""A conversation: each side goes on from its own answers, reading only what its cache lacks."""

import dataclasses

import pytest
import torch

from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Request
from demo.recording.file import from_json, to_json
from demo.recording.growing import turns
from tests import odd_caches, tiny

TURNS = ("{% for m in messages %}{% if m.role == 'assistant' %}<answer>{{ m.content }}<end>"
         "{% elif m.role == 'user' %}<ask>{{ m.content }}{% else %}{{ m.content }}\n{% endif %}"
         "{% endfor %}<answer>")
FIRST = Request("hello there", max_tokens=12, temperature=1.0, seed=1)


@pytest.fixture(scope="module")
def talking(tiny_settings, tmp_path_factory):
    """A session over chat pairs; kinds of odd_caches are made when they are asked for."""
    root = tmp_path_factory.mktemp("talking")
    fast = tiny.tokenizer(chat=True)
    fast.chat_template = TURNS
    tiny.write_pair(root / "chat", quantize="nf4")
    for side, layers in zip(SIDES, (2, 1), strict=True):
        tiny.save(root / "chat" / side, tiny.llama(layers), fast)
    tiny.write_pair(root / "deaf", more='prompt.format = "chat"')
    deaf = tiny.tokenizer(chat=True)
    deaf.chat_template = "<ask>{{ messages[-1].content }}<answer>"
    for side in SIDES:
        tiny.save(root / "deaf" / side, tiny.llama(1), deaf)
    return Session(dataclasses.replace(tiny_settings, pairs_folder=root))


def asked(session, request, pair="chat"):
    *_, found = session.compare(request, pair)
    return found


def following(recording, prompt, **more):
    return dataclasses.replace(recording.request, prompt=prompt, earlier=turns(recording), **more)


def test_the_second_turn_keeps_what_was_read_and_says_the_same_as_from_nothing(talking):
    first = asked(talking, FIRST)
    second = asked(talking, following(first, "and then?"))
    for side in SIDES:
        talking.lanes[side].reset()
    afresh = asked(talking, following(first, "and then?"))
    for side in SIDES:
        answer, whole = second.answers[side], afresh.answers[side]
        before = first.answers[side]
        assert whole.kept == 0 and first.answers[side].kept == 0
        assert before.prompt_tokens <= answer.kept < answer.prompt_tokens == whole.prompt_tokens
        assert answer.tokens == whole.tokens
        assert answer.memory.kv_cache == whole.memory.kv_cache


def test_each_side_goes_on_from_its_own_answers(talking):
    first = asked(talking, FIRST)
    assert first.answers["teacher"].text != first.answers["student"].text
    second = asked(talking, following(first, "and then?"))
    for side in SIDES:
        assert second.answers[side].asked == (
            f"<ask>hello there<answer>{first.answers[side].text}<end><ask>and then?<answer>")
    third = asked(talking, following(second, "why?"))
    assert [turn.prompt for turn in third.request.earlier] == ["hello there", "and then?"]


def test_the_same_question_again_reads_what_it_read_before(talking):
    first = asked(talking, FIRST)
    second = asked(talking, following(first, "and then?"))
    again = asked(talking, second.request)
    assert [again.answers[s].kept for s in SIDES] == [second.answers[s].kept for s in SIDES]
    assert [again.answers[s].tokens for s in SIDES] == [second.answers[s].tokens for s in SIDES]
    assert [asked(talking, FIRST).answers[s].kept for s in SIDES] == [0, 0]


def test_a_stranger_in_between_costs_the_cache_and_no_token(talking):
    first = asked(talking, FIRST)
    second = asked(talking, following(first, "and then?"))
    asked(talking, Request("something else altogether", max_tokens=8))
    third = asked(talking, following(first, "and then?"))
    assert max(third.answers[s].kept for s in SIDES) <= 2
    assert [third.answers[s].tokens for s in SIDES] == [second.answers[s].tokens for s in SIDES]


@pytest.mark.parametrize("kind", odd_caches.RACED)
def test_every_kind_of_cache_goes_on_or_is_read_anew(talking, kind):
    root = talking.settings.pairs_folder
    if not (root / kind).exists():
        odd_caches.pair(root, kind)
        for side in SIDES:
            if (root / kind / side).exists():
                (root / kind / side / "chat_template.jinja").write_text(TURNS)
    first = asked(talking, dataclasses.replace(FIRST, max_tokens=3), kind)
    second = asked(talking, following(first, "so?"), kind)
    for lane in talking.lanes.values():
        lane.reset()
    afresh = asked(talking, following(first, "so?"), kind)
    assert second.answers["student"].tokens == afresh.answers["student"].tokens
    assert second.answers["student"].memory.kv_cache == afresh.answers["student"].memory.kv_cache


def test_a_conversation_is_kept_in_its_file(talking):
    second = asked(talking, following(asked(talking, FIRST), "and then?", system="be kind"))
    again = from_json(to_json(second))
    assert again.request.system == "be kind" and to_json(again) == to_json(second)
    assert [turn.prompt for turn in again.request.earlier] == ["hello there"]
    assert again.answers["student"].asked.startswith("be kind\n<ask>hello there")


def test_fidelity_reads_the_students_own_conversation(talking):
    second = asked(talking, following(asked(talking, FIRST), "and then?"))
    assert len(second.fidelity.probability) == len(second.answers["student"].tokens) > 0


def test_where_they_part_each_found_likeliest_what_it_did_in_its_own_conversation(talking):
    second = asked(talking, following(asked(talking, FIRST), "and then?"))
    at, same = second.fidelity.parting, second.answers["student"].tokens
    assert at >= 0 and talking.lanes["teacher"].prompt != talking.lanes["student"].prompt
    for side in SIDES:
        lane = talking.lanes[side]
        with torch.inference_mode():
            ids = torch.tensor([[*lane.prompt, *same[:at]]])
            shares, tokens = lane.loaded.model(ids).logits[0, -1].softmax(-1).topk(5)
        told = second.fidelity.likeliest[side]
        assert [text for text, _ in told] == [lane.loaded.tokenizer.decode([t]) for t in tokens]
        assert [share for _, share in told] == pytest.approx(shares.tolist(), abs=1e-3)


def test_a_conversation_beyond_the_context_is_one_sentence(talking):
    first = asked(talking, dataclasses.replace(FIRST, prompt="a" * 200))
    with pytest.raises(UserError, match="The conversation is 2.. tokens .* begin a new one"):
        asked(talking, following(first, "b" * 60))


@pytest.mark.parametrize("more, match", [
    ({"system": "be kind"}, "leaves out the system prompt"),
    ({"prompt": "second"}, "leaves out the conversation"),
])
def test_a_template_that_drops_what_was_said_is_one_sentence(talking, more, match):
    first = asked(talking, FIRST, "deaf")
    request = dataclasses.replace(FIRST, **more)
    if "prompt" in more:
        request = dataclasses.replace(request, earlier=turns(first))
    with pytest.raises(UserError, match=match):
        asked(talking, request, "deaf")


def test_a_template_that_refuses_ends_its_own_side_and_the_other_answers(talking):
    root = talking.settings.pairs_folder
    once = tiny.tokenizer(chat=True)
    once.chat_template = ("{% if messages|length > 1 %}{{ raise_exception('Only one turn') }}"
                          "{% endif %}" + TURNS)
    for side in SIDES:
        pair = root / f"once-{side}"
        tiny.write_pair(pair)
        for other in SIDES:
            fast = once if other == side else tiny.tokenizer(chat=True)
            fast.chat_template = once.chat_template if other == side else TURNS
            tiny.save(pair / other, tiny.llama(1), fast)
        first = asked(talking, FIRST, pair.name)
        second = asked(talking, following(first, "and then?"), pair.name)
        other = next(one for one in SIDES if one != side)
        assert second.answers[side].end == "error" and second.answers[side].why == (
            f"The {side}'s chat template does not take this conversation: begin a new one (Only "
            "one turn).")
        assert second.answers[other].tokens and second.answers[other].end != "error"
        assert second.fidelity.why and second.done
        assert from_json(to_json(second)) and asked(talking, FIRST, pair.name).answers[side].tokens


def test_a_question_stopped_before_its_first_token_costs_the_cache_nothing(talking):
    first = asked(talking, FIRST)
    second = asked(talking, following(first, "and then?"))
    stop = Stop()
    stop.ask()
    *_, stopped = talking.compare(following(second, "never read"), "chat", stop)
    assert {answer.end for answer in stopped.answers.values()} == {"stopped"}
    third = asked(talking, following(second, "why?"))
    assert all(third.answers[side].kept >= second.answers[side].prompt_tokens for side in SIDES)


def test_without_a_chat_template_there_is_no_conversation(session):
    first = asked(session, FIRST, "gpt2")
    with pytest.raises(UserError, match="one question at a time"):
        asked(session, following(first, "more"), "gpt2")
    with pytest.raises(UserError, match="no system prompt"):
        asked(session, dataclasses.replace(FIRST, system="be kind"), "gpt2")


def test_a_text_that_ends_an_answer_ends_it_there(talking, tiny_settings):
    plain = dataclasses.replace(FIRST, max_tokens=40, seed=3)
    whole = asked(talking, plain).answers["teacher"].text
    stop = next(whole[i : i + 2] for i in range(5, 40) if whole[i : i + 2].isalnum()
                and whole[i : i + 2].isascii())
    root = talking.settings.pairs_folder / "stops"
    tiny.write_pair(root)
    text = (root / "pair.toml").read_text().replace("\"teacher\"", "\"../chat/teacher\"")
    text = text.replace("[student]\nmodel = \"student\"",
                        f"stop = [{stop!r}, \"never comes\"]\n[student]\n"
                        "model = \"../chat/student\"")
    (root / "pair.toml").write_text(text)
    cut = asked(talking, plain, "stops").answers["teacher"]
    assert cut.end == "eos" and cut.text == whole[: whole.index(stop)]
    assert cut.end_seconds > 0


def test_a_fixed_cache_keeps_the_conversation_and_its_working_peak_is_measured(talking):
    """A second turn is read into a cache that was there before its memory is logged."""
    fixed = Session(talking.settings, "static")
    seconds = [asked(one, following(asked(one, FIRST), "and then?")) for one in (talking, fixed)]
    assert fixed.decoding.kind == "static"
    for side in SIDES:
        grown, whole = (second.answers[side] for second in seconds)
        assert whole.tokens == grown.tokens and whole.kept == grown.kept > 0
        assert whole.memory.kv_cache > grown.memory.kv_cache
        # What is fed attends to the whole length, so never less is held meanwhile.
        assert 0.9 * grown.memory.working_peak < whole.memory.working_peak
