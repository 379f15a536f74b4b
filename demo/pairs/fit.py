"""Is a pair here, and can this device hold it? Asked before another pair is unloaded for it,
before a page lists it, and before anything is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from huggingface_hub import constants

from demo import model_folders
from demo.pairs import hub_files, model_size, remote_toml
from demo.pairs.model_size import Size
from demo.pairs.pair import ModelSpec, Pair

CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
CONTEXT = 4096  # tokens of KV cache reckoned with, unless others are asked for
WORKING = 300_000_000  # bytes: activations, logits, one matrix unpacked
CUDA = 700_000_000  # bytes: the context of a CUDA process with its libraries


@dataclass(frozen=True)
class Machine:
    """Where a pair is to run. memory: bytes, None where it is not known; native: bytes of the
    compute dtype."""

    memory: int | None
    gpu: bool = False
    native: int = 2


@dataclass(frozen=True)
class Model:
    """One side as it would run there. cache: bytes at the context that was asked for, None where
    its config does not tell; download: bytes still to be fetched."""

    spec: ModelSpec
    size: Size
    cache: int | None
    download: int


@dataclass(frozen=True)
class Fit:
    """A pair on a machine, in bytes."""

    pair: Pair
    machine: Machine
    models: tuple[Model, ...]
    context: int  # tokens: as many as were asked for, or the most that either side reads

    @property
    def weights(self) -> int:
        return sum(model.size.weights for model in self.models)

    @property
    def cache(self) -> int:
        return sum(model.cache or 0 for model in self.models)

    @property
    def working(self) -> int:
        return WORKING + (CUDA if self.machine.gpu else 0)

    @property
    def needed(self) -> int:
        return self.weights + self.cache + self.working

    @property
    def fits(self) -> bool:
        return self.machine.memory is None or self.needed <= self.machine.memory

    @property
    def download(self) -> int:
        return sum(model.download for model in self.models)


def folder_of(spec: ModelSpec) -> Path | None:
    """Where a model's files are on this machine; None when it would have to be downloaded, or runs
    elsewhere."""
    if spec.remote:
        return None
    return spec.path or hub_files.snapshot(spec.model, spec.revision)


def look(pair: Pair, machine: Machine, context: int = CONTEXT) -> Fit:
    """What the pair takes on a machine. Reads headers, of models that are not here from the Hub.
    Raises UserError for damaged files, ConnectionError or the Hub's own error for a Hub model."""
    models = tuple(look_at(spec, machine, context) for spec in pair.specs.values())
    return Fit(pair, machine, models, read(models, context))


def read(models: Iterable[Model], context: int) -> int:
    """Of `context` tokens, as many as one of the sides can read at all."""
    most = [model.size.context or context for model in models]
    return min(context, max(most))


def look_at(spec: ModelSpec, machine: Machine, context: int = CONTEXT) -> Model:
    """The same of one side; one that runs elsewhere takes nothing here."""
    if spec.remote:
        return Model(spec, Size(0, 0, 0), 0, 0)
    who, folder = f"The {spec.side} {spec.model}", folder_of(spec)
    if folder is None:
        hub_files.reach(spec.model, spec.revision)
        sizes = hub_files.sizes(spec.model, spec.revision)
        config = hub_files.config(spec.model, spec.revision)
        tensors, download = hub_files.stored(spec.model, spec.revision), sum(sizes.values())
    else:
        config, tensors = model_folders.config(folder, who), model_folders.stored(folder, who)
        download = 0
    width = model_size.width(config, spec.dtype, machine.gpu, machine.native)
    size = model_size.size(tensors, config, bool(spec.quantize), width)
    tokens = min(context, size.context or context)
    return Model(spec, size, model_size.cache(config, tokens, width), download)


def too_large(found: Fit) -> str:
    """Why the pair cannot fit, in numbers, with what would; "" when it may."""
    if found.fits:
        return ""
    return (f"{found.pair.title} needs {amount(found.needed)} ({parts(found)}), and this "
            f"device has {amount(found.machine.memory)}: {_instead(found)}")


def parts(found: Fit) -> str:
    """What the bytes are for: "teacher 16.4 GB, student 0.6 GB, …"."""
    sides = [f"{model.spec.side} {amount(model.size.weights)}" for model in found.models
             if not model.spec.remote]
    cache = f"KV cache of {found.context:,} tokens {amount(found.cache)}"
    return ", ".join([*sides, cache, f"working room {amount(found.working)}"])


def in_4_bits(pair: Pair) -> Pair:
    """The pair with its teacher in NF4, too."""
    specs = {side: spec if spec.remote else replace(spec, quantize="nf4")
             for side, spec in pair.specs.items()}
    return replace(pair, specs=specs)


def _instead(found: Fit) -> str:
    smaller = look(in_4_bits(found.pair), found.machine, found.context)
    if smaller.needed < found.needed and smaller.fits:
        return ("choose a smaller pair, or set quantize = \"nf4\" for the teacher, too "
                f"({amount(smaller.needed)}).")
    return "choose a smaller pair."


def no_disk(found: Fit) -> str:
    """Why what is still to be downloaded has no room on the disk; "" when it has."""
    free = disk()
    if found.download <= free:
        return ""
    return (f"{found.pair.title} takes {amount(found.download)} of disk to download, and "
            f"{constants.HF_HUB_CACHE} has {amount(free)} free: make room, or set HF_HOME to "
            "a folder on a larger disk.")


def disk() -> int:
    """Free bytes where downloads are kept."""
    folder = Path(constants.HF_HUB_CACHE)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def amount(count: int | None) -> str:
    """"65.5 GB", or in MB below a tenth of one; in powers of ten."""
    value = count or 0
    return f"{value / 1e9:.1f} GB" if value >= 1e8 else f"{value / 1e6:.1f} MB"


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


def left_out(pair: Pair, machine: Machine) -> str:
    """Why a page should not offer a sound pair: its models would have to be downloaded, or they
    cannot fit; "" when it may. Raises UserError for damaged files. Asks no Hub."""
    for spec in pair.specs.values():
        if spec.remote and (variable := remote_toml.lacking(spec.remote)):
            return f"the environment variable {variable} is not set: it holds the {spec.side}'s key"
    away = [spec.model for spec in pair.specs.values()
            if not spec.remote and folder_of(spec) is None]
    if away:
        return f"{' and '.join(away)} not downloaded yet; PAIRS or PAIR must name the pair"
    return too_large(look(pair, machine))
