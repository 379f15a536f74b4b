"""The whole tab as HTML, from a pair's name: every figure in its order, or one sentence instead."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.drawing.figures.html_tags import Markup, filled, joined, tag
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
from demo.page.results.results_file import Results
from demo.words.formats import percent, ratio
from demo.words.page_words import words as page_words
from demo.words.recorded_sentences import each_told
from demo.words.results_words import words

log = logging.getLogger(__name__)
SECTION = re.compile(r'<h2 id="d-([\w-]+)">(.*?)</h2>')
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
        results = reader.read(folder, name)
    except UserError as error:
        log.warning("results of a pair: %s", error)
        return _sentence(texts["damaged"].format(error))
    if results is None:
        return _sentence(texts["none"])
    rows = [tag("div", *(figure(results, texts, name) for figure in row),
                class_=f"row of-{len(row)}") for row in ROWS]
    return joined([_head(results, texts, language), _contents(rows, texts), *rows,
                   _left(results, texts), _foot(results, texts, name)])


def _contents(rows: Iterable[Markup], texts: dict[str, Any]) -> Markup:
    """The list of the sections that are there."""
    found = SECTION.findall("".join(rows))
    links = (tag("a", Markup(title), href=f"#d-{name}") for name, title in found)
    return tag("nav", *links, class_="contents", aria_label=texts["contents"])


def _sentence(text: str) -> Markup:
    return tag("section", tag("p", text, role="status", class_="missing"))


def _head(results: Results, texts: dict[str, Any], language: str) -> Markup:
    """What came of it all, in one sentence; under it what this was measured on."""
    conditions = texts["conditions"].format(
        **{key: results.parts.get(key, "–") for key in ("exam_seed", "student_seed", "profile")})
    when = day(results.parts["date"], page_words(language)) if "date" in results.parts else ""
    parts = [part for part in (when, each_told(results.parts.get("device", ""), language),
                              conditions) if part]
    return joined([
        tag("p", texts["intro"], class_="intro"),
        tag("div", tag("span", headline(results, texts)), tag("em", " · ".join(parts)),
            class_="verdict"),
    ])


def headline(results: Results, texts: dict[str, Any]) -> Markup:
    """Sizes and what was kept; only what was measured."""
    parameters, held = (results.parts.get(k, {}) for k in ("parameters", "file_bytes"))
    if not parameters.get("student") or not held.get("student"):
        return filled(texts["no_headline"])
    ratios = {
        key: texts["ratio"].format(ratio(sizes["teacher"] / sizes["student"]))
        for key, sizes in (("parameters", parameters), ("bytes", held))
    }
    kept = results.parts.get("retention", {})
    if kept.get("numbers") is None or kept.get("words") is None:
        return filled(texts["headline_small"], **ratios)
    return filled(texts["headline"], **ratios, numbers=percent(kept["numbers"]),
                  words=percent(kept["words"]))


def _left(results: Results, texts: dict[str, Any]) -> Markup | None:
    """The students that `evaluate` says are still to be trained, each with its own command."""
    rows = results.parts.get("missing", [])
    if not rows:
        return None
    items = (tag("li", tag("span", row["what"]), " ", tag("code", row["command"])) for row in rows)
    read = texts["left"]["read"].format(n=len(rows))
    return tag("section", tag("h2", texts["left"]["title"]), tag("p", read, class_="read"),
               tag("details", tag("summary", texts["left"]["show"]),
                   tag("ul", *items, class_="left")))


def _foot(results: Results, texts: dict[str, Any], name: str) -> Markup:
    versions = [f"{what} {version}" for what, version in results.parts.get("versions", {}).items()]
    return tag("p", " · ".join(_conditions(results, versions)), " ",
               downloads.json_link(name, results.text, texts["all_data"]), class_="foot")


def _conditions(results: Results, versions: list[str]) -> Iterable[str]:
    commit = results.parts.get("commit", "")
    return [*([commit[:12]] if commit else []), *versions]
