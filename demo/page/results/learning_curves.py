"""How each subject was learned: small multiples of validation accuracy over tokens of training."""

from __future__ import annotations

from typing import Any

from demo.drawing.figures import plot
from demo.page.results import examinees
from demo.page.results.block import block, empty, legend
from demo.page.results.downloads import Table
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.plot import Point
from demo.page.results.results_file import LOGS, Results
from demo.drawing.figures.scales import Scale, from_zero
from demo.words.formats import number, percent
from demo.words.results_words import subject

HEIGHT, PASSED = 76, 0.9
HALVES = Scale(0.0, 1.0, marks=(0.0, 0.5, 1.0))
# Colour of each log's line; the student goes on in 4 bits in its own colour.
COLOURS = {"teacher": examinees.TEACHER, "student": examinees.STUDENT, "nf4": examinees.STUDENT}
Looks = list[tuple[float, dict[str, float]]]  # tokens so far, share by subject


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words, looks = texts["curves"], looked(results)
    complaints = [tag("p", texts["damaged_log"].format(c), class_="missing", role="status")
                  for c in results.complaints]
    names = examinees.subjects(s for rows in looks.values() for _, shares in rows for s in shares)
    if not names:
        return tag("section", tag("h2", words["title"]), *complaints) if complaints else empty(
            "curves", words, "curves", texts)
    across = from_zero(max(rows[-1][0] for rows in looks.values()), most=4)
    turn = across.at(looks["student"][-1][0]) if "student" in looks and "nf4" in looks else None
    cells = [_cell(s, looks, across, turn, texts) for s in names]
    lines = [(COLOURS[log], words[f"line_{log}"], "") for log in ("teacher", "student")
             if log in looks]
    return block(
        "curves", words, reading(looks, len(names), texts), *complaints, legend(lines),
        tag("div", *cells, class_="cells curves"), texts=texts, how=words["how"],
        table=_table(results, names, name),
    )


def looked(results: Results) -> dict[str, Looks]:
    """The validation looks of each log; those of the 4-bit stage follow the student's tokens."""
    by_line: dict[str, Looks] = {}
    for log in LOGS:
        rows = results.logs.get(log, [])
        before = _end(results, "student") if log == "nf4" else 0
        looks = [(before + row["tokens"], row["accuracy"]) for row in rows if row.get("accuracy")]
        if looks:
            by_line[log] = looks
    return by_line


def _end(results: Results, log: str) -> int:
    rows = results.logs.get(log, [])
    return rows[-1]["tokens"] if rows else 0


def reading(looks: dict[str, Looks], subjects: int, texts: dict[str, Any]) -> str:
    """When each side's mean first passed 90 %, if it did."""
    words, clauses = texts["curves"], []
    for log in ("teacher", "student"):
        rows = looks.get(log, []) + (looks.get("nf4", []) if log == "student" else [])
        if not rows:
            continue
        passed = next((t for t, shares in rows if mean(shares) > PASSED), None)
        clauses.append(words["passed" if passed is not None else "not_passed"].format(
            who=words[f"who_{log}"],
            tokens=number(rows[-1][0] if passed is None else passed)))
    return words["read"].format(n=subjects, clauses=texts["semicolon"].join(clauses))


def mean(shares: dict[str, float]) -> float:
    return sum(shares.values()) / len(shares)


def _cell(
    name: str, looks: dict[str, Looks], across: Scale, turn: float | None, texts: dict[str, Any]
) -> Markup:
    """One subject: a line for each log, both axes from zero."""
    words, what, said, marks = texts["curves"], subject(name, texts), [], []
    for log, rows in looks.items():
        line = [(t, shares[name]) for t, shares in rows if name in shares]
        if not line:
            continue
        points: list[Point] = [(across.at(t), share) for t, share in line]
        said.append(words["desc"].format(
            who=words[f"line_{log}"], first=percent(line[0][1]), last=percent(line[-1][1]),
            tokens=number(line[-1][0])))
        marks.append(tag("g", plot.line(points, HEIGHT),
                         plot.dot(points[-1][0], HEIGHT * (1 - points[-1][1]), 3),
                         class_=f"is-{COLOURS[log]}"))
    if turn is not None:
        marks.append(tag("line", x1=plot.at(turn), x2=plot.at(turn), y1=0, y2=HEIGHT,
                         class_="turn"))
    ends = Scale(across.low, across.high, marks=(across.low, across.high))
    drawn = plot.picture(
        HEIGHT + 18, what, plot.grid_y(HALVES, HEIGHT, ("0", "50", "100")), *marks,
        plot.labels_x(ends, HEIGHT + 15, ("0", f"{number(across.high)} {texts['tokens']}")),
        desc=". ".join(said), class_="curve",
    )
    return tag("div", tag("h3", what, class_="what"), drawn, class_="cell")


def _table(results: Results, names: list[str], name: str) -> Table:
    rows = [
        (log, row["step"], row["tokens"], row.get("seconds", ""), row.get("loss", ""),
         *(row.get("accuracy", {}).get(s, "") for s in names))
        for log in LOGS for row in results.logs.get(log, [])
    ]
    return Table(f"{name}-curves", ("log", "step", "tokens", "seconds", "loss", *names), rows)


