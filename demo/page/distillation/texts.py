"""The words of the Distillation tab, and numbers as it writes them."""

from __future__ import annotations

from typing import Any

from demo.page.distillation import chinese, english, names
from demo.page.figures import count

TEXTS: dict[str, dict[str, Any]] = {
    "en": {**english.TEXTS, "subjects": names.ENGLISH},
    "zh": {**chinese.TEXTS, "subjects": names.CHINESE},
}
# Between a number and its unit, so that a line never breaks there.
GAP = "\u00a0"


def words(language: str) -> dict[str, Any]:
    """The texts of one language; English when it is none of ours."""
    return TEXTS.get(language, TEXTS["en"])


def subject(name: str, texts: dict[str, Any]) -> str:
    """A subject in words; one that has no word yet is called by its name in the results."""
    return texts["subjects"].get(name, name.replace("_", " "))


def percent(share: float) -> str:
    """0.9733 -> "97.3 %"; a share is exactly 0 or 100 % only where it reads so."""
    shown = f"{100 * share:.1f}"
    if shown == "100.0" and share < 1:
        shown = ">99.9"
    elif shown == "0.0" and share > 0:
        shown = "<0.1"
    return f"{shown.removesuffix('.0')}{GAP}%"


def whole_percent(share: float) -> str:
    """For small print beside a bar: "97"; rounding never makes a 100 or a 0 of what is none."""
    shown = round(100 * share)
    return str(min(99, shown) if share < 1 and shown >= 100 else max(1, shown) if share else 0)


def times(ratio: float) -> str:
    return f"{ratio:.1f}×" if ratio < 100 else f"{ratio:,.0f}×"


def number(value: float) -> str:
    """A count in full up to 99,999, beyond that "4.5 M"."""
    return f"{value:,.0f}" if value < 100_000 else count(int(value)).replace(" ", GAP)


def size(bytes_held: float) -> str:
    """Bytes as kB (10^3) or MB (10^6)."""
    kilo = bytes_held / 1e3
    value, unit = (kilo, "kB") if kilo < 1000 else (kilo / 1e3, "MB")
    return f"{value:.1f}{GAP}{unit}" if value < 100 else f"{value:,.0f}{GAP}{unit}"


def span(seconds: float, texts: dict[str, Any]) -> tuple[str, str]:
    """Seconds as (number, unit): whole minutes from two minutes on."""
    if seconds < 120:
        return f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.1f}", texts["seconds"]
    return f"{seconds / 60:,.0f}", texts["minutes"]
