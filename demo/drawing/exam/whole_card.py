"""The whole card: verdict, pictures, table, and every question by who was right."""

from __future__ import annotations

from typing import Any

from demo.drawing.answer_cards import spec
from demo.drawing.exam import question_cells, threshold_figures
from demo.drawing.figures import bars
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.scene import day
from demo.exam.card_results import CardResults, SubjectGrades
from demo.exam.card_sentences import evidence, sentence
from demo.recording.data import SIDES
from demo.words.exam_words import words as exam_words
from demo.words.formats import GAP, money, nats, percent, rate, seconds
from demo.words.page_words import words as page_words
from demo.words.results_words import words as results_words

# Of one question alone there is no share to draw.
FEWEST = 2
SAID = 5  # questions of a subject, below which the share that is kept is not put into a number


def draw(
    results: CardResults, language: str, at: question_cells.At | None = None, compact: bool = False
) -> Markup:
    """at: where a question is raced, None on the page itself; compact: without the questions."""
    texts = exam_words(language)
    if not results.rows:
        return Markup("")
    parts: list[Markup | None] = [_verdict(results, texts, language)]
    if len(results.graded) >= FEWEST:
        parts.append(_shares(results, texts, language))
    parts.append(_table(results, texts, language))
    if not compact:
        figures = [one for one in (threshold_figures.handover(results, texts),
                                   threshold_figures.calibration(results, texts, language)) if one]
        parts += [tag("div", *figures, class_="figures") if figures else None,
                  question_cells.draw(results, texts, language, at)]
    return tag("article", *parts, class_="exam-card")


def _verdict(results: CardResults, texts: dict[str, Any], language: str) -> Markup:
    card = results.card
    told = [evidence(results, language)] if results.graded else []
    notes = _notes(results, texts)
    where = texts["imported" if _elsewhere(results) else "recorded"].format(
        place=_elsewhere(results), day=day(card.created, page_words(language)),
        device=card.blank.device_name or page_words(language)["unknown_device"],
        tokens=card.max_tokens)
    return tag("div", tag("h2", sentence(results, language)),
               *(tag("p", one, class_="read") for one in told),
               *(tag("p", one, class_="how") for one in [*notes, *card.notes, where]),
               _models(results, language), class_="exam-verdict")


def _models(results: CardResults, language: str) -> Markup:
    """Who sat it: each side's name in its colour, its parameters and the bits they are kept in."""
    told = []
    for side in SIDES:
        answer, texts = results.card.blank.answers[side], page_words(language)
        said = " · ".join(filter(None, (answer.model.name, spec(
            answer.model, answer.memory, texts))))
        told.append(tag("span", tag("b", texts[side]), " ", said, class_=f"is-{side}"))
    return tag("p", *told, class_="how who-sat")


def _elsewhere(results: CardResults) -> str:
    """Which other program's answers these are; "" for our own."""
    return str(results.card.blank.pair.get("answered_in") or "")


def _notes(results: CardResults, texts: dict[str, Any]) -> list[str]:
    """What a reader must know before believing the numbers."""
    card, notes = results.card, []
    if len(results.rows) < len(card.questions):
        why = "one_sided" if _elsewhere(results) else "partial"
        notes.append(texts[why].format(done=len(results.rows), whole=len(card.questions)))
    right = {repr(question.accepted) for question, _ in results.graded}  # JSON has no hash
    if len(results.graded) > FEWEST and len(right) == 1:
        notes.append(texts["same"])
    if results.failed:
        why = next(one.why for one in results.failed[0][1].answers.values() if one.why)
        notes.append(texts["failed"].format(n=len(results.failed), why=why))
    eye = len(results.rows) - len(results.graded) - len(results.failed)
    if eye > 0:
        notes.append(texts["by_eye"].format(n=eye))
    if card.left_out:
        notes.append(texts["left_out"].format(n=len(card.left_out), why=card.left_out[0]))
    return notes


def _shares(results: CardResults, texts: dict[str, Any], language: str) -> Markup:
    """One cell for all, then one a subject, the worst kept ones first."""
    kept = [one for one in results.subjects if one.retention.value is not None]
    rest = [one for one in results.subjects if one.retention.value is None]
    ordered = sorted(kept, key=lambda one: one.retention.value or 0.0) + rest
    title = texts["shares_by" if ordered else "shares"]
    cells = [_cell(one, texts, language) for one in (results.whole, *ordered)]
    return tag("section", tag("h3", title), tag("div", *cells, class_="cells"),
               tag("p", texts["whiskers"], class_="how"))


def _cell(one: SubjectGrades, texts: dict[str, Any], language: str) -> Markup:
    names, drawn = results_words(language), page_words(language)
    label = names["subjects"].get(one.name, one.name) if one.name else texts["all"]
    marks = []
    for side, kind in zip(SIDES, ("teacher", "student"), strict=True):
        found = one.sides[side]
        mark = {"share": found.share, "low": found.low, "high": found.high,
                "right": found.right, "asked": found.asked}
        said = texts["mark"].format(right=found.right, asked=found.asked,
                                    share=percent(found.share))
        marks.append((kind, mark, f"{drawn[side]}: {said}", ()))
    value = one.retention.value
    said = value is not None and one.sides["teacher"].asked >= SAID
    kept = texts["keeps_short"].format(percent(value)) if said else ""
    return tag("div", tag("h4", tag("span", label), tag("small", kept), class_="what"),
               bars.small(label, marks), class_="cell")


def _table(results: CardResults, texts: dict[str, Any], language: str) -> Markup:
    """One row a number: its name with what it is, then teacher and student, or one for both."""
    drawn, kept, rows = page_words(language), results.whole.retention, []
    graded = bool(results.graded)
    accuracy = [_share(results.whole.sides[side], texts) if graded else None for side in SIDES]
    rows.append(_row("accuracy", "", accuracy, texts))
    if kept.value is not None and kept.low is not None and kept.high is not None:
        span = texts["to"].format(low=percent(kept.low), high=percent(kept.high))
        rows.append(_row("retention", "retention_about",
                         [None, f"{percent(kept.value)} ({span})"], texts, dash="100 %"))
    like = results.likeness
    for name, shown in (("agreement", percent), ("acceptance", percent), ("kl", nats)):
        value = shown(getattr(like, name)) if like else None
        rows.append(_row(name, f"{name}_about", [value], texts))
    found = [results.calibration(side) for side in SIDES]
    rows.append(_row("ece", "ece_about", [percent(one.error) if one else None for one in found],
                     texts))
    rows.append(_row("speed", "speed_about", [_spoken(results.speed(side)) for side in SIDES],
                     texts))
    rows.append(_row("seconds", "seconds_about", [_timed(results.seconds(side))
                                                  for side in SIDES], texts))
    joules = [results.card.blank.answers[side].model.joules_per_token for side in SIDES]
    if any(joules):
        rows.append(_row("joules", "joules_about", [_spoken(one) for one in joules], texts))
    costs = [results.cost(side) for side in SIDES]
    if any(costs):
        rows.append(_row("cost", "cost_about", [
            f"{money(cost[0])}{GAP}{cost[1]}" if cost else None for cost in costs], texts))
    head = tag("tr", tag("td"), *(tag("th", drawn[side], scope="col") for side in SIDES))
    return tag("section", tag("div", tag("table", tag("thead", head), tag("tbody", *rows)),
                              class_="wide", tabindex="0"))


def _timed(value: float | None) -> str | None:
    return seconds(value) if value is not None else None


def _spoken(speed: float | None) -> str | None:
    return rate(speed) if speed is not None else None


def _share(found: Any, texts: dict[str, Any]) -> str:
    span = texts["to"].format(low=percent(found.low), high=percent(found.high))
    return f"{percent(found.share)} ({span})"


def _row(
    name: str, about: str, values: list[str | None], texts: dict[str, Any], dash: str = ""
) -> Markup:
    missing = dash or texts["not_measured"]
    words = texts["table"]
    cells = [tag("td", missing if value is None else value,
                 colspan=len(SIDES) if len(values) == 1 else None) for value in values]
    label = tag("th", words[name], tag("small", words[about]) if about else None, scope="row")
    return tag("tr", label, *cells)


