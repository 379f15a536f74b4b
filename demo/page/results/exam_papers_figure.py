"""Teacher, student and every control on both faculties, in each kind of paper, with seeds."""

from __future__ import annotations

from typing import Any

from demo.exam.exam_results import LABELLED_QUESTIONS
from demo.drawing.figures import bars
from demo.page.results import examinees
from demo.page.results.block import block, empty, legend, unmeasured
from demo.page.results.downloads import Table
from demo.page.results.examinees import FACULTIES, PAPERS, STUDENT, TEACHER
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.words.formats import percent

TAUGHT, UNTAUGHT = "taught_wordings", "untaught_wordings"
MARK = ("right", "asked", "share", "low", "high")

def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["compared"]
    sat = examinees.present(results, examinees.COMPARED, TAUGHT)
    if not {TEACHER, STUDENT} <= set(sat):
        return empty("compared", words, "compared", texts)
    panels = tag("div", *(_panel(results, paper, texts) for paper in PAPERS), class_="papers")
    gone = [s for s in examinees.COMPARED if s not in sat]
    notes = [_gone(gone, texts)] if gone else []
    seeds = any(examinees.dots(results, s, TAUGHT, f) for s in sat for f in FACULTIES)
    if not seeds:
        notes.append(unmeasured("seeds", texts))
    return block(
        "compared", words, plain(results, texts), tag("p", reading(results, texts), class_="read"),
        _legend(sat, seeds, texts), panels, *notes,
        texts=texts, how=_about(sat, texts), table=_table(results, name),
    )


def plain(results: Results, texts: dict[str, Any]) -> str:
    """What the figure comes to, in one sentence: with its teacher, and without."""
    marks = {who: results.card(who, TAUGHT).get("numbers") for who in (STUDENT, TEACHER, "alone")}
    shares = {who: percent(mark["share"]) for who, mark in marks.items() if mark}
    if TEACHER not in shares or STUDENT not in shares:
        return texts["pipeline"]["about"]["evaluate"]
    return texts["compared"]["plain" if "alone" in shares else "plain_pair"].format(**shares)


def reading(results: Results, texts: dict[str, Any]) -> str:
    """The student against its teacher on numbers, then against each control that was trained."""
    words, marks = texts["compared"], {
        examinee: results.card(examinee, TAUGHT).get("numbers")
        for examinee in examinees.COMPARED
    }
    if not marks[TEACHER] or not marks[STUDENT]:
        return texts["pipeline"]["about"]["evaluate"]
    shares = {examinee: percent(mark["share"]) for examinee, mark in marks.items() if mark}
    clauses = [words["read"].format(student=shares[STUDENT], teacher=shares[TEACHER])]
    for examinee in ("alone", "hard", "oracle"):
        if mark := marks[examinee]:
            meet = words["overlap" if meet_each_other(mark, marks[STUDENT]) else "apart"]
            clauses.append(words[examinee].format(**{examinee: shares[examinee]}, meet=meet))
            if examinee == "alone" and (few := _asked_as_few(results)) is not None:
                clauses.append(words["as_few"].format(
                    asked=f"{LABELLED_QUESTIONS:,}", share=percent(few)))
    clauses += _new_wordings(results, words)
    vertical = results.card("vertical", TAUGHT)
    if set(FACULTIES) <= set(vertical):
        clauses.append(words["vertical"].format(
            **{faculty: percent(vertical[faculty]["share"]) for faculty in FACULTIES}))
    return texts["semicolon"].join(clauses) + texts["stop"]


def _new_wordings(results: Results, words: dict[str, str]) -> list[str]:
    """Answers alone against the student on wordings that neither was trained on."""
    cards = {who: results.card(who, UNTAUGHT) for who in ("hard", STUDENT)}
    if any(faculty not in card for card in cards.values() for faculty in FACULTIES):
        return []
    shares = {f"{who}_{faculty}": percent(card[faculty]["share"])
              for who, card in cards.items() for faculty in FACULTIES}
    return [words["new_wordings"].format(**shares)]


def _asked_as_few(results: Results) -> float | None:
    """The share on numbers of a student whose teacher was asked no more than the control saw:
    without it nobody can tell what the teacher brought from what more questions did."""
    rows = [row for row in results.parts.get("budgets", []) if row["asked"] == LABELLED_QUESTIONS]
    return next((row["numbers"] for row in rows if row["numbers"] is not None), None)


def meet_each_other(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Do two intervals share a point?"""
    return one["low"] <= other["high"] and other["low"] <= one["high"]


def _legend(sat: list[str], seeds: bool, texts: dict[str, Any]) -> Markup:
    rows = [(s, texts["examinees"][s], texts["examinees_about"][s]) for s in sat]
    return legend(rows, texts["whiskers"], *([texts["seed_dots"]] if seeds else []))


def _about(sat: list[str], texts: dict[str, Any]) -> str:
    """What each of them learned from; pointing at a legend is for those who have a mouse."""
    said = (f"{texts['examinees'][s]}: {texts['examinees_about'][s]}" for s in sat[1:])
    return texts["semicolon"].join(said) + texts["stop"]


def _panel(results: Results, paper: str, texts: dict[str, Any]) -> Markup:
    """One paper: both faculties, a bar for each who sat it."""
    sat = examinees.present(results, examinees.COMPARED, paper)
    title = tag("h3", texts["papers"][paper])
    if not sat:
        return tag("div", title, unmeasured(paper, texts), class_="paper")
    groups = []
    for faculty in FACULTIES:
        marks = [(s, m) for s in sat if (m := results.card(s, paper).get(faculty))]
        rows = [_row(results, s, m, faculty, paper, texts) for s, m in marks]
        if rows:
            groups += [tag("h4", texts["faculties"][faculty]), *rows]
    return tag("div", title, *groups, bars.axis(), class_="paper")


def _row(
    results: Results, examinee: str, mark: dict[str, Any], faculty: str, paper: str,
    texts: dict[str, Any],
) -> Markup:
    who = texts["examinees"][examinee]
    return bars.row(who, examinee, mark, bars.said(who, texts["faculties"][faculty], mark, texts),
                    examinees.dots(results, examinee, paper, faculty))


def _gone(gone: list[str], texts: dict[str, Any]) -> Markup:
    what = texts["list"].join(texts["examinees"][examinee].lower() for examinee in gone)
    return unmeasured("controls", texts, what)


def _table(results: Results, name: str) -> Table:
    """Both faculties in every paper; then a row for each seed, which has a share alone."""
    rows = [
        (examinee, paper, faculty, "", *(mark[key] for key in MARK))
        for examinee in examinees.COMPARED for paper in PAPERS for faculty in FACULTIES
        if (mark := results.card(examinee, paper).get(faculty))
    ]
    rows += [
        (examinee, TAUGHT, faculty, seed, "", "", share, "", "")
        for examinee in examinees.COMPARED for faculty in FACULTIES
        for seed, share in examinees.seeds(results, examinee, faculty)
    ]
    return Table(f"{name}-controls", ("examinee", "paper", "faculty", "seed", *MARK), rows)
