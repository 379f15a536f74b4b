"""The ceiling, the tables and the JSON object of a bench run."""

from __future__ import annotations

import dataclasses
from statistics import median
from typing import Any

from demo.bench.measure import Blocks
from demo.engine import memory
from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.errors import UserError
from demo.recording.data import SIDES, Answer
from demo.recording.metrics import memory_total

MB = 1e6


def ceiling(lane: Lane, bandwidth: float | None, context: int = 64) -> dict[str, Any]:
    """What a decode step must read at a short context, and the speed memory alone would allow."""
    weights = memory.matmul_bytes(lane.loaded.model)
    read = weights + lane.growth.fixed + context * lane.growth.per_token
    return {
        "bytes_per_token": read, "weights_read": weights, "context": context,
        "bandwidth": bandwidth, "ceiling_tokens_per_s": bandwidth / read if bandwidth else None,
    }


def row(
    session: Session, side: str, blocks: Blocks, answer: Answer, roof: dict[str, Any]
) -> dict[str, Any]:
    """One side's figures. Raises UserError where no answer had two tokens to time."""
    if not blocks.solo:
        raise UserError(f"The {side} answered no prompt with two tokens: give longer prompts.")
    card = session.lanes[side].loaded.card
    tpot, bandwidth = median(blocks.race), roof["bandwidth"]
    slices = dataclasses.asdict(answer.memory)
    return {
        "name": card.name, "parameters": card.parameters, "dtype": card.dtype,
        "quantization": card.quantization, "blocks": len(blocks.solo), **roof,
        "ttft_solo_ms": median(blocks.solo_ttft) * 1e3,
        "ttft_race_ms": median(blocks.race_ttft) * 1e3,
        "tpot_solo_ms": median(blocks.solo) * 1e3, "tpot_race_ms": tpot * 1e3,
        "output_tokens_per_s": 1 / tpot, "race_over_solo": blocks.ratio(),
        "mbu": roof["bytes_per_token"] / tpot / bandwidth if bandwidth else None,
        "memory": {**slices, "total": memory_total(answer.memory)},
    }


def summary(session: Session, rows: dict, blocks: dict[str, Blocks]) -> dict[str, Any]:
    assert session.blank is not None, "the pair is loaded"
    return {
        "device": session.device_table(), **rows,
        "race_over_solo": {side: blocks[side].ratio() for side in SIDES},
        "versions": session.blank.versions,
    }


def print_device(session: Session, bandwidth: float | None, source: str) -> None:
    device = session.device
    print(f"{device.name} ({device.kind}): {'; '.join(session.device_table()['reasons'])}")
    known = f"{bandwidth / 1e9:.1f} GB/s, {source}" if bandwidth else source
    print(f"memory bandwidth: {known}\n")


def print_ceilings(ceilings: dict[str, dict[str, Any]]) -> None:
    print(f"{'ceiling':<10}{'read MB/token':>15}{'tokens/s at most':>19}")
    for side, c in ceilings.items():
        most = f"{c['ceiling_tokens_per_s']:.0f}" if c["bandwidth"] else "not known"
        print(f"{side:<10}{c['bytes_per_token'] / MB:>15.3f}{most:>19}")
    print()


COLUMNS = (
    ("TTFT solo ms", "ttft_solo_ms", ".2f"), ("TTFT race ms", "ttft_race_ms", ".2f"),
    ("TPOT solo ms", "tpot_solo_ms", ".3f"), ("TPOT race ms", "tpot_race_ms", ".3f"),
    ("race/solo", "race_over_solo", ".3f"), ("tokens/s", "output_tokens_per_s", ".1f"),
    ("MBU %", "mbu", ".2%"), ("load s", "load_s", ".2f"),
)


def print_measured(rows: dict[str, dict[str, Any]]) -> None:
    print(f"{'measured':<10}" + "".join(f"{title:>14}" for title, _, _ in COLUMNS))
    for side, r in rows.items():
        cells = (format(r[key], f) if r[key] is not None else "not known" for _, key, f in COLUMNS)
        print(f"{side:<10}" + "".join(f"{cell:>14}" for cell in cells))
    print()


SLICES = ("weights", "quantization_state", "embeddings", "unquantized", "kv_cache", "working_peak",
          "total")


def print_memory(session: Session, rows: dict[str, dict[str, Any]], before: dict) -> None:
    print(f"{'memory MB':<10}" + "".join(f"{name.replace('_', ' '):>20}" for name in SLICES))
    for side, r in rows.items():
        values = (r["memory"][name] for name in SLICES)
        cells = ("not measured" if v is None else f"{v / MB:.3f}" for v in values)
        print(f"{side:<10}" + "".join(f"{cell:>20}" for cell in cells))
    after = memory.process_totals(session.device.torch)
    held = sum(r["memory"]["total"] for r in rows.values())
    print(f"sum of both ledgers: {held / MB:.1f} MB")
    for name, value in after.items():
        grown = ""
        if isinstance(value, int) and isinstance(before.get(name), int):
            grown = f" ({(value - before[name]) / MB:+.1f} MB with loading)"
        shown = f"{value / MB:.1f} MB" if isinstance(value, int) else value
        print(f"process {name}, shared by both sides: {shown}{grown}")
    print()
