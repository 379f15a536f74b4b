"""A model's own penalties: named where they are left out, generate()'s where they are on."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from transformers import GenerationConfig

from demo.engine import generation_settings
from demo.engine.load import load
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording import own_settings
from demo.recording.data import SIDES, Model, Request
from tests import tiny

OWN = {"repetition_penalty": 1.4, "no_repeat_ngram_size": 3, "top_k": 5, "min_p": 0.01,
       "do_sample": True, "temperature": 0.6, "top_p": 0.95}


@pytest.fixture(scope="module")
def session(tmp_path_factory, tiny_settings):
    root = tmp_path_factory.mktemp("pairs")
    tiny.make_pairs(root)
    for side in SIDES:
        config = GenerationConfig(eos_token_id=tiny.END, **OWN)
        config.save_pretrained(root / "llama" / side)
    session = Session(dataclasses.replace(tiny_settings, pair="llama", pairs_folder=root))
    session.load("llama")
    return session


def answers(session, **more):
    request = Request("one two one two one two", max_tokens=40, **more)
    *_, last = session.compare(request, "llama", Stop())
    return last


@pytest.mark.parametrize("penalties", [False, True])
def test_greedy_answers_are_generates_with_and_without_penalties(session, penalties):
    recording = answers(session, penalties=penalties)
    for side, lane in session.lanes.items():
        model = lane.loaded.model
        own = {name: OWN[name] for name in own_settings.PENALTIES
               if penalties and name in OWN}
        ids = torch.tensor([lane.prompt])
        config = GenerationConfig(eos_token_id=tiny.END, do_sample=False, max_new_tokens=40, **own)
        model.generation_config, kept = GenerationConfig(), model.generation_config
        try:
            said = model.generate(ids, generation_config=config)
        finally:
            model.generation_config = kept
        assert list(recording.answers[side].tokens) == said[0, ids.shape[1]:].tolist()


def test_penalties_change_the_answer_and_chance_stays_within_top_k(session):
    plain, own = (answers(session, penalties=on) for on in (False, True))
    assert any(plain.answers[s].tokens != own.answers[s].tokens for s in SIDES)
    sampled = answers(session, penalties=True, temperature=1.5, seed=3)
    assert sampled.answers["teacher"].tokens != own.answers["teacher"].tokens
    again = answers(session, penalties=True, temperature=1.5, seed=3)
    assert again.answers["teacher"].tokens == sampled.answers["teacher"].tokens


def test_the_card_names_what_is_left_out_and_what_was_taken(session):
    model = answers(session).answers["teacher"].model
    assert model.settings == (
        "repetition_penalty 1.4", "no_repeat_ngram_size 3", "top_k 5", "min_p 0.01",
        "temperature 0.6", "top_p 0.95")
    greedy, sampled = Request(""), Request("", temperature=0.6, top_p=0.95)
    assert own_settings.concerned(model, greedy) == list(model.settings[:2])
    assert own_settings.concerned(model, sampled) == list(model.settings[:4])
    assert own_settings.makers(model, greedy) == list(model.settings[4:])
    assert own_settings.makers(model, sampled) == []
    assert own_settings.concerned(Model(), greedy) == [] == own_settings.makers(Model(), greedy)


def test_both_rooms_know_the_same_settings():
    assert tuple(generation_settings.PENALTIES) == own_settings.PENALTIES
    assert generation_settings.told(GenerationConfig()) == ()
    idle = GenerationConfig(repetition_penalty=1.0, top_k=0, typical_p=1.0)
    assert generation_settings.told(idle) == ()


@pytest.mark.parametrize("bad", [{"repetition_penalty": -1.0}, {"bad_words_ids": []}])
def test_a_penalty_that_cannot_be_is_one_sentence(session, bad):
    config = session.lanes["student"].loaded.model.generation_config
    kept = {name: getattr(config, name) for name in bad}
    for name, value in bad.items():
        setattr(config, name, value)
    try:
        said = answers(session, penalties=True).answers
        assert "ask without the models' own penalties" in said["student"].why
        assert said["teacher"].end == "max_tokens" or said["teacher"].tokens
    except UserError as error:
        assert "ask without the models' own penalties" in str(error)
    finally:
        for name, value in kept.items():
            setattr(config, name, value)


def test_a_model_without_settings_says_nothing(tmp_path, tiny_settings):
    folder = tiny.save(tmp_path / "m", tiny.llama(1), tiny.tokenizer())
    from demo.engine.device import detect
    from demo.pairs import ModelSpec

    loaded = load(ModelSpec("student", "m", "m", folder), detect(1, "test"))
    assert loaded.card.settings == ()
