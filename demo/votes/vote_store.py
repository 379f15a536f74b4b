"""Votes on disk: one file a vote, whole or absent, one of each visitor on each comparison.

The file's name is made of both, so a second vote finds the first one there, after a restart as
well. Its counts are kept in memory, so that a tally costs no reading.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from demo.durable_files import make_folder, write_durably
from demo.errors import UserError
from demo.sharing.store_census import Census
from demo.votes.vote import Vote, from_json, to_json

log = logging.getLogger(__name__)
NAME = re.compile(r"[0-9a-f]{32}\.json", re.ASCII)
MAX_COUNT, MAX_TOTAL = 20_000, 1_000_000_000
FULL = "No more votes can be kept here, as the store is full; thank you all the same."
FOLDER = "votes"  # under DATA_DIR
Counts = Counter[tuple[str, str, str]]  # pair, subject, choice


class VoteStore:
    """The votes under one folder. Raises UserError when the folder cannot be used."""

    def __init__(self, folder: Path, most: int = MAX_COUNT, total: int = MAX_TOTAL) -> None:
        self.folder, self._lock = folder, threading.Lock()
        try:
            make_folder(folder)
            self._census = Census(folder, most, total)
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "it cannot be written to")
        except OSError as error:
            raise UserError(f"DATA_DIR {folder.parent} cannot be used ({error.strerror}): name "
                            "another folder.") from None
        self.counts: Counts = Counter()
        for _, vote, why in votes_in(folder):
            if vote is None:
                log.warning("a vote cannot be read and is not counted: %s", why)
            else:
                self.counts[_counted(vote)] += 1

    def add(self, vote: Vote, visitor: str) -> bool:
        """Keep a vote; False where this visitor has voted on this comparison before, whose vote
        then stays as it was. Raises UserError when the store is full or the disk refuses."""
        path, data = self.folder / f"{vote.named(visitor)}.json", to_json(vote).encode(
            "utf-8", "replace")
        with self._lock:
            if path.exists():
                return False
            self._write(path, data)
            self.counts[_counted(vote)] += 1
        return True

    def _write(self, path: Path, data: bytes) -> None:
        try:
            if not self._census.take(len(data)):
                raise UserError(FULL)
            try:
                make_folder(self.folder)  # it may have been taken away while we run
                part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
                write_durably(part, path, data)
            except BaseException:
                self._census.gone(len(data))
                raise
        except OSError as error:
            log.error("a vote could not be stored (%s)", error)
            raise UserError(f"Your vote could not be stored ({error.strerror}): give it again "
                            "in a moment.") from None


def votes_in(folder: Path) -> Iterator[tuple[Path, Vote | None, str]]:
    """(file, vote, ""), or (file, None, why not) where one cannot be read; in the files' order."""
    for path in sorted(folder.glob("*.json")):
        if not NAME.fullmatch(path.name):
            continue
        try:
            yield path, from_json(path.read_text(encoding="utf-8")), ""
        except (OSError, ValueError) as error:
            yield path, None, f"{path.name}: {error}"


def _counted(vote: Vote) -> tuple[str, str, str]:
    return vote.comparison.pair, vote.comparison.subject, vote.choice
