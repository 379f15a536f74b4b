"""The byte ledger of one lane, and what the process holds in all.

Weights are summed over unique storages (tied embeddings count once) and include every 4-bit layer's
quantisation state, which transformers' get_memory_footprint() leaves out. Process totals are shared
by both lanes and never split between them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import torch

from demo.engine import precision_labels
from demo.recording.data import Memory

PHASE = "apprentice: phase"
INT8_STATE = ("SCB", "CB")  # bitsandbytes' names: the scales of the rows, the matrix in int8


def ledger(model: torch.nn.Module) -> Memory:
    """What the model holds before any request, in bytes. Works for 4-bit, int8 and plain models."""
    packed = [p for p in model.parameters() if precision_labels.kind(p)]
    states = [t for module in model.modules() for t in _layer_state(module)]
    ends = [
        module.weight
        for module in precision_labels.ends(model)
        if not precision_labels.kind(module.weight)
    ]
    everything = [*model.parameters(), *model.buffers()]
    full = nbytes([*everything, *states])
    if not packed:
        return Memory(weights=full)
    packed_bytes, ends_bytes = nbytes(packed), nbytes(ends)
    state_bytes = nbytes([*packed, *states]) - packed_bytes
    return Memory(
        weights=packed_bytes, quantization_state=state_bytes, embeddings=ends_bytes,
        unquantized=full - packed_bytes - state_bytes - ends_bytes,
    )


def parameters(model: torch.nn.Module) -> int:
    """Logical parameters: a packed 4-bit matrix counts the weights it stands for."""
    return sum(map(precision_labels.logical, model.parameters()))


def is_packed(parameter: torch.Tensor) -> bool:
    """A bitsandbytes 4-bit parameter, [bytes, 1]? Told by its state, so that bitsandbytes stays
    optional."""
    return getattr(parameter, "quant_state", None) is not None


def _layer_state(module: torch.nn.Module) -> Iterator[torch.Tensor]:
    """A layer's quantisation state: of 4 bits beside the weight, of int8 (row scales, and the
    matrix once more where it is a copy) beside the weight or, once it has run, in the layer."""
    for parameter in module.parameters(recurse=False):
        if is_packed(parameter):
            yield from _state_tensors(parameter.quant_state)
        if precision_labels.kind(parameter) == "int8":
            for holder in (parameter, getattr(module, "state", None)):
                held = (getattr(holder, name, None) for name in INT8_STATE)
                yield from (t for t in held if isinstance(t, torch.Tensor))


def _state_tensors(state: Any) -> Iterator[torch.Tensor]:
    """absmax, code, offset of a quantisation state, and of the state that quantises its absmax."""
    for name in ("absmax", "code", "offset"):
        if isinstance(tensor := getattr(state, name, None), torch.Tensor):
            yield tensor
    if getattr(state, "state2", None) is not None:
        yield from _state_tensors(state.state2)


def nbytes(tensors: Iterable[torch.Tensor]) -> int:
    """Bytes of the unique storages behind tensors [...] of any shape and dtype."""
    storages = {t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}
    return sum(storages.values())


def cache_bytes(cache: Any) -> int:
    """Bytes that a transformers cache holds: keys and values, recurrent and convolution states,
    indexer keys, whatever its layers keep. A window is a view of what was last put together, and
    its whole storage stays; a static cache counts at its allocated length."""
    return nbytes(t for layer in cache.layers for t in _tensors(vars(layer)))


def _tensors(held: Any) -> Iterator[torch.Tensor]:
    """Every tensor in nested dicts and lists; numbers of no dimension are only bookkeeping."""
    if isinstance(held, torch.Tensor):
        if held.dim():
            yield held
    elif isinstance(held, (dict, list, tuple)):
        for part in held.values() if isinstance(held, dict) else held:
            yield from _tensors(part)


# What libraries say when a device, or the machine, has no memory left (each in its own class).
OUT_OF_MEMORY = ("out of memory", "DefaultCPUAllocator", "not enough memory", "Cannot allocate",
                 "can't allocate", "ALLOC_FAILED", "cudaErrorMemoryAllocation")


def ran_out(error: BaseException) -> bool:
    """Does this error say that memory ran out, on a GPU or in the machine?"""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    said = str(error) if isinstance(error, (RuntimeError, OSError)) else ""
    if any(sign.lower() in said.lower() for sign in OUT_OF_MEMORY):
        return True
    return error.__cause__ is not None and ran_out(error.__cause__)


def matmul_bytes(model: torch.nn.Module) -> int:
    """Bytes of weights one decode step reads: every matrix it multiplies by, at its real storage.

    The output head counts once even when it is tied to the embedding, which itself is only looked
    up, a row a token.
    """
    embeddings = (torch.nn.Embedding,)
    read = [
        parameter
        for module in model.modules() if not isinstance(module, embeddings)
        for parameter in module.parameters(recurse=False) if parameter.dim() >= 2
    ]
    return nbytes([*read, *(t for module in model.modules() for t in _layer_state(module))])


def cpu_peaks(phases: Sequence[Callable[[], Any]]) -> list[int]:
    """The most bytes held at once during each phase, by everything allocated since the first began,
    as torch's CPU allocator logged it. What a phase wants kept it must keep itself.

    Slows the work many times: call it on a repeat, never on a step that is timed.
    """
    activities = [torch.profiler.ProfilerActivity.CPU]
    with torch.profiler.profile(activities=activities, profile_memory=True) as profile:
        for phase in phases:
            with torch.profiler.record_function(PHASE):
                phase()
    events = sorted(profile.profiler.kineto_results.events(), key=lambda e: e.start_ns())
    peaks: list[int] = []
    now = 0
    for event in events:
        if event.name() == PHASE:
            peaks.append(now)
        elif event.name() == "[memory]" and peaks:
            now += event.nbytes()
            peaks[-1] = max(peaks[-1], now)
    return peaks


class CudaPeak:
    """The highest of this lane's own peaks. Only one lane runs at a time, so what is allocated
    during a step is its own; both calls stand outside the timed step."""

    def __init__(self, device: torch.device) -> None:
        self.device, self.bytes, self._baseline = device, 0, 0

    def before(self) -> None:
        torch.cuda.reset_peak_memory_stats(self.device)
        self._baseline = torch.cuda.memory_allocated(self.device)

    def after(self) -> None:
        grown = torch.cuda.max_memory_allocated(self.device) - self._baseline
        self.bytes = max(self.bytes, grown)


def process_totals(device: torch.device) -> dict[str, int | str]:
    """Bytes the whole process holds, shared by both lanes; a text says why one is missing."""
    totals: dict[str, int | str] = {"rss": rss()}
    if device.type == "cuda":
        totals["allocated"] = torch.cuda.memory_allocated(device)
        totals["reserved"] = torch.cuda.memory_reserved(device)
        totals["nvml"] = _nvml(device)
    return totals


def rss() -> int | str:
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return "not measured: this system has no /proc/self/statm"


def _nvml(device: torch.device) -> int | str:
    """What the driver says this process holds on the GPU, contexts and libraries included."""
    try:
        import pynvml

        pynvml.nvmlInit()
        uuid = torch.cuda.get_device_properties(device).uuid
        handle = pynvml.nvmlDeviceGetHandleByUUID(f"GPU-{uuid}")
        running = pynvml.nvmlDeviceGetComputeRunningProcesses(handle)
    except ImportError:
        return "not measured: nvidia-ml-py is not installed"
    except Exception as error:  # NVML raises a class of its own for each thing a driver may refuse
        return f"not measured: {error}"
    own = [process.usedGpuMemory for process in running if process.pid == os.getpid()]
    return own[0] if own and own[0] else "not measured: the driver does not list this process"
