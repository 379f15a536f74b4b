"""The arithmetic of training: bf16 products where the hardware has them, fp32 everywhere else.

Weights, optimiser and losses stay in fp32 either way; only the matrix products of the forward and
backward pass change. Training through the 4-bit quantiser never uses it: its forward pass has to
equal the stored model's bit for bit.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import torch


def has_bf16(device: torch.device) -> bool:
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    path = Path("/proc/cpuinfo")
    flags = path.read_text() if path.exists() else ""
    return "avx512_bf16" in flags or "amx_bf16" in flags


def training_precision(device: torch.device) -> AbstractContextManager[None]:
    """bf16 more than halves the time of a step on a CPU that has it in hardware."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=has_bf16(device))
