"""Subject by subject: small bars from zero for everyone on held-out questions; then teacher and
student in wordings never trained on, on questions written by hand and on the third paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demo.drawing.figures import bars
from demo.page.results import examinees
from demo.page.results.block import block, empty, legend, unmeasured
from demo.page.results.downloads import Table
from demo.page.results.examinees import FACULTIES, STUDENT, TEACHER
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.words.formats import percent
from demo.words.results_words import subject

OTHER = ("untaught_wordings", "free_hand", "strangers")


def taught(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words, paper = texts["by_subject"], "taught_wordings"
    sat = examinees.present(results, examinees.COMPARED, paper)
    names = examinees.subjects(results.card(STUDENT, paper))
    if TEACHER not in sat or not names:
        return empty("by-subject", words, "compared", texts)
    return block(
        "by-subject", words, reading(results, texts),
        _legend(sat, texts, any(examinees.dots(results, s, paper, n) for s in sat for n in names)),
        _multiples(results, sat, names, paper, texts, "h3"),
        _as_table(results, sat, names, texts),
        texts=texts, how=_how(words, texts),
        table=_table(results, names, sat, (paper,), f"{name}-subjects"),
    )


def wordings(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["wordings"]
    both = {paper: examinees.present(results, (TEACHER, STUDENT), paper) for paper in OTHER}
    if not any(both.values()):
        return empty("wordings", words, "untaught_wordings", texts)
    panels = [_panel(results, paper, both[paper], texts) for paper in OTHER]
    names = examinees.subjects(s for paper in OTHER for s in results.card(STUDENT, paper))
    return block(
        "wordings", words, _wordings_reading(results, texts),
        _legend([s for s in (TEACHER, STUDENT) if any(s in sat for sat in both.values())], texts),
        *panels, texts=texts, how=_how(words, texts),
        table=_table(results, names, (TEACHER, STUDENT), OTHER, f"{name}-wordings"),
    )


def reading(results: Results, texts: dict[str, Any]) -> str:
    """The weakest subject of the student, and where it lost most against its teacher."""
    words, paper = texts["by_subject"], "taught_wordings"
    own, other = results.card(STUDENT, paper), results.card(TEACHER, paper)
    names = examinees.subjects(own)
    weakest = min(names, key=lambda s: own[s]["share"])
    shared = [s for s in names if s in other]
    widest = max(shared, key=lambda s: other[s]["share"] - own[s]["share"], default=weakest)
    blanks = {"weakest": subject(weakest, texts), "share": percent(own[weakest]["share"])}
    if not shared or other[widest]["share"] <= own[widest]["share"]:
        return words["read_level"].format(**blanks)
    return words["read"].format(
        **blanks, widest=subject(widest, texts), teacher=percent(other[widest]["share"]),
        student=percent(own[widest]["share"]),
    )


def _wordings_reading(results: Results, texts: dict[str, Any]) -> str:
    words, paper = texts["wordings"], "untaught_wordings"
    cards = {"teacher": results.card(TEACHER, paper), "student": results.card(STUDENT, paper)}
    blanks = {
        f"{who}_{faculty}": percent(card[faculty]["share"])
        for who, card in cards.items() for faculty in FACULTIES if faculty in card
    }
    said = [words["read"].format(**blanks)] if len(blanks) == 4 else []
    for paper in OTHER[1:]:
        totals = [_total(results.card(examinee, paper)) for examinee in (STUDENT, TEACHER)]
        if all(totals):
            (right, asked), (taught, _) = totals
            said.append(words[paper].format(asked=asked, student=right, teacher=taught))
    one = texts["examinees"][STUDENT if cards["student"] else TEACHER]
    return texts["between"].join(said) or words["one"].format(who=one)


def _total(card: dict[str, Any]) -> tuple[int, int] | None:
    """(right, asked) over a whole paper, faculties counted once."""
    marks = [card[s] for s in examinees.subjects(card)] or [card[f] for f in FACULTIES if f in card]
    return (sum(m["right"] for m in marks), sum(m["asked"] for m in marks)) if marks else None


def _panel(results: Results, paper: str, sat: list[str], texts: dict[str, Any]) -> Markup:
    title = tag("h3", texts["papers"][paper])
    names = examinees.subjects(s for examinee in sat for s in results.card(examinee, paper))
    if not names:
        return tag("div", title, unmeasured(paper, texts))
    return tag("div", title, _multiples(results, sat, names, paper, texts))


def _multiples(
    results: Results, sat: Sequence[str], names: Sequence[str], paper: str, texts: dict[str, Any],
    heading: str = "h4",
) -> Markup:
    cells = []
    for name in names:
        what = subject(name, texts)
        marks = [(s, mark, bars.said(texts["examinees"][s], what, mark, texts),
                  examinees.dots(results, s, paper, name))
                 for s in sat if (mark := results.card(s, paper).get(name))]
        kind = f"cell of-{examinees.faculty(name) or 'other'}"
        title = tag(heading, what, class_="what")
        cells.append(tag("div", title, bars.small(what, marks), class_=kind))
    return tag("div", *cells, class_="cells")


def _legend(sat: Sequence[str], texts: dict[str, Any], seeds: bool = False) -> Markup:
    rows = [(s, texts["examinees"][s], texts["examinees_about"][s]) for s in sat]
    return legend(rows, *([texts["seed_dots"]] if seeds else []))


def _how(words: dict[str, Any], texts: dict[str, Any]) -> str:
    return f"{words['how']}{texts['whiskers']}{texts['stop']}"


def _as_table(
    results: Results, sat: Sequence[str], names: Sequence[str], texts: dict[str, Any]
) -> Markup:
    """The same shares as a table that can be read out."""
    head = tag("tr", tag("th", texts["subject"], scope="col"),
               *(tag("th", texts["examinees"][s], scope="col") for s in sat))
    rows = []
    for name in (*names, *FACULTIES):
        marks = [results.card(s, "taught_wordings").get(name) for s in sat]
        label = texts["faculties"].get(name) or subject(name, texts)
        cells = (tag("td", percent(mark["share"]) if mark else "–") for mark in marks)
        rows.append(tag("tr", tag("th", label, scope="row"), *cells))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("details", tag("summary", texts["table"]), tag("div", table, class_="wide"))


def _table(
    results: Results, names: Sequence[str], sat: Sequence[str], papers: Sequence[str], file: str
) -> Table:
    rows = [
        (name, paper, examinee, m["right"], m["asked"], m["share"], m["low"], m["high"])
        for name in names for paper in papers for examinee in sat
        if (m := results.card(examinee, paper).get(name))
    ]
    columns = ("subject", "paper", "examinee", "right", "asked", "share", "low", "high")
    return Table(file, columns, rows)
