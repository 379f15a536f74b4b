"""The rebound as HTML: its slider, and demand and total spending against the elasticity."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import Any

from demo.drawing.figures import plot
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.drawing.figures.scales import Scale, from_zero, logarithmic
from demo.page.claims import rebound
from demo.page.claims.cost_panel import entry, formulas, texts_in
from demo.page.results.block import legend
from demo.words.formats import money, number, times

HEIGHT = 220
STEP = 0.05
# Each line with the class of its colour, and what it follows.
LINES = {"demand": ("of-demand", rebound.demand), "spent": ("of-spent", rebound.spent)}
ACROSS = from_zero(rebound.STEEPEST)


def fields(usual: Mapping[str, str], shown: Mapping[str, str], language: str) -> Markup:
    """The slider of the elasticity, and a ratio of prices for those who know another."""
    texts = texts_in(language)
    steep = shown["elasticity"]
    slider = tag("label", tag("span", texts["field"]["elasticity"], " ",
                              tag("b", steep, data_shows="elasticity")),
                 tag("input", type="range", min=0, max=rebound.STEEPEST, step=STEP, value=steep,
                     data_field="elasticity", data_usual=usual["elasticity"]), class_="slider")
    ratio = tag("div", entry("ratio", texts["field"]["ratio"], usual, shown),
                tag("small", texts["ratio_hint"]), class_="ratio")
    return joined([tag("h2", texts["rebound_title"], id="c-rebound"),
                   tag("p", texts["rebound_lead"], class_="read"),
                   tag("div", slider, ratio, class_="common")])


def draw(ratio: float, steep: float, language: str) -> Markup:
    """Both lines with the chosen elasticity on them, the break-even, and a sentence."""
    texts = texts_in(language)
    said = reading(ratio, steep, texts)
    ends = [line(ratio, e) for _, line in LINES.values() for e in (0.0, rebound.STEEPEST)]
    up = _up(min(ends), max(ends))
    labels = [f"{mark:g}" for mark in ACROSS.marks]
    picture = plot.picture(
        HEIGHT + 20, texts["rebound_title"],
        plot.grid_y(up, HEIGHT, [_factor(mark) for mark in up.marks]),
        plot.grid_x(ACROSS, HEIGHT), *_even(up, texts),
        *(_line(name, ratio, steep, up, texts) for name in LINES),
        plot.labels_x(ACROSS, HEIGHT + 17, labels), desc=said, class_="scatter")
    keys = [(LINES[name][0], texts["rebound_lines"][name], "") for name in LINES]
    return joined([
        tag("p", said, role="status", class_="read"), legend(keys),
        tag("div", picture, class_="plot-room"), tag("p", texts["rebound_axis"], class_="axes"),
        formulas(("demand", "spent"), texts),
    ])


def _up(low: float, high: float) -> Scale:
    """A log axis with 1 on it; whole powers of ten alone where there are many."""
    scale = logarithmic(min(low, 1.0), max(high, 1.0))
    powers = round(log10(scale.high / scale.low))
    if len(scale.marks) <= 6 and 1.0 in scale.marks:
        return scale
    every = max(1, -(-powers // 5))
    first, last = (int(log10(end) // every) for end in (scale.low, scale.high))
    marks = (10.0 ** (every * n) for n in range(first, last + 1))
    return Scale(scale.low, scale.high, True,
                 tuple(mark for mark in marks if scale.low <= mark <= scale.high))


def _factor(value: float) -> str:
    shown = f"{value:,.0f}" if value >= 1 else f"{value:.9f}".rstrip("0")
    return f"{shown}×" if len(shown) < 8 else f"10^{round(log10(value))}×"


def _even(up: Scale, texts: dict[str, Any]) -> list[Markup]:
    """As much as before, and the elasticity from which on more is spent."""
    level, x = HEIGHT * (1 - up.at(1)), ACROSS.at(rebound.BREAK_EVEN)
    return [
        tag("line", x1=0, x2="100%", y1=level, y2=level, class_="base"),
        tag("line", x1=plot.at(x), x2=plot.at(x), y1=0, y2=HEIGHT, class_="turn"),
        tag("text", texts["rebound_even"], x=plot.at(x), dx=6, y=HEIGHT - 8, class_="on-plot"),
    ]


def _line(name: str, ratio: float, steep: float, up: Scale, texts: dict[str, Any]) -> Markup:
    kind, follow = LINES[name]
    points = [(ACROSS.at(e), up.at(follow(ratio, e))) for e in (0.0, rebound.STEEPEST)]
    here = follow(ratio, steep)
    title = f"{texts['rebound_lines'][name]}: {_said(here)}×"
    return tag("g", plot.line(points, HEIGHT),
               plot.dot(ACROSS.at(steep), HEIGHT * (1 - up.at(here)), 6, title=title), class_=kind)


def reading(ratio: float, steep: float, texts: dict[str, Any]) -> str:
    whole = rebound.spent(ratio, steep)
    verdict = ("rebound_same" if abs(log10(whole)) < 1e-9 else
               "rebound_more" if whole > 1 else "rebound_less")
    return texts["rebound_read"].format(
        ratio=money(ratio), steep=f"{steep:g}", demand=_said(rebound.demand(ratio, steep)),
        spent=_said(whole), verdict=texts[verdict])


def _said(value: float) -> str:
    """A factor in words: 0.034, 1.0, 12, 4,500."""
    return money(value) if value < 0.995 else times(value) if value < 100 else number(value)
