"""Memory that a model's steps use over and over is kept, where the C library would give it back.

bitsandbytes unpacks each 4-bit matrix into new memory at every step of a CPU without its fused
kernel. Above 32 MiB glibc maps and unmaps that memory each time, and two thirds of a step are the
system's handing out fresh pages. tests/bench/pages.py measures what keeping them gives.
"""

from __future__ import annotations

import ctypes
import sys

import torch

from demo.engine import memory
from demo.engine.device import Device

# mallopt's names for what it sets (glibc, malloc.h), and glibc's own largest threshold.
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
LARGEST = 32 * 2**20  # bytes
KEPT = 2**30  # bytes: no matrix is larger, and what is kept comes back to be used
_kept = False  # thresholds are the process's
NOTE = "memory that steps use is kept between them, not mapped anew by the system"


def keep(model: torch.nn.Module, device: Device) -> list[str]:
    """Keep what the steps of this model use, where that helps; the note that says so, if it was
    done. For the whole process, until `give_back`."""
    global _kept
    if device.kind != "cpu" or not any(map(_unpacked_anew, _layers(model))) or not _set(KEPT, KEPT):
        return []
    _kept = True
    _library().malloc_trim(0)  # what loading has used and freed
    return [NOTE]


def give_back() -> None:
    """Thresholds as they usually end up, and what was kept to the system."""
    global _kept
    if _kept and _set(LARGEST, 2 * LARGEST):
        _library().malloc_trim(0)
    _kept = False


def _layers(model: torch.nn.Module) -> list[torch.nn.Module]:
    return [module for module in model.modules()
            if memory.is_packed(getattr(module, "weight", None))]


def _unpacked_anew(layer: torch.nn.Module) -> bool:
    """Does each step map new memory for this layer's matrix?"""
    state = layer.weight.quant_state
    # An adapter's layer has the matrix of the one that it wraps, and no type of its own.
    computed_in = getattr(layer, "compute_dtype", None) or state.dtype
    size = state.shape.numel() * computed_in.itemsize
    return size >= LARGEST and not getattr(layer, "support_avx512bf16_for_cpu", False)


def _set(mapped: int, trimmed: int) -> bool:
    """Set both thresholds, in bytes; False where the C library is not glibc or will not."""
    library = _library()
    if library is None:
        return False
    return bool(library.mallopt(MMAP_THRESHOLD, mapped)
                and library.mallopt(TRIM_THRESHOLD, trimmed))


def _library() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
