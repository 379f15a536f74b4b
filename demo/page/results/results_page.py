"""The whole tab as HTML, from a pair's name: every figure in its order, or one sentence instead."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.drawing.scene import day
from demo.errors import UserError
from demo.page.results import (
    asking_budgets,
    before_after_nf4,
    by_subject,
    downloads,
    exam_papers_figure,
    fidelity_figure,
    learning_curves,
    mcnemar_cells,
    pipeline,
    student_sizes,
)
from demo.page.results import results_file as reader
from demo.page.results.html_tags import Markup, filled, joined, tag
from demo.page.results.results_file import Results
from demo.words.formats import percent, ratio
from demo.words.page_words import words as page_words
from demo.words.results_words import words

log = logging.getLogger(__name__)
# Rows of the tab: figures that share a row stand side by side on a wide screen.
ROWS = (
    (pipeline.draw,),
    (exam_papers_figure.draw,),
    (by_subject.taught,),
    (by_subject.wordings,),
    (mcnemar_cells.draw,),
    (learning_curves.draw,),
    (before_after_nf4.draw,),
    (student_sizes.draw, asking_budgets.draw),
    (fidelity_figure.draw,),
)


def draw(folder: Path, name: str, language: str) -> Markup:
    """The tab of the pair called `name`, whatever its results are like. Drawn once for all who
    look, until a file changes.
    """
    if not reader.NAME.fullmatch(name):
        return _sentence(words(language)["none"])
    return _drawn(folder, name, language, reader.stamp(folder, name))


@lru_cache(maxsize=8)
def _drawn(folder: Path, name: str, language: str, stamp: Any) -> Markup:
    texts = words(language)
    try:
        found = reader.read(folder, name)
    except UserError as error:
        log.warning("results of a pair: %s", error)
        return _sentence(texts["damaged"].format(error))
    if found is None:
        return _sentence(texts["none"])
    rows = (tag("div", *(figure(found, texts, name) for figure in row),
                class_=f"row of-{len(row)}") for row in ROWS)
    return joined([_head(found, texts, language), *rows, _left(found, texts),
                   _foot(found, texts, name)])


def _sentence(text: str) -> Markup:
    return tag("section", tag("p", text, role="status", class_="missing"))


def _head(found: Results, texts: dict[str, Any], language: str) -> Markup:
    """What came of it all, in one sentence; under it what this was measured on."""
    conditions = texts["conditions"].format(
        **{key: found.found.get(key, "–") for key in ("exam_seed", "student_seed", "profile")})
    when = day(found.found["date"], page_words(language)) if "date" in found.found else ""
    parts = [part for part in (when, found.found.get("device", ""), conditions) if part]
    return joined([
        tag("p", texts["intro"], class_="intro"),
        tag("div", tag("span", headline(found, texts)), tag("em", " · ".join(parts)),
            class_="verdict"),
    ])


def headline(found: Results, texts: dict[str, Any]) -> Markup:
    """Sizes and what was kept; only what was measured."""
    parameters, held = (found.found.get(k, {}) for k in ("parameters", "file_bytes"))
    if not parameters.get("student") or not held.get("student"):
        return filled(texts["no_headline"])
    ratios = {
        key: texts["ratio"].format(ratio(sizes["teacher"] / sizes["student"]))
        for key, sizes in (("parameters", parameters), ("bytes", held))
    }
    kept = found.found.get("retention", {})
    if kept.get("numbers") is None or kept.get("words") is None:
        return filled(texts["headline_small"], **ratios)
    return filled(texts["headline"], **ratios, numbers=percent(kept["numbers"]),
                  words=percent(kept["words"]))


def _left(found: Results, texts: dict[str, Any]) -> Markup | None:
    """The students that `evaluate` says are still to be trained, each with its own command."""
    rows = found.found.get("missing", [])
    if not rows:
        return None
    items = (tag("li", tag("span", row["what"]), " ", tag("code", row["command"])) for row in rows)
    read = texts["left"]["read"].format(n=len(rows))
    return tag("section", tag("h3", texts["left"]["title"]), tag("p", read, class_="read"),
               tag("details", tag("summary", texts["left"]["show"]),
                   tag("ul", *items, class_="left")))


def _foot(found: Results, texts: dict[str, Any], name: str) -> Markup:
    versions = [f"{what} {version}" for what, version in found.found.get("versions", {}).items()]
    return tag("p", " · ".join(_conditions(found, versions)), " ",
               downloads.json_link(name, found.text, texts["all_data"]), class_="foot")


def _conditions(found: Results, versions: list[str]) -> Iterable[str]:
    commit = found.found.get("commit", "")
    return [*([commit[:12]] if commit else []), *versions]
