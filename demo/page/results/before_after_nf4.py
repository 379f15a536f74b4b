"""Before and after 4 bits: the student in fp32, rounded, and trained through the rounding."""

from __future__ import annotations

from typing import Any

from demo.drawing.figures import bars, plot
from demo.page.results import examinees
from demo.page.results.block import block, empty, legend
from demo.page.results.downloads import Table
from demo.page.results.examinees import FACULTIES, QUANTISED, STUDENT
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.drawing.figures.scales import Scale, about_zero
from demo.words.formats import percent, signed
from demo.words.results_words import subject

BEFORE, ROUNDED = "student_fp32", "student_ptq"
PAPER = "taught_wordings"
THICK = 8


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words, sat = texts["quantised"], examinees.present(results, QUANTISED, PAPER)
    if not {BEFORE, STUDENT} <= set(sat):
        return empty("quantised", words, "quantised", texts)
    return block(
        "quantised", words, reading(results, texts),
        tag("div", *(_faculty(results, f, sat, texts) for f in FACULTIES), class_="halves"),
        legend([], texts["whiskers"]),
        tag("h3", words["points_title"], class_="second"), *_points(results, sat, texts),
        texts=texts, table=_table(results, sat, name),
    )


def called(examinee: str, texts: dict[str, Any]) -> str:
    return texts["quantised_student"] if examinee == STUDENT else texts["examinees"][examinee]


def reading(results: Results, texts: dict[str, Any]) -> str:
    marks = {examinee: results.card(examinee, PAPER).get("numbers") for examinee in QUANTISED}
    if not all(marks.values()):
        return texts["pipeline"]["about"]["nf4"]
    fp32, ptq, nf4 = (percent(marks[s]["share"]) for s in QUANTISED)
    return texts["quantised"]["read"].format(fp32=fp32, ptq=ptq, nf4=nf4)


def _faculty(results: Results, faculty: str, sat: list[str], texts: dict[str, Any]) -> Markup:
    rows = []
    for examinee in sat:
        if mark := results.card(examinee, PAPER).get(faculty):
            who = called(examinee, texts)
            title = bars.said(who, texts["faculties"][faculty], mark, texts)
            rows.append(bars.row(who, examinee, mark, title))
    return tag("div", tag("h4", texts["faculties"][faculty]), *rows, bars.axis(), class_="paper")


def changes(results: Results, examinee: str) -> dict[str, float]:
    """Points (percent of the questions) a examinee gained against fp32, by subject."""
    before, after = results.card(BEFORE, PAPER), results.card(examinee, PAPER)
    return {s: 100 * (after[s]["share"] - before[s]["share"])
            for s in examinees.subjects(after) if s in before}


def _points(results: Results, sat: list[str], texts: dict[str, Any]) -> list[Markup]:
    by_examinee = {examinee: changes(results, examinee) for examinee in sat if examinee != BEFORE}
    values = [value for points in by_examinee.values() for value in points.values()]
    scale = about_zero(min(values, default=0), max(values, default=0))
    names = examinees.subjects(s for points in by_examinee.values() for s in points)
    keys = [(examinee, called(examinee, texts), "") for examinee in by_examinee]
    labels = [signed(mark) for mark in scale.marks]
    ruler = tag("svg", plot.labels_x(scale, 12, labels), class_="plot", width="100%", height=16,
                aria_hidden="true")
    foot = tag("div", tag("span", texts["points"], class_="label"), ruler,
               class_="bar-row no-number")
    half = -(-len(names) // 2)
    columns = (tag("div", *(_row(name, by_examinee, scale, texts) for name in part), foot)
               for part in (names[:half], names[half:]) if part)
    return [legend(keys), tag("div", *columns, class_="halves")]


def _row(
    name: str, by_examinee: dict[str, dict[str, float]], scale: Scale, texts: dict[str, Any]
) -> Markup:
    """One subject: a bar from zero, to the left where points were lost."""
    what, zero, height, parts, said = (
        subject(name, texts),
        scale.at(0),
        THICK * len(by_examinee),
        [],
        [],
    )
    for n, (examinee, points) in enumerate(by_examinee.items()):
        if name not in points:
            continue
        said.append(texts["quantised"]["point"].format(
            who=called(examinee, texts), what=what, points=signed(points[name])))
        parts.append(tag("g", tag("title", said[-1]),
                         plot.bar(scale.at(points[name]), 3 + n * THICK, THICK - 2, zero),
                         class_=f"is-{examinee}"))
    base = tag("line", x1=plot.at(zero), x2=plot.at(zero), y1=0, y2=height + 4, class_="base")
    drawn = plot.picture(height + 4, what, plot.grid_x(scale, height + 4), *parts, base,
                         desc=". ".join(said))
    return tag("div", tag("span", what, class_="label"), drawn, class_="bar-row no-number")


def _table(results: Results, sat: list[str], name: str) -> Table:
    rows = [(subject_, examinee, mark["right"], mark["asked"], mark["share"], mark["low"],
             mark["high"]) for examinee in sat
            for subject_, mark in results.card(examinee, PAPER).items()]
    return Table(f"{name}-4-bits",
                 ("subject", "examinee", "right", "asked", "share", "low", "high"), rows)
