"""Whatever is shared as one file with a page of its own: shipped ones ("example-...") and stored
ones, by the key that opens them. Exams' cards and lists of prompts are kept alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demo.sharing.dataset_copy import Backup
from demo.sharing.store import EXAMPLE, LONGEST_KEY, Kept, Missing, Store


class CardShelf:
    """Opens, keeps and deletes; store: None where nothing given lasts; mirror: the dataset that it
    is copied to, if there is one."""

    def __init__(
        self, examples: Mapping[str, Any], store: Store | None, mirror: Backup | None = None
    ) -> None:
        self.examples, self.store, self._mirror = examples, store, mirror

    def open(self, key: str) -> Any:
        """Raises Missing."""
        if key in self.examples:
            return self.examples[key]
        return self._kept(key).get(key)

    def stamp(self, key: str) -> int:
        """Changes when what `key` opens is no longer there. Raises Missing."""
        return 0 if key in self.examples else self._kept(key).stamp(key)

    def keep(self, card: Any) -> Kept:
        """Raises UserError when it cannot be stored."""
        assert self.store is not None, "without lasting storage nothing is kept"
        return self.store.add(card)

    def delete(self, key: str, token: str) -> None:
        """Raises Missing, WrongToken, and NotDeleted when the disk refuses."""
        self._kept(key).delete(key, token)
        if self._mirror is not None:
            self._mirror.forget(f"{key}.json")

    def _kept(self, key: str) -> Store:
        if self.store is None or key.startswith(EXAMPLE) or len(key) > LONGEST_KEY:
            raise Missing("unknown")
        return self.store
