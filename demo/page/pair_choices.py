"""The pairs a visitor may choose from, by name. No path ever comes from a visitor.

With PAIRS they are those it names. Without, every pair in the folder whose models are on this
machine and can fit its memory: a stranger's choice must not start a download. On ZeroGPU it is the
one that was loaded before the page was launched.
"""

from __future__ import annotations

import logging
from pathlib import Path

from demo import pairs
from demo.errors import UserError
from demo.pairs import Pair, fit
from demo.settings import Settings
from demo.words.page_words import words

log = logging.getLogger(__name__)
# With one of these the models run on a GPU, whose memory only the engine knows.
GPU_SIGNS = ("/proc/driver/nvidia/version", "/dev/kfd")


class PairChoices:
    """The pairs on offer, and the one that PAIR names, which may lie elsewhere.

    `broken`: why a pair that should be offered is not, by its name; told once in the log too.
    """

    def __init__(self, settings: Settings) -> None:
        self._folder, self._there = settings.pairs_folder, pairs.names(settings.pairs_folder)
        self.broken: dict[str, str] = {}
        self._one = settings.zerogpu
        # What the engine is asked to load, by the name a visitor sees.
        self._given: dict[str, str] = {}
        self.default = self._name(settings.pair)
        offered = () if self._one else settings.pairs or self._there
        for given in offered:
            if given != settings.pair and self._offered(given, bool(settings.pairs)):
                self._given[self._name(given)] = given
        # It stays a choice when it cannot be read: loading it says why.
        self._given = dict(sorted({**self._given, self.default: settings.pair}.items()))

    def _offered(self, given: str, named: bool) -> bool:
        """One that is named may be downloaded; its size is then asked before it is loaded."""
        try:
            pair = pairs.read(given, self._folder)
            why = "" if named else fit.left_out(pair, _machine())
        except UserError as error:
            self.broken[self._name(given)] = str(error)
            log.warning("the pair %s is left out: %s", given, error)
            return False
        if why:
            log.info("the pair %s is not offered: %s", given, why)
        return not why

    def _name(self, given: str) -> str:
        if given in self._there:
            return given
        try:
            return pairs.read(given, self._folder).name
        except UserError:
            return given.rstrip("/").rpartition("/")[2]

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

    def note(self, language: str) -> str | None:
        """Why the list is not longer. What is wrong with a pair that is left out stands in the log
        alone, for it names the server's files."""
        texts = words(language)
        if self._one:
            return texts["one_pair"]
        return texts["left_out"].format(", ".join(self.broken)) if self.broken else None

    def titles(self) -> list[tuple[str, str]]:
        """(what the drop-down shows, name) of every pair."""
        pairs_by_name = {name: self.read(name) for name in self._given}
        return [(pair.title if pair else name, name) for name, pair in pairs_by_name.items()]


def _machine() -> fit.Machine:
    if any(Path(sign).exists() for sign in GPU_SIGNS):
        return fit.Machine(None, gpu=True)
    return fit.Machine(fit.ram())
