"""`python -m demo.votes tally DATA_DIR` and `export DATA_DIR -o FILE`.

tally    how often each side was preferred, by pair and subject, with 95 % intervals
export   votes and corrections as preference rows, which `python -m demo.distill prefer` learns from

The last line of stdout is a JSON summary.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from demo.errors import UserError
from demo.votes import preference_rows
from demo.votes.tally import Share, tally
from demo.votes.vote import CHOICES
from demo.votes.vote_store import FOLDER, votes_in


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="python -m demo.votes", description=__doc__,
                                    formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (("tally", "how often each side was preferred"),
                       ("export", "votes and corrections as preference rows")):
        command = commands.add_parser(name, help=what)
        command.add_argument("folder", type=Path, help="DATA_DIR, or the folder of votes in it")
    commands.choices["export"].add_argument("-o", "--out", type=Path, required=True,
                                            metavar="FILE", help="JSONL to write")
    return whole


def _export(arguments: argparse.Namespace) -> dict[str, Any]:
    found = preference_rows.of_folder(arguments.folder)
    for complaint in found.complaints:
        print(complaint, file=sys.stderr)
    if not found.rows:
        raise UserError(f"{arguments.folder} holds no vote for one answer and no correction, so "
                        "there is nothing to export yet.")
    preference_rows.write(arguments.out, found.rows)
    sources = Counter(row["source"] for row in found.rows)
    return {"votes": found.votes, "rows": len(found.rows), **sources,
            "left_out": len(found.complaints), "file": str(arguments.out)}


def _tally(arguments: argparse.Namespace) -> dict[str, Any]:
    inner, counts, damaged = arguments.folder / FOLDER, Counter(), 0
    if not arguments.folder.is_dir():
        raise UserError(f"There is no folder {arguments.folder}: name DATA_DIR.")
    for _, vote, why in votes_in(inner if inner.is_dir() else arguments.folder):
        if vote is None:
            damaged += 1
            print(f"{why}, so it is not counted.", file=sys.stderr)
        else:
            counts[vote.comparison.pair, vote.comparison.subject, vote.choice] += 1
    for pair in sorted({pair for pair, _, _ in counts}):
        print(_table(pair, counts))
    return {"votes": counts.total(), "left_out": damaged}


def _table(pair: str, counts: Counter) -> str:
    lines = [f"{pair[:18]:18} {'votes':>6}" + "".join(f"{choice:>20}" for choice in CHOICES)]
    for number, row in enumerate(tally(counts, pair)):
        name = row.subject[:18] or ("own questions" if number else "all")
        cells = "".join(f"{_share(row.choices[choice]):>20}" for choice in CHOICES)
        lines.append(f"{name:18} {row.votes:6}{cells}")
    return "\n".join(lines)


def _share(found: Share) -> str:
    low, high = found.interval
    return f"{100 * (found.share or 0):.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def main(argv: list[str] | None = None) -> dict[str, Any]:
    """Raises SystemExit with one sentence where something is wrong."""
    arguments = parser().parse_args(argv)
    try:
        summary = {"tally": _tally, "export": _export}[arguments.command](arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    print(json.dumps(summary, ensure_ascii=False))
    return summary


if __name__ == "__main__":
    main()
