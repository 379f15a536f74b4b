"""The real path on tiny random models: loading, prefill, decode, memory, repeatability."""

import dataclasses

import pytest
import torch
from safetensors import safe_open

from demo.engine import memory
from demo.engine.protocol import Stop
from demo.engine.race import race
from demo.errors import UserError
from demo.recording.data import SIDES, Request
from demo.recording.file import from_json, to_json
from tests.tiny import END

ASK = Request("hello there", max_tokens=12)


def last(session, request=ASK, pair="llama", stop=None):
    *_, final = session.compare(request, pair, stop)
    return final


def tokens(recording):
    return {side: recording.answers[side].tokens for side in SIDES}


def stored_bytes(folder, keep) -> int:
    with safe_open(folder / "model.safetensors", "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys() if keep(name)}
    return sum(t.numel() * t.element_size() for t in tensors.values())


def fused(session) -> bool:
    """Does this CPU run the student's 4-bit layers without unpacking them?"""
    model = session.lanes["student"].loaded.model
    states = [p.quant_state for p in model.parameters() if memory.is_packed(p)]
    return any(getattr(state, "packing_format_for_cpu", False) for state in states)


def test_the_ledger_equals_the_bytes_really_stored(session, tiny_pairs):
    held = last(session).answers["student"].memory
    folder = tiny_pairs / "llama" / "student"
    scales = stored_bytes(folder, lambda n: "absmax" in n)
    # bitsandbytes' fused CPU kernel holds in bf16 the scales that are stored in fp32.
    codes = stored_bytes(folder, lambda n: "quant_map" in n)
    state = codes + scales // (2 if fused(session) else 1)
    packed = stored_bytes(folder, lambda n: "proj.weight" in n and n.endswith("weight"))
    rest = stored_bytes(folder, lambda n: "proj" not in n and "embed" not in n)
    assert held.quantization_state == state > 0
    assert held.weights == packed > 0
    # Rotary frequencies are made while loading and stored in no file.
    rotary = memory.nbytes(session.lanes["student"].loaded.model.model.rotary_emb.buffers())
    assert held.unquantized == rest + rotary
    assert held.embeddings == stored_bytes(folder, lambda n: "embed" in n) > 0


def test_nf4_takes_four_and_a_half_bits_a_weight_and_its_code(session):
    model = session.lanes["student"].loaded.model
    packed = [p for p in model.parameters() if memory.is_packed(p)]
    weights = sum(p.quant_state.shape.numel() for p in packed)
    held = last(session).answers["student"].memory
    codes = len(packed) * 16 * 4
    bits = 4.25 if fused(session) else 4.5
    assert held.weights + held.quantization_state - codes == weights * bits / 8


def test_transformers_own_footprint_misses_the_quantisation_state(session):
    held = last(session).answers["student"].memory
    footprint = session.lanes["student"].loaded.model.get_memory_footprint()
    assert footprint == held.weights + held.embeddings + held.unquantized < memory_sum(held)


def memory_sum(held) -> int:
    return held.weights + held.quantization_state + held.embeddings + held.unquantized


def test_tied_embeddings_count_once_and_parameters_are_logical(session):
    lane = session.lanes["teacher"]
    assert lane.loaded.card.parameters == sum(p.numel() for p in lane.loaded.model.parameters())
    student = session.lanes["student"].loaded
    wide = student.model.config
    attention = 4 * wide.hidden_size**2
    layer = attention + 3 * wide.hidden_size * wide.intermediate_size + 2 * wide.hidden_size
    expected = 2 * layer + wide.vocab_size * wide.hidden_size + wide.hidden_size
    assert student.card.parameters == expected


def test_the_cache_bytes_are_those_of_its_tensors(session):
    final = last(session).answers
    for answer in final.values():
        held = answer.prompt_tokens + len(answer.tokens) - 1
        assert answer.memory.kv_cache == held * answer.memory.kv_per_token > 0


def test_the_working_peak_sees_what_the_4_bit_layers_unpack(session):
    """A prefill of many tokens unpacks a whole matrix to full width before it multiplies, unless
    the CPU has the fused kernel, which never does."""
    peak, matrix = last(session).answers["student"].memory.working_peak, 64 * 128 * 4
    assert 0 < peak < matrix if fused(session) else peak >= matrix


def test_the_first_request_equals_the_tenth_in_tokens(session):
    first = tokens(last(session))
    assert all(tokens(last(session)) == first for _ in range(9))


def test_greedy_tokens_are_those_of_a_plain_forward_pass(session):
    """Our cached loop must say what the model says when it reads everything at once."""
    final = last(session)
    for side, lane in session.lanes.items():
        ids = lane.loaded.tokenizer(ASK.prompt)["input_ids"]
        with torch.inference_mode():
            whole = torch.tensor([ids + list(final.answers[side].tokens)])
            logits = lane.loaded.model(whole).logits[0].float()
        chosen = logits.argmax(-1)[len(ids) - 1 : -1].tolist()
        assert chosen == list(final.answers[side].tokens)


def test_the_same_seed_draws_the_same_tokens_and_another_draws_others(session):
    hot = dataclasses.replace(ASK, temperature=1.5, seed=1)
    assert tokens(last(session, hot)) == tokens(last(session, hot))
    assert tokens(last(session, hot)) != tokens(last(session, dataclasses.replace(hot, seed=2)))


@pytest.mark.parametrize("pair", ["qwen3", "gpt2"])
def test_other_kinds_race_and_their_student_is_quantised_while_loading(session, pair):
    final = last(session, pair=pair)
    teacher, student = (final.answers[side] for side in SIDES)
    assert (teacher.model.quantization, student.model.quantization) == ("", "NF4")
    assert any("while loading" in note for note in student.model.notes)
    assert teacher.tokens and student.memory.quantization_state > 0


def test_a_chat_template_is_applied_when_there_is_one(session):
    last(session, pair="qwen3")
    lane = session.lanes["teacher"]
    lane.begin(ASK)
    rendered = lane.loaded.tokenizer.decode(lane.prompt)
    assert rendered == "<ask>hello there<answer>"


def test_without_a_chat_template_the_text_is_completed(session):
    last(session, pair="gpt2")
    lane = session.lanes["teacher"]
    lane.begin(ASK)
    assert lane.loaded.tokenizer.decode(lane.prompt) == "hello there"


def test_different_tokenizers_may_race_and_it_is_said(session):
    assert last(session, pair="mixed").pair["same_tokenizer"] is False
    assert last(session, pair="llama").pair["same_tokenizer"] is True


def test_a_half_width_model_is_widened_on_a_cpu_without_bf16_and_says_so(session):
    model = last(session, pair="llama").answers["teacher"].model
    if session.device.dtype == torch.float32:
        assert model.dtype == "fp32" and any("stored in bf16" in note for note in model.notes)
    else:
        assert model.dtype == "bf16"


def test_an_over_long_prompt_in_tokens_is_one_sentence_and_starts_nothing(session):
    with pytest.raises(UserError, match="reads at most 255: shorten it"):
        last(session, Request("a" * 300))
    assert last(session).done


def test_an_answer_ends_where_the_context_ends(session):
    final = last(session, Request("a" * 240, max_tokens=512))
    for answer in final.answers.values():
        assert answer.prompt_tokens + len(answer.tokens) <= 256


def test_every_eos_of_the_generation_config_ends_an_answer(session):
    last(session)
    lane = session.lanes["teacher"]
    lane.begin(ASK)
    natural = lane.prefill().token
    lane.eos = {END, natural}
    try:
        final = last(session).answers["teacher"]
    finally:
        lane.eos = {END}
    assert (final.end, final.tokens) == ("eos", ())


def test_suppressed_tokens_are_never_chosen(session):
    before = last(session).answers["teacher"].tokens
    config = session.lanes["teacher"].loaded.model.generation_config
    config.suppress_tokens = sorted(set(before))
    try:
        after = last(session).answers["teacher"].tokens
    finally:
        config.suppress_tokens = None
    assert not set(before) & set(after)


def test_a_stop_ends_both_and_the_next_request_is_clean(session):
    stop = Stop()
    stop.ask()
    assert [a.end for a in last(session, stop=stop).answers.values()] == ["stopped", "stopped"]
    assert last(session).answers["teacher"].end != "stopped"


def test_closing_the_stream_half_way_leaves_the_session_usable(session):
    stream = session.compare(dataclasses.replace(ASK, max_tokens=200), "llama")
    next(stream), next(stream)
    stream.close()
    assert tokens(last(session)) == tokens(last(session))


def test_a_lane_that_fails_in_a_step_ends_its_side_only(session, monkeypatch):
    last(session)
    monkeypatch.setattr(
        session.lanes["student"], "step", lambda: (_ for _ in ()).throw(RuntimeError("broken"))
    )
    final = last(session).answers
    assert final["student"].end == "error" and len(final["student"].tokens) == 1
    assert len(final["teacher"].tokens) == 12


def test_what_was_recorded_reads_back(session):
    final = last(session)
    assert from_json(to_json(final)).answers["student"].text == final.answers["student"].text
    assert final.device["kind"] in ("cpu", "cuda") and final.versions["bitsandbytes"]


def test_the_stream_only_grows(session):
    seen = {side: "" for side in SIDES}
    for recording in session.compare(dataclasses.replace(ASK, max_tokens=60), "llama"):
        for side in SIDES:
            text = recording.answers[side].text
            assert text.startswith(seen[side])
            seen[side] = text


def test_a_race_and_a_solo_run_say_the_same(session):
    final = last(session)
    for side, lane in session.lanes.items():
        lane.begin(ASK)
        steps = [s for s in race([lane], 12, 60) if s.kind != "end"]
        assert [s.token for s in steps] == list(final.answers[side].tokens)
