"""Every environment variable, read once into one frozen dataclass.

A value that was detected rather than given keeps its reason, which the page's footer shows.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demo.errors import UserError

ROOT = Path(__file__).resolve().parent.parent
MAX_PROMPT_CHARACTERS = 4000


@dataclass(frozen=True)
class Settings:
    """How this process runs. `limits` are the most a visitor may ask for."""

    host: str = "127.0.0.1"
    port: int | None = None
    share: bool = False
    pair: str = "abacus"
    pairs_folder: Path = ROOT / "examples" / "pairs"
    recordings_folder: Path = ROOT / "examples" / "recordings"
    results_folder: Path = ROOT / "examples" / "results"
    max_tokens: int = 512
    time_limit: float = 120.0
    queue_size: int = 16
    threads: int = 0
    reasons: dict[str, str] = field(default_factory=dict)


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises UserError naming the variable that is wrong."""
    on_space = bool(environ.get("SPACE_ID"))
    host = environ.get("HOST") or ("0.0.0.0" if on_space else "127.0.0.1")
    threads, why = _threads(environ)
    return Settings(
        host=host, port=_number(environ, "PORT", None, 0, 65535),
        share=environ.get("SHARE", "") not in ("", "0", "false"),
        pair=environ.get("PAIR") or "abacus",
        max_tokens=_number(environ, "MAX_TOKENS", 512, 1, 32768),
        time_limit=float(_number(environ, "TIME_LIMIT", 120, 1, 3600)),
        queue_size=_number(environ, "QUEUE_SIZE", 16, 1, 1000),
        threads=threads, reasons={"threads": why},
    )


def _number(environ: Mapping[str, str], name: str, default: int | None, low: int, high: int):
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or not low <= int(text) <= high:
        raise UserError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def _threads(environ: Mapping[str, str]) -> tuple[int, str]:
    given = _number(environ, "THREADS", None, 1, 1024)
    if given:
        return given, "THREADS says so"
    cores = _cores()
    if cores == 1:
        return 1, "there is one core"
    return cores - 1, f"one of {cores} cores is left to the page, so that watching costs no speed"


def _cores() -> int:
    # A container may be given fewer cores than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
