"""Would the teacher have said it? The student's words, shaded by what the teacher gave them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from operator import eq
from typing import Any

from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Recording
from demo.recording.metrics import agreement
from demo.recording.reasoning import said
from demo.recording.sameness import repeats_itself
from demo.words.explanations import words as explanations
from demo.words.recorded_sentences import told

TEMPLATE = """
{{#if value.agreement}}<section class="agreement"><h3><button type="button" class="label"
 data-tip="{{{value.agreement.tip}}}">{{{value.agreement.title}}}</button></h3>
<p class="read">{{{value.agreement.read}}}</p>
{{#if value.agreement.parts}}<p class="read">{{{value.agreement.parts}}}</p>{{/if}}
{{#if value.agreement.tokens}}<div class="agree" tabindex="0" role="group"
 aria-label="{{{value.agreement.title}}}">{{#each value.agreement.tokens}}<span
 class="{{{level}}}" title="{{{said}}}">{{{text}}}</span>{{/each}}</div>
<div class="legend">{{#each value.agreement.legend}}<span><i
 class="{{{level}}}"></i>{{{text}}}</span>{{/each}}</div>{{/if}}
{{#if value.agreement.choices}}<h4>{{{value.agreement.choices_title}}}</h4><div
 class="choices">{{#each value.agreement.choices}}<table class="{{{side}}}"><thead><tr><th
 scope="col">{{{label}}}</th><th scope="col">%</th></tr></thead><tbody>{{#each rows}}<tr><th
 scope="row" dir="auto">{{{text}}}</th><td>{{{share}}}</td></tr>{{/each}}</tbody></table>{{/each}}
</div>{{/if}}{{#if value.agreement.diff}}<details class="diff"><summary>{{{
 value.agreement.diff_title}}}</summary><p class="read">{{#each value.agreement.only}}<span
 class="{{{side}}}">{{{text}}}</span> {{/each}}</p><p dir="auto">{{#each value.agreement.diff}}<span
 class="{{{kind}}}">{{{text}}}</span>{{/each}}</p></details>{{/if}}</section>{{/if}}
"""

# What the teacher gave a token, at least, for each shade; its own first choice is "agrees".
MOST_WORDS = 1500  # of an answer: the comparison takes their product
LEVELS = (("agrees", None), ("likely", 0.2), ("possible", 0.02), ("otherwise", 0.0))


def draw(scene: Scene) -> dict[str, Any] | None:
    """The section's values, or None before the first comparison."""
    told = _told(scene)
    return told and {"title": scene.words["agreement"], "tokens": [], "parts": "", "choices": [],
                     "diff": [], **told, "only": _only(scene.words),
                     "tip": explanations(scene.language)["agreement"],
                     "choices_title": scene.words["choices_title"],
                     "diff_title": scene.words["diff_title"]}


def _told(scene: Scene) -> dict[str, Any] | None:
    recording, texts = scene.recording, scene.words
    if scene.kind == "blank":
        return None
    measured, answer = agreement(recording), recording.answers["student"]
    if measured is None or not recording.done:
        read = texts["agreement_running"] if scene.finishing or not recording.done else told(
            recording.fidelity.why, scene.language)
        return {"read": read} if read else None
    read = texts["agreement_read"].format(
        f"{measured.acceptance:.2f}", f"{measured.acceptance:.0%}"
    )
    apart = {"diff": _diff(recording), **_choices(scene), "parts": _parts(scene)}
    if all(map(eq, answer.tokens, recording.fidelity.first)):
        read = texts["agreement_whole"].format(len(answer.tokens))
        return {"read": read, **apart}
    rows = zip(answer.texts, recording.fidelity.probability, recording.fidelity.instead,
               answer.tokens, recording.fidelity.first, strict=True)
    tokens = [
        _token(text, probability, instead, token == first, texts)
        for text, probability, instead, token, first in rows if text
    ]
    legend = [{"level": level, "text": texts["levels"][level]} for level, _ in LEVELS]
    return {"read": read, "tokens": tokens, "legend": legend, **apart}


def _parts(scene: Scene) -> str:
    """What agreement is before and after the answers part, and what it is worth after a loop."""
    recording, texts = scene.recording, scene.words
    at, answer = recording.fidelity.parting, recording.answers["student"]
    told = [texts["agreement_turns"]] if recording.request.earlier else []
    after = agreement(recording, slice(at, None)) if at >= 0 else None
    if after is not None:
        before = agreement(recording, slice(0, at))
        told.append(texts["agreement_after"].format(at + 1, f"{after.agreement:.0%}"))
        if before is not None:
            told.insert(-1, texts["agreement_before"].format(at, f"{before.agreement:.0%}"))
    if repeats_itself(answer):
        told.append(texts["agreement_loop"])
    return texts["between_sentences"].join(told)


def _choices(scene: Scene) -> dict[str, Any]:
    """What both found likeliest where they part."""
    likeliest = scene.recording.fidelity.likeliest
    return {"choices": [
        {"side": side, "label": scene.words[side], "rows": [
            {"text": text.strip() or "␣", "share": f"{100 * share:.0f}"}
            for text, share in likeliest.get(side, ())]}
        for side in SIDES if likeliest]}


def _only(texts: dict[str, Any]) -> list[dict[str, str]]:
    """What the two kinds of marked words are."""
    return [{"side": side, "text": texts["only"].format(texts[side])} for side in SIDES]


def _diff(recording: Recording) -> list[dict[str, str]]:
    """Both answers word by word, where they can be laid side by side at all."""
    words = [re.findall(r"\s*\S+", said(recording, recording.answers[side])) for side in SIDES]
    if words[0] == words[1] or not all(words) or max(map(len, words)) > MOST_WORDS:
        return []
    spans = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    parts = []
    for kind, a, b, c, d in spans:
        if kind == "equal":
            parts.append({"kind": "both", "text": "".join(words[0][a:b])})
            continue
        for name, part in (("teacher", words[0][a:b]), ("student", words[1][c:d])):
            parts += [{"kind": name, "text": "".join(part)}] if part else []
    return parts


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
