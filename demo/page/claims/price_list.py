"""Example prices, with their sources and dates: what the fields of the cost panel begin with."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.pairs import Pair
from demo.recording.data import SIDES, Recording

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = Path(__file__).with_name("example_prices.toml")


@dataclass(frozen=True)
class Example:
    """A price to begin with: an hour's, or those of a million tokens, in `currency`; from a pair's
    own file it has no source but that."""

    name: str
    currency: str
    date: str
    source: str = ""
    hour: float | None = None
    reading: float | None = None
    writing: float | None = None


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def hourly(recording: Recording | None) -> Example | None:
    """An hour of a device like the one that a recording was made on; None where none is known."""
    kind = recording.device.get("kind") if recording else None
    row = next((row for row in _rows()["hour"]
                if row["kind"] == kind and row["device"] in recording.device_name), None)
    return Example(row["name"], row["currency"], row["date"], row["source"],
                   hour=row["price"]) if row else None


def metered() -> Example:
    """Tokens of some API."""
    row = _rows()["tokens"][0]
    return Example(row["name"], row["currency"], row["date"], row["source"],
                   reading=row["reading"], writing=row["writing"])


def of_pair(pair: Pair | None) -> dict[str, Example]:
    """By side, where the pair's own file has prices of one."""
    found = {}
    for side in SIDES if pair else ():
        remote = pair.specs[side].remote
        if remote and (remote.price_in or remote.price_out):
            found[side] = Example(pair.specs[side].name, remote.currency, remote.price_date,
                                  reading=remote.price_in, writing=remote.price_out)
    return found
