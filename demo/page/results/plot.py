"""Marks, bars, lines and axes as SVG. Places along x are percent of the width, so that a plot fits
any screen and its text keeps its size; heights are pixels. Colours come from classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import Scale

Point = tuple[float, float]  # both 0 to 1; y counts from the bottom


def picture(height: float, title: str, *marks: Any, desc: str = "", class_: str = "") -> Markup:
    """A drawing `height` pixels high and as wide as its place, that says in words what it shows."""
    about = tag("desc", desc) if desc else None
    return tag("svg", tag("title", title), about, *marks, class_=f"plot {class_}".strip(),
               width="100%", height=height, role="img", aria_label=title)


def bar(share: float, y: float, height: float, start: float = 0.0, class_: str = "bar") -> Markup:
    """A bar from `start` (both 0 to 1 along the axis); the usual start is the axis's zero."""
    left, right = min(start, share), max(start, share)
    return tag("rect", class_=class_, x=at(left), width=at(right - left), y=y, height=height)


def interval(low: float, share: float, high: float, y: float, reach: float = 3.0) -> Markup:
    """A whisker with end caps; the part that lies over the bar may have a colour of its own."""
    return tag(
        "g", _level(low, share, y, "inside"), _cap(low, y, reach, "inside" if low else None),
        _level(share, high, y), _cap(high, y, reach), class_="whisker",
    )


def _level(start: float, end: float, y: float, class_: str | None = None) -> Markup:
    return tag("line", x1=at(start), x2=at(end), y1=y, y2=y, class_=class_)


def _cap(x: float, y: float, reach: float, class_: str | None = None) -> Markup:
    return tag("line", x1=at(x), x2=at(x), y1=y - reach, y2=y + reach, class_=class_)


def dot(x: float, y: float, radius: float = 3.0, class_: str = "dot", title: str = "") -> Markup:
    return tag("circle", tag("title", title) if title else None, cx=at(x), cy=y, r=radius,
               class_=class_)


def line(points: Sequence[Point], height: float, class_: str = "line") -> Markup:
    """A line through points, its strokes as thick as in the style at any width."""
    path = " ".join(f"{1000 * x:.1f},{height * (1 - y):.1f}" for x, y in points)
    drawn = tag("polyline", points=path, vector_effect="non-scaling-stroke", class_=class_)
    return tag("svg", drawn, width="100%", height=height, viewBox=f"0 0 1000 {height:g}",
               preserveAspectRatio="none", overflow="visible")


def grid_x(scale: Scale, height: float, class_: str = "grid") -> Markup:
    """Upright lines at the marks of an x axis."""
    lines = (tag("line", x1=at(scale.at(m)), x2=at(scale.at(m)), y1=0, y2=height)
             for m in scale.marks)
    return tag("g", *lines, class_=class_, aria_hidden="true")


def grid_y(scale: Scale, height: float, labels: Iterable[str]) -> Markup:
    """Level lines at the marks of a y axis, each with its label in the left margin."""
    parts = []
    for mark, label in zip(scale.marks, labels, strict=True):
        y = height * (1 - scale.at(mark))
        parts += [tag("line", x1=0, x2="100%", y1=y, y2=y),
                  tag("text", label, x=-8, y=y + 4, text_anchor="end")]
    return tag("g", *parts, class_="grid", aria_hidden="true")


def labels_x(scale: Scale, y: float, labels: Iterable[str]) -> Markup:
    """The labels of an x axis, the outer two kept inside the plot. Where there are many, every
    other one is left out on a narrow screen, never that of zero.
    """
    parts = []
    kept = scale.marks.index(0) if 0 in scale.marks else 0
    for n, (mark, label) in enumerate(zip(scale.marks, labels, strict=True)):
        x = scale.at(mark)
        anchor = "start" if x < 0.02 else "end" if x > 0.98 else "middle"
        spare = "spare" if len(scale.marks) > 4 and (n - kept) % 2 else None
        parts.append(tag("text", label, x=at(x), y=y, text_anchor=anchor, class_=spare))
    return tag("g", *parts, class_="grid", aria_hidden="true")


def at(place: float) -> str:
    """0 to 1 as SVG wants it."""
    return f"{100 * place:.2f}".rstrip("0").rstrip(".") + "%"
