"""`python -m demo.pairs list` and `check NAME`: which pairs there are, and would one fit here,
before anything is downloaded."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from demo import pairs
from demo.errors import UserError
from demo.pairs import Pair, fit, hub_answers
from demo.pairs.fit import Fit, Machine, amount
from demo.settings import read as read_settings

NVIDIA = ("nvidia-smi", "--query-gpu=memory.total", "--format=csv,noheader,nounits")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table, or what one pair takes; 1 where it does not fit, 2 where that cannot be
    told."""
    given = _parser().parse_args(arguments)
    try:
        folder = read_settings().pairs_folder
        if given.command == "list":
            print("\n".join(_list(folder)))
            return 0
        found = _look(pairs.read(given.name, folder), _machine(given.memory), given.context)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(_told(found)))
    return 0 if found.fits and not fit.no_disk(found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.pairs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="every pair under examples/pairs, and whether it is here")
    check = commands.add_parser("check", help="memory and disk that one pair takes")
    check.add_argument("name", help="a name that list prints, or the path of a folder")
    check.add_argument("--context", type=_positive, default=fit.CONTEXT,
                       help="tokens of KV cache on each side (default %(default)s)")
    check.add_argument("--memory", type=_gigabytes, metavar="GB",
                       help="reckon for a GPU of so many GB instead of this machine")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of tokens, not {text!r}")
    return int(text)


def _gigabytes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"must be a number of GB above 0, not {text!r}")
    return value


def _machine(gb: float | None) -> Machine:
    """The device that was asked about; else this machine's first GPU, or its memory."""
    if gb:
        return Machine(int(gb * 1e9), gpu=True)
    if found := _gpu_memory():
        return Machine(found, gpu=True)
    flags = Path("/proc/cpuinfo")
    told = flags.read_text() if flags.exists() else ""
    return Machine(fit.ram(), native=2 if "avx512_bf16" in told or "amx_bf16" in told else 4)


def _gpu_memory() -> int:
    """Bytes of the first NVIDIA GPU; 0 without one, or where the driver does not answer."""
    if not shutil.which(NVIDIA[0]):
        return 0
    try:
        said = subprocess.run(NVIDIA, capture_output=True, text=True, timeout=20, check=True)
        return int(said.stdout.split()[0]) * 2**20
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return 0


def _list(folder: Path) -> list[str]:
    rows = [("name", "teacher → student", "lineage", "files")]
    for name in pairs.names(folder):
        try:
            pair = pairs.read(name, folder)
        except UserError as error:
            rows.append((name, f"cannot be read: {error}", "", ""))
            continue
        models = " → ".join(spec.name for spec in pair.specs.values())
        away = sum(not spec.remote and fit.folder_of(spec) is None for spec in pair.specs.values())
        there = ("here", "one to download", "to download")[away]
        if any(spec.remote for spec in pair.specs.values()):
            there = f"remote; the other {('here', 'to download')[away]}"
        rows.append((name, models, pair.lineage, there))
    widths = [max(len(row[column]) for row in rows if row[2]) for column in range(3)]
    return ["  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)),
                       row[3]]).rstrip() for row in rows]


def _look(pair: Pair, machine: Machine, context: int) -> Fit:
    try:
        return fit.look(pair, machine, context)
    except UserError:
        raise
    except Exception as error:  # the Hub's answer, or none
        who = " or ".join(spec.model for spec in pair.specs.values()
                          if not spec.remote and not fit.folder_of(spec))
        told = hub_answers.sentence(who, error)
        raise UserError(told or f"{who} cannot be looked at: {error}.") from error


def _told(found: Fit) -> list[str]:
    room = found.machine.memory
    lines = [f"{found.pair.title}: {found.pair.lineage}"]
    for model in found.models:
        if model.spec.remote:
            lines.append(f"{model.spec.side:8} {model.spec.name}: remote, at "
                         f"{model.spec.remote.host}")
            continue
        kind = "NF4" if model.spec.quantize else "as stored, or in the device's own width"
        lines.append(f"{model.spec.side:8} {model.spec.name}: {model.size.parameters / 1e6:,.1f} M "
                     f"parameters, {amount(model.size.weights)} ({kind})")
        if model.cache is None:
            lines.append(f"{'':8} its KV cache is not told by its config and not counted")
    lines.append(f"memory   {amount(found.needed)}: {fit.parts(found)}")
    here = "not known" if room is None else amount(room)
    kind = "GPU" if found.machine.gpu else "CPU, this machine's memory"
    lines.append(f"device   {here} ({kind}): {'fits' if found.fits else 'does not fit'}")
    lines.append(f"disk     {amount(found.download)} to download, "
                 f"{amount(fit.disk())} free")
    return lines + [why for why in (fit.too_large(found), fit.no_disk(found)) if why]


if __name__ == "__main__":
    sys.exit(main())
