"""Which device is used, and why: told where one would expect another."""

from __future__ import annotations

from types import SimpleNamespace

import bitsandbytes.cextension
import pytest
import torch

from demo.engine import device as devices
from demo.engine import load
from demo.errors import UserError
from demo.words.recorded_sentences import told


@pytest.fixture
def gpus(monkeypatch):
    """A torch that sees `count` GPUs."""

    def made(count, bf16=True):
        threads = torch.get_num_threads()
        monkeypatch.setattr(torch.cuda, "is_available", lambda: bool(count))
        monkeypatch.setattr(torch.cuda, "device_count", lambda: count)
        monkeypatch.setattr(torch.cuda, "current_device", lambda: 0)
        monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "NVIDIA T4")
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: bf16)
        return devices.detect(threads, "THREADS says so")

    return made


def test_of_several_gpus_one_is_used_and_named(gpus):
    assert gpus(2).reasons[0] == "GPU 0 of 2 is used, and no other"
    assert len(gpus(1).reasons) == 1 and told(gpus(2).reasons[0], "zh") != gpus(2).reasons[0]


def test_a_gpu_without_bf16_computes_in_fp16(gpus):
    found = gpus(1, bf16=False)
    assert found.dtype == torch.float16 and "no bf16" in found.reasons[0]


def test_a_gpu_that_is_there_and_not_used_is_told_of(gpus, monkeypatch, tmp_path):
    assert not any("GPU" in reason for reason in gpus(0).reasons)
    monkeypatch.setattr(devices, "DRIVER", tmp_path)
    assert "this torch cannot use" in gpus(0).reasons[0]
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert gpus(0).reasons[0] == "on the CPU, because CUDA_VISIBLE_DEVICES hides every GPU"
    assert told(gpus(0).reasons[0], "zh") != gpus(0).reasons[0]


def test_bitsandbytes_without_its_library_is_one_sentence(gpus, monkeypatch):
    class ErrorHandlerMockBNBNativeLibrary:
        pass

    spec = SimpleNamespace(side="student", model="org/small", quantize="nf4")
    load._four_bits_can_run(spec, gpus(1))
    monkeypatch.setattr(bitsandbytes.cextension, "lib", ErrorHandlerMockBNBNativeLibrary())
    with pytest.raises(UserError, match="The student org/small .* no library for CUDA"):
        load._four_bits_can_run(spec, gpus(1))
    load._four_bits_can_run(spec, gpus(0))
