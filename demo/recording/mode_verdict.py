"""What the verdict says of a cooperation and of a cascade, as runs of (text, strong)."""

from __future__ import annotations

from typing import Any

from demo.recording.data import SIDES, Recording
from demo.recording.mode_numbers import Tally, speed_up
from demo.words import formats
from demo.words.mode_words import words

ALIKE = 1.05  # as in demo.recording.verdict
Runs = list[tuple[str, bool]]


def cooperation(recording: Recording, language: str) -> Runs:
    """Is the text the teacher's own, and did it come faster: measured, and as predicted."""
    texts, found = words(language), speed_up(recording)
    runs = [(texts[_kind(recording)], True)]
    if found is None or found.measured is None:
        return [*runs, (texts["little"], False)]
    said, beside = _speed(found.measured, texts)
    slower = found.predicted is not None and found.predicted < 1
    predicted = 1 / found.predicted if slower and found.predicted else found.predicted
    details = [texts[key].format(form(value)) for key, value, form in (
        ("predicted_slower" if slower else "predicted", predicted, formats.hundredths),
        ("kept", found.acceptance, formats.percent),
        ("verify_cost", found.verify_cost, formats.hundredths)) if value is not None]
    return [*runs, (said, True), (beside + "".join(details) + texts["end"], False)]


def _kind(recording: Recording) -> str:
    """How the text of both compares with the teacher's alone; a key of the words."""
    alone, both = (recording.answers[side] for side in SIDES)
    if alone.tokens == both.tokens:
        return "same_text"
    if recording.request.temperature > 0:
        return "drawn_text"
    shorter = min(len(alone.tokens), len(both.tokens))
    whole = alone.tokens[:shorter] == both.tokens[:shorter]
    return "cut_text" if whole else "rounded_text"


def _speed(measured: float, texts: dict[str, Any]) -> tuple[str, str]:
    if 1 / ALIKE < measured < ALIKE:
        return texts["even"], texts["as_alone"]
    key, factor = ("pays", measured) if measured > 1 else ("costs", 1 / measured)
    return texts[key].format(formats.hundredths(factor)), texts["than_alone"]


def cascade(recording: Recording, language: str) -> tuple[str, str]:
    """Who answered and why; and what that spared, "" where nothing is known of it."""
    texts, found = words(language), recording.cascade
    if found is None or any(a.end == "stopped" for a in recording.answers.values()):
        return texts["broke_off"], ""
    if found.confidence is None:
        return texts["unknown"], ""
    said = texts["unsure" if found.asked else "alone"].format(
        formats.share(found.confidence), formats.share(recording.request.threshold))
    if found.spared is None:
        return said, ""
    return said, texts["spared"].format(formats.money(found.spared), found.currency)


def tally(found: Tally, language: str) -> str:
    """One or two sentences on the questions so far; "" before the first."""
    if not found.questions:
        return ""
    texts, saved = words(language), found.saved_seconds
    said = texts["tally"].format(found.asked, found.questions)
    if saved is None:
        said += texts["tally_unknown"]
    else:
        said += texts["tally_saved" if saved >= 0 else "tally_lost"].format(
            formats.seconds(abs(saved)))
    if found.currency:
        said += texts["tally_money"].format(
            formats.money(found.cost), formats.money(found.spared), found.currency)
    return said
