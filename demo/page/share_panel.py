"""The Share panel under a finished comparison: an offer first, then what sharing gave."""

from __future__ import annotations

import dataclasses
from typing import Any

import gradio as gr

from demo.drawing.scene import Scene
from demo.settings import Settings
from demo.sharing import code_snippets, embed_snippets, links
from demo.sharing.page_head import Place
from demo.sharing.share_result import ShareResult
from demo.words.share_words import words

# One thing to copy, with its button.
GIVE = """<div class="give {{{kind}}}"><label><span>{{{label}}}</span>
<textarea readonly rows="{{{lines}}}" spellcheck="false" dir="ltr">{{{text}}}</textarea></label>
<button type="button" class="copy">{{{copy}}}</button></div>"""
TEMPLATE = """
{{#if value.share}}<section class="share" data-copied="{{{value.share.copied}}}"
 data-denied="{{{value.share.denied}}}">
<h3>{{{value.share.title}}}</h3>
<p class="read">{{{value.share.why}}}</p>
{{#if value.share.complaint}}<p class="notice" role="alert">{{{value.share.complaint}}}</p>{{/if}}
{{#each value.share.rows}}""" + GIVE + """{{/each}}
{{#if value.share.codes}}<details class="codes"><summary>{{{value.share.as_code}}}</summary>
{{#each value.share.codes}}""" + GIVE + """{{/each}}</details>{{/if}}
<p class="said" role="status"></p>
<p class="acts">{{#each value.share.acts}}<button type="button" class="act"
 data-act="{{{act}}}">{{{text}}}</button>{{/each}}{{#each value.share.takes}}<a class="act"
 href="{{{at}}}" target="_blank" rel="noopener" {{{download}}}>{{{text}}}</a>{{/each}}</p>
</section>{{/if}}
"""
# What can be downloaded of a comparison: (text, kind of file).
TAKES = (("download_html", "html"), ("download_png", "png"), ("download_gif", "gif"))
CODES = {"python": "Python (pip install gradio_client)", "javascript": "JavaScript",
         "curl": "curl"}
STORED = (("download", "json"),)
# Copying must not claim to have worked when a browser or a frame refused it.
SCRIPT = """
element.addEventListener('click', async event => {
  const panel = element.querySelector('.share');
  if (!panel || !panel.contains(event.target)) return;
  const act = event.target.dataset.act, copy = event.target.closest('.copy');
  if (act === 'publish' || act === 'withdraw') trigger(act, {});
  if (act === 'save') {
    const text = props.value.player.recording, link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: 'application/json'}));
    link.download = 'comparison.json';
    link.click();
  }
  if (!copy) return;
  const box = copy.parentElement.querySelector('textarea');
  let said = panel.dataset.copied;
  try { await navigator.clipboard.writeText(box.value); window.apprentice.done(copy); } catch {
    said = panel.dataset.denied;
    box.focus();
    box.select();
  }
  panel.querySelector('.said').textContent = said;
});
"""


def base_of(request: gr.Request, settings: Settings) -> str:
    """What links begin with for this visitor. Raises UserError."""
    asked = request.request
    assert asked is not None, "Gradio gives events of a served page their request"
    return links.base_url(settings, asked.url.scheme, asked.headers)


def named(request: gr.Request) -> str:
    """The key of the comparison that the page was opened with, or nothing."""
    return request.query_params.get("run") or request.query_params.get("s") or ""


def asked(scene: Scene, pairs: list[str]) -> dict[str, Any]:
    """What to put into the ask box, so that Run asks the same again."""
    values = dataclasses.asdict(scene.recording.request)
    pair = scene.recording.pair_name
    return {**values, **({"pair": pair} if pair in pairs else {})}


def draw(scene: Scene) -> dict[str, Any] | None:
    """The panel's values; None where there is nothing to share yet."""
    result: ShareResult | None = scene.panel
    if result is None:
        return None
    texts = words(scene.language)
    why = texts["public" if result.why == "offer" else result.why]
    sizes = (len(result.code), links.MAX_CODE, links.MAX_TOKENS)
    return {
        "title": texts["share_title"], "why": why.format(*sizes),
        "copied": texts["copied"], "denied": texts["denied"],
        "complaint": texts.get(result.complaint, result.complaint),
        "rows": _rows(scene, result, texts),
        "as_code": texts["as_code"], "codes": _codes(scene, texts),
        "acts": _acts(result, texts), "takes": _takes(result.place, texts, scene.language),
    }


def _rows(scene: Scene, result: ShareResult, texts: dict[str, str]) -> list[dict[str, Any]]:
    place = result.place
    if not place.key:
        return []
    token = [("token", f'{texts["token"]}. {texts["token_note"]}', result.token, 1)]
    rows = [
        ("link", texts["link"], place.page, 1),
        ("iframe", texts["iframe"], embed_snippets.frame(scene.recording, place), 2),
        ("sizing", texts["sizing"], embed_snippets.SIZING, 5),
        ("markdown", texts["markdown"], embed_snippets.markdown(scene.recording, place), 2),
        *(token if result.token else []),
    ]
    return [{"kind": kind, "label": label, "text": text, "lines": lines, "copy": texts["copy"]}
            for kind, label, text, lines in rows]


def _codes(scene: Scene, texts: dict[str, str]) -> list[dict[str, Any]]:
    """The request as a program sends it; nothing where the server's own address is not known."""
    if not scene.base:
        return []
    return [{"kind": name, "label": CODES[name], "text": text, "lines": text.count("\n") + 1,
             "copy": texts["copy"]}
            for name, text in code_snippets.snippets(scene.recording, scene.base).items()]


def _acts(result: ShareResult, texts: dict[str, str]) -> list[dict[str, str]]:
    acts = (
        ("publish", texts["share"], result.why == "offer"),
        ("save", texts["download"], bool(result.code)),
        ("withdraw", texts["delete"], bool(result.token)),
    )
    return [{"act": act, "text": text} for act, text, there in acts if there]


def _takes(place: Place, texts: dict[str, str], language: str) -> list[dict[str, str]]:
    """The page itself, and the files; of a packed comparison the JSON is with the page already."""
    if not place.key:
        return []
    lang = f"{'&' if place.packed else '?'}lang={language}"
    kinds = TAKES if place.packed else (*TAKES, *STORED)
    return [{"at": place.page, "text": texts["open"], "download": ""},
            *({"at": place.file(kind) + lang, "text": texts[text],
               "download": f"download=comparison.{kind}"} for text, kind in kinds)]
