"""A figure's numbers to take away, as a data: link, so that no route and no file is needed."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from demo.drawing.figures.html_tags import Markup, tag


@dataclass(frozen=True)
class Table:
    """The data behind one figure; `name` is the file's name without its ending."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


def link(table: Table, label: str) -> Markup:
    return _link(f"{table.name}.csv", "text/csv", as_csv(table), label)


def json_link(name: str, text: str, label: str) -> Markup:
    return _link(f"{name}.json", "application/json", text, label)


def as_csv(table: Table) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    # A spreadsheet runs what begins like a formula; ours are numbers, never text.
    hostile = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if hostile else value


def _link(name: str, kind: str, text: str, label: str) -> Markup:
    content = b64encode(text.encode("utf-8", "replace")).decode()
    return tag("a", label, class_="data", download=name,
               href=f"data:{kind};charset=utf-8;base64,{content}")
