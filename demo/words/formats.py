"""Numbers as the page writes them: one unit per quantity, no more digits than were measured.

ms for a token, s for an answer, tok/s for speed, MB = 10^6 bytes for memory.
"""

from __future__ import annotations

NOT_YET = "–"


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


def _short(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
