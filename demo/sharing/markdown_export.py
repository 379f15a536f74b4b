"""A whole comparison as Markdown: the question, both answers, a table of numbers, and the link.

What a visitor or a model wrote stands in code fences longer than any in it, so it is text and
nothing else; names are escaped.
"""

from __future__ import annotations

import re

from demo.drawing import answer_cards
from demo.drawing.scene import Scene, day
from demo.recording.data import SIDES, Answer, Recording
from demo.recording.metrics import numbers
from demo.sharing import page_head
from demo.sharing.page_head import NOWHERE, Place
from demo.words import formats
from demo.words.page_words import words, words_of
from demo.words.share_words import words as own_words

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def markdown(recording: Recording, language: str = "en", place: Place = NOWHERE) -> str:
    """The comparison as Markdown text that ends in a line break."""
    texts, own = words(language), own_words(language)
    shown = answer_cards.draw(Scene(recording, "replay", language))
    parts = ["# Apprentice", fenced(recording.request.prompt)]
    for card in shown:
        answer = recording.answers[card["side"]]
        parts += [f"## {card['label']} {line(card['name'])}",
                  line(f"{card['state']} · {card['spec']}"), fenced(answer.text)]
    parts += [f"**{line(page_head.summary(recording, language))}**", _table(recording, language)]
    device = (recording.device_name or texts["unknown_device"])
    parts.append(line(texts["recorded"].format(day(recording.created, texts), device)))
    if place.key:
        parts.append(f"[{own['whole']}]({place.page})")
    return "\n\n".join(parts) + "\n"


def line(text: str) -> str:
    """One line that Markdown shows as it is, when a word of ours begins it."""
    plain = page_head.plain(text, 300).replace("://", ":\\//")
    return re.sub(r"([`*_\[\]<>|~&$]|\\(?!/))", r"\\\1", plain)


def fenced(text: str) -> str:
    """A code block that holds any text."""
    clean = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    clean = CONTROLS.sub("", clean)  # a pager, or cat, would obey them
    longest = max((len(run) for run in re.findall("`+", clean)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{clean}\n{fence}"


def _table(recording: Recording, language: str) -> str:
    texts = words_of(recording.request.mode, language)
    heads = [texts[side] for side in SIDES]
    columns = [_numbers(recording.answers[side], language) for side in SIDES]
    lines = [f"| | {' | '.join(heads)} |", "|---|---:|---:|"]
    for label in columns[0]:
        lines.append(f"| {label} | {' | '.join(column[label] for column in columns)} |")
    return "\n".join(lines)


def _numbers(answer: Answer, language: str) -> dict[str, str]:
    """The numbers of one side by what they are called, with their units."""
    texts, figures = words(language), numbers(answer)
    peak = formats.megabytes(figures.memory) if figures.memory_complete else formats.NOT_YET
    rows = ((texts["ttft"], formats.milliseconds(figures.ttft), "ms"),
            (texts["speed"], formats.rate(figures.speed), "tok/s"),
            (texts["cps"], formats.rate(figures.characters_per_second), "char/s"),
            (texts["own_time"], formats.seconds(figures.e2e), "s"),
            (own_words(language)["tokens"], str(figures.tokens), ""),
            (texts["memory_peak"], peak, "MB"))
    return {label: f"{value} {unit}".strip() if value != formats.NOT_YET
            else texts["not_measured"] for label, value, unit in rows}
