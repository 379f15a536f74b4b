"""Which hardware of the Hub holds a pair, by the memory check (demo.pairs.fit)."""

from __future__ import annotations

from dataclasses import dataclass

from demo.errors import UserError
from demo.pairs import Pair, fit
from demo.pairs.fit import Machine, amount

ZEROGPU = "zero-a10g"


@dataclass(frozen=True)
class Flavour:
    """One kind of hardware: the Hub's name for it, bytes that models may take, and whether they
    run on a GPU. Its CPUs are reckoned to compute in fp32."""

    name: str
    memory: int
    gpu: bool

    @property
    def machine(self) -> Machine:
        return Machine(self.memory, self.gpu, native=2 if self.gpu else 4)


# From the Hub's pages on Spaces' hardware, the smallest first; several GPUs are none the more, for
# a pair runs on one.
FLAVOURS = tuple(Flavour(name, gb * 10**9, gpu) for name, gb, gpu in (
    (ZEROGPU, 48, True), ("cpu-basic", 16, False), ("cpu-upgrade", 32, False),
    ("t4-small", 16, True), ("t4-medium", 16, True), ("l4x1", 24, True), ("a10g-small", 24, True),
    ("a10g-large", 24, True), ("l40sx1", 48, True), ("a100-large", 80, True),
    ("rtx-pro-6000", 96, True),
))


def holding(pair: Pair) -> list[tuple[Flavour, fit.Fit]]:
    """Those that hold the pair, with what it takes there. Raises as fit.look."""
    looked = {gpu: fit.look(pair, Machine(None, gpu, native=2 if gpu else 4))
              for gpu in (True, False)}
    return [(flavour, looked[flavour.gpu]) for flavour in FLAVOURS
            if looked[flavour.gpu].needed <= flavour.memory]


def told(pair: Pair, found: list[tuple[Flavour, fit.Fit]]) -> str:
    """The least that would do of each kind, in a line."""
    if not found:
        return f"Hardware: none of one GPU holds {pair.title}."
    kinds: dict[str, str] = {}
    for flavour, one in found:
        kind = "free" if flavour.name == ZEROGPU else "gpu" if flavour.gpu else "cpu"
        note = ", free to host" if kind == "free" else ""
        kinds.setdefault(kind, f"{flavour.name} ({amount(one.needed)} of "
                               f"{flavour.memory / 1e9:.0f} GB{note})")
    return f"Hardware that holds {pair.title}: {', '.join(kinds.values())}."


def refuse_small(pair: Pair, name: str, found: list[tuple[Flavour, fit.Fit]]) -> None:
    """Raises UserError where the hardware that is asked for cannot hold the pair; what is not in
    the table is believed."""
    flavour = next((one for one in FLAVOURS if one.name == name), None)
    if flavour is None or any(one == flavour for one, _ in found):
        return
    why = fit.too_large(fit.look(pair, flavour.machine)).partition(": ")[0]
    raise UserError(f"{why.replace('this device', name)}. {told(pair, found)}")
