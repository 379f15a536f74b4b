"""Numbers as every page, picture, table and sentence writes them, in both languages.

One unit per quantity, no more digits than were measured: ms for a token, s for an answer, tok/s for
speed, MB = 10^6 bytes for memory. demo/drawing/number_formats.js has copies of `rate`, `seconds`
and `megabytes`; a test holds them against these.
"""

from __future__ import annotations

import math
from typing import Any

NOT_YET = "–"
# Between a number and its unit, so that a line never breaks there.
GAP = "\u00a0"


def milliseconds(seconds: float | None) -> str:
    """0.0213 -> "21"; below ten one decimal is kept."""
    if seconds is None:
        return NOT_YET
    return _short(seconds * 1e3)


def rate(per_second: float | None) -> str:
    """Tokens or characters per second."""
    return NOT_YET if per_second is None else _short(per_second)


def seconds(value: float | None) -> str:
    if value is None:
        return NOT_YET
    return f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def megabytes(size: int | None) -> str:
    """Bytes as MB; a size that is not zero never reads as zero."""
    if size is None:
        return NOT_YET
    value = size / 1e6
    if not size:
        return "0"
    if 0 < value < 0.05:
        return f"{value:.3f}" if value >= 0.0005 else "<0.001"
    return f"{value:.1f}" if value < 1000 else f"{value:,.0f}"


def count(value: int) -> str:
    """A number of parameters: 19_300_000 -> "19.3 M"."""
    for size, name in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if value >= size:
            return f"{value / size:.1f} {name}"
    return str(value)


def millions(value: int) -> str:
    """Parameters of two models side by side, in one unit where that can be read: "0.4 M"."""
    return f"{value / 1e6:.1f} M" if 1e5 <= value < 1e6 else count(value)


def _short(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def times(value: float) -> str:
    """A ratio for reading: 1.9, 12, 340."""
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def hundredths(value: float) -> str:
    """A ratio near one: 1.87, 0.96, 12.4."""
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}"


def share(value: float) -> str:
    """From 0 to 1 in two digits, and near 1 in as many as tell it from 1 and from its like: 0.87,
    0.9933, 0.99996; only what is exactly 1 reads so."""
    digits = 2 if value < 0.985 or value >= 1 else min(6, math.ceil(-math.log10(1 - value)) + 1)
    shown = f"{value:.{digits}f}"
    if float(shown) == 1 > value:
        return f"0.{'9' * digits}+"
    return shown[:4] + shown[4:].rstrip("0")


def about(value: int) -> str:
    """A whole number as one says it: two digits of it, 900 or 1,200 or 36."""
    digits = max(0, len(str(value)) - 2)
    return f"{value // 10**digits * 10**digits:,}"


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


def money(amount: float) -> str:
    """An amount of any size in plain digits: "1.25", "0.000076"."""
    if not amount:
        return "0"
    # Two digits that tell something, and cents at least.
    places = max(2, 1 - math.floor(math.log10(amount)))
    return f"{amount:.{min(places, 12)}f}"


def whole_percent(share: float) -> str:
    """For small print beside a bar: "97"; rounding never makes a 100 or a 0 of what is none."""
    shown = round(100 * share)
    return str(min(99, shown) if share < 1 and shown >= 100 else max(1, shown) if share else 0)


def ratio(value: float) -> str:
    """Of two sizes: 8.5, 29.7, 1,234."""
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def number(value: float) -> str:
    """A count in full below a million, from there on "4.5 M"."""
    if value < 1e6:
        return f"{value:,.0f}"
    return count(int(value)).replace(" ", GAP).replace(f".0{GAP}", GAP)


def size(bytes_held: float) -> str:
    """Bytes as kB (10^3), MB (10^6) or GB (10^9)."""
    kilo = bytes_held / 1e3
    value, unit = (kilo, "kB") if kilo < 1000 else (kilo / 1e3, "MB")
    value, unit = (value / 1e3, "GB") if kilo >= 1e6 else (value, unit)
    shown = f"{value:.1f}".removesuffix(".0") if value < 100 else f"{value:,.0f}"
    return f"{shown}{GAP}{unit}"


def span(seconds: float, texts: dict[str, Any]) -> tuple[str, str]:
    """Seconds as (number, unit): whole minutes from two minutes on."""
    if seconds < 120:
        return f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.1f}", texts["seconds"]
    return f"{seconds / 60:,.0f}", texts["minutes"]


def short_count(value: float) -> str:
    """For the marks of an axis: 10000 as "10k"."""
    return f"{value / 1e6:g}M" if value >= 1e6 else f"{value / 1e3:g}k" if value >= 1e3 else \
        f"{value:g}"


def signed(points: float) -> str:
    """-6 as "−6", 1.5 as "+1.5"; zero has no sign."""
    rounded = round(points, 1) + 0.0
    return f"{'−' if rounded < 0 else '+' if rounded else ''}{abs(rounded):g}"


def nats(value: float) -> str:
    """Two decimals from a tenth on, three digits of what is smaller."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3g}"


def p_value(chance: float) -> str:
    """With its sign: "= 0.0023", "< 0.0001"."""
    return f"={GAP}{chance:.2g}" if chance >= 1e-4 else f"<{GAP}0.0001"


def measured_percent(share: float | None) -> str:
    """For a terminal and a model card: "88.7 %", or that it was not measured."""
    return "not measured" if share is None else f"{100 * share:.1f} %"
