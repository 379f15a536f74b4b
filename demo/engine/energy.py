"""Joules from the GPU's own counter (NVML's total energy, millijoules since the driver loaded).

It counts the whole card, idle power included, and moves in steps of its own: so it is read around
seconds of one side's work, never around a turn of a race.
"""

from __future__ import annotations

import logging
from typing import Any

import torch

from demo.errors import UserError
from demo.recording.data import Request

log = logging.getLogger(__name__)
QUESTION = "Count from one to one hundred in words."
SECONDS = 1.5  # of decode steps that the counter is read around
MOST = 400  # tokens meanwhile
NO_COUNTER = "not measured: this device has no energy counter"
LENT = "not measured: others use the card whose GPU is lent"


class Energy:
    """Counts from its making on."""

    def __init__(self, device: torch.device) -> None:
        self._handle, self._why = None, NO_COUNTER
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


def per_token(lane: Any) -> float | str:
    """Joules of a decode step of this lane alone; a text says why not."""
    if lane.device.kind != "cuda":
        return NO_COUNTER
    if lane.device.lent:
        return LENT
    try:
        return _per_token(lane)
    except UserError as error:  # its template takes no such question, say
        return f"not measured: {error}"
    except Exception:
        log.exception("the %s's energy could not be measured", lane.side)
        return "not measured: its decode steps failed"
    finally:
        lane.reset()


def _per_token(lane: Any) -> float | str:
    lane.begin(Request(QUESTION, max_tokens=MOST))
    lane.prefill()
    energy, taken, seconds = Energy(lane.device.torch), 0, 0.0
    while seconds < SECONDS and taken < min(MOST, lane.room) - 1:
        seconds += lane.step().seconds
        taken += 1
    joules = energy.joules()
    return joules if isinstance(joules, str) or not taken else joules / taken
