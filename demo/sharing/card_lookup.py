"""Every exam's card that can be opened by a key: shipped ones ("example-...") and stored ones."""

from __future__ import annotations

from demo.exam.exam_card import ExamCard, from_json, to_json
from demo.settings import Settings
from demo.sharing.card_shelf import CardShelf
from demo.sharing.dataset_copy import Backup
from demo.sharing.shipped_files import shipped
from demo.sharing.store import Codec, Store

MAX_BYTES = 4_000_000  # a thousand questions with two worked answers each
MAX_COUNT, MAX_TOTAL = 2_000, 2_000_000_000
CARDS = Codec(to_json, from_json, "exam")


class CardLookup(CardShelf):
    """Built once a process, from settings. Raises UserError when DATA_DIR cannot be used."""

    def __init__(self, settings: Settings, mirror: Backup | None = None) -> None:
        super().__init__(
            shipped(settings.exams_folder, from_json),
            None if settings.data_dir is None else Store(
                settings.data_dir / "exams", MAX_COUNT, MAX_TOTAL, MAX_BYTES, CARDS), mirror)

    def of_pair(self, name: str) -> ExamCard | None:
        """The first shipped card of a pair."""
        return next((card for card in self.examples.values() if card.blank.pair_name == name), None)
