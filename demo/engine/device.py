"""Which device and dtype the models run on, and why; memory bandwidth, with its source.

Every choice keeps its reason as one sentence for the page's footer.
"""

from __future__ import annotations

import os
import platform
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from demo.pairs import fit

# Memory bandwidth in bytes/s by a part of the name CUDA gives, from the makers' data sheets. The
# longest matching name wins, so "A100 80GB" is not taken for "A100".
BANDWIDTH = {
    "H200": (4.8e12, "NVIDIA H200 data sheet"),
    "H100 80GB HBM3": (3.35e12, "NVIDIA H100 data sheet, SXM5"),
    "H100 PCIe": (2.0e12, "NVIDIA H100 data sheet, PCIe"),
    "A100-SXM4-80GB": (2.039e12, "NVIDIA A100 data sheet, SXM4 80 GB"),
    "A100 80GB PCIe": (1.935e12, "NVIDIA A100 data sheet, PCIe 80 GB"),
    "A100-SXM4-40GB": (1.555e12, "NVIDIA A100 data sheet, 40 GB"),
    "A10G": (0.6e12, "NVIDIA A10G data sheet"),
    "L40S": (0.864e12, "NVIDIA L40S data sheet"),
    "L4": (0.3e12, "NVIDIA L4 data sheet"),
    "T4": (0.32e12, "NVIDIA T4 data sheet"),
    "RTX 4090": (1.008e12, "NVIDIA RTX 4090 specification"),
    "RTX 3090": (0.936e12, "NVIDIA RTX 3090 specification"),
}
DRIVER = Path("/proc/driver/nvidia/version")


@dataclass(frozen=True)
class Device:
    """Where models run. `table` is the flat record of it that a recording keeps. lent: the GPU is
    there only while a race runs (ZeroGPU), and nothing can run on it while models are loaded."""

    torch: torch.device
    name: str
    dtype: torch.dtype
    threads: int
    reasons: tuple[str, ...] = field(default_factory=tuple)
    lent: bool = False

    @property
    def kind(self) -> str:
        return self.torch.type

    def machine(self) -> fit.Machine:
        """How much models may take: of the GPU's memory, or of this machine's."""
        native = self.dtype.itemsize
        if self.kind == "cuda":
            memory = torch.cuda.get_device_properties(self.torch).total_memory
            return fit.Machine(memory, True, native)
        return fit.Machine(fit.ram(), False, native)

    def table(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "name": self.name, "cores": available_cores(),
            "threads": self.threads, "compute_dtype": short(self.dtype),
            "reasons": list(self.reasons),
        }


def detect(threads: int, why_threads: str) -> Device:
    """The device of this process; sets torch's thread count, which is per process."""
    torch.set_num_threads(threads)
    if torch.cuda.is_available():
        return _cuda(threads)
    dtype, why = _cpu_dtype()
    reasons = (f"{threads} thread{'s' * (threads > 1)} for the models: {why_threads}", why)
    reasons = tuple(filter(None, (_no_gpu(), *reasons)))
    return Device(torch.device("cpu"), cpu_name(), dtype, threads, reasons)


def _no_gpu() -> str:
    """Why the GPU that one would expect is not used; "" on a machine without."""
    if not DRIVER.exists():
        return ""
    if os.environ.get("CUDA_VISIBLE_DEVICES", "x").strip() in ("", "-1"):
        return "on the CPU, because CUDA_VISIBLE_DEVICES hides every GPU"
    return ("on the CPU, because this torch cannot use this machine's GPU (its build, or the "
            "driver)")


def _cuda(threads: int) -> Device:
    device = torch.device("cuda", torch.cuda.current_device())
    dtype, why = torch.bfloat16, "bf16 compute, because this GPU has it in hardware"
    if not torch.cuda.is_bf16_supported(including_emulation=False):
        dtype, why = torch.float16, "fp16 compute, because this GPU has no bf16"
    reasons, count = (why,), torch.cuda.device_count()
    if count > 1:
        reasons = (f"GPU {device.index} of {count} is used, and no other", *reasons)
    return Device(device, torch.cuda.get_device_name(device), dtype, threads, reasons)


def _cpu_dtype() -> tuple[torch.dtype, str]:
    flags = _cpuinfo("flags").split()
    if "avx512_bf16" in flags or "amx_bf16" in flags:
        return torch.bfloat16, "bf16 compute, because this CPU has it in hardware"
    return torch.float32, "fp32 compute, because this CPU has no bf16 arithmetic (AVX512-BF16)"


def cpu_name() -> str:
    return _cpuinfo("model name") or platform.processor() or platform.machine()


def available_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpuinfo(key: str) -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def short(dtype: torch.dtype) -> str:
    """torch.bfloat16 -> "bf16"."""
    names = {torch.float32: "fp32", torch.bfloat16: "bf16", torch.float16: "fp16"}
    return names.get(dtype, str(dtype).removeprefix("torch."))


def bandwidth(device: Device) -> tuple[float | None, str]:
    """Memory bandwidth in bytes/s and where the figure comes from; (None, why) when not known."""
    if device.kind == "cpu":
        return _copy_bandwidth(), "measured by copying 256 MB, the best of 5, reads plus writes"
    matches = [name for name in BANDWIDTH if name in device.name]
    if not matches:
        return None, f"not known: {device.name} is not in the table of demo/engine/device.py"
    return BANDWIDTH[max(matches, key=len)]


def _copy_bandwidth(size: int = 256_000_000) -> float:
    source, target = (torch.ones(size, dtype=torch.uint8) for _ in range(2))
    best = min(_timed_copy(source, target) for _ in range(5))
    return 2 * size / best


def _timed_copy(source: torch.Tensor, target: torch.Tensor) -> float:
    start = time.perf_counter()
    target.copy_(source)
    return time.perf_counter() - start
