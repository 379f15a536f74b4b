"""How both lanes take their decode steps, chosen once for a pair, with the reason.

eager: the KV cache grows and every kernel is launched from Python. static: the cache has its whole
length from the start. graph: static, and the step is captured once as a CUDA graph and replayed,
for at batch 1 an eager step on a large GPU measures the launches and not the model.
Both lanes go the same way: a captured student beside an eager teacher would be no race.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from transformers import StaticCache
from transformers.cache_utils import StaticLayer

from demo.engine import precision_labels

log = logging.getLogger(__name__)
KINDS = ("eager", "static", "graph")
HOW = {
    "eager": "decode steps run eagerly, with a KV cache that grows",
    "static": "decode steps run eagerly, with a KV cache of fixed length",
    "graph": "decode steps are replayed as CUDA graphs, with a KV cache of fixed length",
}
# Cache lengths in tokens: a step attends to the whole length, so it stays near the need, and a
# captured step belongs to one length, so there are few of them.
LENGTHS = tuple(2**power for power in range(10, 21))


@dataclass(frozen=True)
class Decoding:
    """One of KINDS, and the sentence that says so and why."""

    kind: str = "eager"
    why: str = ""


class Decoder(Protocol):
    """What is asked of a lane here; tests script it."""

    side: str
    loaded: Any

    def use(self, decoding: Decoding) -> None: ...


def settle(lanes: Iterable[Decoder], device_kind: str, wanted: str = "") -> Decoding:
    """Choose for these lanes, and let them all use it; `wanted`: one of KINDS instead of what is
    fastest on the device. What a model forbids, or fails in, is run eagerly on every side."""
    lanes = list(lanes)
    chosen = choose(lanes, device_kind, wanted)
    try:
        for lane in lanes:
            lane.use(chosen)
    except Exception as error:  # Whatever a driver, a kernel or a model says of being captured.
        return fall_back(lanes, lane.side, chosen, error)
    return chosen


def fall_back(
    lanes: Iterable[Decoder], side: str, tried: Decoding, error: Exception
) -> Decoding:
    """All of them eager, because this side failed at what was `tried`, before a race or at the
    longer cache of a longer answer."""
    log.warning("the %s's decode steps could not be %s", side, tried.kind, exc_info=error)
    what = "captured" if tried.kind == "graph" else "run with a cache of fixed length"
    eager = Decoding("eager", f"{HOW['eager']}, because the {side}'s could not be {what}")
    for lane in lanes:
        lane.use(eager)
    return eager


def choose(lanes: Iterable[Decoder], device_kind: str, wanted: str = "") -> Decoding:
    """The kind of decode step for these lanes, before any was tried."""
    fastest = "graph" if device_kind == "cuda" else "eager"
    kind = wanted or fastest
    if kind == "graph" and device_kind != "cuda":
        return Decoding("eager", f"{HOW['eager']}, because only a GPU replays graphs")
    if kind != "eager":
        for lane in lanes:
            if why := obstacle(lane.loaded.model):
                return Decoding("eager", f"{HOW['eager']}, because the {lane.side} {why}")
    return Decoding(kind, HOW[kind])


def obstacle(model: Any) -> str:
    """What keeps this model from a cache of fixed length and a captured step; "" for nothing."""
    if precision_labels.shares(model)[0] == "int8":
        return "has 8-bit layers, which ask the host at every step"
    try:
        layers = StaticCache(config=model.config, max_cache_len=LENGTHS[0]).layers
    except Exception:  # A config that it cannot be made from.
        return "takes no cache of fixed length"
    # Windows keep a count on the host that picks branches, and recurrent states are written
    # elsewhere: captured, they would be silently wrong.
    odd = next((type(layer).__name__ for layer in layers if type(layer) is not StaticLayer), "")
    return f"keeps what it has read in a {odd}" if odd else ""


def length_for(need: int, context: float) -> int:
    """The length of a cache that holds `need` tokens, at most the model's own context."""
    fitting = next((length for length in LENGTHS if length >= need), need)
    return int(max(min(fitting, context), 1))
