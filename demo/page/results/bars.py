"""Rows of bars from zero to 100 % with Wilson intervals: label, bar, number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demo.drawing.figures import plot
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import SHARES, Scale
from demo.words.formats import GAP, percent, whole_percent

ENDS = Scale(0.0, 1.0, marks=(0.0, 0.5, 1.0))
HEIGHT, THICK = 22, 12
SMALL, SMALL_THICK = 11, 7


def said(who: str, what: str, mark: dict[str, Any], texts: dict[str, Any]) -> str:
    """A mark in words, for those who point at it or hear it."""
    return texts["bar_title"].format(
        who=who, what=what, right=f"{mark['right']:,}", asked=f"{mark['asked']:,}",
        share=percent(mark["share"]), low=percent(mark["low"]), high=percent(mark["high"]),
    )


def row(
    label: str, kind: str, mark: dict[str, Any], title: str, dots: Sequence[float] = ()
) -> Markup:
    """One bar with everything around it."""
    middle = HEIGHT / 2
    drawn = plot.picture(
        HEIGHT, title, plot.grid_x(SHARES, HEIGHT),
        plot.bar(mark["share"], middle - THICK / 2, THICK),
        plot.interval(mark["low"], mark["share"], mark["high"], middle),
        *(plot.dot(share, middle, 3, "seed") for share in dots), class_=f"is-{kind}",
    )
    shown = percent(mark["share"]).removesuffix(f"{GAP}%")
    return tag("div", tag("span", label, class_="label"), drawn,
               tag("b", shown, " ", tag("small", "%")), class_="bar-row")


def axis() -> Markup:
    """The scale under a column of rows."""
    labels = plot.labels_x(ENDS, 12, ("0", f"50{GAP}%", f"100{GAP}%"))
    drawn = tag("svg", labels, class_="plot", width="100%", height=16, aria_hidden="true")
    return tag("div", tag("span", class_="label"), drawn, tag("b"), class_="bar-row bar-axis")


def small(
    title: str, marks: Sequence[tuple[str, dict[str, Any], str, Sequence[float]]]
) -> Markup:
    """A small multiple: one thin bar a (kind, mark, words, dots), its number at the right."""
    height, parts = len(marks) * SMALL + 3, []
    for n, (kind, mark, words, dots) in enumerate(marks):
        middle = n * SMALL + SMALL / 2 + 1
        parts.append(tag(
            "g", tag("title", words),
            plot.bar(mark["share"], middle - SMALL_THICK / 2, SMALL_THICK),
            plot.interval(mark["low"], mark["share"], mark["high"], middle, 2),
            *(plot.dot(share, middle, 2, "seed") for share in dots),
            tag("text", whole_percent(mark["share"]), x="100%", dx=26, y=middle + 4,
                text_anchor="end"),
            class_=f"is-{kind}",
        ))
    desc = " ".join(f"{words}." for _, _, words, _ in marks)
    return plot.picture(height, title, plot.grid_x(SHARES, height), *parts, desc=desc,
                        class_="small-bars")
