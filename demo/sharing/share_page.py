"""The share page: one self-contained HTML text that replays a comparison, for ever.

A pure function of the recording: no Gradio, no model, no foreign request. Served it stands at
/s/<id>; written to a file it is the same page with the same data inside. Without JavaScript it
shows both answers and all numbers as they ended.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from demo.drawing import play_bar, stage, track
from demo.drawing.safe_html import embedded, encoded
from demo.drawing.scene import Scene, day
from demo.drawing.templates import fill
from demo.recording.data import Recording
from demo.recording.file import to_json
from demo.recording.replay import slow_motion
from demo.sharing import page_head
from demo.sharing.page_head import NOWHERE, Place
from demo.sharing.share_markup import ASK, END, HEADER, TEMPLATE
from demo.words.languages import LANGUAGES
from demo.words.page_words import claim
from demo.words.page_words import words as drawn_words
from demo.words.share_words import words

HERE = Path(__file__).parent
DRAWING = HERE.parent / "drawing"
WHOLE = stage.ABOVE + stage.BELOW + stage.FOOT
COMPACT = stage.ABOVE + f'<div class="one">{track.TEMPLATE}</div>'


def share_page(
    recording: Recording, language: str = "en", place: Place = NOWHERE, compact: bool = False
) -> str:
    """The page as HTML. With no `place` it needs no server; `compact` is the embedded one."""
    drawn = stage.draw(Scene(recording, "replay", language))
    values = {**_words(language), **_around(recording, language, place)}
    return TEMPLATE.format_map({
        "lang": "zh-Hans" if language == "zh" else "en", "tags": page_head.tags(
            recording, language, place),
        "policy": "" if place.key else _policy_tag(), "css": style(), "js": script(),
        "kind": "embed" if compact else "page", "slow": slow_motion(recording),
        "top": "" if compact else fill(HEADER, values), "ask": fill(ASK, values),
        "stage": fill(COMPACT if compact else WHOLE, drawn),
        "end": "" if compact else fill(END, values),
        "recording": embedded(to_json(recording)),
        "earlier": fill(stage.EARLIER, drawn), "parts": json.dumps(play_bar.parts(recording)),
        "words": embedded(json.dumps(play_bar.played(language), ensure_ascii=False)),
    })


@lru_cache
def style() -> str:
    """The palette, the stage's own rules, and this page's. Dark is what the address asks for, or
    what the reader's system is."""
    palette = (DRAWING / "palette.css").read_text(encoding="utf-8")
    dark = palette.split(".dark {")[1].split("}")[0]
    light, chosen = ":root:not([data-theme='light'])", ":root[data-theme='dark']"
    parts = [palette,
             f"@media (prefers-color-scheme: dark) {{ {light}, {light} body {{{dark}}} }}\n",
             f"{chosen}, {chosen} body {{{dark}}}\n",
             (DRAWING / "stage.css").read_text(encoding="utf-8"),
             (HERE / "share_page.css").read_text(encoding="utf-8")]
    return "".join(parts)


@lru_cache
def script() -> str:
    """The player and what starts it, in a scope of their own."""
    return "(() => {\n" + play_bar.script() + (HERE / "share_page.js").read_text("utf-8") + "})();"


@lru_cache
def policy() -> str:
    """Content-Security-Policy: our one script and style, nothing fetched, framing allowed.

    Style attributes are let through because bars and marks have their place in them: numbers only.
    """
    return (f"default-src 'none'; script-src '{digest(script())}'; "
            f"style-src-elem '{digest(style())}'; style-src-attr 'unsafe-inline'; "
            "img-src data:; base-uri 'none'; form-action 'none'")


def digest(text: str) -> str:
    """As a Content-Security-Policy names a script or a style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _policy_tag() -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{encoded(policy())}">'


def _words(language: str) -> dict[str, Any]:
    return encoded(words(language))


def _around(recording: Recording, language: str, place: Place) -> dict[str, Any]:
    """What stands around the stage: the pair, the date, the links."""
    texts = drawn_words(language)
    lineage = texts["lineage"].get(recording.lineage, texts["lineage"]["unknown"])
    device = recording.device_name or texts["unknown_device"]
    when = texts["recorded"].format(day(recording.created, texts), device)
    return encoded({
        "tagline": claim(words(language)[recording.kinship],
                         recording.answers["student"].model.quantization),
        "pair": recording.title, "lineage": lineage.format(recording.source),
        "prompt": recording.request.prompt, "bar": play_bar.draw(recording, language),
        "when": when[:1].upper() + when[1:],
        "served": bool(place.key), "base": place.base + "/", "live_at": place.live,
        "page_at": place.page, "json_at": place.json,
        "delete_at": f"{place.page}/delete" if place.json and not place.among
        and "example-" not in place.key else "", "among_at": place.among,
        "languages": [_language(name, shown, language, place) for name, shown in LANGUAGES.items()],
    })


def _language(name: str, shown: str, current: str, place: Place) -> dict[str, str]:
    run = f"run={place.key}&" if place.packed else ""
    return {"name": name, "shown": shown, "at": f"?{run}lang={name}",
            "now": "true" if name == current else "false"}

