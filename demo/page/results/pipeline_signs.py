"""The small picture of each step of the pipeline, drawn to scale from what was measured."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

from demo.drawing.figures import plot
from demo.page.results.examinees import STUDENT, TEACHER
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.page.results.results_file import Results
from demo.words.formats import number, percent, ratio

SIDE = 64  # pixels of the square that stands for the teacher
Sign = Callable[[Results, dict[str, Any]], Markup | None]


def _squares(part: str, unit: str, who: str, key: str) -> Sign:
    """A square for `who` inside the outline of the teacher's: areas are true to `part`."""
    def drawn(results: Results, texts: dict[str, Any]) -> Markup | None:
        sizes = results.parts.get(part)
        if not sizes or not sizes["teacher"]:
            return None
        side = SIDE * sqrt(sizes[who] / sizes["teacher"])
        outline = tag("rect", x=1, y=1, width=SIDE, height=SIDE, class_="ghost")
        inner = tag("rect", x=1, y=SIDE + 1 - side, width=side, height=side, class_="bar")
        title = f"{texts['examinees'][key]}: {sizes[who]:,} {texts[unit]}"
        label = None
        if who != "teacher" and sizes[who]:
            times = ratio(sizes["teacher"] / sizes[who])
            label = tag("text", f"1 : {times}", x=SIDE + 9, y=SIDE)
        note = texts["pipeline"]["area_bytes" if part == "file_bytes" else "area"]
        return _signed(plot.picture(SIDE + 2, title, outline, inner, label, class_=f"is-{key}"),
                       note)
    return drawn


def _sieve(results: Results, texts: dict[str, Any]) -> Markup | None:
    """A hundred squares, one for each hundredth of the answers; the rejected ones are hollow."""
    query = results.parts.get("query", {})
    total = query.get("kept", 0) + query.get("rejected", 0)
    if not total:
        return None
    kept = hundredths(query["kept"], total)
    squares = [
        tag("rect", x=1 + 6.5 * (n // 10), y=1 + 6.5 * (n % 10), width=5, height=5,
            class_="bar" if n < kept else "ghost")
        for n in range(100)
    ]
    title = f"{texts['kept']}: {percent(query['kept'] / total)}"
    return _signed(plot.picture(SIDE + 2, title, *squares, class_=f"is-{TEACHER}"),
                   texts["pipeline"]["each_square"])


def hundredths(part: int, total: int) -> int:
    """How many of a hundred squares; neither side vanishes while it has any answer."""
    shown = round(100 * part / total)
    return min(99, shown) if part < total and shown == 100 else max(1, shown) if part else 0


def _asking(results: Results, texts: dict[str, Any]) -> Markup | None:
    """How the answers were drawn from the teacher: the likeliest tokens, or by chance."""
    query = results.parts.get("query", {})
    total = query.get("greedy", 0) + query.get("sampled", 0)
    if not total:
        return None
    share = query.get("greedy", 0) / total
    title = texts["pipeline"]["greedy"].format(
        greedy=number(query.get("greedy", 0)), sampled=number(query.get("sampled", 0)))
    frame = tag("rect", x=0, y=26, width="100%", height=14, class_="ghost")
    return _signed(plot.picture(SIDE + 2, title, frame, plot.bar(share, 26, 14),
                                class_=f"is-{TEACHER}"), title)


def _examination(results: Results, texts: dict[str, Any]) -> Markup | None:
    marks = [(s, results.card(s, "taught_wordings").get("numbers")) for s in (TEACHER, STUDENT)]
    if not all(mark for _, mark in marks):
        return None
    title = "; ".join(f"{texts['examinees'][s]}: {percent(m['share'])}" for s, m in marks)
    bars = [
        tag("g", tag("rect", x=0, y=16 + 20 * n, width="100%", height=14, class_="ghost"),
            plot.bar(mark["share"], 16 + 20 * n, 14), class_=f"is-{examinee}")
        for n, (examinee, mark) in enumerate(marks)
    ]
    return _signed(plot.picture(SIDE + 2, title, *bars), texts["pipeline"]["exam_bars"])


def _signed(picture: Markup, note: str) -> Markup:
    """A small picture and, under it, what it counts."""
    return joined([picture, tag("p", note)])


SIGNS = {
    "teach": _squares("parameters", "parameters", "teacher", TEACHER), "query": _asking,
    "check": _sieve, "distil": _squares("parameters", "parameters", "student", STUDENT),
    "nf4": _squares("file_bytes", "bytes", "student", STUDENT), "evaluate": _examination,
}
