"""The pairs a visitor may choose from, by name. No path ever comes from a visitor."""

from __future__ import annotations

from demo import pairs
from demo.errors import UserError
from demo.pairs import Pair
from demo.settings import Settings


class Choices:
    """The pairs in the folder, and the one that PAIR names, which may lie elsewhere."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.pairs_folder
        self.default = settings.pair
        # What the engine is asked to load, by the name a visitor sees.
        self._given = {name: name for name in pairs.names(self._folder)}
        if settings.pair not in self._given:
            try:
                self.default = pairs.read(settings.pair, self._folder).name
            except UserError:
                self.default = settings.pair.rstrip("/").rpartition("/")[2]
            self._given[self.default] = settings.pair

    @property
    def names(self) -> list[str]:
        return list(self._given)

    def engine_name(self, name: str) -> str:
        """Raises UserError when no pair found here is called `name`."""
        if not isinstance(name, str) or name not in self._given:
            raise UserError(f"There is no pair of that name: choose one of "
                            f"{', '.join(self._given)}.")
        return self._given[name]

    def read(self, name: str) -> Pair | None:
        """The pair called `name`, or None when its file is wrong; loading it then says why."""
        try:
            return pairs.read(self.engine_name(name), self._folder)
        except UserError:
            return None

    def titles(self) -> list[tuple[str, str]]:
        """(what the drop-down shows, name) of every pair."""
        found = {name: self.read(name) for name in self._given}
        return [(pair.title if pair else name, name) for name, pair in found.items()]
