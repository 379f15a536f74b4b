"""Would the teacher have said it? The student's words, shaded by what the teacher gave them."""

from __future__ import annotations

from operator import eq
from typing import Any

from demo.drawing.scene import Scene
from demo.recording.metrics import agreement
from demo.words.explanations import words as explanations
from demo.words.recorded_sentences import told

TEMPLATE = """
{{#if value.agreement}}<section class="agreement"><h3><button type="button" class="label"
 data-tip="{{{value.agreement.tip}}}">{{{value.agreement.title}}}</button></h3>
<p class="read">{{{value.agreement.read}}}</p>
{{#if value.agreement.tokens}}<div class="agree">{{#each value.agreement.tokens}}<span
 class="{{{level}}}" title="{{{said}}}">{{{text}}}</span>{{/each}}</div>
<div class="legend">{{#each value.agreement.legend}}<span><i
 class="{{{level}}}"></i>{{{text}}}</span>{{/each}}</div>{{/if}}</section>{{/if}}
"""

# What the teacher gave a token, at least, for each shade; its own first choice is "agrees".
LEVELS = (("agrees", None), ("likely", 0.2), ("possible", 0.02), ("otherwise", 0.0))


def draw(scene: Scene) -> dict[str, Any] | None:
    """The section's values, or None before the first comparison."""
    told = _told(scene)
    return told and {"title": scene.words["agreement"], "tokens": [], **told,
                     "tip": explanations(scene.language)["agreement"]}


def _told(scene: Scene) -> dict[str, Any] | None:
    recording, texts = scene.recording, scene.words
    if scene.kind == "blank":
        return None
    measured, answer = agreement(recording), recording.answers["student"]
    if measured is None or not recording.done:
        read = texts["agreement_running"] if not recording.done else told(
            recording.fidelity.why, scene.language)
        return {"read": read} if read else None
    read = texts["agreement_read"].format(
        f"{measured.acceptance:.2f}", f"{measured.acceptance:.0%}"
    )
    if all(map(eq, answer.tokens, recording.fidelity.first)):
        read = texts["agreement_whole"].format(len(answer.tokens))
        return {"read": read}
    rows = zip(answer.texts, recording.fidelity.probability, recording.fidelity.instead,
               answer.tokens, recording.fidelity.first, strict=True)
    tokens = [
        _token(text, probability, instead, token == first, texts)
        for text, probability, instead, token, first in rows if text
    ]
    legend = [{"level": level, "text": texts["levels"][level]} for level, _ in LEVELS]
    return {"read": read, "tokens": tokens, "legend": legend}


def _token(
    text: str, probability: float, instead: str, same: bool, texts: dict[str, Any]
) -> dict[str, str]:
    said = texts["agreement_same"] if same else texts["agreement_instead"]
    return {"text": text, "level": level(probability, same),
            "said": said.format(f"{probability:.0%}", instead.strip() or "␣")}


def level(probability: float, same: bool) -> str:
    """The shade of one token."""
    if same:
        return "agrees"
    return next(name for name, least in LEVELS[1:] if probability >= (least or 0))
