"""How far a load is: told in weights and in bytes, never backwards, and to its end."""

from __future__ import annotations

import contextlib
import dataclasses

import pytest

from demo.engine import load_progress
from demo.engine.load import load
from demo.errors import UserError
from demo.pairs import ModelSpec, hub_files
from tests import tiny
from tests.pairs.hub import REVISION


@pytest.fixture(autouse=True)
def every_word(monkeypatch):
    monkeypatch.setattr("demo.engine.load_progress.TELL_SECONDS", 0.0)


@pytest.fixture
def told():
    return []


@pytest.mark.parametrize("quantize", ["", "nf4"])
def test_weights_are_counted_to_the_last(tmp_path, session, told, quantize):
    folder = tiny.save(tmp_path / "m", tiny.llama(2), tiny.tokenizer())
    spec = ModelSpec("student", "m", "m", folder, quantize=quantize)
    load(spec, session.device, told.append)
    assert {(word.side, word.step) for word in told} == {("student", "load")}
    counts = [word.done for word in told]
    assert counts == sorted(counts) and len(set(counts)) > 5 and counts[-1] == told[-1].whole


def test_bytes_of_a_download_are_counted_to_the_last(hub, session, told):
    spec = ModelSpec("teacher", "m", "org/model", None, REVISION)
    sizes = hub_files.sizes("org/model", REVISION)
    whole = sum(sizes.values()) - sizes["config.json"]  # which is read first, and so is there
    loaded = load(spec, session.device, told.append)
    came = [word for word in told if word.step == "download"]
    counts = [word.done for word in came]
    assert counts == sorted(counts) and counts[-1] == whole
    assert {word.whole for word in came} == {whole}, "known from the start"
    assert loaded.card.parameters and told[-1].step == "load"
    told.clear()
    load(spec, session.device, told.append)
    assert {word.step for word in told} == {"load"}, "what is here is not downloaded again"


def test_a_download_that_breaks_off_is_one_sentence(hub, session, told, monkeypatch):
    monkeypatch.setattr("demo.engine.load_progress.snapshot_download", broken)
    spec = ModelSpec("teacher", "m", "org/model", None, REVISION)
    with pytest.raises(UserError, match="The teacher org/model") as caught:
        load(spec, session.device, told.append)
    assert "\n" not in str(caught.value)


def broken(*_, **__):
    raise ConnectionError("the other end hung up")


@pytest.mark.parametrize("fails", [False, True])
def test_a_bar_that_outlives_its_load_tells_nothing(told, fails):
    """Else a pair that is ready, or failed, would be said to load for ever."""
    from transformers.utils import logging

    with contextlib.suppress(ZeroDivisionError), load_progress.weights_counted("student",
                                                                               told.append):
        bar = logging.tqdm(total=3)
        bar.update(1)
        assert 1 / (not fails)
    seen = len(told)
    bar.update(2)
    bar.close()
    assert seen and len(told) == seen


def test_whoever_does_not_ask_is_told_nothing_and_the_hook_is_put_back(tmp_path, session, told):
    from transformers.utils import logging

    folder = tiny.save(tmp_path / "m", tiny.llama(2), tiny.tokenizer())
    spec = ModelSpec("student", "m", "m", folder)
    load(spec, session.device, told.append)
    seen = len(told)
    load(dataclasses.replace(spec, side="teacher"), session.device)
    assert len(told) == seen
    before = logging.set_tqdm_hook(None)
    assert before is None
