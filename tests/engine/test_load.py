"""Models that cannot be loaded are told in one sentence; hub ids take the hub's path."""

import dataclasses
import json
import shutil
from types import SimpleNamespace

import pytest
import torch
import transformers

from demo.engine import load as module
from demo.engine.device import Device
from demo.errors import UserError
from demo.pairs import ModelSpec, hub_files


def load(session, path=None, **spec):
    spec = {"side": "student", "name": "m", "model": "m", "path": path, **spec}
    return module.load(ModelSpec(**spec), session.device)


@pytest.fixture
def copy(tiny_pairs, tmp_path):
    return shutil.copytree(tiny_pairs / "gpt2" / "student", tmp_path / "m")


def test_damaged_weights_are_one_sentence(session, copy):
    (copy / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(UserError, match="The student m: model.safetensors is no safetensors file"):
        load(session, copy)


def test_an_unknown_kind_of_model_is_one_sentence(session, copy):
    (copy / "config.json").write_text(json.dumps({"model_type": "no-such-kind"}))
    with pytest.raises(UserError, match="cannot be loaded"):
        load(session, copy)


def test_a_model_without_a_tokenizer_is_one_sentence(session, copy):
    for file in copy.glob("*token*"):
        file.unlink()
    with pytest.raises(UserError, match="no tokenizer beside its weights"):
        load(session, copy)


def test_without_a_network_a_hub_pair_is_one_sentence(session):
    with pytest.raises(UserError, match="cannot be downloaded, because the Hub did not answer"):
        load(session, model="nobody/nothing", revision="0" * 40)


def test_a_hub_id_is_asked_for_at_its_pinned_commit_without_its_code(session, copy, monkeypatch):
    """No hub here: a local folder answers for it, and what it was asked is checked."""
    asked = []

    def instead(kind):
        original = getattr(transformers, kind).from_pretrained

        def from_pretrained(pretrained_model_name_or_path, **options):
            asked.append((kind, pretrained_model_name_or_path, options))
            return original(str(copy), **{k: v for k, v in options.items() if k != "revision"})

        monkeypatch.setattr(getattr(transformers, kind), "from_pretrained", from_pretrained)

    monkeypatch.setattr(hub_files, "reach", lambda model, revision: None)
    monkeypatch.setattr(hub_files, "snapshot", lambda model, revision: copy)  # it is "downloaded"
    for kind in ("AutoConfig", "AutoModelForCausalLM", "AutoTokenizer"):
        instead(kind)
    found = load(session, model="org/model", revision="1" * 40, quantize="nf4")
    assert found.card.quantization == "NF4" and found.card.revision == "1" * 40
    ours = [(kind, options) for kind, name, options in asked if name == "org/model"]
    assert {kind for kind, _ in ours} == {"AutoConfig", "AutoModelForCausalLM", "AutoTokenizer"}
    assert all(options["revision"] == "1" * 40 for _, options in ours)
    assert all(options["trust_remote_code"] is False for _, options in ours)
    assert dict(ours)["AutoModelForCausalLM"]["use_safetensors"] is True


def test_the_prompt_format_chat_without_a_template_is_one_sentence(session, tiny_pairs):
    from demo import pairs
    from demo.engine.prompting import encode
    from demo.recording.data import Request
    from tests.tiny import tokenizer

    pair = dataclasses.replace(pairs.read("gpt2", tiny_pairs), prompt_format="chat")
    with pytest.raises(UserError, match="no chat template"):
        encode(tokenizer(), pair, "teacher", Request("hello"))


@pytest.mark.parametrize("stored, has, runs", [
    (torch.bfloat16, torch.float16, torch.float16),  # a T4 would only imitate bf16
    (torch.bfloat16, torch.bfloat16, torch.bfloat16), (torch.float32, torch.bfloat16,
                                                       torch.bfloat16),
    (torch.float16, torch.bfloat16, torch.float16),
])
def test_on_a_gpu_a_model_runs_in_a_width_that_the_gpu_has(stored, has, runs):
    gpu = Device(torch.device("cuda"), "a GPU", has, 1)
    spec = SimpleNamespace(dtype="auto")
    found, notes = module._dtype(spec, SimpleNamespace(dtype=stored), gpu)
    assert found == runs and bool(notes) == (stored != runs)
    asked, _ = module._dtype(SimpleNamespace(dtype="bfloat16"), SimpleNamespace(dtype=stored),
                                  gpu)
    assert asked == torch.bfloat16  # what a pair's file asks for stays
