"""The stage: a whole scene, from the caption to the footer.

`draw` turns a scene into plain data; the templates of the parts turn the data into HTML.
"""

from __future__ import annotations

from typing import Any

from demo.drawing import (
    agreement,
    answer_cards,
    conversation,
    elsewhere,
    memory_bars,
    repeats,
    track,
)
from demo.drawing.safe_html import encoded
from demo.drawing.scene import Scene
from demo.recording import mode_verdict
from demo.recording.data import SIDES, Recording
from demo.recording.replay import SHORT
from demo.recording.verdict import verdict
from demo.words import formats
from demo.words.explanations import words as explanations
from demo.words.mode_words import words as mode_words
from demo.words.recorded_sentences import told

CAPTION = """
{{#if value.notice}}<p class="notice" role="alert">{{{value.notice}}}</p>{{/if}}
<p class="caption" data-measuring="{{{value.measuring}}}">{{#if value.badge}}<span
 class="badge {{{value.kind}}}">{{{value.badge}}}</span>
{{/if}}<q dir="auto">{{{value.prompt}}}</q></p>"""
VERDICT = """
<div class="verdict"><span aria-live="polite">{{#each value.verdict}}<span
 class="run-{{{weight}}}">{{{text}}}</span>{{/each}}</span><em><button type="button"
 class="label" data-tip="{{{value.clock_tip}}}">{{{value.clock}}}</button></em></div>
{{#if value.tally}}<p class="banner">{{{value.tally}}}</p>{{/if}}
{{#if value.incomparable}}<p class="banner">{{{value.incomparable}}}</p>{{/if}}
{{#if value.banner}}<p class="banner cpu">{{{value.banner}}}</p>{{/if}}"""
TWO = f'<div class="two">{track.TEMPLATE}{memory_bars.TEMPLATE}</div>'
EARLIER = conversation.EARLIER
FOOT = '<p class="foot">{{{value.foot}}}</p>'
ABOVE = answer_cards.TEMPLATE + VERDICT
BELOW = repeats.TEMPLATE + TWO + agreement.TEMPLATE
TEMPLATE = EARLIER + CAPTION + ABOVE + BELOW + FOOT


def draw(scene: Scene) -> dict[str, Any]:
    recording, texts = scene.recording, scene.words
    remote = _remote(recording)
    differ = not recording.same_tokenizer
    return encoded({
        "measuring": "again" if scene.progress else "yes" if scene.measuring else "no",
        "notice": scene.notice, "kind": scene.kind, "badge": scene.badge,
        "earlier": conversation.earlier(scene),
        "prompt": recording.request.prompt, "cards": answer_cards.draw(scene),
        "verdict": _verdict(scene), "clock": _clock(scene),
        "clock_tip": explanations(scene.language)["clock"],
        "tally": mode_verdict.tally(scene.tally, scene.language) if (
            recording.request.mode == "cascade" and scene.kind == "measured") else "",
        "incomparable": texts["network_banner" if remote else "incomparable"] if differ else "",
        "banner": _banner(scene) if recording.on_cpu else "",
        "repeats": repeats.draw(scene), "track": track.draw(scene),
        "ledger": memory_bars.draw(scene), "agreement": agreement.draw(scene), "foot": foot(scene),
    })


def _remote(recording: Recording) -> list[str]:
    """The sides that answer over the network."""
    return [side for side in SIDES if recording.answers[side].model.remote]


def _banner(scene: Scene) -> str:
    """Whose numbers are this CPU's."""
    texts, here = scene.words, [side for side in SIDES if side not in _remote(scene.recording)]
    if len(here) == 1:
        return texts["banner_one"].format(_named(here[0], scene))
    return f"{texts['banner']} {elsewhere.told(scene.language)}".strip() if here else ""


def _named(side: str, scene: Scene) -> str:
    name = scene.words[side]
    return name.lower() if scene.language == "en" else name


def _clock(scene: Scene) -> str:
    """Why a visitor waited longer than the cards say; for how long, where that was felt."""
    if any(answer.model.remote for answer in scene.recording.answers.values()):
        return scene.words["clock_network"]
    wall = sum(sum(a.seconds) + a.end_seconds for a in scene.recording.answers.values())
    if scene.recording.request.mode == "cascade" and scene.recording.done:
        return mode_words(scene.language)["in_turn"].format(formats.seconds(wall))
    if scene.kind == "measured" and wall >= SHORT and not scene.recording.repeats:
        return scene.words["waited"].format(formats.seconds(wall))
    return scene.words["clock"]


def _verdict(scene: Scene) -> list[dict[str, str]]:
    # Without its peak a side's memory is not what will be said of it in a moment.
    runs = verdict(scene.recording, scene.language, memory=not scene.finishing)
    if runs and not scene.finishing and (why := memory_bars.smaller_by(scene)):
        runs = [*runs, (f" {why}", False)]
    if scene.finishing:
        more = scene.words["finishing_remote" if _remote(scene.recording) else "finishing"]
        runs = [*runs, (f" {more}", False)]
    if scene.progress:
        runs = [(scene.progress, False)]
    if not runs:
        waits = scene.words["loading" if scene.loading else _race(scene)]
        left = [side for side in SIDES if not scene.recording.answers[side].end]
        if waits == scene.words["racing"] and len(left) == 1:
            waits = scene.words["racing_one"].format(_named(left[0], scene))
        runs = [(waits[:1].upper() + waits[1:], False)]
    return [{"text": text, "weight": "strong" if strong else "plain"} for text, strong in runs]


def _race(scene: Scene) -> str:
    if not scene.running:
        return "no_race"
    return "replayed" if scene.kind == "replay" else "racing"


def foot(scene: Scene) -> str:
    """Lineage, device, dtypes, the reasons for each choice, and versions, of what is shown."""
    recording, texts = scene.recording, scene.words
    notes = [
        f"{texts[side]}: {told(note, scene.language)}"
        for side in SIDES for note in recording.answers[side].model.notes
    ]
    versions = [f"{name} {version}" for name, version in recording.versions.items()]
    reasons = [told(str(reason), scene.language)
               for reason in recording.device.get("reasons", ())]
    parts = [lineage(recording, texts), *device(recording, texts), *reasons, *notes, *versions]
    return " · ".join(part for part in parts if part)


def lineage(recording: Recording, texts: dict[str, Any]) -> str:
    """Who taught whom, and who says so: the top of the page has room for its beginning only."""
    said = texts["lineage"].get(recording.lineage, texts["lineage"]["unknown"])
    return f"{recording.title}: {said.format(recording.source)}" if recording.title else ""


def device(recording: Recording, texts: dict[str, Any]) -> list[str]:
    """The device in a few words: its name, cores and threads, compute dtype."""
    table = recording.device
    cores, threads = table.get("cores"), table.get("threads")
    return [
        recording.device_name,
        _several(cores, texts["core"], texts["cores"]) if recording.on_cpu else "",
        _several(threads, texts["thread"], texts["threads"]) if recording.on_cpu else "",
        texts["compute"].format(table["compute_dtype"]) if table.get("compute_dtype") else "",
    ]


def _several(number: Any, one: str, many: str) -> str:
    return "" if not number else one if number == 1 else many.format(number)
