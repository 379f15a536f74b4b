"""The cost panel as HTML: its fields, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.drawing import stage
from demo.drawing.figures import plot
from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.drawing.figures.scales import from_zero
from demo.drawing.scene import day
from demo.page.claims.cost_table import CASCADE, Row, student_over_teacher
from demo.page.claims.measured_work import Measured
from demo.page.claims.price_fields import KINDS, LONGEST, Prices, Usual, label, name_of
from demo.page.claims.price_list import Example
from demo.recording.data import SIDES
from demo.words import cost_words, results_words
from demo.words.formats import money, number, percent, share, times
from demo.words.page_words import words as page_words

COLOURS = {"teacher": "teacher", "student": "student_nf4", CASCADE: "alone"}
ALIKE = 1.005  # what is nearer to 1 reads as 1.0


def texts_in(language: str) -> dict[str, Any]:
    return {**results_words.words(language), **cost_words.words(language)}


def fields(usual: Usual, shown: Mapping[str, str], measured: Measured, language: str) -> Markup:
    """Both sides' prices, the currency and the day; `shown`: what stands in each field."""
    texts = texts_in(language)
    common = tag("div", *(entry(name, texts["field"][name], usual.fields, shown)
                          for name in ("currency", "date")), class_="common")
    sides = (_side(side, usual, shown, measured, texts, language) for side in SIDES)
    return joined([tag("h2", texts["costs_title"], id="c-costs"),
                   tag("p", texts["costs_lead"], class_="read"),
                   tag("div", *sides, class_="halves"), common])


def _side(
    side: str, usual: Usual, shown: Mapping[str, str], measured: Measured, texts: dict[str, Any],
    language: str,
) -> Markup:
    name = name_of(side, "by")
    by = shown[name] if shown[name] in KINDS else usual.fields[name]
    kinds = (tag("option", texts["by"][kind], value=kind, selected="" if kind == by else None)
             for kind in KINDS)
    chooser = tag("label", tag("span", texts["priced_by"]),
                  tag("select", *kinds, data_field=name, data_usual=usual.fields[name],
                      aria_label=label(side, texts["priced_by"], texts)))
    # Which of them count is the choice's, and the style's: the others keep what was written.
    prices = (entry(name_of(side, name), texts["field"][name], usual.fields, shown,
                    label(side, texts["field"][name], texts), f"by-{kind}")
              for kind, names in KINDS.items() for name in names)
    notes = tag("p", *_notes(usual.examples[side], measured, texts, language), class_="how")
    return tag("fieldset", tag("legend", texts["sides"][side]), chooser, *prices, notes,
               class_=f"is-{COLOURS[side]}")


def entry(
    name: str, called: str, usual: Mapping[str, str], shown: Mapping[str, str], spoken: str = "",
    class_: str = "",
) -> Markup:
    """A field for a text that is to be read as a number, a day or a currency."""
    box = tag("input", type="text", value=shown[name], data_field=name, data_usual=usual[name],
              autocomplete="off", spellcheck="false", maxlength=LONGEST,
              aria_label=spoken or None,
              inputmode="text" if name in ("currency", "date") else "decimal")
    return tag("label", tag("span", called), box, class_=class_ or None)


def _notes(
    examples: list[Example], measured: Measured, texts: dict[str, Any], language: str
) -> list[Any]:
    """Where the prices that stand there at first come from."""
    if not any(example.hour is not None for example in examples) and all(
            example.source for example in examples):
        return [texts["price_none"].format(device=device(measured, texts, language)), " ",
                *_from(examples, texts, language)]
    return _from(examples, texts, language)


def _from(examples: list[Example], texts: dict[str, Any], language: str) -> list[Any]:
    parts: list[Any] = []
    for example in examples:
        when = day(example.date, page_words(language))
        if not example.source:
            parts += [texts["price_pair"].format(date=when), texts["stop"]]
            continue
        prices = [example.hour] if example.hour is not None else [example.reading, example.writing]
        parts += [texts["price_from"].format(
            name=example.name, price=" / ".join(f"{p:g}" for p in prices if p is not None),
            currency=example.currency, date=when), " (",
            tag("a", texts["price_source"], href=example.source, target="_blank",
                rel="noopener"), ")", texts["stop"], " "]
    return parts


def device(measured: Measured, texts: dict[str, Any], language: str) -> str:
    """The device of the recordings in words."""
    if measured.sample is None:
        return texts["unknown_device"]
    name, cores, *_ = stage.device(measured.sample, page_words(language))
    return " · ".join(part for part in (name, cores) if part) or texts["unknown_device"]


def refused(sentence: str) -> Markup:
    """What is wrong with a field; what was written stays where it was."""
    return tag("p", sentence, role="alert", class_="missing")


def costs(
    measured: Measured, prices: Prices, found: list[Row], own: bool, language: str
) -> Markup:
    """What an answer costs on both sides and for the cascade. own: the times are of the visitor's
    comparison."""
    texts = texts_in(language)
    where = {"device": device(measured, texts, language), "runs": measured.runs}
    said = [texts["costs_how_own" if own else "costs_how"].format(**where)]
    if measured.shares:
        said.append(texts["costs_how_exam"].format(asked=f"{measured.asked:,}"))
    if measured.cascade:
        said.append(texts["cascade_how"].format(
            passed=percent(measured.cascade.passed_on), n=measured.cascade.questions,
            threshold=share(measured.cascade.threshold)))
    return joined([
        tag("p", reading(found, prices, texts, language), role="status", class_="read"),
        None if measured.shares else tag("p", texts["no_share"], class_="missing"),
        *_bars(found, prices, texts), _table(found, prices, texts),
        tag("p", texts["between"].join(said), class_="how"),
        formulas(("hour", "tokens", "per_million", "per_solved", "cascade"), texts),
    ])


def reading(found: list[Row], prices: Prices, texts: dict[str, Any], language: str) -> str:
    """Teacher against student, by right answers where both give some; then the cascade."""
    teacher, student, *more = found
    solved = teacher.solved is not None and student.solved is not None
    costs = {row.name: money(_paid(row, solved)) for row in (teacher, student)}
    said = [texts["costs_read" if solved else "costs_read_tokens"].format(
        **costs, currency=prices.currency, factor=_factor(student_over_teacher(found), texts))]
    for row in more:
        if row.solved is not None and row.right is not None:
            said.append(texts["costs_read_cascade"].format(
                cascade=money(row.solved), right=percent(row.right)))
    said.append(texts["costs_at"].format(day=day(prices.day, page_words(language))))
    return texts["between"].join(said)


def _paid(row: Row, solved: bool) -> float:
    return row.solved if solved and row.solved is not None else row.million


def _factor(ratio: float | None, texts: dict[str, Any]) -> str:
    if ratio is None:
        return texts["incomparable"]
    if 1 / ALIKE < ratio < ALIKE:
        return texts["as_much"]
    key, factor = ("times_less", 1 / ratio) if ratio < 1 else ("times_more", ratio)
    return texts[key].format(number(factor) if factor >= 100 else times(factor))


def _bars(found: list[Row], prices: Prices, texts: dict[str, Any]) -> list[Markup]:
    """A bar from zero each: of a right answer where all give some, else of a million tokens."""
    solved = all(row.solved is not None for row in found)
    scale = from_zero(max(_paid(row, solved) for row in found))
    drawn = [tag("h3", texts["column"]["per_solved" if solved else "per_million"].format(
        prices.currency))]
    for row in found:
        side, cost = texts["sides"][row.name], money(_paid(row, solved))
        title = texts["costs_bar"].format(side=side, cost=cost, currency=prices.currency)
        picture = plot.picture(22, title, plot.grid_x(scale, 22),
                               plot.bar(scale.at(_paid(row, solved)), 5, 12),
                               class_=f"is-{COLOURS[row.name]}")
        drawn.append(tag("div", tag("span", side, class_="label"), picture, tag("b", cost),
                         class_="bar-row of-money"))
    return drawn


def _table(found: list[Row], prices: Prices, texts: dict[str, Any]) -> Markup:
    names = texts["column"]
    head = tag("tr", tag("th", texts["side"], scope="col"),
               *(tag("th", name.format(prices.currency), scope="col") for name in names.values()))
    body = (tag("tr", tag("th", texts["sides"][row.name], scope="row"),
                *(tag("td", shown) for shown in _cells(row))) for row in found)
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="wide",
               tabindex="0")


def _cells(row: Row) -> list[str]:
    """In the order of the words' `column`."""
    return ["–" if row.speed is None else f"{row.speed:,.1f}", f"{row.tokens:.1f}",
            "–" if row.right is None else percent(row.right), money(row.million),
            "–" if row.solved is None else money(row.solved)]


def formulas(names: tuple[str, ...], texts: dict[str, Any]) -> Markup:
    rows = (tag("li", tag("code", texts["formula"][name])) for name in names)
    return tag("details", tag("summary", texts["formulas"]), tag("ul", *rows, class_="left"))
