"""The stage as one component of the page.

One component and not seven, because Gradio handles every output of every update on its own.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing import conversation, play_bar, stage
from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.errors import UserError
from demo.page import components, guess, share_panel
from demo.recording.file import to_json
from demo.recording.replay import slow_motion

TIMES = ("5", "20")  # how often a question may be repeated
HALT = """
element.addEventListener('click', event => {
  const button = event.target.closest('.stop-one');
  if (button) trigger('halt', {side: button.dataset.side});
});
"""


# What stands on the stage can be asked again, here.
AGAIN = """
<p class="again {{{value.again.shown}}}"><span>{{{value.again.lead}}}</span>{{#each
 value.again.ways}}<button type="button" class="act" data-times="{{{times}}}">{{{text}}}</button>
{{/each}}<span>{{{value.again.note}}}</span></p>
"""
AGAIN_ASKED = """
element.addEventListener('click', event => {
  const way = event.target.closest('.again .act');
  if (way) trigger('again', {times: way.dataset.times});
});
"""
# The next question of the conversation, the newest one asked otherwise, or a new conversation.
FOLLOWED = """
element.addEventListener('submit', event => {
  event.preventDefault();
  const form = event.target, text = form.querySelector('textarea').value;
  // Gradio drops an event of a kind that is not over yet, and the last answer may be seen before
  // its event is. What was heard takes the form away.
  const ask = later => {
    if (!form.isConnected || form.querySelector('textarea').value !== text) return;
    trigger('follow', {prompt: text, edits: form.dataset.edits});
    if (later.length) setTimeout(ask, later[0], later.slice(1));
  };
  if (text.trim()) ask([300, 700, 1000]);
});
element.addEventListener('keydown', event => {
  if (!event.target.closest('.follow textarea') || event.isComposing) return;
  if (event.key === 'Escape' && event.target.form.dataset.edits) {
    event.stopPropagation();
    edit(event.target.form, '');
  }
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
element.addEventListener('click', event => {
  const way = event.target.closest('.follow .act');
  if (!way) return;
  const to = way.dataset.follow;
  if (to === 'edit') edit(way.closest('form'), way.dataset.question);
  if (to === 'cancel') edit(way.closest('form'), '');
  if (to !== 'new') return;
  trigger('anew', {});
  window.apprentice.anew();
});
// The newest question stands in the box to be put otherwise; "" for no longer.
function edit(form, question) {
  const box = form.querySelector('textarea');
  if (question) form.dataset.edits = 'yes';
  else delete form.dataset.edits;
  box.value = question;
  box.focus();
}
"""
# Gradio has drawn when it tells of a new value, and the browser has not painted yet.
PLAY = """
const player = window.apprentice.createPlayer(element);
const load = () => {
  const film = props.value.player;
  player.load(film && {...film, recording: JSON.parse(film.recording)});
};
element.addEventListener('ended', () => window.apprentice.guessed(props.value.outcome));
watch('value', load);
load();
"""


def draw(scene: Scene) -> dict[str, Any]:
    """The stage's values. `player` is never drawn by a template, and so goes as it is."""
    return {**stage.draw(scene), "share": encoded(share_panel.draw(scene)), "player": _film(scene),
            "again": encoded(_again(scene)), "follow": encoded(conversation.follow(scene)),
            "outcome": guess.outcome(scene),
            "bar": encoded(play_bar.draw(scene.recording, scene.language))}


def _again(scene: Scene) -> dict[str, Any]:
    texts = scene.words
    ways = [{"times": times, "text": texts["repeat_runs"].format(times)} for times in TIMES]
    ended = scene.kind in ("measured", "replay") and scene.recording.done
    shown = ended and scene.offered and not scene.progress
    return {"shown": "shown" if shown else "",
            "lead": texts["repeat"], "note": texts["repeat_note"],
            "ways": [*ways, {"times": "", "text": texts["another_seed"]}]}


def _film(scene: Scene) -> dict[str, Any] | None:
    """What the player plays; None where nothing was measured to its end."""
    if scene.kind not in ("measured", "replay") or not scene.recording.done:
        return None
    try:
        recording = to_json(scene.recording)
    except UserError:  # it is shown, but cannot be kept, and so not played either
        return None
    return {"id": f"{scene.showing} {scene.recording.created}", "plays": scene.plays,
            "slow": slow_motion(scene.recording), "words": play_bar.played(scene.language),
            "recording": recording, "parts": play_bar.parts(scene.recording)}


def component(scene: Scene) -> gr.HTML:
    template = (stage.EARLIER + stage.CAPTION + play_bar.TEMPLATE + stage.ABOVE
                + conversation.FOLLOW + AGAIN + stage.BELOW + share_panel.TEMPLATE + stage.FOOT)
    return components.component(template, draw(scene), "stage",
                                HALT + AGAIN_ASKED + FOLLOWED + share_panel.SCRIPT + PLAY)
