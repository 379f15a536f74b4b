"""The evaluation as text: what the page's Distillation tab shows, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from demo.distill.school.comparisons import FACULTIES
from demo.distill.school.papers import FREE, STRANGERS, TAUGHT, UNTAUGHT
from demo.words.formats import measured_percent


def _cell(card: dict, subject: str) -> str:
    shown = [
        f"{100 * grade['share']:.1f}" if (grade := card.get(paper, {}).get(subject)) else "-"
        for paper in (TAUGHT, UNTAUGHT, FREE, STRANGERS)
    ]
    return "{} ({}, {}, {})".format(*shown)


def _exam(summary: dict) -> Iterator[str]:
    subjects = (*summary["subjects"], *FACULTIES)
    columns = [("", *subjects)]
    for name, card in summary["cards"].items():
        columns.append((name, *(_cell(card, subject) for subject in subjects)))
    widths = [max(map(len, column)) for column in columns]
    yield ("Right answers in %: held-out questions (wordings never trained on, free-hand, third "
           "paper: by somebody who never saw the grammars)")
    for first, *cells in zip(*columns, strict=True):
        right = (f"{cell:>{width}s}" for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([f"{first:{widths[0]}s}", *right])


def _sources(summary: dict) -> Iterator[str]:
    read = summary.get("read_from_results", {"cards": []})
    told = f"Measured now: {', '.join(n for n in summary['cards'] if n not in read['cards'])}"
    if read["cards"]:
        told += f"; read from {read['file']} of {read['date']}: {', '.join(read['cards'])}"
        told += ", and every line below of a seed, a number of questions or a size"
    yield told


def _pairs(cells: dict) -> str:
    return ", ".join(f"{name} {measured_percent(cells.get(name))}" for name in FACULTIES)


def _ratios(summary: dict) -> Iterator[str]:
    yield f"The student keeps of its teacher: {_pairs(summary['retention'])}"
    yield f"The teacher would accept of its tokens: {_pairs(summary['acceptance'])}"
    yield (
        f"Parameters {summary['parameter_ratio']}x fewer, memory "
        f"{summary['memory_ratio']}x smaller (both run in fp32)"
    )


def _rows(summary: dict) -> Iterator[str]:
    for variant, rows in summary.get("seeds", {}).items():
        for row in rows:
            yield f"{variant}, seed {row['seed']}: {_pairs(row)}"
    for row in summary.get("budgets", []):
        yield f"{row['asked']:,} questions asked, seed {row['seed']}: {_pairs(row)}"
    for row in summary.get("sweep", []):
        mark = " (shipped)" if row["chosen"] else ""
        yield f"{row['name']}, {row['nf4_bytes']:,} bytes in NF4{mark}: {_pairs(row)}"


def _missing(summary: dict) -> Iterator[str]:
    if names := [row["what"] for row in summary.get("missing", [])]:
        told = f"Not trained yet, {len(names)}: {', '.join(names)}"
        yield f"{told}; the JSON's \"missing\" has the command that makes each."


def table(summary: dict) -> str:
    parts = (_exam, _sources, _ratios, _rows, _missing)
    return "\n".join(line for part in parts for line in part(summary))
