"""A bench run kept as a file that the page shows beside what is measured live."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from demo import text_files
from demo.durable_files import write_durably
from demo.errors import UserError


def save(found: dict[str, Any], file: Path) -> None:
    """Put a run beside those of other shapes that the file has, in place of an older one of its
    own. Raises UserError where the file is none of ours, or cannot be written."""
    there = _there(file)
    day = datetime.now(timezone.utc).date().isoformat()
    there["runs"] = {**there["runs"], found["random"]: {"measured": day, **found}}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file.with_suffix(".new"), file,
                      json.dumps(there, ensure_ascii=False, indent=1).encode() + b"\n")
    except OSError as error:
        raise UserError(f"{file} cannot be written ({error.strerror}).") from None


def _there(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {"runs": {}}
    try:
        there = json.loads(text_files.read(file, "results"))
    except (ValueError, UserError):
        there = None
    if not isinstance(there, dict) or not isinstance(there.get("runs"), dict):
        raise UserError(f"{file} is no file of this bench's results: name another one.")
    return there
