"""What does asking more bring? Right answers against the questions put to the teacher."""

from __future__ import annotations

from typing import Any

from demo.page.results import scatter
from demo.page.results.block import block, empty, legend
from demo.page.results.downloads import Table
from demo.page.results.examinees import FACULTIES
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.words.formats import percent, short_count

COLUMNS = ("asked", "seed", *FACULTIES)
SHARES = {faculty: faculty for faculty in FACULTIES}


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["budgets"]
    rows = [row for row in results.parts.get("budgets", [])
            if row["asked"] and all(row[faculty] is not None for faculty in FACULTIES)]
    if not rows:
        return empty("budgets", words, "budgets", texts)
    drawn = scatter.draw(rows, "asked", SHARES, short_count, words["title"],
                         lambda row: _say(row, texts))
    keys = [(scatter.CLASSES[f], texts["faculties"][f], "") for f in FACULTIES]
    axes = tag("p", f"{words['x']} ({texts['log']}) · {texts['right']}", class_="axes")
    return block(
        "budgets", words, reading(rows, texts), legend(keys), drawn, axes, texts=texts,
        how=words["how"],
        table=Table(f"{name}-budgets", COLUMNS, [[row[c] for c in COLUMNS] for row in rows]),
    )


def reading(rows: list[dict[str, Any]], texts: dict[str, Any]) -> str:
    """From the smallest budget to the largest, means over their seeds."""
    words, blanks = texts["budgets"], {}
    for faculty in FACULTIES:
        line = scatter.means(rows, "asked", faculty)
        (first, low), (last, high) = line[0], line[-1]
        blanks |= {"first": f"{first:,}", "last": f"{last:,}",
                   f"{faculty}_first": percent(low), f"{faculty}_last": percent(high)}
    one = blanks["first"] == blanks["last"]
    return words["read_one" if one else "read"].format(**blanks)


def _say(row: dict[str, Any], texts: dict[str, Any]) -> str:
    shares = {faculty: percent(row[faculty]) for faculty in FACULTIES}
    return texts["budgets"]["point"].format(
        asked=f"{row['asked']:,}", seed=row["seed"], **shares)
