"""The bench of random weights: eager and captured decode steps, race over solo, plain generate(),
launch overhead and memory, all in one run on one device."""

from __future__ import annotations

import argparse
import json
import time
from statistics import median
from typing import Any

import torch

from demo import settings as settings_module
from demo.bench import random_models
from demo.bench.energy import Energy
from demo.bench.measure import measure
from demo.bench.report import (
    ceiling,
    print_ceilings,
    print_device,
    print_measured,
    print_memory,
    row,
    summary,
)
from demo.engine import device as devices
from demo.engine import memory
from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.recording.data import SIDES, Request

WORDS = 64  # tokens of the question, and a token is a byte
PROFILED = 8  # decode steps


def run(name: str, args: argparse.Namespace) -> dict[str, Any]:
    """Make the pair, measure every way of decoding the device has, print tables and one JSON
    object, which is returned. Raises UserError for shapes that there are not."""
    pair = random_models.pair(name)
    session = Session(settings_module.read())
    before = memory.process_totals(session.device.torch)
    loaded = {side: random_models.made(pair.specs[side], session.device, side == "student")
              for side in SIDES}
    held = memory.process_totals(session.device.torch)
    lanes = {side: Lane(loaded[side], pair, session.device) for side in SIDES}
    session.take(pair, lanes, name)
    bandwidth, source = devices.bandwidth(session.device)
    print_device(session, bandwidth, source)
    ceilings = {side: ceiling(lanes[side], bandwidth) for side in SIDES}
    print_ceilings(ceilings)
    request = Request("a" * WORDS, max_tokens=args.max_tokens)
    found: dict[str, Any] = {"random": name}
    for kind in ("graph", "eager") if session.device.kind == "cuda" else ("static", "eager"):
        chosen = session.decode(kind)
        print(f"== {chosen.why}")
        blocks, answers = measure(session, [request], args.rounds, args.burst_ms / 1000)
        rows = {side: row(session, side, blocks[side], answers[side], ceilings[side])
                for side in SIDES}
        for side in SIDES:
            rows[side]["load_s"] = loaded[side].load_seconds
            rows[side] |= steps(session, lanes[side], request)
        print_measured(rows)
        print_steps(rows)
        print_memory(session, rows, before)
        found[kind] = {**summary(session, rows, blocks), "why": chosen.why,
                       "totals": memory.process_totals(session.device.torch)}
    found["generate_tpot_ms"] = {
        side: generate(lane, request, args.max_tokens) * 1e3 for side, lane in lanes.items()}
    print("plain generate(), TPOT ms: " + ", ".join(
        f"{side} {ms:.3f}" for side, ms in found["generate_tpot_ms"].items()))
    found["totals_before"], found["totals_loaded"] = before, held
    print(json.dumps(found, ensure_ascii=False))
    return found


def steps(session: Session, lane: Lane, request: Request) -> dict[str, Any]:
    """Decode steps alone: joules a token where the device tells, and device time in a step."""
    lane.begin(request)
    lane.prefill()
    energy = Energy(session.device.torch)
    wall = [lane.step().seconds for _ in range(request.max_tokens - PROFILED - 2)]
    joules = energy.joules()
    found: dict[str, Any] = {"joules_per_token": joules if isinstance(joules, str)
                             else joules / len(wall), "step_wall_ms": median(wall) * 1e3}
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


def print_steps(rows: dict[str, dict[str, Any]]) -> None:
    for side, r in rows.items():
        parts = [f"{key} {r[key]:.3f}" if isinstance(r[key], float) else f"{key} {r[key]}"
                 for key in ("step_wall_ms", "step_device_ms", "launch_overhead_ms",
                             "joules_per_token") if key in r]
        print(f"{side:<10}" + ", ".join(parts))


@torch.inference_mode()
def generate(lane: Lane, request: Request, tokens: int) -> float:
    """TPOT in seconds of transformers' generate() with its defaults: the longer answer less the
    shorter, the best of three."""
    ids = torch.tensor([lane.loaded.tokenizer(request.prompt)["input_ids"]],
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
