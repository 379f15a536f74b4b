"""Joules of one side's own steps, from a counter as NVML's; scripted, for there is no GPU here."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
import torch

from demo.drawing import memory_bars
from demo.drawing.scene import Scene
from demo.engine import energy
from demo.errors import UserError
from demo.recording.data import SIDES, Answer, Model, Recording, Request


class Lane:
    """Takes 0.5 s and 6 J a step."""

    side, room = "teacher", 100

    def __init__(self, kind="cuda", lent=False):
        self.device = SimpleNamespace(kind=kind, lent=lent, torch=torch.device(kind))
        self.millijoules, self.was_reset = 0, False

    def begin(self, request):
        assert request.max_tokens == energy.MOST

    def prefill(self):
        self.millijoules += 1_000_000  # no step, and not counted

    def step(self):
        self.millijoules += 6_000
        return SimpleNamespace(seconds=0.5)

    def reset(self):
        self.was_reset = True


@pytest.fixture
def counted(monkeypatch):
    lane = Lane()
    nvml = SimpleNamespace(
        nvmlInit=lambda: None, nvmlDeviceGetHandleByUUID=lambda uuid: uuid,
        nvmlDeviceGetTotalEnergyConsumption=lambda handle: lane.millijoules)
    monkeypatch.setitem(sys.modules, "pynvml", nvml)
    monkeypatch.setattr(torch.cuda, "get_device_properties",
                        lambda device: SimpleNamespace(uuid="1"))
    return lane


def test_joules_are_those_of_the_steps_and_the_lane_is_left_empty(counted):
    assert energy.per_token(counted) == pytest.approx(6.0) and counted.was_reset


def test_a_short_context_ends_the_steps(counted):
    counted.room = 2
    assert energy.per_token(counted) == pytest.approx(6.0)


@pytest.mark.parametrize("kind, lent, why", [
    ("cpu", False, energy.NO_COUNTER), ("cuda", True, energy.LENT)])
def test_without_a_counter_of_its_own_it_says_why(kind, lent, why):
    assert energy.per_token(Lane(kind, lent)) == why


def test_what_fails_is_told_and_the_lane_left_empty(counted, monkeypatch):
    def refuses(request):
        raise UserError("Its template takes no question.")

    monkeypatch.setattr(counted, "begin", refuses)
    assert energy.per_token(counted) == "not measured: Its template takes no question."
    monkeypatch.setattr(counted, "begin", lambda request: 1 / 0)
    assert energy.per_token(counted) == "not measured: its decode steps failed"
    assert counted.was_reset
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert energy.per_token(Lane()) == "not measured: nvidia-ml-py is not installed"


def drawn(*models, language="en"):
    answers = {side: Answer(side, model, tokens=(1, 2), texts=("a", "b"), seconds=(1, 1), end="eos")
               for side, model in zip(SIDES, models, strict=True)}
    return memory_bars.draw(Scene(Recording(Request("?"), answers), "measured", language))["energy"]


def test_the_ledger_tells_joules_a_token_and_an_answer():
    told = drawn(Model(joules_per_token=3.2), Model(joules_per_token=1.08))
    assert told.startswith("Energy: Teacher 3.2 J a token, 6.4 J this answer, Student 1.08 J a")
    half = drawn(Model(joules_per_token=3.2), Model(joules_why=energy.NO_COUNTER))
    assert "Student not measured: this device has no energy counter." in half
    none = Model(joules_why=energy.NO_COUNTER)
    assert drawn(none, none) == "Energy: not measured: this device has no energy counter."
    assert drawn(none, none, language="zh") == "能耗：未测得：这台设备没有能耗计数器。"
    assert drawn(Model(), Model()) == ""
