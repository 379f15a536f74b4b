"""What remote sides may cost in a day, all visitors together, counted in a file that outlives the
process: REMOTE_BUDGET, in the currency of the pair's prices."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from demo.errors import UserError

NAME = "remote-spent.json"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_BYTES = 100_000
MOST_SPENT = 1e12  # of any currency; more is no sum that anybody counted here


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
                left = max(0.0, self.most - held)
                raise UserError(
                    f"Today's budget for answers over the network ({self.most:g} {currency}, all "
                    f"visitors together) has {left:.4g} left, and this one may cost up to "
                    f"{worst:.4g} (its worst case, at the pair's prices): play the recorded "
                    "comparisons below, ask for less, or come back tomorrow.")
            spent[currency] = held + worst

    def settle(self, worst: float, cost: float, currency: str) -> None:
        """What was set aside became this. Raises UserError where the file cannot be read any
        more."""
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
            opened = os.open(self.folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
            with open(opened, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                before = file.read(MOST_BYTES)
                spent = _sums(before)
                yield spent
                after = json.dumps({"day": _today(), "spent": spent}).encode()
                if after != before:
                    file.seek(0)
                    file.write(after)  # first: a file that a kill left empty would be believed
                    file.truncate()
        except OSError as error:
            raise UserError(f"What remote answers cost cannot be counted in {self.folder} "
                            f"({error.strerror}): set DATA_DIR to a folder that can be written.") \
                from None


def _sums(content: bytes) -> dict[str, float]:
    """Of today. Raises UserError for all that this room would not have written: believed, it could
    open the lid. Only a file that is empty counts as nothing spent."""
    if not content.strip():
        return {}
    try:
        if len(content) >= MOST_BYTES:
            raise ValueError(len(content))
        held: Any = json.loads(content.decode("utf-8"))
        day, sums = held["day"], held["spent"]
        if not DAY.fullmatch(day) or datetime.fromisoformat(day).date().isoformat() > _today():
            raise ValueError(day)
        if not all(_is_sum(value) for value in sums.values()):
            raise ValueError(sums)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError(f"What was spent today cannot be read from {NAME}, so nothing more may be: "
                        "mend or delete it.") from None
    return {key: float(value) for key, value in sums.items()} if day == _today() else {}


def _is_sum(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and (
        0 <= value <= MOST_SPENT)
