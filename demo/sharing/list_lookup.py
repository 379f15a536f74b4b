"""Every list of prompts that can be opened by a key, and each of its comparisons by KEY~NUMBER."""

from __future__ import annotations

import re

from demo.errors import UserError
from demo.recording.data import Recording
from demo.settings import Settings
from demo.sharing.card_shelf import CardShelf
from demo.sharing.dataset_copy import Backup
from demo.sharing.prompt_list_file import from_json, one_of, to_json
from demo.sharing.store import ID, Codec, Missing, Store

MAX_BYTES = 6_000_000  # fifty prompts with two answers of several thousand tokens each
MAX_COUNT, MAX_TOTAL = 2_000, 2_000_000_000
LISTS = Codec(to_json, from_json, "list of prompts")
# No id has this mark in it, and no address has to encode it.
ROW = re.compile(rf"({ID.pattern})~([1-9][0-9]?)", re.ASCII)


def row_key(key: str, number: int) -> str:
    """What opens the comparison of one prompt, counted from 1."""
    return f"{key}~{number}"


class ListLookup(CardShelf):
    """Built once a process, from settings. Raises UserError when DATA_DIR cannot be used."""

    def __init__(self, settings: Settings, mirror: Backup | None = None) -> None:
        super().__init__({}, None if settings.data_dir is None else Store(
            settings.data_dir / "prompts", MAX_COUNT, MAX_TOTAL, MAX_BYTES, LISTS), mirror)

    def comparison(self, key: str) -> Recording:
        """What a row's key opens. Raises Missing."""
        list_key, number = self._row(key)
        try:
            found = one_of(self._kept(list_key).read(list_key), number)
        except UserError:
            raise Missing("damaged") from None
        if found is None:
            raise Missing("unknown")
        return found

    def row_stamp(self, key: str) -> int:
        """As `stamp`, of the list that a row's key is of. Raises Missing."""
        return self.stamp(self._row(key)[0])

    def _row(self, key: str) -> tuple[str, int]:
        found = ROW.fullmatch(key)
        if found is None:
            raise Missing("unknown")
        return found[1], int(found[2])
