"""How long a text a model reads is looked up in its config, nested or not, and never guessed."""

import math
from types import SimpleNamespace

import pytest
import transformers

from demo.engine.context_length import context_length
from tests.tiny import _sizes

YARN = {"rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0,
        "original_max_position_embeddings": 256}
SMALL = {**_sizes(1), "pad_token_id": None}


def made(name, **values):
    return getattr(transformers, name)(**values)


def gemma3(**text):
    sizes = {**SMALL, "head_dim": 32, "sliding_window": 16, **text}
    return made("Gemma3Config", text_config=made("Gemma3TextConfig", **sizes).to_dict())


CASES = {
    "plain": (made("LlamaConfig", **SMALL), 256),
    "another name": (made("GPT2Config", n_positions=99), 99),
    "nested": (gemma3(max_position_embeddings=64), 64),
    "nested, a window is no limit": (gemma3(), 256),
    "a window is no limit": (made("MistralConfig", **SMALL, sliding_window=16), 256),
    "yarn reaches further": (made("LlamaConfig", **SMALL, rope_parameters=YARN), 1024),
    "yarn, told stretched": (
        made("LlamaConfig", **{**SMALL, "max_position_embeddings": 1024}, rope_parameters=YARN),
        1024),
    "linear is told stretched": (
        made("LlamaConfig", **SMALL, rope_parameters={**YARN, "rope_type": "linear"}), 256),
    "llama3 is told stretched": (
        made("LlamaConfig", **SMALL, rope_parameters={
            **YARN, "rope_type": "llama3", "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 64}), 256),
    "ALiBi that tells": (made("MptConfig", max_seq_len=77), 77),
    "ALiBi that tells nothing": (made("BloomConfig"), math.inf),
    "recurrent": (made("MambaConfig", num_hidden_layers=1), math.inf),
    "no number": (SimpleNamespace(max_position_embeddings=-1), math.inf),
}


@pytest.mark.parametrize("case", CASES)
def test_the_length_is_what_the_config_tells(case):
    config, wanted = CASES[case]
    if not hasattr(config, "get_text_config"):
        config.get_text_config = lambda decoder: config
    assert context_length(config) == wanted


@pytest.mark.parametrize(("said", "wanted"), [
    (2048, 2048), (int(1e30), math.inf), (0, math.inf), (None, math.inf),
])
def test_where_the_config_tells_nothing_the_tokenizer_may(said, wanted):
    tokenizer = SimpleNamespace(model_max_length=said)
    assert context_length(made("BloomConfig"), tokenizer) == wanted


def test_a_recurrent_model_has_no_limit_whatever_its_tokenizer_says():
    tokenizer = SimpleNamespace(model_max_length=2048)
    assert context_length(made("MambaConfig", num_hidden_layers=1), tokenizer) == math.inf


def test_a_config_that_tells_is_believed_before_a_tokenizer():
    tokenizer = SimpleNamespace(model_max_length=9)
    assert context_length(made("LlamaConfig", **SMALL), tokenizer) == 256
