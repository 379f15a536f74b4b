"""A decode step over a cache of fixed length asks the host nothing: what a graph may hold."""

import pytest
import torch
from torch._subclasses.fake_tensor import DataDependentOutputException, FakeTensorMode
from transformers import AutoModelForCausalLM

from demo.engine.causal_model import CausalModel
from tests import odd_caches

KINDS = ["llama", "gpt2", *odd_caches.PLAIN_KINDS]


def fake_step(kind, wrapped=lambda model: model):
    """One step of this kind of model in tensors that have no values to read."""
    config = odd_caches.config(kind)
    with FakeTensorMode(), torch.inference_mode():
        read = CausalModel(wrapped(AutoModelForCausalLM.from_config(config).eval()))
        cache, ids = read.new_cache(64), torch.zeros(1, 1, dtype=torch.long)
        for place in range(2):  # the first one makes the cache's tensors
            logits = read(ids, cache, keep=1, places=torch.full((1, 1), place))
        return logits.shape


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_reads_no_value_on_the_host(kind):
    assert fake_step(kind) == (1, 1, 272)


def test_a_step_that_does_is_seen():
    def asking(model):
        model.register_forward_pre_hook(
            lambda module, given, named: named["input_ids"].sum().item() and None,
            with_kwargs=True)
        return model

    with pytest.raises(DataDependentOutputException):
        fake_step("llama", asking)
