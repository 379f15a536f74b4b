"""A list of prompts as HTML: the verdict, medians with their intervals, every prompt's ratios as
dots, and a row a prompt that opens its whole comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from demo.drawing.figures import plot
from demo.drawing.figures.html_tags import Markup, tag
from demo.drawing.figures.scales import Scale, logarithmic
from demo.drawing.scene import day
from demo.prompts.list_results import METRICS, ListResults, Summary, likeness, parts_at
from demo.prompts.list_sentences import sentence
from demo.prompts.median_intervals import FEWEST, Middle
from demo.prompts.prompt_list import Raced
from demo.recording.data import SIDES, Answer
from demo.recording.metrics import numbers
from demo.words import formats
from demo.words.list_words import words as list_words
from demo.words.page_words import words as page_words

# The number of a prompt, from 1, -> the address of its comparison.
At = Callable[[int], str]
UNIT = re.compile(r",|（")  # what a metric's unit begins with, of which a ratio has none
HEIGHT, LONGEST = 26, 400  # pixels of a row of dots; characters of a prompt that are shown
DOTTED = ("ttft", "tpot", "characters", "e2e", "memory", "tokens")
SHOWN: dict[str, Callable[[Any], str]] = {
    "ttft": formats.milliseconds, "tpot": formats.milliseconds, "speed": formats.rate,
    "characters": formats.rate, "e2e": formats.seconds,
    "memory": lambda size: formats.megabytes(round(size)), "tokens": lambda n: f"{n:,.0f}"}


def draw(
    results: ListResults, language: str, at: At | None = None, compact: bool = False
) -> Markup:
    """at: where a prompt's comparison stands, None on the page itself, which opens it at a click;
    compact: without the prompts. Nothing where none was raced."""
    if not results.prompts.rows:
        return Markup("")
    texts = list_words(language)
    parts: list[Markup | None] = [_verdict(results, texts, language)]
    if results.compared:
        parts += [_table(results, texts, language), _dots(results, texts)]
    if not compact:
        parts.append(rows(results, language, at))
    return tag("article", *parts, class_="exam-card prompt-list")


def _verdict(results: ListResults, texts: dict[str, Any], language: str) -> Markup:
    prompts, first = results.prompts, results.prompts.first
    notes = []
    if len(prompts.rows) < prompts.asked:
        notes.append(texts["raced_partly"].format(done=len(prompts.rows), whole=prompts.asked))
    if results.failed:
        notes.append(texts["trouble_in_all"].format(n=len(results.failed)))
    if first is not None:
        drawn, asked = page_words(language), first.request
        notes.append(texts["raced_on"].format(
            day=day(prompts.created, drawn), device=first.device_name or drawn["unknown_device"],
            tokens=asked.max_tokens, temperature=f"{asked.temperature:g}", seed=asked.seed))
    return tag("div", tag("h2", sentence(results, language)),
               *(tag("p", one, class_="how") for one in notes), class_="exam-verdict")


def _table(results: ListResults, texts: dict[str, Any], language: str) -> Markup:
    """A row a metric: both sides' medians and the ratio, each above its interval."""
    drawn = page_words(language)
    head = tag("tr", tag("td"), *(tag("th", drawn[side], scope="col", class_=f"is-{side}")
                                  for side in SIDES), tag("th", texts["ratio"], scope="col"))
    body = [_row(one, texts) for one in results.summaries]
    found = _cell(results.agreement, formats.percent, texts, colspan=len(SIDES))
    body.append(tag("tr", tag("th", texts["metric"]["agreement"], tag(
        "small", texts["agreement_tip"]), scope="row"), found, tag("td")))
    few = len(results.compared) < FEWEST
    how = texts["how_few"].format(fewest=FEWEST) if few else texts["how"]
    return tag("section", tag("h3", texts["medians"]), tag("div", tag(
        "table", tag("thead", head), tag("tbody", *body)), class_="wide", tabindex="0",
        role="region", aria_label=texts["medians"]), tag("p", how, class_="how"))


def _row(one: Summary, texts: dict[str, Any]) -> Markup:
    shown = SHOWN[one.name]
    cells = [_cell(one.sides[side], shown, texts) for side in SIDES]
    return tag("tr", tag("th", texts["metric"][one.name], scope="row"), *cells,
               _cell(one.ratio, formats.hundredths, texts, unit="×"))


def _cell(
    found: Middle | None, shown: Callable[[Any], str], texts: dict[str, Any],
    colspan: int | None = None, unit: str = "",
) -> Markup:
    if found is None:
        return tag("td", tag("small", texts["unmeasured"]), colspan=colspan)
    span = texts["span"].format(low=shown(found.low), high=shown(found.high)) if (
        found.low is not None and found.high is not None) else None
    return tag("td", tag("b", shown(found.median) + unit), tag("small", span) if span else None,
               colspan=colspan)


def _dots(results: ListResults, texts: dict[str, Any]) -> Markup | None:
    """Every prompt's own ratios on one axis, a row a metric."""
    found = [(one, [value for recording in results.compared
                    if (value := metric.ratio(recording)) is not None])
             for one in results.summaries if one.name in DOTTED
             for metric in METRICS if metric.name == one.name]
    every = [value for _, values in found for value in values]
    if not every:
        return None
    scale = logarithmic(min(1.0, *every), max(1.0, *every))
    few = len(results.compared) < FEWEST
    drawn = [_dotted(one, values, scale, texts) for one, values in found if values]
    marks = plot.labels_x(scale, 12, [f"{mark:g}×" for mark in scale.marks])
    axis = tag("div", tag("span"), tag("svg", marks, class_="plot", width="100%", height=16,
                                       aria_hidden="true"), tag("b"), class_="dot-row")
    return tag("section", tag("h3", texts["dots"]), *drawn, axis,
               tag("p", texts["dots_read_few" if few else "dots_read"], class_="how"))


def _dotted(
    one: Summary, values: list[float], scale: Scale, texts: dict[str, Any]
) -> Markup:
    middle, y, name = one.ratio, HEIGHT / 2, UNIT.split(texts["metric"][one.name])[0]
    assert middle is not None, "there are values"
    x, exact = formats.hundredths(middle.median), middle.low is not None
    marks = [plot.dot(scale.at(value), y, 3) for value in values]
    if middle.low is not None and middle.high is not None:
        marks.append(plot.interval(scale.at(middle.low), scale.at(middle.median),
                                   scale.at(middle.high), y))
    marks.append(tag("line", x1=plot.at(scale.at(middle.median)), x2=plot.at(
        scale.at(middle.median)), y1=y - 7, y2=y + 7, class_="is-median"))
    said = texts["dots_said" if exact else "dots_said_few"].format(
        name=name, x=x, low=_hundredths(middle.low), high=_hundredths(middle.high))
    one_line = tag("line", x1=plot.at(scale.at(1)), x2=plot.at(scale.at(1)), y1=0, y2=HEIGHT,
                   class_="is-one")
    drawn = plot.picture(HEIGHT, said, plot.grid_x(scale, HEIGHT), one_line, *marks)
    return tag("div", tag("span", name), drawn, tag("b", f"{x}×"), class_="dot-row is-student")


def _hundredths(value: float | None) -> str:
    return "" if value is None else formats.hundredths(value)


def rows(results: ListResults, language: str, at: At | None = None) -> Markup:
    """A row a prompt; also while others are still to come."""
    texts, drawn = list_words(language), page_words(language)
    wide = [texts["ttft_short"], texts["tpot_short"]]
    names = [tag("th", drawn[side], scope="col", class_=f"is-{side}") for _ in wide
             for side in SIDES]
    head = tag("thead", tag("tr", tag("th", texts["prompt"], scope="col", rowspan=2),
                            *(tag("th", one, scope="colgroup", colspan=len(SIDES)) for one in wide),
                            tag("th", texts["answers"], scope="col", rowspan=2),
                            tag("td", rowspan=2)), tag("tr", *names))
    body = [_raced(number, row, texts, at) for number, row in enumerate(results.prompts.rows, 1)]
    return tag("section", tag("h3", texts["rows"]), tag(
        "div", tag("table", head, tag("tbody", *body)), class_="wide", tabindex="0",
        role="region", aria_label=texts["rows"]), class_="prompt-rows")


def _raced(number: int, row: Raced, texts: dict[str, Any], at: At | None) -> Markup:
    prompt = tag("th", tag("small", f"{number}"), tag("span", row.prompt[:LONGEST], dir="auto"),
                 scope="row", class_="asked")
    if row.recording is None:
        return tag("tr", prompt, tag("td", row.why, colspan=6, class_="trouble"))
    said = row.trouble if row.trouble else _kind(row, texts)
    answers = row.recording.answers
    cells = [tag("td", formats.milliseconds(value(answers[side]))) for value in (_ttft, _tpot)
             for side in SIDES]
    named = texts["open_row_named"].format(n=number, prompt=row.prompt[:80])
    opens = tag("a", texts["open_row"], class_="chip", href=at(number), target="_blank",
                rel="noopener", aria_label=named) if at else tag(
        "button", texts["open_row"], type="button", class_="chip", data_row=number,
        aria_label=named)
    return tag("tr", prompt, *cells, tag("td", said, class_="trouble" if row.trouble else None),
               tag("td", opens))


def _ttft(answer: Answer) -> float | None:
    return numbers(answer).ttft


def _tpot(answer: Answer) -> float | None:
    return numbers(answer).tpot


def _kind(row: Raced, texts: dict[str, Any]) -> str:
    assert row.recording is not None, "it was raced"
    return texts["row_kinds"][likeness(row.recording)].format(parts_at(row.recording))
