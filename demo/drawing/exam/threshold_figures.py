"""Two pictures of confidence: when the student may answer alone, and whether it knows when it is
right."""

from __future__ import annotations

import math
from typing import Any

from demo.drawing.figures import plot
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import SHARES
from demo.exam.card_results import CardResults
from demo.recording.data import SIDES
from demo.words.formats import GAP, money, percent, seconds, share
from demo.words.page_words import words as page_words

HEIGHT, UNDER = 180, 34
LABELS = ("0", f"25{GAP}%", f"50{GAP}%", f"75{GAP}%", f"100{GAP}%")
FEWEST = 8  # answers, below which a curve would show nothing but chance


def handover(results: CardResults, texts: dict[str, Any]) -> Markup | None:
    points = results.handovers
    if len(results.graded) < FEWEST or len(points) < 2:
        return None
    places = [(point.asked, point.right) for point in points]
    chosen = results.without_loss
    marks: list[Any] = [plot.line(places, HEIGHT, "line is-student")]
    if chosen:
        marks.append(plot.dot(chosen.there.asked, HEIGHT * (1 - chosen.there.right), 5,
                              "dot is-chosen"))
    drawn = _frame(texts["handover_title"], marks, texts["asked_axis"])
    said = _chosen(results, texts) if chosen else texts["handover_none"]
    return tag("section", tag("h3", texts["handover"]),
               tag("p", texts["handover_read"], class_="how"), drawn, tag("p", said, class_="read"))


def _chosen(results: CardResults, texts: dict[str, Any]) -> str:
    found = results.without_loss
    assert found is not None
    there = found.there
    limit = "∞" if math.isinf(there.threshold) and there.threshold > 0 else (
        "0" if math.isinf(there.threshold) else share(there.threshold))
    told = texts["handover_chosen"].format(
        threshold=limit, n=found.questions, asked=percent(there.asked),
        right=percent(there.right), low=percent(there.low), high=percent(there.high),
        teacher=percent(found.teacher), student=percent(found.student))
    return " ".join([told, *_saved(results, there.asked, texts)])


def _saved(results: CardResults, asked: float, texts: dict[str, Any]) -> list[str]:
    """What a question takes where that share of them is handed over, in time and in money."""
    taken = {side: results.seconds(side) for side in SIDES}
    said = [texts["handover_takes"].format(
        mixed=seconds(taken["student"] + asked * taken["teacher"]),
        teacher=seconds(taken["teacher"]))]
    paid = {side: results.cost(side) for side in SIDES}
    if teacher := paid["teacher"]:
        own, currency = paid["student"], teacher[1]
        each = (own[0] if own and own[1] == currency else 0.0) + asked * teacher[0]
        said.append(texts["handover_costs"].format(
            mixed=f"{money(each / len(results.rows))}{GAP}{currency}",
            teacher=f"{money(teacher[0] / len(results.rows))}{GAP}{currency}"))
    return said


def calibration(results: CardResults, texts: dict[str, Any], language: str) -> Markup | None:
    found = {side: results.calibration(side) for side in SIDES}
    if len(results.graded) < FEWEST or not any(found.values()):
        return None
    marks: list[Any] = [plot.line([(0, 0), (1, 1)], HEIGHT, "line is-honest")]
    for side, kind in zip(SIDES, ("teacher", "student"), strict=True):
        held = found[side]
        for one in held.bins if held else ():
            words = texts["dot"].format(who=page_words(language)[side], n=one.count,
                                        sure=percent(one.confidence), right=percent(one.right))
            radius = 3 + 5 * math.sqrt(one.count / len(results.graded))
            marks.append(plot.dot(one.confidence, HEIGHT * (1 - one.right), radius,
                                  f"dot is-{kind}", words))
    return tag("section", tag("h3", texts["calibration"]),
               tag("p", texts["calibration_read"], class_="how"),
               _frame(texts["calibration"], marks, texts["sure_axis"]))


def _frame(title: str, marks: list[Any], below: str) -> Markup:
    """Shares against shares, both from 0 to 100 %."""
    axis = plot.labels_x(SHARES, HEIGHT + 16, LABELS)
    name = tag("text", below, x="50%", y=HEIGHT + 31, text_anchor="middle")
    drawn = plot.picture(HEIGHT + UNDER, title, plot.grid_x(SHARES, HEIGHT),
                         plot.grid_y(SHARES, HEIGHT, LABELS), *marks, axis, name,
                         class_="shares-plot")
    return tag("div", drawn, class_="plot-frame")
