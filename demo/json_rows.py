"""A person's file of JSON rows, read as it is meant: one object a line, an array, or one after
another; UTF-8, or what its byte order mark says. Knows nothing of what the rows are about.

A row that cannot be used is named and left out; a file most of which was not understood is
refused whole, for what is left of it is hardly what was meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from demo import text_files
from demo.errors import UserError

Found = TypeVar("Found")
Row = tuple[str, Any]  # where it stands, "line 3", and the parsed value, or a ValueError

FROM_CSV = ('a CSV file becomes such lines with python -c "import csv, json, sys; '
            '[print(json.dumps(row)) for row in csv.DictReader(sys.stdin)]" < FILE')


def read(
    path: Path, things: str, example: str, parse: Callable[[Any], Found], mostly: bool = True
) -> tuple[list[tuple[str, Found]], list[str]]:
    """What `parse` made of each row with where it stands, and a sentence for each left out.

    `parse` raises ValueError with the reason. `things` ("prompts") and `example`, one row of them,
    are for sentences. Raises UserError when the file cannot be read or hardly be understood:
    mostly: more than half of it, or else all of it, cannot be used.
    """
    text = text_files.read(path, things)
    rows = _array(path, text) if text.lstrip().startswith("[") else _lines(text)
    rows_read, complaints = _parsed(path, rows, parse)
    if len(complaints) > len(rows_read) and (objects := _stream(text)):
        found = _parsed(path, objects, parse)
        if len(found[0]) > len(rows_read):  # broken into lines in another way
            rows_read, complaints = found
    total = len(rows_read) + len(complaints)
    if not total:
        raise UserError(f"{path} holds no {things.rstrip('s')}: write one {example} a line.")
    if len(complaints) > len(rows_read) and (mostly or not rows_read):
        raise UserError(
            f"{len(complaints)} of {total} rows of {path} cannot be used, so none is; the first: "
            f"{complaints[0]} Write one {example} a line"
            + ("." if text.lstrip().startswith(("{", "[")) else f"; {FROM_CSV}.")
        )
    return rows_read, complaints


def _lines(text: str) -> Iterator[Row]:
    # Not splitlines(): JSON may hold U+2028 and its like, which that takes for ends of lines.
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip():
            yield f"line {number}", _value(line)


def _array(path: Path, text: str) -> Iterator[Row]:
    rows = _value(text)
    if isinstance(rows, ValueError):
        raise UserError(f"{path} begins as a JSON array, but {rows}: mend it, or write one object "
                        "a line without brackets and commas between them.")
    for number, row in enumerate(rows, 1):
        yield f"entry {number}", row


def _stream(text: str) -> list[Row]:
    """Objects one after another, however they are broken into lines; none if not all are such."""
    decoder, at, values = json.JSONDecoder(), 0, []
    try:
        while (at := len(text) - len(text[at:].lstrip())) < len(text):
            row, at = decoder.raw_decode(text, at)
            if not isinstance(row, dict):
                return []
            values.append((f"object {len(values) + 1}", row))
    except (ValueError, RecursionError):
        return []
    return values


def _value(text: str) -> Any:
    """What JSON says, or a ValueError that says why it says nothing."""
    try:
        text.encode()
        return json.loads(text)
    except UnicodeEncodeError:
        return ValueError("it is not UTF-8")
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        return ValueError(f"it is not JSON ({error.msg.lower()} at {line}character {error.colno})")
    except RecursionError:
        return ValueError("it is nested too deep")
    except ValueError as error:  # a number of thousands of digits
        return ValueError(f"it is not JSON that can be read ({str(error).split(';')[0].lower()})")


def _parsed(
    path: Path, rows: Iterator[Row] | list[Row], parse: Callable[[Any], Found]
) -> tuple[list[tuple[str, Found]], list[str]]:
    parsed, complaints = [], []
    for where, row in rows:
        try:
            if isinstance(row, ValueError):
                raise row
            parsed.append((where, parse(row)))
        except ValueError as error:
            complaints.append(f"{path.name}, {where} is left out: {error}.")
    return parsed, complaints
