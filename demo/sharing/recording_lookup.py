"""Every comparison that can be opened by a key: shipped ones, stored ones, and those in links.

A key is the name of a shipped recording ("example-..."), the id of a stored one, that of a list of
prompts with the number of one of them, or the packed recording itself, which is always longer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from demo.recording.data import Recording
from demo.recording.file import from_json
from demo.settings import Settings
from demo.sharing import links
from demo.sharing.card_lookup import CardLookup
from demo.sharing.dataset_copy import Backup, backups
from demo.sharing.drawing_limit import DrawingLimit
from demo.sharing.list_lookup import ROW, ListLookup
from demo.sharing.shipped_files import shipped
from demo.sharing.store import EXAMPLE, LONGEST_KEY, Kept, Missing, Store


@dataclass(frozen=True)
class Opened:
    """A comparison that was found. `key` opens it again; `packed`: the key is the recording."""

    key: str
    recording: Recording
    packed: bool = False

    @property
    def shipped(self) -> bool:
        return not self.packed and self.key.startswith(EXAMPLE)

    @property
    def stored(self) -> bool:
        """Kept by this server, so that it can be deleted; one of a list is deleted with that."""
        return not (self.packed or self.shipped or ROW.fullmatch(self.key))


class RecordingLookup:
    """Built once a process, from settings. Raises UserError when DATA_DIR cannot be used."""

    def __init__(self, settings: Settings, mirrors: Mapping[str, Backup] | None = None) -> None:
        self.settings, self._pen = settings, DrawingLimit()
        # First of all: what the dataset holds is there before a store looks at its folder.
        self.mirrors = mirrors or (
            backups(settings.recordings_repo, settings.data_dir)
            if settings.recordings_repo and settings.data_dir else {})
        self.examples = shipped(settings.recordings_folder, from_json)
        self.cards = CardLookup(settings, self.mirrors.get("exams"))
        self.lists = ListLookup(settings, self.mirrors.get("prompts"))
        self.store = Store(settings.data_dir / "recordings") if settings.data_dir else None

    @property
    def durable(self) -> bool:
        return self.store is not None

    def open(self, key: str) -> Opened:
        """Raises Missing, and UserError when a packed recording cannot be read.

        What a packed key costs is a stranger's choice: whoever opens one takes a `turn` first.
        """
        if key.startswith(EXAMPLE):
            if key not in self.examples:
                raise Missing("unknown")
            return Opened(key, self.examples[key])
        if packed(key):
            return Opened(key, links.unpack(key), packed=True)
        if ROW.fullmatch(key):
            return Opened(key, self.lists.comparison(key))
        if self.store is None:
            raise Missing("unknown")
        return Opened(key, self.store.get(key))

    def turn(self, key: str) -> contextlib.AbstractContextManager[None]:
        """Held while a comparison is opened and drawn: of those that links carry one at a time.

        Raises Busy when too many of them are under way. Those kept here never wait for it.
        """
        return self._pen.held() if packed(key) else contextlib.nullcontext()

    def stamp(self, key: str) -> int:
        """Changes when what `key` opens is no longer there. Raises Missing."""
        if key in self.examples or packed(key):
            return 0
        if ROW.fullmatch(key):
            return self.lists.row_stamp(key)
        if self.store is None:
            raise Missing("unknown")
        return self.store.stamp(key)

    def stored(self, key: str) -> None:
        """Raises Missing unless `key` is kept here, so that it can be deleted; damaged ones are."""
        if key in self.examples or len(key) > LONGEST_KEY or ROW.fullmatch(key):
            raise Missing("unknown")
        self.stamp(key)

    def keep(self, recording: Recording) -> Kept:
        """Store what a visitor chose to share. Raises UserError when it cannot be stored."""
        assert self.store is not None, "without lasting storage a link carries its recording"
        return self.store.add(recording)

    def delete(self, id: str, token: str) -> None:
        """Raises Missing, WrongToken, and NotDeleted when the disk refuses."""
        if self.store is None or id in self.examples:
            raise Missing("unknown")
        self.store.delete(id, token)
        if self.mirrors:
            self.mirrors["recordings"].forget(f"{id}.json")

    def close(self) -> None:
        """Bring what is still new to the dataset, if there is one."""
        for mirror in self.mirrors.values():
            mirror.close()


def packed(key: str) -> bool:
    """Whether the key is a whole recording, packed into a link."""
    return len(key) > LONGEST_KEY
