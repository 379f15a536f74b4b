"""Every exam's card that can be opened by a key: shipped ones ("example-...") and stored ones."""

from __future__ import annotations

from demo.exam.exam_card import ExamCard, from_json, to_json
from demo.settings import Settings
from demo.sharing.shipped_files import shipped
from demo.sharing.store import EXAMPLE, LONGEST_KEY, Codec, Kept, Missing, Store

MAX_BYTES = 4_000_000  # a thousand questions with two worked answers each
MAX_COUNT, MAX_TOTAL = 2_000, 2_000_000_000
CARDS = Codec(to_json, from_json, "exam")


class CardLookup:
    """Built once a process, from settings. Raises UserError when DATA_DIR cannot be used."""

    def __init__(self, settings: Settings) -> None:
        self.examples = shipped(settings.exams_folder, from_json)
        self.store = None if settings.data_dir is None else Store(
            settings.data_dir / "exams", MAX_COUNT, MAX_TOTAL, MAX_BYTES, CARDS)

    def of_pair(self, name: str) -> ExamCard | None:
        """The first shipped card of a pair."""
        return next((card for card in self.examples.values() if card.blank.pair_name == name), None)

    def open(self, key: str) -> ExamCard:
        """Raises Missing."""
        if key in self.examples:
            return self.examples[key]
        return self._kept(key).get(key)

    def stamp(self, key: str) -> int:
        """Changes when what `key` opens is no longer there. Raises Missing."""
        return 0 if key in self.examples else self._kept(key).stamp(key)

    def keep(self, card: ExamCard) -> Kept:
        """Raises UserError when it cannot be stored."""
        assert self.store is not None, "without lasting storage nothing is kept"
        return self.store.add(card)

    def delete(self, key: str, token: str) -> None:
        """Raises Missing, WrongToken, and NotDeleted when the disk refuses."""
        self._kept(key).delete(key, token)

    def _kept(self, key: str) -> Store:
        if self.store is None or key.startswith(EXAMPLE) or len(key) > LONGEST_KEY:
            raise Missing("unknown")
        return self.store
