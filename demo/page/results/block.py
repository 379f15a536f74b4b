"""One idea, one block: a title, one sentence that reads the picture, the picture, and its data."""

from __future__ import annotations

from typing import Any

from demo.page.results import downloads
from demo.page.results.downloads import Table
from demo.drawing.figures.html_tags import Markup, tag

SCHOOL = ".venv/bin/python -m demo.distill"
# The first three are open; the others are folded to their one-sentence result.
OPEN = ("pipeline", "compared", "by-subject")
# The stage that makes each kind of result; `pair` makes all that is missing.
COMMANDS = {
    "query": "query", "curves": "teach", "compared": "evaluate", "controls": "pair",
    "free_hand": "evaluate", "untaught_wordings": "evaluate", "strangers": "evaluate",
    "differences": "evaluate",
    "quantised": "evaluate", "ceiling": "sweep", "budgets": "pair", "seeds": "pair",
    "on_student_text": "evaluate", "on_teacher_text": "evaluate",
}


def block(
    name: str, words: dict[str, Any], read: str, *body: Any, texts: dict[str, Any],
    table: Table | None = None, how: str = "",
) -> Markup:
    """A section called `name`, to be folded to its title and sentence; `words` has its title."""
    foot = [tag("p", how, class_="how")] if how else []
    if table is not None:
        foot.append(downloads.link(table, texts["data"]))
    head = tag("summary", tag("h2", words["title"], id=f"d-{name}"), tag("p", read, class_="read"))
    shown = tag("details", head, *body, tag("div", *foot, class_="under") if foot else None,
                open="" if name in OPEN else None)
    return tag("section", shown, class_=f"d-{name}", aria_labelledby=f"d-{name}")


def unmeasured(key: str, texts: dict[str, Any], what: str = "") -> Markup:
    """One sentence instead of a picture: what is not known, and the command that finds out."""
    sentence = texts["not_measured"].format(what=what or texts["missing"][key])
    command = tag("code", f"{SCHOOL} {COMMANDS[key]}")
    return tag("p", sentence, " ", command, texts["stop"], class_="missing")


def empty(
    name: str, words: dict[str, Any], key: str, texts: dict[str, Any]
) -> Markup:
    """A whole block that the data do not hold yet."""
    return tag(
        "section", tag("h2", words["title"], id=f"d-{name}"), unmeasured(key, texts),
        class_=f"d-{name} is-empty", aria_labelledby=f"d-{name}",
    )


def legend(rows: list[tuple[str, str, str]], *notes: str) -> Markup:
    """(class, label, explanation) of each colour, then notes on the marks."""
    keys = (tag("span", tag("i", class_=f"key is-{name}", aria_hidden="true"), label,
                title=about or None) for name, label, about in rows)
    return tag("p", *keys, *(tag("span", note) for note in notes), class_="legend")


def big(number: str, unit: str, label: str) -> Markup:
    """A big number with its small unit over what it is."""
    small = (" ", tag("small", unit)) if unit else ()
    return tag("div", tag("dt", label), tag("dd", tag("b", number, *small)))
