"""Every environment variable, read once into one frozen dataclass.

A value that was detected rather than given keeps its reason, which the page's footer shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demo.errors import UserError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """How this process runs. max_prompt: characters of the longest question; the models' context
    bounds it, too.

    pairs: those a visitor may choose; empty when nobody said. data_dir: where shared recordings
    last; None when nothing given lasts. base_url: what links begin with; empty when each request's
    own address is to be used. source_url: where the code can be read; empty when nobody said.
    behind_proxy: requests come from a proxy that names whom it saw, so places are counted by what
    it says. zerogpu: a GPU is lent for each race by a ZeroGPU Space, and this process has none.
    remote_budget: money a day for answers over the network, in the currency of a pair's prices.
    """

    host: str = "127.0.0.1"
    port: int | None = None
    share: bool = False
    pair: str = "abacus"
    pairs: tuple[str, ...] = ()
    pairs_folder: Path = ROOT / "examples" / "pairs"
    recordings_folder: Path = ROOT / "examples" / "recordings"
    results_folder: Path = ROOT / "examples" / "results"
    exams_folder: Path = ROOT / "examples" / "exams"
    max_tokens: int = 1024
    max_prompt: int = 16000
    time_limit: float = 120.0
    queue_size: int = 16
    threads: int = 0
    data_dir: Path | None = None
    recordings_repo: str = ""
    base_url: str = ""
    source_url: str = ""
    trust_proxy: bool = False
    behind_proxy: bool = False
    zerogpu: bool = False
    remote_budget: float = 1.0
    reasons: dict[str, str] = field(default_factory=dict)


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises UserError naming the variable that is wrong."""
    on_space = bool(environ.get("SPACE_ID"))
    host = environ.get("HOST") or ("0.0.0.0" if on_space else "127.0.0.1")
    threads, why = _threads(environ)
    base_url, why_url = _base_url(environ)
    data_dir, repo = _storage(environ)
    return Settings(
        host=host, port=_number(environ, "PORT", None, 0, 65535),
        share=_said(environ, "SHARE"),
        pair=environ.get("PAIR") or "abacus",
        pairs=tuple(name.strip() for name in environ.get("PAIRS", "").split(",") if name.strip()),
        max_tokens=_number(environ, "MAX_TOKENS", 1024, 1, 32768),
        max_prompt=_number(environ, "MAX_PROMPT", 16000, 1, 64000),
        time_limit=float(_number(environ, "TIME_LIMIT", 120, 1, 3600)),
        queue_size=_number(environ, "QUEUE_SIZE", 16, 1, 1000),
        remote_budget=_money(environ, "REMOTE_BUDGET", 1.0),
        threads=threads, data_dir=data_dir, recordings_repo=repo, base_url=base_url,
        source_url=_source_url(environ),
        trust_proxy=_said(environ, "TRUST_PROXY"),
        # A Space is reached through the Hub's proxy alone: all visitors come from its addresses.
        behind_proxy=on_space or _said(environ, "TRUST_PROXY"),
        # What the platform sets; its own package reads it the same way.
        zerogpu=environ.get("SPACES_ZERO_GPU", "").lower() in ("1", "t", "true"),
        reasons={"threads": why, "base_url": why_url},
    )


def _said(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "") not in ("", "0", "false")


def _base_url(environ: Mapping[str, str]) -> tuple[str, str]:
    """The address that links begin with, when it is known beforehand, and why it is that."""
    given = environ.get("BASE_URL", "").rstrip("/")
    if given:
        if not re.fullmatch(r"https?://[\w.:\[\]-]+(/[\w./~-]*)?", given):
            raise UserError(f"BASE_URL must be like https://example.org, not {given!r}.")
        return given, "BASE_URL says so"
    if host := environ.get("SPACE_HOST", ""):
        return f"https://{host}", "a Space is reached at SPACE_HOST"
    return "", "each request's own address is used"


def _source_url(environ: Mapping[str, str]) -> str:
    """Where the page's own code can be read; empty where nobody said."""
    given = environ.get("SOURCE_URL", "")
    if given and not re.fullmatch(r"https?://[^\s\"'<>]+", given):
        raise UserError(f"SOURCE_URL must be like https://example.org/code, not {given!r}.")
    space = environ.get("SPACE_ID", "")
    return given or (f"https://huggingface.co/spaces/{space}/tree/main" if space else "")


def _storage(environ: Mapping[str, str]) -> tuple[Path | None, str]:
    """Where shared recordings are kept. A Hub dataset needs a folder to work in, too."""
    repo = environ.get("RECORDINGS_REPO", "")
    if repo and not re.fullmatch(r"[\w.-]+/[\w.-]+", repo):
        raise UserError(f"RECORDINGS_REPO must be like user/dataset, not {repo!r}.")
    given = environ.get("DATA_DIR", "")
    folder = Path(given).expanduser().resolve() if given else ROOT / "data" if repo else None
    return folder, repo


def _number(environ: Mapping[str, str], name: str, default: int | None, low: int, high: int):
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or not low <= int(text) <= high:
        raise UserError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def _money(environ: Mapping[str, str], name: str, default: float) -> float:
    text = environ.get(name, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e9:
        raise UserError(f"{name} must be an amount of money a day, 0 or more, not {text!r}.")
    return value


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
