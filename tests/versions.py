"""The tests with the lowest versions that requirements.txt allows, or with the newest.

    python -m tests.versions lowest
    python -m tests.versions newest tests/engine tests/page

In a fresh environment under build/, with this Python; some minutes and some GB, so no part of CI.
Without paths it runs what leans most on libraries. The last line is JSON: what was installed, and
whether the tests passed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
FILES = ("requirements.txt", "demo/distill/requirements.txt")
# What runs the tests is no promise of ours: any version does.
TOOLS = ("pytest", "pyyaml", "packaging")
TELLING = (
    "tests/engine", "tests/page", "tests/sharing", "tests/drawing", "tests/recording/test_file.py",
    "tests/distill/school/test_chain.py", "tests/distill/own/test_chain.py",
)


def requirements(root: Path = ROOT) -> list[Requirement]:
    """Every requirement of the page and of the training that holds on this Python."""
    lines = [line for name in FILES for line in (root / name).read_text().splitlines()]
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return [one for one in found if one.marker is None or one.marker.evaluate()]


def pinned(one: Requirement, which: str) -> str:
    """As pip takes it: the floor exactly for "lowest", the range as it stands for "newest"."""
    if which == "newest":
        return f"{one.name}{one.specifier}"
    floors = [s.version for s in one.specifier if s.operator in (">=", "==")]
    assert len(floors) == 1, f"{one.name} has no floor"
    return f"{one.name}=={floors[0]}"


def install(which: str, folder: Path) -> Path:
    """A fresh environment with exactly these versions; returns its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / "bin" / "python"
    wanted = [pinned(one, which) for one in requirements()]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted, *TOOLS], check=True)
    return python


def installed(python: Path) -> dict[str, str]:
    listed = subprocess.run([python, "-m", "pip", "list", "--format", "json"],
                            check=True, capture_output=True, text=True)
    versions = {row["name"].lower(): row["version"] for row in json.loads(listed.stdout)}
    return {one.name: versions[one.name.lower()] for one in requirements()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.versions", description=__doc__)
    parser.add_argument("which", choices=("lowest", "newest"))
    parser.add_argument("paths", nargs="*", default=list(TELLING), help="tests to run")
    parser.add_argument("--keep", action="store_true", help="use the environment that is there")
    args = parser.parse_intermixed_args(arguments)
    folder = ROOT / "build" / f"versions-{args.which}"
    python = folder / "bin" / "python"
    if not (args.keep and python.exists()):
        python = install(args.which, folder)
    done = subprocess.run([python, "-m", "pytest", "-m", "not browser", *args.paths], cwd=ROOT)
    print(json.dumps({"which": args.which, "passed": done.returncode == 0,
                      "versions": installed(python)}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
