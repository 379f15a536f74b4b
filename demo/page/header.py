"""The top of the page: seal, name, what this is, which pair and device, and the language."""

from __future__ import annotations

from typing import Any

import gradio as gr

from demo.drawing import stage
from demo.drawing.safe_html import encoded
from demo.engine.protocol import Progress, Status
from demo.page import components
from demo.pairs import Pair
from demo.recording.data import Recording
from demo.words import formats
from demo.words.page_words import claim, words

TEMPLATE = """
<header><div class="seal" aria-hidden="true">师<br>徒</div>
<div><h1>Apprentice</h1><p>{{{value.tagline}}}</p></div>
<div class="where"><span class="lineage" title="{{{value.pair}}}">{{{value.pair}}}</span><br>
<span class="engine is-{{{value.state}}}">{{{value.engine}}}</span></div></header>
<p class="what">{{{value.about}}} {{#each value.links}}<a href="{{{at}}}"
 target="_blank" rel="noopener">{{{text}}}</a> {{/each}}</p>
"""


def draw(
    pair: Pair | None, status: Status, language: str, source: str = "",
    shown: Recording | None = None,
) -> dict[str, Any]:
    """The header's values; `shown`: what is on the stage, which the line under the name must not
    contradict."""
    texts = words(language)
    taught = shown.taught if shown is not None else pair is not None and pair.taught
    itself = _itself(shown, pair)
    student = status.blank.answers["student"].model.quantization if status.blank else None
    return encoded({
        "tagline": claim(texts["tagline" if taught else "tagline_itself" if itself else
                               "tagline_other"], student) + texts[_where(shown, pair)],
        "about": pair.about_in(language) if pair else "", "links": _links(texts, source),
        "state": status.state,
        "pair": _pair(pair, texts) if pair else status.pair, "engine": _engine(status, texts),
    })


def _where(shown: Recording | None, pair: Pair | None) -> str:
    """How much of what is shown was measured here, by key."""
    if shown is not None:
        remote = [bool(answer.model.remote) for answer in shown.answers.values()]
    else:
        remote = [spec.remote is not None for spec in pair.specs.values()] if pair else []
    return ("none_here" if remote and all(remote) else
            "partly_here" if any(remote) else "all_here")


def _itself(shown: Recording | None, pair: Pair | None) -> bool:
    """Is the student the teacher's own model, with fewer bits?"""
    if shown is not None:
        return shown.itself
    specs = pair.specs.values() if pair else ()
    return len({(spec.model, spec.revision, spec.remote is None) for spec in specs}) == 1


def _links(texts: dict[str, Any], source: str) -> list[dict[str, str]]:
    """To how it is measured and what this is, which stand beside the page wherever that is served;
    and to its code where somebody said where that is."""
    places = (("method", "readme#how-it-measures"), ("readme", "readme"), ("source", source))
    return [{"at": at, "text": texts[f"to_{name}"]} for name, at in places if at]


def component(value: dict[str, Any]) -> gr.HTML:
    return components.component(TEMPLATE, value, "header")


def _pair(pair: Pair, texts: dict[str, Any]) -> str:
    return f"{pair.title} · {texts['lineage'][pair.lineage].format(pair.source)}"


def _engine(status: Status, texts: dict[str, Any]) -> str:
    """What answers here: the device once it is known, until then why not."""
    if status.state == "failed":
        return texts["failed"].format(status.why)
    if status.state == "idle":
        return texts["idle_pair"]
    if status.state == "loading" or status.blank is None:
        return _loading(status.progress, texts)
    name, cores, _, compute = stage.device(status.blank, texts)
    return " · ".join(part for part in (cores or name, compute) if part)


def _loading(progress: Progress | None, texts: dict[str, Any]) -> str:
    """Which side is on its way, and how far."""
    if progress is None:
        return texts["loading"]
    side = texts[progress.side]
    if progress.step == "download":
        done, whole = formats.size(progress.done), formats.size(progress.whole)
        return texts["downloading"].format(side=side, done=done, whole=whole)
    if progress.done >= progress.whole:
        return texts["warming"].format(side=side)
    return texts["loading_side"].format(side=side, percent=100 * progress.done // progress.whole)
