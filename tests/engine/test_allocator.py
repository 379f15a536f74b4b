"""Memory that large 4-bit matrices are unpacked into is kept on a CPU, and only there."""

from __future__ import annotations

import dataclasses
import sys

import pytest
import torch
from transformers import LlamaConfig

from demo.engine import allocator
from demo.engine.load import load
from demo.pairs import ModelSpec
from tests import tiny

WIDE = LlamaConfig(vocab_size=272, hidden_size=64, intermediate_size=135168, num_hidden_layers=1,
                   num_attention_heads=2)


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """One matrix of 135,168 rows of 64: 34.6 MB unpacked to fp32."""
    return tiny.save(tmp_path_factory.mktemp("wide") / "m", WIDE, tiny.tokenizer())


@pytest.fixture
def library(monkeypatch):
    """What is asked of the C library, instead of asking it."""
    asked = []

    class Library:
        def mallopt(self, what, value):
            asked.append((what, value))
            return 1

        def malloc_trim(self, pad):
            asked.append(("trim", pad))

    monkeypatch.setattr(allocator, "_library", Library)
    monkeypatch.setattr(allocator, "_kept", False)
    return asked


def fp32(session):
    return dataclasses.replace(session.device, dtype=torch.float32)


def loaded(folder, device, quantize="nf4"):
    return load(ModelSpec("student", "m", "m", folder, quantize=quantize), device)


def test_a_large_matrix_that_is_unpacked_at_each_step_is_named_and_its_memory_kept(
    wide, session, library
):
    card = loaded(wide, fp32(session)).card
    fused = any("fused" in note for note in card.notes)
    assert (allocator.NOTE in card.notes) != fused
    assert bool(library) != fused
    if not fused:
        assert (allocator.MMAP_THRESHOLD, allocator.KEPT) in library


def test_it_is_given_back_with_the_pair_and_only_if_it_was_kept(library, monkeypatch):
    allocator.give_back()
    assert library == []
    monkeypatch.setattr(allocator, "_kept", True)
    allocator.give_back()
    assert library[-1] == ("trim", 0) and (-3, allocator.LARGEST) in library


@pytest.mark.parametrize("quantize", ["", "nf4"])
def test_small_or_plain_models_change_nothing(tmp_path, session, library, quantize, wide):
    small = tiny.save(tmp_path / "m", tiny.llama(1), tiny.tokenizer())
    card = loaded(small, session.device, quantize).card
    assert allocator.NOTE not in card.notes
    plain = loaded(wide, session.device, "").card
    assert allocator.NOTE not in plain.notes and library == []


def test_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert allocator._library() is None and not allocator._set(1, 1)
