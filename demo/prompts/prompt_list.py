"""A list of prompts that were raced one after the other. As everywhere the recordings are the
truth: every number of a list is worked out from them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timezone

from demo.recording.data import Recording

MOST = 50  # prompts: at ten seconds each they take the better part of ten minutes


@dataclass(frozen=True)
class Raced:
    """One prompt and its race; recording: None where it could not be run, and `why` says why."""

    prompt: str
    recording: Recording | None = None
    why: str = ""

    @property
    def trouble(self) -> str:
        """Why there is nothing to compare: one sentence, or "" where both sides answered."""
        if self.recording is None:
            return self.why
        failed = (a for a in self.recording.answers.values() if a.end == "error")
        return next((f"{a.side}: {a.why}" for a in failed), "")


@dataclass(frozen=True)
class PromptList:
    """rows: the prompts that had their turn, in their order; asked: how many there were; created:
    when the first was raced, ISO 8601."""

    rows: tuple[Raced, ...] = ()
    asked: int = 0
    created: str = ""

    @property
    def first(self) -> Recording | None:
        """A recording that tells of pair, device and settings, which all of them share."""
        return next((row.recording for row in self.rows if row.recording), None)

    def with_row(self, row: Raced) -> PromptList:
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        return dataclasses.replace(self, rows=(*self.rows, row), created=self.created or now)
