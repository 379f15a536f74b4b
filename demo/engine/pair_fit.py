"""Is a pair here, and can this device hold it? Asked before another pair is unloaded for it, and
before a page lists it. Imports no torch.

What a model will take is estimated from below: nothing that could fit is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from demo import model_folders
from demo.engine import hub_files
from demo.pairs import ModelSpec, Pair

# Of a stored byte, when it is quantised while loading: 4.5 bits for a weight of 32.
QUANTISED = 4.5 / 32
CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def folder_of(spec: ModelSpec) -> Path | None:
    """Where a model's files are on this machine; None when it would have to be downloaded."""
    return spec.path or hub_files.snapshot(spec.model, spec.revision)


def least(spec: ModelSpec) -> int:
    """The fewest bytes its weights can take. Looks at the files that are here, else asks the Hub.
    Raises UserError for damaged files, ConnectionError or the Hub's own error for a Hub model."""
    who, folder = f"The {spec.side} {spec.model}", folder_of(spec)
    if folder is None:
        hub_files.reach(spec.model, spec.revision)
        stored, told = hub_files.weight_bytes(spec.model, spec.revision), {}
    else:
        told = model_folders.config(folder, who)
        stored = sum(file.stat().st_size for file in model_folders.files(folder, who))
    quantised = bool(told.get("quantization_config"))
    return int(stored * QUANTISED) if spec.quantize and not quantised else stored


def too_large(pair: Pair, needed: int, room: int | None) -> str:
    """Why the pair cannot fit, "" when it may. `needed` and `room` in bytes."""
    if room is None or needed <= room:
        return ""
    return (f"{pair.title} needs {needed / 1e9:.1f} GB for its weights alone, and this device has "
            f"{room / 1e9:.1f} GB: choose a smaller pair.")


def ram() -> int | None:
    """Bytes of memory that this process may use: the machine's, or less in a container; None when
    the system does not tell."""
    try:
        bytes_of_ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    for path in CGROUPS:
        try:
            text = Path(path).read_text().strip()
        except OSError:
            continue
        if text.isdecimal():
            bytes_of_ram = min(bytes_of_ram, int(text))
    return bytes_of_ram


def left_out(pair: Pair, room: int | None) -> str:
    """Why a page should not offer a sound pair: its models would have to be downloaded, or they
    cannot fit; "" when it may. Raises UserError for damaged files. Asks no Hub."""
    away = [spec.model for spec in pair.specs.values() if folder_of(spec) is None]
    if away:
        return f"{' and '.join(away)} not downloaded yet; PAIRS or PAIR must name the pair"
    needed = sum(least(spec) for spec in pair.specs.values())
    return too_large(pair, needed, room)
