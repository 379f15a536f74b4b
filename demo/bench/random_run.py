"""The bench of random weights: eager and captured decode steps, race over solo, plain generate(),
launch overhead and memory, all in one run on one device."""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median
from typing import Any

import torch

from demo import settings as settings_module
from demo.bench import pair_report, random_models, saved_runs
from demo.engine import memory
from demo.engine.energy import Energy
from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.recording.data import SIDES, Request

WORDS = 64  # tokens of the question, and a token is a byte
PROFILED = 8  # decode steps
COUNTED = 2.0  # seconds of steps that the energy counter is read around
MOST = 900  # tokens meanwhile, which still fit the shortest cache


def run(
    name: str, rounds: int, tokens: int, burst: float, save: Path | None = None
) -> dict[str, Any]:
    """Make the pair, measure every way of decoding the device has, print tables and one JSON
    object, which is returned and kept in the file `save`. Raises UserError for shapes that there
    are not, and for a file that cannot be added to."""
    pair = random_models.pair(name)
    session = Session(settings_module.read())
    before = memory.process_totals(session.device.torch)
    loaded = {side: random_models.made(pair.specs[side], session.device, side == "student")
              for side in SIDES}
    lanes = {side: Lane(loaded[side], pair, session.device) for side in SIDES}
    session.take(pair, lanes, name)
    ceilings = pair_report.opening(session)
    seconds = {side: one.load_seconds for side, one in loaded.items()}
    request = Request("a" * WORDS, max_tokens=tokens)
    found: dict[str, Any] = {"random": name, "totals_before": before}
    for kind in ("graph", "eager") if session.device.kind == "cuda" else ("static", "eager"):
        why = session.decode(kind).why
        print(f"== {why}", flush=True)
        figures = pair_report.measured(
            session, [request], rounds, burst, ceilings, seconds, before,
            lambda side: steps(session, lanes[side]))
        print_steps(figures)
        found[kind] = {**figures, "why": why}
        found[kind]["totals"] = memory.process_totals(session.device.torch)
    found["generate_tpot_ms"] = {
        side: generate(lane, request.prompt, tokens) * 1e3 for side, lane in lanes.items()}
    print("plain generate(), TPOT ms: " + ", ".join(
        f"{side} {ms:.3f}" for side, ms in found["generate_tpot_ms"].items()))
    if save:
        conditions = {"rounds": rounds, "max_tokens": tokens, "burst_ms": burst * 1e3}
        saved_runs.save({**found, "conditions": conditions}, save)
        print(f"saved in {save}")
    print(json.dumps(found, ensure_ascii=False))
    return found


def steps(session: Session, lane: Lane) -> dict[str, Any]:
    """Decode steps alone: joules a token where the device tells, and device time in a step."""
    lane.begin(Request("a" * WORDS, max_tokens=MOST))
    lane.prefill()
    energy, wall = Energy(session.device.torch), []
    while sum(wall) < COUNTED and len(wall) < MOST - PROFILED - 1:
        wall.append(lane.step().seconds)
    joules = energy.joules()
    found: dict[str, Any] = {
        "joules_per_token": joules if isinstance(joules, str) else joules / len(wall),
        "step_wall_ms": median(wall) * 1e3,
    }
    if session.device.kind == "cuda":
        found["step_device_ms"] = device_seconds(lane) * 1e3
        found["launch_overhead_ms"] = found["step_wall_ms"] - found["step_device_ms"]
    return found


def device_seconds(lane: Lane) -> float:
    """Seconds a step in which the GPU ran a kernel, from its own trace."""
    activities = [torch.profiler.ProfilerActivity.CUDA]
    with torch.profiler.profile(activities=activities, acc_events=True) as profile:
        for _ in range(PROFILED):
            lane.step()
    events = profile.profiler.kineto_results.events()
    on_device = (e for e in events if e.device_type() == torch.autograd.DeviceType.CUDA)
    return sum(e.duration_ns() for e in on_device) / 1e9 / PROFILED


FIGURES = ("step_wall_ms", "step_device_ms", "launch_overhead_ms", "joules_per_token")


def print_steps(figures: dict[str, Any]) -> None:
    for side in SIDES:
        told = ((name, figures[side][name]) for name in FIGURES if name in figures[side])
        parts = (f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
                 for name, value in told)
        print(f"{side:<10}" + ", ".join(parts))


@torch.inference_mode()
def generate(lane: Lane, prompt: str, tokens: int) -> float:
    """TPOT in seconds of transformers' generate() with its defaults: the longer answer less the
    shorter, the best of three."""
    ids = torch.tensor([lane.loaded.tokenizer(prompt)["input_ids"]],
                       device=lane.device.torch)
    few = max(2, tokens // 4)

    def timed(count: int) -> float:
        start = time.perf_counter()
        out = lane.loaded.model.generate(
            ids, attention_mask=torch.ones_like(ids), max_new_tokens=count, min_new_tokens=count,
            do_sample=False)
        out.tolist()
        return time.perf_counter() - start

    timed(few)
    return min(timed(tokens) - timed(few) for _ in range(3)) / (tokens - few)
