"""A real chat model's numbers: ours against generate(), a second turn against one from nothing,
late tokens against early ones, the ledger against bytes counted from config.json alone.

    python -m tests.bench.conversation        # SmolLM2-135M and its NF4 self, some minutes

Ratios of medians within one run, blocks of both ways alternating (ABBA). The last line is JSON.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from statistics import median
from typing import Any

import torch

from demo.engine.lane import Lane
from demo.engine.session import Session
from demo.recording.data import SIDES, Recording, Request
from demo.recording.growing import turns
from demo.settings import Settings
from tests import real_model

LONG = "Tell me, in a long and detailed story, how a river is born in the hills and dies at sea."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blocks", type=int, default=6, help="of each way")
    parser.add_argument("--tokens", type=int, default=32, help="of a block")
    args = parser.parse_args()
    session, pair = Session(Settings(threads=1, time_limit=600)), str(real_model.made())
    session.load(pair)
    found: dict[str, Any] = {"threads": 1, "device": session.device.name}
    for side in SIDES:
        found[side] = {"ours_over_generate": _loops(session.lanes[side], args)}
    whole = _last(session, Request(LONG, max_tokens=500, time_limit=600), pair)
    for side in SIDES:
        found[side] |= _late(whole, side)
        found[side]["ledger_over_hand"] = _ledger(whole, side, session)
    _second_turn(session, pair, args.blocks, found)
    for side in SIDES:
        print(side, *(f"{name} {value:.2f}" for name, value in found[side].items()))
    print(json.dumps(found))


def _last(session: Session, request: Request, pair: str) -> Recording:
    *_, last = session.compare(request, pair)
    return last


def _loops(lane: Lane, args: argparse.Namespace) -> float:
    """Our decode steps over generate()'s, both with what is around them."""
    request = Request(LONG, max_tokens=args.tokens)
    ours, theirs = [], []
    for block in range(2 * args.blocks):
        (ours if block % 4 in (0, 3) else theirs).append(
            (_ours if block % 4 in (0, 3) else _theirs)(lane, request, args.tokens))
    return median(ours) / median(theirs)


def _ours(lane: Lane, request: Request, tokens: int) -> float:
    lane.reset()
    lane.begin(request)
    lane.prefill()
    start = time.perf_counter()
    for _ in range(tokens):
        lane.step()
    return (time.perf_counter() - start) / tokens


def _theirs(lane: Lane, request: Request, tokens: int) -> float:
    """generate() with `tokens` more than one token, less generate() with one."""
    lane.begin(request)
    ids = torch.tensor([lane.prompt])

    def taken(count: int) -> float:
        start = time.perf_counter()
        with torch.inference_mode():
            lane.loaded.model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False,
                                       min_new_tokens=count, max_new_tokens=count)
        return time.perf_counter() - start

    one = taken(1)
    return (taken(tokens + 1) - one) / tokens


def _late(whole: Recording, side: str) -> dict[str, float]:
    """Tokens 400 to 500 against 1 to 50, and the bytes they read against each other."""
    answer = whole.answers[side]
    steps, memory = answer.seconds, answer.memory
    held = (memory.weights + memory.quantization_state + memory.embeddings + memory.unquantized)
    late, early = slice(400, 500), slice(1, 51)
    if len(steps) < 450:
        return {"late_over_early": float("nan"), "bytes_late_over_early": float("nan")}
    read = [held + memory.kv_at(answer.held(known)) for known in range(1, len(steps) + 1)]
    return {"late_over_early": median(steps[late]) / median(steps[early]),
            "bytes_late_over_early": median(read[late]) / median(read[early])}


def _ledger(whole: Recording, side: str, session: Session) -> float:
    """What the side is said to hold at its end, over the same counted by hand."""
    answer, width = whole.answers[side], session.device.dtype.itemsize
    config = json.loads((real_model.FOLDER / "model" / "config.json").read_text())
    tokens = answer.prompt_tokens + len(answer.tokens) - 1  # nobody has read the newest yet
    memory = answer.memory
    said = (memory.weights + memory.quantization_state + memory.embeddings + memory.unquantized
            + memory.kv_cache)
    # The fused kernel of some CPUs keeps a block's absmax in bf16.
    fused = any(getattr(module, "support_avx512bf16_for_cpu", False)
                for module in session.lanes[side].loaded.model.modules())
    absmax = (2 if fused else 4) if side == "student" else None
    return said / by_hand(config, width, tokens, absmax)


def by_hand(config: dict[str, Any], width: int, tokens: int, absmax: int | None) -> float:
    """Bytes of a Llama with a tied head and of its KV cache. width: bytes of a number; absmax: in
    NF4 a weight takes half a byte, and a block of 64 one absmax of so many; None: not in NF4."""
    wide, layers = config["hidden_size"], config["num_hidden_layers"]
    head = wide // config["num_attention_heads"]
    keys = config["num_key_value_heads"] * head
    linear = layers * wide * (2 * wide + 2 * keys + 3 * config["intermediate_size"])
    other = config["vocab_size"] * wide + (2 * layers + 1) * wide
    weights = linear * (0.5 + absmax / 64) if absmax else linear * width
    return weights + other * width + 2 * layers * keys * width * tokens


def _second_turn(session: Session, pair: str, blocks: int, found: dict[str, Any]) -> None:
    """TTFT of a second turn after a first of some 300 tokens, over the same text from nothing."""
    first = _last(session, Request(LONG, max_tokens=260, time_limit=600), pair)
    second = dataclasses.replace(
        first.request, prompt="And who lives beside it?", max_tokens=2, earlier=turns(first))
    kept: dict[str, list[float]] = {side: [] for side in SIDES}
    anew: dict[str, list[float]] = {side: [] for side in SIDES}
    for _ in range(blocks):
        for lane in session.lanes.values():
            lane.reset()
        afresh = _last(session, second, pair)
        session_first = _last(session, dataclasses.replace(first.request), pair)
        going_on = _last(session, dataclasses.replace(second, earlier=turns(session_first)), pair)
        for side in SIDES:
            anew[side].append(afresh.answers[side].seconds[0])
            kept[side].append(going_on.answers[side].seconds[0])
            found[side] |= {"tokens_kept": going_on.answers[side].kept,
                            "prompt_tokens": going_on.answers[side].prompt_tokens}
    for side in SIDES:
        found[side]["second_turn_over_anew"] = median(kept[side]) / median(anew[side])


if __name__ == "__main__":
    main()
