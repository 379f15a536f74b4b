"""Joules from the GPU's own counter (NVML's total energy, millijoules since the driver loaded).

It counts the whole card, idle power included, and moves in steps of its own: so it is read around
seconds of one side's work, never around a turn of a race.
"""

from __future__ import annotations

import torch


class Energy:
    """Counts from its making on."""

    def __init__(self, device: torch.device) -> None:
        self._handle, self._why = None, "not measured: this device has no energy counter"
        if device.type == "cuda":
            try:
                import pynvml

                pynvml.nvmlInit()
                uuid = torch.cuda.get_device_properties(device).uuid
                self._handle = pynvml.nvmlDeviceGetHandleByUUID(f"GPU-{uuid}")
                self._read = pynvml.nvmlDeviceGetTotalEnergyConsumption
                self._start = self._read(self._handle)
            except ImportError:
                self._why = "not measured: nvidia-ml-py is not installed"
            except Exception as error:  # NVML raises a class of its own for each refusal
                self._handle, self._why = None, f"not measured: {error}"

    def joules(self) -> float | str:
        """Joules of the whole card since; a text says why not."""
        if self._handle is None:
            return self._why
        return (self._read(self._handle) - self._start) / 1e3
