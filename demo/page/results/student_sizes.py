"""How small can a student be? What it keeps of its teacher against its bytes, over the sweep."""

from __future__ import annotations

from typing import Any

from demo.drawing.figures import plot
from demo.page.results import scatter
from demo.page.results.block import block, empty, legend
from demo.page.results.downloads import Table
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.drawing.figures.scales import Scale
from demo.words.formats import percent, size

KEPT = {"numbers": "retention_numbers", "words": "retention_words"}
GOAL = 0.97
COLUMNS = ("name", "parameters", "nf4_bytes", "seed", *KEPT.values(), "chosen")


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["ceiling"]
    rows = [row for row in results.parts.get("sweep", []) if row["nf4_bytes"]]
    if not any(row[key] is not None for row in rows for key in KEPT.values()):
        return empty("ceiling", words, "ceiling", texts)
    drawn = scatter.draw(
        rows, "nf4_bytes", KEPT, size, words["title"], lambda row: _say(row, texts),
        lambda across, up: _marks(rows, across, up, texts), alike=_depth,
    )
    keys = [(scatter.CLASSES[f], texts["faculties"][f], "") for f in KEPT]
    axes = tag("p", f"{words['x']} ({texts['log']}) · {words['y']}", class_="axes")
    return block(
        "ceiling", words, reading(rows, texts), legend(keys), drawn, axes, texts=texts,
        how=words["how"],
        table=Table(f"{name}-sizes", COLUMNS, [[row[c] for c in COLUMNS] for row in rows]),
    )


def _depth(row: dict[str, Any]) -> str:
    """The layers of a size called by width and depth, 128x2: a line between two depths would say
    that there is something between them."""
    return row["name"].partition("x")[2]


def reading(rows: list[dict[str, Any]], texts: dict[str, Any]) -> str:
    words, chosen = texts["ceiling"], next((row for row in rows if row["chosen"]), None)
    kept = dict(scatter.means(rows, "nf4_bytes", KEPT["numbers"]))
    names = {row["nf4_bytes"]: row["name"] for row in rows}
    if chosen is None or chosen["nf4_bytes"] not in kept:
        return words["no_choice"].format(n=len(names))
    blanks = {"n": len(names), "chosen": chosen["name"],
              "kept": percent(kept[chosen["nf4_bytes"]])}
    if len(names) == 1:
        return words["read_one"].format(**blanks)
    enough = [held for held, share in kept.items() if share >= GOAL]
    if not enough:
        return words["read_none"].format(**blanks)
    return words["read"].format(name=names[min(enough)], size=size(min(enough)), **blanks)


def _marks(
    rows: list[dict[str, Any]], across: Scale, up: Scale, texts: dict[str, Any]
) -> list[Markup]:
    """The goal, the name of each size, and the chosen one under a ring."""
    level = scatter.HEIGHT * (1 - up.at(GOAL))
    marks = [tag("line", x1=0, x2="100%", y1=level, y2=level, class_="turn"),
             tag("text", texts["ceiling"]["goal"], x=5, y=level + 14, class_="on-plot")]
    chosen = [row for row in rows if row["chosen"]]
    for n, held in enumerate(sorted({row["nf4_bytes"] for row in rows})):
        own = [row for row in rows if row["nf4_bytes"] == held]
        x, picked = across.at(held), any(row in chosen for row in own)
        label = own[0]["name"] + (f" · {texts['ceiling']['chosen']}" if picked else "")
        anchor = "start" if x < 0.1 else "end" if x > 0.9 else "middle"
        marks.append(tag("text", label, x=plot.at(x), y=scatter.HEIGHT - 8 - 15 * (n % 2),
                         text_anchor=anchor, class_="on-plot picked" if picked else "on-plot"))
    for row in chosen:
        if row[KEPT["numbers"]] is not None:
            y = scatter.HEIGHT * (1 - up.at(row[KEPT["numbers"]]))
            marks.append(plot.dot(across.at(row["nf4_bytes"]), y, 9, "ring"))
    return marks


def _say(row: dict[str, Any], texts: dict[str, Any]) -> str:
    shares = {f: "–" if row[key] is None else percent(row[key]) for f, key in KEPT.items()}
    return texts["ceiling"]["point"].format(
        name=row["name"], size=size(row["nf4_bytes"]), seed=row["seed"], **shares)
