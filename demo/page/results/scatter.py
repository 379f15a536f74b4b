"""A plot of shares (numbers and words) against something counted, on a log axis: each row is one
training with its seed, and a line joins the means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from demo.drawing.figures import plot
from demo.page.results.examinees import FACULTIES
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import Scale, from_zero, logarithmic

HEIGHT = 240
# numbers is drawn in full, words hollow: told apart without colour too.
CLASSES = {"numbers": "of-numbers", "words": "of-words"}
Row = dict[str, Any]


def draw(
    rows: Sequence[Row], x: str, y: dict[str, str], label: Callable[[float], str], title: str,
    say: Callable[[Row], str], extra: Callable[[Scale, Scale], Sequence[Markup]] | None = None,
    alike: Callable[[Row], Any] = lambda row: None,
) -> Markup:
    """`x` and `y[faculty]` are keys of the rows; a row without a value has no mark. A line joins
    only those that `alike` gives the same value."""
    across = logarithmic(min(row[x] for row in rows), max(row[x] for row in rows))
    highest = max((row[key] for row in rows for key in y.values() if row[key] is not None),
                  default=1.0)
    up = from_zero(max(1.0, highest), most=5)
    kinds = dict.fromkeys(map(alike, rows))
    groups = [[row for row in rows if alike(row) == kind] for kind in kinds]
    parts = [_faculty(faculty, own, x, y[faculty], across, up, say)
             for faculty in FACULTIES for own in groups]
    return tag("div", plot.picture(
        HEIGHT + 20, title, plot.grid_y(up, HEIGHT, [f"{100 * m:.0f} %" for m in up.marks]),
        plot.grid_x(across, HEIGHT), *(extra(across, up) if extra else ()), *parts,
        plot.labels_x(across, HEIGHT + 17, [label(mark) for mark in across.marks]),
        desc=". ".join(say(row) for row in rows), class_="scatter",
    ), class_="plot-room")


def means(rows: Sequence[Row], x: str, y: str) -> list[tuple[float, float]]:
    """(x, mean of y over the seeds), in the order of x."""
    by_place: dict[float, list[float]] = {}
    for row in rows:
        if row[y] is not None:
            by_place.setdefault(row[x], []).append(row[y])
    return [(place, sum(values) / len(values)) for place, values in sorted(by_place.items())]


def _faculty(
    faculty: str, rows: Sequence[Row], x: str, y: str, across: Scale, up: Scale,
    say: Callable[[Row], str],
) -> Markup:
    points = [(across.at(place), up.at(value)) for place, value in means(rows, x, y)]
    dots = (plot.dot(across.at(row[x]), HEIGHT * (1 - up.at(row[y])), 4, title=say(row))
            for row in rows if row[y] is not None)
    return tag("g", plot.line(points, HEIGHT), *dots, class_=CLASSES[faculty])
