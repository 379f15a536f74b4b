"""What stands around the newest turn of a conversation: the earlier ones above it, and below it the
box for the next."""

from __future__ import annotations

from typing import Any

from demo.drawing.rich_text import rich
from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Recording, Turn
from demo.recording.reasoning import said
from demo.words import formats

EARLIER = """
{{#if value.earlier}}<div class="earlier" tabindex="0" role="group"
 aria-label="{{{value.earlier.label}}}"><div>{{#each value.earlier.turns}}
<div class="turn"><p class="question" dir="auto">{{{question}}}</p><div class="pair">{{#each
 answers}}<div class="told {{{side}}}"><b>{{{label}}}</b><div class="words"
 dir="auto">{{{said}}}</div></div>{{/each}}</div></div>{{/each}}</div></div>{{/if}}
"""
FOLLOW = """
{{#if value.follow}}<form class="follow"><label><span>{{{value.follow.label}}}</span><textarea
 rows="1" placeholder="{{{value.follow.placeholder}}}" dir="auto"></textarea></label>
<button type="submit"><span>{{{value.follow.ask}}}</span><span
 class="anew">{{{value.follow.replace}}}</span></button>
<p class="editing">{{{value.follow.editing}}} <button type="button" class="act"
 data-follow="cancel">{{{value.follow.cancel}}}</button></p>
<p><button type="button" class="act" data-follow="edit"
 data-question="{{{value.follow.question}}}">{{{value.follow.edit}}}</button><button type="button"
 class="act" data-follow="new">{{{value.follow.new}}}</button>
<span>{{{value.follow.room}}}</span></p>
</form>{{/if}}
"""


def earlier(scene: Scene) -> dict[str, Any] | None:
    """The turns before this one, as text."""
    turns = scene.recording.request.earlier
    return {"label": scene.words["earlier"],
            "turns": [_turn(scene, turn) for turn in turns]} if turns else None


def _turn(scene: Scene, turn: Turn) -> dict[str, Any]:
    copy = scene.words["copy_code"]
    texts = ((side, said(scene.recording, turn.answers[side])) for side in SIDES)
    return {"question": turn.prompt, "answers": [
        {"side": side, "label": scene.words[side], 
         "said": rich(text, copy) or text or scene.words["no_answer"]}
        for side, text in texts]}


def follow(scene: Scene) -> dict[str, Any] | None:
    """The box for the next question, where one may follow."""
    ended = scene.kind in ("measured", "replay") and scene.recording.done and not scene.progress
    if not (ended and scene.offered and scene.recording.converses):
        return None
    texts = scene.words
    return {"label": texts["follow"], "placeholder": texts["follow_placeholder"],
            "ask": texts["follow_ask"], "replace": texts["follow_replace"],
            "editing": texts["editing"], "cancel": texts["cancel"],
            "edit": texts["edit"], "new": texts["new_conversation"],
            "question": scene.recording.request.prompt, "room": _room(scene, texts)}


def _room(scene: Scene, texts: dict[str, Any]) -> str:
    left = room(scene.recording)
    if left is None:
        return ""
    return texts["room"].format(formats.about(left)) if left > 0 else texts["no_room"]


def room(recording: Recording) -> int | None:
    """Tokens that the next question and its answers may have, on the side with less room; None
    where no limit is known."""
    left = [answer.model.context - answer.prompt_tokens - len(answer.tokens)
            for answer in recording.answers.values() if answer.model.context]
    return max(0, min(left)) if left else None
