"""The words of the Distillation tab, and numbers as it writes them."""

from __future__ import annotations

from typing import Any

from demo.words import results_chinese, results_english, subject_names
from demo.words.formats import count

TEXTS: dict[str, dict[str, Any]] = {
    "en": {**results_english.TEXTS, "subjects": subject_names.ENGLISH},
    "zh": {**results_chinese.TEXTS, "subjects": subject_names.CHINESE},
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
    """0.9733 -> "97.3 %"; only what is exactly 0 or 100 % is written without a decimal."""
    shown = f"{100 * share:.1f}"
    if share in (0, 1):
        shown = shown.removesuffix(".0")
    elif shown == "0.0":
        shown = "<0.1"
    elif shown == "100.0" and share < 1:
        shown = ">99.9"
    return f"{shown}{GAP}%"


def whole_percent(share: float) -> str:
    """For small print beside a bar: "97"; rounding never makes a 100 or a 0 of what is none."""
    shown = round(100 * share)
    return str(min(99, shown) if share < 1 and shown >= 100 else max(1, shown) if share else 0)


def ratio(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def number(value: float) -> str:
    """A count in full below a million, from there on "4.5 M"."""
    if value < 1e6:
        return f"{value:,.0f}"
    return count(int(value)).replace(" ", GAP).replace(f".0{GAP}", GAP)


def size(bytes_held: float) -> str:
    """Bytes as kB (10^3) or MB (10^6)."""
    kilo = bytes_held / 1e3
    value, unit = (kilo, "kB") if kilo < 1000 else (kilo / 1e3, "MB")
    shown = f"{value:.1f}".removesuffix(".0") if value < 100 else f"{value:,.0f}"
    return f"{shown}{GAP}{unit}"


def span(seconds: float, texts: dict[str, Any]) -> tuple[str, str]:
    """Seconds as (number, unit): whole minutes from two minutes on."""
    if seconds < 120:
        return f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.1f}", texts["seconds"]
    return f"{seconds / 60:,.0f}", texts["minutes"]
