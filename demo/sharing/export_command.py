"""`python -m demo.sharing export ID_OR_FILE -o out.html`: a comparison as a file, for ever.

The ending of the name says what it becomes: html (one page that replays it with no server), png
(the card), gif or webp (the film), md, json. Nothing here loads a model.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import secrets
from pathlib import Path

from demo import settings as settings_module
from demo.durable_files import write_durably
from demo.errors import UserError
from demo.recording.data import Recording
from demo.recording.file import from_json
from demo.settings import Settings
from demo.sharing.export_formats import KINDS, take
from demo.sharing.page_head import NOWHERE, Place
from demo.sharing.recording_lookup import LONGEST_KEY, RecordingLookup
from demo.sharing.store import Missing
from demo.words.languages import LANGUAGES

MAX_FILE = 8_000_000  # bytes; sixteen times the largest recording that a server stores


def add_to(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "export",
        help="turn a recording into a file",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("comparison", metavar="ID_OR_FILE",
                       help="the id in a link (with DATA_DIR as the server has it), or a JSON file")
    command.add_argument("-o", "--out", type=Path, required=True,
                       help=f"ends in one of {', '.join(KINDS)}")
    command.add_argument("--lang", choices=list(LANGUAGES), default="en")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> None:
    """Raises UserError for what cannot be found, read, made or written."""
    kind = args.out.suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise UserError(f"The name of the file must end in one of .{', .'.join(KINDS)}, and "
                        f"{args.out.name} does not.")
    recording, place = opened_as(args.comparison, settings_module.read())
    body = take(recording, kind, args.lang, place)
    write(args.out, body)
    print(json.dumps({"file": str(args.out), "kind": kind, "bytes": len(body)}))


def opened_as(name: str, settings: Settings) -> tuple[Recording, Place]:
    """The recording, and where it can be opened when that is known. Raises UserError."""
    path = Path(name)
    if len(name) <= 1024 and path.is_file():
        return _read(path), NOWHERE
    # The command line reads what a server stored; only the server itself talks to the Hub.
    lookup = RecordingLookup(dataclasses.replace(settings, recordings_repo=""))
    try:
        opened = lookup.open(name)
    except Missing as error:
        where = f"DATA_DIR {settings.data_dir}" if settings.data_dir else "no DATA_DIR is set"
        shown = name if len(name) <= LONGEST_KEY else name[:LONGEST_KEY] + "…"
        raise UserError(f"There is no file and no shared comparison called {shown!r} "
                        f"({error.state}; {where}).") from None
    known = settings.base_url and opened.stored
    return opened.recording, Place(settings.base_url, opened.key) if known else NOWHERE


def _read(path: Path) -> Recording:
    try:
        if (size := path.stat().st_size) > MAX_FILE:
            raise UserError(f"{path} is {size / 1e6:.0f} MB, and a recording is at most "
                            f"{MAX_FILE / 1e6:.0f} MB.")
        return from_json(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UserError(f"{path} is not a recording: it is not UTF-8 text.") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).") from None


def write(path: Path, body: bytes) -> None:
    """All of `body` at `path`, or nothing new there. Raises UserError."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        write_durably(temporary, path, body)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}).") from None
