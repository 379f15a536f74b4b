"""Run the drills; see the package. The last line is one JSON object with all counts.

Exit status 1 when anything was lost, broken, undeleted, unnoticed or late.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tests.fire
from demo.errors import printable
from tests.fire import ends, floods, hangs, kills, recordings, texts
from tests.serving import page_settings

Drill = Callable[[Path, bool], dict[str, Any]]


def _fuzz(folder: Path, long: bool) -> dict[str, Any]:
    (folder / "fuzz").mkdir()
    settings = page_settings(folder / "fuzz", data_dir=folder / "fuzz" / "data")
    return recordings.drill(settings, *(() if long else (60, 1)))


# By name: (needs the bundled pair, what it does). Quick ones first.
DRILLS: dict[str, tuple[bool, Drill]] = {
    "kills": (False, lambda folder, long: kills.writers(folder, 1000 if long else 50)),
    "fuzz": (False, _fuzz),
    "texts": (False, lambda folder, long: texts.drill(folder, 1 if long else 60)),
    "server-kills": (False, lambda folder, long: kills.servers(folder, 30 if long else 1)),
    "floods": (False, lambda folder, long: floods.drill(folder, 200 if long else 60)),
    "hangs": (True, lambda folder, long: hangs.drill(folder, 3 if long else 1)),
    "abandons": (True, lambda folder, long: hangs.abandons(folder, 50 if long else 5)),
    "ends": (True, lambda folder, long: ends.drill(folder, 2 if long else 1)),
    "orphans": (True, lambda folder, long: ends.killed(folder)),
}
# Of these any is a fault.
FAULTS = ("errors", "lost", "differing", "bad_files", "undeleted", "server_lost",
          "server_differing", "server_undeleted", "zombies")
# And of these the second must be all of the first.
WHOLE = (("hangs", "hangs_noticed"), ("abandoned", "freed"))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fire", description=tests.fire.__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drills", nargs="*", metavar="DRILL", default=list(DRILLS),
                        help=f"which: {', '.join(DRILLS)} (default: all)")
    parser.add_argument("--long", action="store_true", help="all cases, many rounds: by hand")
    args = parser.parse_args(argv)
    if strange := set(args.drills) - set(DRILLS):
        parser.error(f"there is no drill {sorted(strange)[0]}: choose from {', '.join(DRILLS)}")
    counts: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="fire-") as folder:
        for name in args.drills:
            found = _told(name, Path(folder) / name, args.long)
            counts["errors"] = counts.get("errors", 0) + found.pop("errors", 0)
            counts |= found
    print(json.dumps(counts), flush=True)
    return int(bad(counts))


def _told(name: str, folder: Path, long: bool) -> dict[str, Any]:
    """One drill's counts; what it found wrong is printed."""
    folder.mkdir()
    began = time.monotonic()
    found = DRILLS[name][1](folder, long)
    for said in found.pop("said", []):
        print(printable(f"  {said}"), flush=True)
    print(f"{name}: {time.monotonic() - began:.0f} s, {json.dumps(found)}", flush=True)
    return found


def bad(counts: dict[str, Any]) -> bool:
    """Whether anything is as it must not be."""
    return any(counts.get(key) for key in FAULTS) or any(
        counts.get(all_of) != counts.get(some) for all_of, some in WHOLE)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what it started ends with it
    sys.exit(main())
