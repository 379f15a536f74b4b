"""Many prompts raced once each, as the page does it: the verdict and medians printed, the list kept
as a file or shared as a link."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from demo.durable_files import write_durably
from demo.engine.protocol import Stop
from demo.engine.session import Session
from demo.errors import UserError, printable
from demo.prompts import racing
from demo.prompts.list_exports import as_csv, summary
from demo.prompts.list_results import ListResults
from demo.prompts.list_sentences import sentence
from demo.prompts.median_intervals import Middle
from demo.prompts.prompt_list import PromptList
from demo.recording.data import SIDES, Recording, Request
from demo.settings import Settings
from demo.sharing.list_lookup import ListLookup
from demo.sharing.prompt_list_file import to_json

SHOWN = (("ttft", "TTFT ms", 1e3), ("tpot", "TPOT ms", 1e3), ("speed", "tokens/s", 1.0),
         ("e2e", "answer s", 1.0), ("memory", "memory MB", 1e-6), ("tokens", "tokens", 1.0))


def run(
    session: Session, pair: str, requests: list[Request], settings: Settings,
    args: argparse.Namespace,
) -> dict[str, Any]:
    """Race them, print, write, share; the object for the last line. Ctrl-C keeps what was measured.
    Raises UserError."""
    lists = _sharing(settings) if args.share else None
    found = _raced(session, pair, requests)
    results = ListResults(found)
    _print(results)
    told = summary(results)
    if args.list:
        _write(args.list, to_json(found))
        _write(args.list.with_suffix(".csv"), as_csv(results))
        print(f"{args.list} and {args.list.with_suffix('.csv')}: the list, to be shared or read")
    if lists is not None:
        kept = lists.keep(found)
        told["page"] = f"{settings.base_url}/m/{kept.id}"
        print(f"link: {told['page']}\ndelete token: {kept.token}")
    return told


def _sharing(settings: Settings) -> ListLookup:
    """Before anything is raced, for whoever shares would lose the link in the end."""
    if settings.data_dir is None:
        raise UserError("--share keeps the list in DATA_DIR: name the folder that the page uses.")
    return ListLookup(settings)


def _raced(session: Session, pair: str, requests: list[Request]) -> PromptList:
    found = PromptList()

    def race(request: Request) -> Recording:
        with contextlib.closing(session.compare(request, pair, Stop())) as growing:
            *_, last = growing
        return last

    try:
        for going in racing.race_all(requests, race, lambda: False):
            found = going.prompts
            print(f"{len(found.rows)} of {found.asked}", file=sys.stderr)
            if going.broken:
                print(f"ended early: {going.broken}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped: what was measured is kept", file=sys.stderr)
    if not found.rows:
        raise UserError("Nothing was raced.")
    return found


def _print(results: ListResults) -> None:
    print(printable(sentence(results, "en")))
    for number, row in enumerate(results.prompts.rows, 1):
        if row.trouble:
            print(printable(f"prompt {number}: {row.trouble}"))
    print(f"\n{'medians':<12}" + "".join(f"{name:>26}" for name in (*SIDES, "ratio")))
    known = {one.name: one for one in results.summaries}
    for name, label, scale in SHOWN:
        cells = [*(_cell(known[name].sides[side], scale) for side in SIDES),
                 _cell(known[name].ratio, 1.0)]
        print(f"{label:<12}" + "".join(f"{cell:>26}" for cell in cells))
    print(f"{'agreement':<12}{_cell(results.agreement, 1.0):>52}\n")


def _cell(found: Middle | None, scale: float) -> str:
    if found is None:
        return "not measured"
    span = "" if found.low is None or found.high is None else (
        f" ({found.low * scale:.4g} to {found.high * scale:.4g})")
    return f"{found.median * scale:.4g}{span}"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path.with_name(f"{path.name}.new"), path, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}).") from None


def print_last(told: dict[str, Any]) -> None:
    """The last line, for programs."""
    print(json.dumps(told, ensure_ascii=False))
