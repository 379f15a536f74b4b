"""The claims as HTML: each a sentence of the essay's, the picture of what was measured here or that
it was not, and what published work says with its source.
"""

from __future__ import annotations

from typing import Any

from demo.drawing.figures.html_tags import Markup, joined, tag
from demo.drawing.scene import day
from demo.page.claims.claim_figures import FIGURES
from demo.page.claims.measured_work import Measured
from demo.page.claims.published_work import FINDINGS, Finding
from demo.page.results.results_file import Results
from demo.words import claims_words, results_words
from demo.words.page_words import words as page_words
from demo.words.recorded_sentences import each_told

CLAIMS = tuple(FINDINGS)
# The cost panel follows upon the claim that it is about.
FIRST = CLAIMS[: CLAIMS.index("cheaper") + 1]
REST = CLAIMS[len(FIRST):]


def texts_in(language: str) -> dict[str, Any]:
    """The words of this tab and of the figures that it borrows from the Distillation tab."""
    return {**results_words.words(language), **claims_words.words(language)}


def head(results: Results | None, pair: str, trouble: str, language: str) -> Markup:
    """What this is, on what it was measured, and the list of claims."""
    texts = texts_in(language)
    links = (tag("a", texts["claim_short"][name], href=f"#c-{name}") for name in CLAIMS)
    return joined([
        tag("p", texts["claims_intro"], class_="intro"),
        _measured_on(results, pair, texts, language),
        tag("p", trouble, role="status", class_="missing") if trouble else None,
        tag("nav", *links, class_="contents", aria_label=texts["claims_contents"]),
    ])


def _measured_on(
    results: Results | None, pair: str, texts: dict[str, Any], language: str
) -> Markup:
    if results is None:
        return tag("p", texts["claims_none"], role="status", class_="missing")
    when = day(results.parts["date"], page_words(language)) if "date" in results.parts else ""
    device = each_told(results.parts.get("device", ""), language)
    parts = [part for part in (pair, when, device) if part]
    return tag("p", f"{texts['measured_on']} {' · '.join(parts)}", class_="foot")


def draw(
    names: tuple[str, ...], results: Results | None, measured: Measured, language: str
) -> Markup:
    """The sections of some claims, in their order."""
    return joined(_claim(name, results, measured, texts_in(language)) for name in names)


def _claim(
    name: str, results: Results | None, measured: Measured, texts: dict[str, Any]
) -> Markup:
    figure = FIGURES[name](results or Results({}), measured, texts) if name in FIGURES else None
    if figure is None:
        missing = texts["not_here"].format(texts["claim_missing"][name])
        here = tag("div", tag("p", missing, class_="missing"), class_="here")
    else:
        here = tag("div", tag("p", figure.read, class_="read"), *figure.body, class_="here")
    title = tag("h2", texts["claim"][name], id=f"c-{name}")
    return tag("section", title, tag("div", here, _published(name, texts), class_="claim"),
               class_=f"c-{name}", aria_labelledby=f"c-{name}")


def _published(name: str, texts: dict[str, Any]) -> Markup:
    rows = (tag("li", _said(finding, texts), " ", _source(finding)) for finding in FINDINGS[name])
    return tag("div", tag("h3", texts["claims_published"]), tag("ul", *rows), class_="published")


def _said(finding: Finding, texts: dict[str, Any]) -> str:
    return texts["published"][finding.name].format(**finding.figures)


def _source(finding: Finding) -> Markup:
    source = finding.source
    return tag("a", source.by, href=source.address, title=source.title, target="_blank",
               rel="noopener")
