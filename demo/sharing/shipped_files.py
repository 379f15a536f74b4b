"""What is shipped in a folder of the repository, by the key that opens it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from demo.errors import UserError
from demo.sharing.store import EXAMPLE

log = logging.getLogger(__name__)
Found = TypeVar("Found")


def shipped(folder: Path, read: Callable[[str], Found]) -> dict[str, Found]:
    """Every JSON file that `read` takes, by "example-" and its name; one that cannot be read is
    logged and left out."""
    by_key = {}
    for path in sorted(folder.glob("*.json")):
        name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60]
        try:
            by_key[EXAMPLE + name] = read(path.read_text(encoding="utf-8"))
        except (UserError, OSError, UnicodeDecodeError) as error:
            log.warning("%r: %s", str(path), error)
    return by_key
