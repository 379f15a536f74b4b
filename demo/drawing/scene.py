"""What the stage shows at one moment: a recording, and what kind of showing this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demo.pairs import Pair
from demo.recording.data import SIDES, Answer, Model, Recording, Request
from demo.recording.mode_numbers import Tally
from demo.words.page_words import words_of

# Of the picture that links to a comparison show, in pixels.
CARD_SIZE = (1200, 630)


@dataclass(frozen=True)
class Scene:
    """Everything the drawing code needs. `notice` is one sentence for the visitor, if any;
    `showing` numbers what is put on a stage, so that the player knows the same one drawn anew;
    `plays`: it begins at its start; `progress`: what is being done again meanwhile;
    `finishing`: the race is over, and memory and agreement are being measured; `right`: the
    sides whose final answer is right, None where nobody here knows; `base`: what the server's
    addresses begin with, "" where that is not known; `offered`: its pair can be asked here; `panel`
    is what the page's Share panel shows, which is none of the drawing code's business; `tally`: of
    the cascades that were asked on its page.

    kind: "blank", nothing yet; "waiting", asked and no step yet; "live", being measured;
    "measured", here and to the end; or "replay", of a recording.
    """

    recording: Recording
    kind: str = "blank"
    language: str = "en"
    notice: str = ""
    loading: bool = False
    showing: int = 0
    plays: bool = False
    progress: str = ""
    finishing: bool = False
    right: tuple[str, ...] | None = None
    base: str = ""
    offered: bool = True
    panel: Any = None
    tally: Tally = Tally()

    @property
    def words(self) -> dict[str, Any]:
        return words_of(self.recording.request.mode, self.language)

    @property
    def running(self) -> bool:
        return self.kind in ("waiting", "live", "replay") and not self.recording.done

    @property
    def measuring(self) -> bool:
        """Is the device at work for this stage?"""
        return self.kind in ("waiting", "live") or bool(self.progress)

    @property
    def badge(self) -> str:
        """"live", "measured here", "recorded on <day>, <device>", or nothing before the first
        comparison."""
        if self.kind == "replay":
            device = self.recording.device_name or self.words["unknown_device"]
            return self.words["recorded"].format(day(self.recording.created, self.words), device)
        if self.kind == "blank":
            return ""
        return self.words["measured" if self.finishing or self.kind == "measured" else "live"]


def day(created: str, texts: dict[str, Any]) -> str:
    """An ISO time as a day in words."""
    try:
        when = datetime.fromisoformat(created.replace("Z", "+00:00"))
    except ValueError:
        return texts["undated"]
    return texts["day"].format(y=when.year, month=texts["months"][when.month - 1], d=when.day)


def nothing(pair: Pair | None) -> Recording:
    """A comparison that never was, to draw the empty stage of a pair from."""
    names = {side: spec.name for side, spec in pair.specs.items()} if pair else {}
    answers = {side: Answer(side, Model(name=names.get(side, ""))) for side in SIDES}
    return Recording(Request(prompt=""), answers, pair=pair.table() if pair else {})
