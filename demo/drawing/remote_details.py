"""The small print under a remote side's numbers: what its times, tokens and money are."""

from __future__ import annotations

from typing import Any

from demo.drawing.scene import Scene
from demo.recording.data import Answer, Usage
from demo.recording.metrics import Numbers
from demo.words import formats
from demo.words.recorded_sentences import told

# Gaps between pieces below which their median, and the slowest twentieth of them, are no figures.
SOME_GAPS, MANY_GAPS = 5, 20


def sentences(answer: Answer, figures: Numbers, scene: Scene) -> str:
    """Between its pieces, how often it was asked, who counted its tokens, what they cost, and what
    else there is to say of its end."""
    texts, usage, pieces = scene.words, answer.usage, len(answer.tokens)
    parts = [_pieces(figures, pieces, texts) if pieces else ""]
    if figures.speed is None and pieces > 1 and answer.count > 1:
        parts.append(texts["together"])
    if usage is not None:
        parts += [_asked_again(usage, texts),
                  texts["counted"][usage.counted].format(usage.prompt, usage.answer),
                  "" if usage.cost is None else texts["cost_most" if usage.at_most else "cost"]
                  .format(formats.money(usage.cost), usage.currency)]
    if answer.why and answer.end != "error":
        parts.append(texts["remark"].format(told(answer.why, scene.language)))
    return texts["between_sentences"].join(filter(None, parts))


def _pieces(figures: Numbers, pieces: int, texts: dict[str, Any]) -> str:
    if pieces <= SOME_GAPS or figures.itl_median is None:
        return texts["one_piece"] if pieces == 1 else texts["few_pieces"].format(pieces)
    median, late = (formats.milliseconds(s) for s in (figures.itl_median, figures.itl_p95))
    if pieces <= MANY_GAPS:
        return texts["some_pieces"].format(median, pieces)
    return texts["pieces"].format(median, late, pieces)


def _asked_again(usage: Usage, texts: dict[str, Any]) -> str:
    if usage.tries < 2:
        return ""
    return texts["asked_again"].format(usage.tries, formats.seconds(usage.waited))
