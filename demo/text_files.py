"""A person's text file, however their tools wrote it: UTF-8, or what its byte order mark says."""

from __future__ import annotations

import codecs
from pathlib import Path

from demo.errors import UserError

# UTF-32 first: its mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_BYTES = 500_000_000
KINDS = (
    (b"PAR1", "a Parquet file"), (b"\x1f\x8b", "compressed (gzip)"), (b"PK\x03\x04", "a ZIP file"),
)


def read(path: Path, things: str) -> str:
    """The text of a file, without a byte order mark; what is no UTF-8 in it as lone surrogates, so
    that the lines beside can be read. `things` ("prompts") says what it should hold.

    Raises UserError when it cannot be read or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # /dev/zero has no end
    except IsADirectoryError:
        raise UserError(f"{path} is a folder: name the file that holds the {things}.") from None
    except OSError as error:
        raise UserError(f"The {things} {path} cannot be read: {error.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise UserError(f"{path} is larger than the {MOST_BYTES // 10**6} MB that are read: "
                        "split it.")
    for beginning, kind in KINDS:
        if data.startswith(beginning):
            raise UserError(f"{path} is {kind}, and {things} are read from text: export it.")
    mark, encoding = next((m for m in MARKS if data.startswith(m[0])), (b"", "utf-8"))
    if encoding == "utf-8":
        if b"\0" in data:
            raise UserError(f"{path} is no UTF-8 text (it holds null bytes): save it as UTF-8.")
        # A line that is none is named later; the others can be read.
        return data[len(mark) :].decode("utf-8", "surrogateescape")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UserError(f"{path} is broken {encoding.upper()}: save it as UTF-8.") from None
