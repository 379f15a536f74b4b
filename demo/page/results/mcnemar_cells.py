"""Question by question: who was right where the other was not, and could chance have done it."""

from __future__ import annotations

from typing import Any

from demo.drawing.figures import plot
from demo.page.results.block import block, empty, legend
from demo.page.results.downloads import Table
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.words.formats import p_value, percent

# Each comparison in the results, with the classes of its two sides.
COMPARISONS = {
    "teacher_against_student_nf4": ("teacher", "student_nf4"),
    "student_nf4_against_alone": ("student_nf4", "alone"),
}
PARTS = ("both", "only_first", "only_second", "neither")
HEIGHT = 26


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["differences"]
    tables = {key: results.parts[key] for key in COMPARISONS if key in results.parts}
    if not any(asked(table) for table in tables.values()):
        return empty("differences", words, "differences", texts)
    first, *others = [key for key in tables if asked(tables[key])]
    body: list[Markup] = [_strip(first, tables[first], texts)]
    for key in others:
        body += [tag("p", reading(key, tables[key], texts), class_="read"),
                 _strip(key, tables[key], texts)]
    rows = [(key, *(table[p] for p in PARTS), table["mcnemar_p"]) for key, table in tables.items()]
    return block(
        "differences", words, reading(first, tables[first], texts), *body, texts=texts,
        table=Table(f"{name}-differences", ("comparison", *PARTS, "mcnemar_p"), rows),
    )


def asked(table: dict[str, Any]) -> int:
    return sum(table[part] for part in PARTS)


def reading(key: str, table: dict[str, Any], texts: dict[str, Any]) -> str:
    words, (who, other) = texts["differences"], texts["differences"][key]
    chance = table["mcnemar_p"]
    if chance >= 0.01:
        said = words["same"].format(p=percent(chance))
    else:
        said = words["rare"].format(p=p_value(chance))
    return words["read"].format(
        asked=f"{asked(table):,}", both=f"{table['both']:,}", first=f"{table['only_first']:,}",
        second=f"{table['only_second']:,}", who=who, other=other, chance=said,
    )


def _strip(key: str, table: dict[str, Any], texts: dict[str, Any]) -> Markup:
    """All questions as one bar in four parts, in their true proportion."""
    total, start, parts, keys = asked(table), 0.0, [], []
    classes = dict(zip(PARTS, ("both", *COMPARISONS[key], "neither"), strict=True))
    who, other = texts["differences"][key]
    for part in PARTS:
        end = start + table[part] / total
        label = texts["differences"]["parts"][part].format(who=who, other=other)
        parts.append(tag("g", tag("title", f"{label}: {table[part]:,}"),
                         plot.bar(end, 0, HEIGHT, start), class_=f"is-{classes[part]}"))
        keys.append((classes[part], f"{label} {table[part]:,}", ""))
        start = end
    title = "; ".join(label for _, label, _ in keys)
    return tag("div", plot.picture(HEIGHT, title, *parts, class_="strip"), legend(keys))
