"""The picture of each claim, from what was measured of the chosen pair, and the sentence that reads
it. A figure of None is "not measured here"; nothing is made up in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from demo.drawing.figures import bars, plot
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import SHARES, Scale, about_zero, from_zero
from demo.page.claims.measured_work import Measured
from demo.page.results import asking_budgets, examinees, student_sizes
from demo.page.results.block import legend
from demo.page.results.exam_papers_figure import meet_each_other
from demo.page.results.examinees import FACULTIES, STUDENT, TEACHER
from demo.page.results.results_file import Results
from demo.recording.metrics import weight_total
from demo.words.formats import number, percent, signed, span
from demo.words.results_words import subject

PAPER = "taught_wordings"
THICK, ROW = 10, 20
Texts = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """What was measured, in a sentence or two, and drawn."""

    read: str
    body: tuple[Any, ...]


def taught(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """Right answers against questions asked, and how fast the teacher answered them."""
    rows = asking_budgets.known(results)
    if not rows:
        return None
    said, query = [asking_budgets.reading(rows, texts)], results.parts.get("query", {})
    if "seconds" in query and "questions_per_minute" in query:
        time = "\u00a0".join(span(query["seconds"], texts))
        said.append(texts["taught_rate"].format(
            time=time, rate=number(query["questions_per_minute"])))
    return Figure(texts["between"].join(said), tuple(asking_budgets.picture(rows, texts)))


def cheaper(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """What the student takes, as shares of what its teacher takes."""
    shares = {key: value for key, value in _shares(results, measured).items() if value is not None}
    if not shares:
        return None
    names = texts["cheaper_row"]
    longest = max(1.0, *shares.values())
    scale = SHARES if longest == 1 else from_zero(longest)
    rows = [_share_row(names[key], value, scale, texts) for key, value in shares.items()]
    read = texts["cheaper_read"].format(shares=texts["list"].join(
        texts["cheaper_item"].format(share=percent(value), what=names[key])
        for key, value in shares.items()))
    return Figure(read, (*rows, tag("p", _cheaper_how(shares, measured, texts), class_="how")))


def _cheaper_how(shares: Mapping[str, float], measured: Measured, texts: Texts) -> str:
    """On what each of the shares stands, and what it leaves out."""
    said = [texts["cheaper_how"]]
    if "seconds" in shares and measured.sample is not None:
        said.append(texts["cheaper_seconds"].format(
            runs=measured.runs, device=measured.sample.device_name))
        said += [texts["cheaper_cpu"]] if measured.sample.on_cpu else []
    said += [texts["cheaper_training"]] if "training" in shares else []
    return texts["between"].join(said)


def _shares(results: Results, measured: Measured) -> dict[str, float | None]:
    sizes = {key: results.parts.get(key, {}) for key in ("parameters", "file_bytes")}
    if measured.sample is not None:  # as the page loads them, and not as the exam of the school did
        sizes["memory_bytes"] = {side: weight_total(answer.memory)
                                 for side, answer in measured.sample.answers.items()}
    found: dict[str, float | None] = {
        key: own["student"] / own["teacher"] if own.get("teacher") else None
        for key, own in sizes.items()}
    spent = {stage.get("stage"): stage.get("seconds") for stage in results.parts.get("stages", [])}
    made = [spent.get(stage) for stage in ("distil", "nf4")]
    whole = all(made) and spent.get("teach")
    return {**found, "seconds": measured.ratio,
            "training": sum(filter(None, made)) / spent["teach"] if whole else None}


def _share_row(what: str, share: float, scale: Scale, texts: Texts) -> Markup:
    title = texts["cheaper_title"].format(what=what, share=percent(share))
    whole = plot.bar(scale.at(1), 6, THICK, class_="whole")
    return _row(what, title, percent(share), whole, plot.bar(scale.at(share), 6, THICK),
                kind=STUDENT)


def _row(what: str, title: str, shown: str, *marks: Any, kind: str) -> Markup:
    """A label, a small picture with marks of one kind, and a number."""
    drawn = plot.picture(ROW, title, *marks, class_=f"is-{kind}")
    return tag("div", tag("span", what, class_="label"), drawn, tag("b", shown), class_="bar-row")


def vertical(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """A student of one faculty beside one of both, and their teacher."""
    cards = {who: results.card(who, PAPER) for who in (TEACHER, STUDENT, "vertical")}
    if any(faculty not in card for card in cards.values() for faculty in FACULTIES):
        return None
    rows: list[Markup] = []
    for faculty in FACULTIES:
        what = texts["faculties"][faculty]
        rows.append(tag("h4", what))
        for who, card in cards.items():
            label = texts["examinees"][who]
            said = bars.said(label, what, card[faculty], texts)
            rows.append(bars.row(label, who, card[faculty], said))
    blanks = {faculty: percent(cards["vertical"][faculty]["share"]) for faculty in FACULTIES}
    blanks |= {f"both_{f}": percent(cards[STUDENT][f]["share"]) for f in FACULTIES}
    return Figure(texts["vertical_read"].format(**blanks),
                  (*rows, bars.axis(), legend([], texts["whiskers"])))


def ceiling(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """What students of several sizes keep."""
    rows = student_sizes.known(results)
    return Figure(student_sizes.reading(rows, texts),
                  tuple(student_sizes.picture(rows, texts))) if rows else None


def people(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """What the checkers took out of the teacher's answers, and what people put in."""
    query = results.parts.get("query", {})
    counts = {name: (rejected, kept + rejected)
              for name, (kept, rejected) in query.get("subjects", {}).items() if kept + rejected}
    if not counts or not {"kept", "rejected", "corrections"} <= set(query):
        return None
    all_answers = query["kept"] + query["rejected"]
    said = [texts["people_read"].format(
        rejected=f"{query['rejected']:,}", all=f"{all_answers:,}",
        share=percent(query["rejected"] / all_answers if all_answers else 0.0),
        corrected=f"{query['corrections']:,}")]
    marks = [results.card(who, PAPER).get("numbers") for who in ("oracle", STUDENT)]
    if all(marks):
        oracle, own = (percent(mark["share"]) for mark in marks)
        said.append(texts["people_oracle"].format(oracle=oracle, student=own))
    return Figure(texts["between"].join(said),
                  (*_rejected(counts, texts), tag("p", texts["people_how"], class_="how")))


def _rejected(counts: dict[str, tuple[int, int]], texts: Texts) -> list[Markup]:
    shares = {name: rejected / every for name, (rejected, every) in counts.items()}
    scale, rows = from_zero(max(shares.values())), []
    for name in sorted(shares, key=lambda name: -shares[name]):
        what, (rejected, every) = subject(name, texts), counts[name]
        title = texts["people_title"].format(
            what=what, rejected=f"{rejected:,}", all=f"{every:,}")
        rows.append(_row(what, title, percent(shares[name]), plot.grid_x(scale, ROW),
                         plot.bar(scale.at(shares[name]), 6, THICK), kind=TEACHER))
    return [_halves(rows)]


def _halves(rows: list[Markup]) -> Markup:
    half = -(-len(rows) // 2)
    parts = [part for part in (rows[:half], rows[half:]) if part]
    return tag("div", *(tag("div", *part) for part in parts), class_="halves")


def beyond(results: Results, measured: Measured, texts: Texts) -> Figure | None:
    """Where the student is ahead of its teacher, and where behind."""
    own, other = results.card(STUDENT, PAPER), results.card(TEACHER, PAPER)
    points = {name: 100 * (own[name]["share"] - other[name]["share"])
              for name in examinees.subjects(own) if name in other}
    if not points:
        return None
    said = [_ahead(points, own, other, texts)]
    if cells := results.parts.get("teacher_against_student_nf4"):
        asked = sum(cells[k] for k in ("both", "only_first", "only_second", "neither"))
        said.append(texts["beyond_cells"].format(
            asked=f"{asked:,}", student=f"{cells['only_second']:,}",
            teacher=f"{cells['only_first']:,}"))
    return Figure(texts["between"].join(said),
                  (_points(points, texts), tag("p", texts["beyond_how"], class_="how")))


def _ahead(
    points: dict[str, float], own: dict[str, Any], other: dict[str, Any], texts: Texts
) -> str:
    best = max(points, key=lambda name: points[name])
    if points[best] <= 0:
        return texts["beyond_none"].format(all=len(points))
    meet = meet_each_other(own[best], other[best])
    return texts["beyond_some"].format(
        n=sum(value > 0 for value in points.values()), all=len(points),
        what=subject(best, texts), teacher=percent(other[best]["share"]),
        student=percent(own[best]["share"]), meet=texts["beyond_meet" if meet else "beyond_apart"])


def _points(points: dict[str, float], texts: Texts) -> Markup:
    scale, rows = about_zero(min(points.values()), max(points.values())), []
    zero = scale.at(0)
    base = tag("line", x1=plot.at(zero), x2=plot.at(zero), y1=0, y2=ROW, class_="base")
    for name in sorted(points, key=lambda name: -points[name]):
        what, shown = subject(name, texts), signed(points[name])
        title = texts["beyond_title"].format(what=what, points=shown)
        rows.append(_row(what, title, shown, plot.grid_x(scale, ROW),
                         plot.bar(scale.at(points[name]), 6, THICK, zero), base, kind=STUDENT))
    return _halves(rows)


FIGURES: dict[str, Callable[[Results, Measured, Texts], Figure | None]] = {
    "taught": taught, "cheaper": cheaper, "vertical": vertical, "ceiling": ceiling,
    "people": people, "beyond": beyond,
}
