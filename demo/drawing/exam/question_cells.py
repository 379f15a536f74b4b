"""Every question of an exam with both answers, by who was right; what the student lost first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from demo.drawing.figures.html_tags import Markup, tag
from demo.exam.card_results import SHOWN, CardResults, Row, confidence
from demo.recording.data import SIDES
from demo.words.formats import share
from demo.words.page_words import words as page_words

MOST = 30  # questions of a kind that are shown; a page of thousands opens on no phone
LONGEST = 4_000  # characters of a text
# A question's text -> the address at which it can be raced, "" where there is none.
At = Callable[[str], str]


def draw(results: CardResults, texts: dict[str, Any], language: str, at: At | None) -> Markup:
    """at: where a question is raced; None on the page itself, which races it at a click."""
    kinds: list[tuple[str, Sequence[Row]]] = [
        (texts["cells"][cell], results.cells[cell]) for cell in SHOWN]
    graded = {found.id for _, found in results.graded}
    loose = [row for row in results.rows if row[1].id not in graded]
    kinds += [(texts["by_eye_cell"], [row for row in loose if not row[1].failed]),
              (texts["failed_cell"], results.failed)]
    there = [(title, rows) for title, rows in kinds if rows]
    drawn = [_kind(title, rows, texts, language, at, opened=not place)
             for place, (title, rows) in enumerate(there)]
    return tag("section", *drawn, class_="questions")


def _kind(
    title: str, rows: Sequence[Row], texts: dict[str, Any], language: str, at: At | None,
    opened: bool,
) -> Markup:
    more = len(rows) - MOST
    shown = [_question(row, texts, language, at) for row in rows[:MOST]]
    rest = tag("p", texts["more"].format(f"{more:,}"), class_="how") if more > 0 else None
    return tag("details", tag("summary", title, " ", tag("b", f"{len(rows):,}")), *shown, rest,
               open="" if opened else None)


def _question(row: Row, texts: dict[str, Any], language: str, at: At | None) -> Markup:
    question, found = row
    right = " / ".join(str(one) for one in question.accepted)
    told = tag("p", texts["right_answer"], tag("b", right[:LONGEST]),
               class_="accepted") if question.accepted else None
    chips = _chips(row, texts, at) if len(question.messages) == 1 else []
    sides = [_answer(side, row, texts, language) for side in SIDES]
    asked = tag("p", question.text[:LONGEST], class_="asked", dir="auto")
    return tag("div", asked, told, tag("div", *sides, class_="two"), *chips, class_="question",
               id=f"q-{found.number + 1}")


def _chips(row: Row, texts: dict[str, Any], at: At | None) -> list[Markup]:
    """What can be done with a question: a race; where no rule tells what is right, a vote."""
    question, found = row
    if at is not None:
        address = at(question.text)
        return [tag("a", texts["open"], class_="chip", href=address, target="_blank",
                    rel="noopener")] if address else []
    chips = [tag("button", texts["open"], type="button", class_="chip",
                 data_prompt=question.text)]
    if not found.failed and None in (found.answers[side].right for side in SIDES):
        chips.append(tag("button", texts["judge"], type="button", class_="judges",
                         data_judge=question.text))
    return chips


def _answer(side: str, row: Row, texts: dict[str, Any], language: str) -> Markup:
    given = row[1].answers[side]
    sure = confidence(row[1], side)
    small = texts["confidence"].format(share(sure)) if sure is not None else ""
    cut = texts["cut"].format(given.tokens) if given.end == "max_tokens" else ""
    sign = {True: "✓", False: "✗", None: ""}[given.right]
    name = tag("span", page_words(language)[side], class_="who")
    head = tag("p", name, tag("b", sign), tag("small", " ".join(filter(None, (small, cut)))))
    text = given.text.strip()[:LONGEST] or given.why or texts["none"]
    return tag("div", head, tag("pre", text, dir="auto"), class_=f"is-{side}")
