"""All that a browser gets of a ballot before its vote, byte by byte, on a live server: it is the
same whichever side said what, so nothing in it can tell them apart."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re

import pytest

from demo.page.votes import blind_ballot
from demo.votes.vote_store import votes_in
from tests.scripted import MODELS, ScriptedEngine
from tests.serving import page_settings, served
from tests.visitors import Crowd

ONE, OTHER = "504 − 57 = 447.\nAnswer: 447", "So 504 − 57 is 457.\nAnswer: 457"
# What Gradio itself says of an event: how long all of it took, which is both sides' sum, and its
# own random names.
OF_GRADIO = {"duration", "average_duration", "cache_duration", "event_id", "rank_eta",
             "queue_eta", "time_limit", "rank", "eta", "queue_size", "success", "progress_data",
             "used_cache", "avg_time"}


def without(value):
    if isinstance(value, dict):
        return {key: without(inner) for key, inner in value.items() if key not in OF_GRADIO}
    return [without(inner) for inner in value] if isinstance(value, list) else value


async def asked(url, session, votes=()):
    """The messages of one question, and of the events behind it."""
    async with Crowd(url) as crowd:
        await crowd.open(session)
        async with crowd.page(session):
            joined = await crowd.send("pose", session, ["", "abacus"], queued=True,
                                      event_data={"prompt": "14 * 36 - 57?"})
            joined.raise_for_status()
            told = [message async for message in crowd.messages(session)]
            answers = [(await crowd.send("vote", session, ["abacus"], event_data=vote)).json()
                       for vote in votes]
    return told, answers


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blind")
    found = ScriptedEngine(dataclasses.replace(page_settings(folder), data_dir=folder / "data"),
                           delay=0.0)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


def told_of(url, engine, monkeypatch, first, texts):
    monkeypatch.setattr(blind_ballot.secrets, "choice", lambda sides: first)
    engine.answers = texts
    return asyncio.run(asked(url, f"{first} first"))[0]


def test_every_message_before_the_vote_is_the_same_whichever_side_said_it(
    url, engine, monkeypatch
):
    one = told_of(url, engine, monkeypatch, "teacher", {"teacher": ONE, "student": OTHER})
    other = told_of(url, engine, monkeypatch, "student", {"teacher": OTHER, "student": ONE})
    assert differing(without(one), without(other)) == []
    text = json.dumps(one, ensure_ascii=False)
    assert "447" in text and "457" in text  # it did arrive
    assert not [model.name for model in MODELS.values() if model.name in text]
    assert not re.search(r"tok/s|\bms\b|prefill|\bNF4\b", text)
    assert {message["msg"] for message in one} >= {"process_generating", "process_completed"}


def test_the_answers_arrive_in_one_message(url, engine, monkeypatch):
    told = told_of(url, engine, monkeypatch, "teacher", {"teacher": ONE, "student": OTHER})
    holding = [{number for number in ("447", "457") if number in json.dumps(message)}
               for message in without(told)]  # a random name may hold either
    assert [found for found in holding if found][0] == {"447", "457"}


def test_a_vote_over_the_wire_is_counted_once_and_a_made_up_one_not_at_all(url, engine):
    engine.answers = {"teacher": ONE, "student": OTHER}
    before = len(list(votes_in(engine.settings.data_dir / "votes")))
    votes = [{"choice": "teacher"}, {"choice": "a", "correction": ["no text"]},
             {"choice": "b", "correction": "448"}, {"choice": "a"}]
    _, answers = asyncio.run(asked(url, "voter", votes))
    odd, counted, late, last = (answer["data"][0] for answer in answers)
    assert odd["notice"] and not odd["cards"]
    assert counted["cards"] and counted == late == last
    kept = [vote for _, vote, _ in votes_in(engine.settings.data_dir / "votes")]
    assert len(kept) == before + 1
    assert "voter" not in "".join(path.read_text() + path.name for path, _, _ in votes_in(
        engine.settings.data_dir / "votes"))


def differing(one, other, place=""):
    """Where two values differ, for a failure that tells."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(set(other) - set(one))]
        return [found for key in keys
                for found in differing(one.get(key), other.get(key), f"{place}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [found for i, both in enumerate(zip(one, other, strict=True))
                for found in differing(*both, f"{place}[{i}]")]
    return [] if one == other else [(place, one, other)]
