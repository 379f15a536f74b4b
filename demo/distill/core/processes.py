"""The processes that a launcher started together. Knows nothing of what they do."""

from __future__ import annotations

import os

import torch
from accelerate import PartialState


def launched() -> PartialState:
    """This process among those launched together; alone unless a launcher started it.

    `accelerate launch` starts one a GPU. On CPUs it starts several through MPI only; torchrun
    does it without: ACCELERATE_USE_CPU=1 torchrun --nproc_per_node 2 -m demo.distill ...
    """
    told = os.environ.get("ACCELERATE_USE_CPU", "").lower() in ("1", "true", "yes", "on")
    # Left to itself it would take processes without a GPU for strangers.
    return PartialState(cpu=told or not torch.accelerator.is_available())


def is_main() -> bool:
    """Is this the process that writes?"""
    return launched().is_main_process
