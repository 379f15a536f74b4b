"""What remote sides may cost in a day, all visitors together, counted in a file that outlives the
process: REMOTE_BUDGET, in the currency of the pair's prices."""

from __future__ import annotations

import contextlib
import fcntl
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from demo.errors import UserError

NAME = "remote-spent.json"


def _today() -> str:
    return datetime.now(timezone.utc).date().isoformat()


@dataclass(frozen=True)
class DailyBudget:
    """`most`: of money a day. An answer's worst case is set aside before it is asked for, so the
    limit is never passed; what it really took replaces that, unless nobody can tell."""

    folder: Path
    most: float

    def hold(self, worst: float, currency: str) -> None:
        """Set aside. Raises UserError where it does not fit any more."""
        with self._spent() as spent:
            held = spent.get(currency, 0.0)
            if held + worst > self.most:
                raise UserError(
                    f"Today's budget for answers over the network ({self.most:g} {currency}, all "
                    f"visitors together) does not cover this one (at most {worst:.4g}): play the "
                    "recorded comparisons below, ask for fewer tokens, or come back tomorrow.")
            spent[currency] = held + worst

    def settle(self, worst: float, cost: float, currency: str) -> None:
        """What was set aside became this."""
        with self._spent() as spent:
            spent[currency] = max(0.0, spent.get(currency, 0.0) - worst + cost)

    def spent(self, currency: str) -> float:
        with self._spent() as spent:
            return spent.get(currency, 0.0)

    @contextlib.contextmanager
    def _spent(self) -> Iterator[dict[str, float]]:
        """Today's sums by currency, for one process at a time; written back at the end."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / NAME).open("a+", encoding="utf-8")
        except OSError as error:
            raise UserError(f"What remote answers cost cannot be counted in {self.folder} "
                            f"({error.strerror}): set DATA_DIR to a folder that can be written.") \
                from None
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            spent = _sums(file.read())
            yield spent
            file.seek(0)
            file.truncate()
            file.write(json.dumps({"day": _today(), "spent": spent}))
            file.flush()


def _sums(text: str) -> dict[str, float]:
    """Of today; a file that cannot be read counts as nothing spent only where it is empty."""
    if not text.strip():
        return {}
    try:
        held: Any = json.loads(text)
        sums = {str(key): float(value) for key, value in held["spent"].items()}
        if not all(math.isfinite(value) for value in sums.values()):
            raise ValueError(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError(f"What was spent today cannot be read from {NAME}: mend or delete it.") \
            from None
    return sums if held.get("day") == _today() else {}
