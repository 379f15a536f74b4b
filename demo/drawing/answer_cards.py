"""The two cards: who answers, in what state, the answer so far, and its live numbers."""

from __future__ import annotations

from typing import Any

from demo.drawing import mode_marks, remote_details
from demo.drawing.rich_text import rich
from demo.drawing.scene import Scene
from demo.recording.data import SIDES, Answer, Memory, Model, Request
from demo.recording.metrics import Numbers, disturbed, numbers, weight_total
from demo.recording.own_settings import concerned, makers
from demo.recording.reasoning import Parts, parted
from demo.recording.sameness import parting
from demo.words import formats
from demo.words.explanations import words as explanations
from demo.words.recorded_sentences import told

TEMPLATE = """
<div class="pair">{{#each value.cards}}
<article class="side {{{side}}} is-{{{phase}}}" aria-label="{{{label}}} {{{name}}}">
<h2><b>{{{label}}}</b> {{#if size}}<span class="size">{{{size}}}</span>{{/if}}{{#if
 bits}}<button type="button" class="label" data-tip="{{{bits_tip}}}">{{{bits}}}</button>{{/if}}
{{#if stop}}<button type="button" class="stop-one" data-side="{{{side}}}" aria-label="{{{stop}}}"
 title="{{{stop}}}">◼</button>{{/if}}<i class="state">{{{state}}}</i></h2>
<p class="spec">{{{made}}}</p>
<div class="answer" tabindex="0" role="group" aria-label="{{{label}}}"><div dir="auto">{{#if
 thought}}<details class="thought" {{{thought_open}}}><summary>{{{thought}}}</summary><div
 class="thoughts">{{{thoughts}}}</div></details>{{/if}}<div
 class="body">{{#if rich}}<div class="rich">{{{rich}}}</div><div class="raw">{{/if}}{{{body}}}{{#if
 body_mark}}<mark title="{{{parts}}}">{{{body_mark}}}</mark>{{/if}}{{{
 body_rest}}}{{#if rich}}</div>{{/if}}</div>{{#if final}}<span class="final">{{{final}}}{{#if
 final_mark}}<mark title="{{{parts}}}">{{{final_mark}}}</mark>{{/if}}{{{final_rest}}}</span>{{/if}}
{{#if hint}}<span class="hint">{{{hint}}}</span>{{/if}}</div></div>
<dl class="numbers">{{#each numbers}}<div><dt><button
 type="button" class="label" data-tip="{{{tip}}}">{{{label}}}</button></dt>
<dd class="{{{kind}}}"><b>{{{value}}}</b> <small>{{{unit}}}</small>{{#if leads}} <a
 class="leads" href="{{{leads}}}" aria-label="{{{leads_to}}}">↓</a>{{/if}}</dd></div>{{/each}}</dl>
<p class="details">{{#if details}}<button type="button" class="label"
 data-tip="{{{details_tip}}}">{{{details}}}</button>{{/if}}{{#if busy}}
<b class="busy">{{{busy}}}</b>{{/if}}{{#if own}} <span class="own">{{{own}}}</span>{{/if}}{{#if
 rich}}<button type="button" class="as-text"><span class="to-text">{{{as_text}}}</span><span
 class="to-rich">{{{as_rich}}}</span></button>{{/if}}</p>""" + mode_marks.TEMPLATE + """
{{#if asked}}<details class="asked"><summary>{{{asked_head}}}</summary><pre tabindex="0"
 dir="auto">{{{asked}}}</pre></details>{{/if}}
</article>{{/each}}</div>
"""
# Labels of demo.engine.precision_labels that stand for the whole model.
BITS = {"NF4": "4bit", "FP4": "4bit", "int8": "8bit", "fp8": "8bit"}


def draw(scene: Scene) -> list[dict[str, Any]]:
    # Two texts that are meant to be the same do not part; where they do, the verdict says so.
    spans = {} if scene.recording.request.mode == "cooperate" else parting(scene.recording)
    return [_card(scene, scene.recording.answers[side], spans.get(side)) for side in SIDES]


def _card(scene: Scene, answer: Answer, span: tuple[int, int] | None) -> dict[str, Any]:
    texts, figures, tips = scene.words, numbers(answer), explanations(scene.language)
    label, phase = texts[answer.side], _phase(scene, answer)
    parts = parted(scene.recording, answer)
    body, final = split(answer.text[parts.said:], scene.recording.final_mark, bool(answer.end))
    after, both = len(answer.text.rstrip()) - len(final), mode_marks.together(
        scene.recording, answer)
    # Of what two wrote, it is shown whose each word is, which Markdown would hide.
    shown = rich(body, texts["copy_code"], _within(span, parts.said, len(body))) if (
        scene.recording.converses and answer.end and not both) else None
    stoppable = scene.kind in ("waiting", "live") and not answer.end
    return {
        "side": answer.side, "label": label, "phase": phase,
        "name": mode_marks.name(scene.recording, answer),
        "size": mode_marks.size(scene.recording, answer),
        "bits": "" if both else _bits(answer.model, texts),
        "bits_tip": tips["remote" if answer.model.remote else "precision"],
        "state": _state(scene, answer, phase),
        "spec": mode_marks.spec(scene.recording, answer) or spec(
            answer.model, answer.memory, texts),
        "made": mode_marks.made(scene, answer, texts) if both else _made(answer, texts),
        **mode_marks.draw(scene, answer),
        **_thought(answer, parts, texts), "rich": shown or "", "as_text": texts["as_text"],
        "as_rich": texts["as_rich"],
        "asked": answer.asked if answer.end else "", "asked_head": texts["asked_head"],
        **_marked("body", body, parts.said, span), **_marked("final", final, after, span),
        **_written(answer, (("body", body, parts.said), ("final", final, after))),
        "parts": texts["parts"], "hint": _hint(scene, answer, label),
        "stop": texts["stop_one"].format(label) if stoppable else "",
        "numbers": _numbers(scene, answer, figures),
        "details": "" if both else _details(answer, figures, scene),
        "own": _own(answer, scene.recording.request, texts),
        "details_tip": tips["details"],
        "busy": texts["busy"] if answer.end and disturbed(answer) else "",
    }


def _written(answer: Answer, parts: tuple[tuple[str, str, int], ...]) -> dict[str, str]:
    """Each part of an answer that two wrote, with who wrote what of it."""
    return {name: mode_marks.marked(answer, at, text) for name, text, at in parts
            } if answer.drafted else {}


def _thought(answer: Answer, parts: Parts, texts: dict[str, Any]) -> dict[str, Any]:
    """The reasoning, folded once it is over; while it goes on, its end is in sight."""
    if not parts.tokens:
        return {"thought": "", "thought_open": "", "thoughts": ""}
    head = texts["thought"].format(parts.tokens) if parts.over or answer.end else texts["thinking"]
    if parts.first is not None:
        head += texts["thought_until"].format(formats.seconds(parts.first))
    elif answer.end:
        head += texts["thought_only"]
    return {"thought": head, "thought_open": "" if parts.over or answer.end else "open",
            "thoughts": answer.text[parts.start:parts.end].strip()}


def _within(span: tuple[int, int] | None, at: int, length: int) -> tuple[int, int] | None:
    """The part of a span that is in a text of this length which begins at character `at`."""
    start, end = (min(max(place - at, 0), length) for place in span or (0, 0))
    return (start, end) if start < end else None


def _marked(name: str, text: str, at: int, span: tuple[int, int] | None) -> dict[str, str]:
    """`text`, which stands at character `at` of the answer, in three: up to the span, what of the
    span is in it, and the rest."""
    start, end = _within(span, at, len(text)) or (len(text), len(text))
    return {name: text[:start], f"{name}_mark": text[start:end], f"{name}_rest": text[end:]}


def split(text: str, marker: str, ended: bool) -> tuple[str, str]:
    """The text before the last `marker` and the final answer after it.

    While more text may come, an ending that could still become the marker is kept back, so that
    the body only ever grows.
    """
    if not marker:
        return text, ""
    body, mark, final = text.rpartition(marker)
    if mark:
        return body, final.strip()
    kept = 0 if ended else next(
        (n for n in range(len(marker) - 1, 0, -1) if text.endswith(marker[:n])), 0
    )
    return text[:len(text) - kept], ""


def _phase(scene: Scene, answer: Answer) -> str:
    if answer.end:
        return answer.end
    if mode_marks.waits(scene, answer):
        return "waiting"
    if scene.kind in ("blank", "waiting"):
        return "idle" if scene.kind == "blank" else "waiting"
    return "answering" if answer.tokens else "reading"


def _state(scene: Scene, answer: Answer, phase: str) -> str:
    texts = scene.words
    if phase == "idle" and not (answer.model.parameters or answer.model.remote):
        return texts["unloaded"]
    if phase == "error":
        return texts["error"].format(told(answer.why, scene.language))
    if phase == "answering" and scene.kind == "replay":
        return texts["replaying"]
    if phase == "reading" and answer.why:
        return told(answer.why, scene.language)
    return texts["max_tokens_end" if phase == "max_tokens" else phase]


def _hint(scene: Scene, answer: Answer, label: str) -> str:
    if answer.text or scene.kind not in ("blank", "waiting"):
        return mode_marks.hint(scene, answer)
    if scene.kind == "waiting":
        return scene.words["loading_card"] if scene.loading else ""
    name = label.lower() if scene.language == "en" else label
    return scene.words["empty"].format(name)


def spec(model: Model, memory: Memory, texts: dict[str, Any]) -> str:
    """Parameters, bits and the bytes of all weights."""
    held = weight_total(memory)
    if model.quantization in BITS:
        bits = texts[BITS[model.quantization]].format(model.quantization)
    elif not model.quantization and model.stored and model.stored != model.dtype:
        bits = texts["stored"].format(model.stored, model.dtype)
    else:
        bits = _bits(model, texts)
    parameters = f"{formats.count(model.parameters)} {texts['parameters']}"
    parts = [parameters if model.parameters else "", bits,
             f"{formats.megabytes(held)} MB" if held else ""]
    return " · ".join(part for part in parts if part)


def _made(answer: Answer, texts: dict[str, Any]) -> str:
    """What the head of the card does not say yet: the name, the widths in full, and the bytes."""
    model, held = answer.model, weight_total(answer.memory)
    if model.remote:
        return " · ".join((model.name, texts["over_network"].format(model.remote)))
    wider = model.stored and model.stored != model.dtype and not model.quantization
    parts = [model.name, texts["stored"].format(model.stored, model.dtype) if wider else "",
             model.quantization if model.quantization in BITS else "",
             texts["weighs"].format(formats.megabytes(held)) if held else ""]
    return " · ".join(part for part in parts if part)


def _bits(model: Model, texts: dict[str, Any]) -> str:
    """Bits of a parameter as the head of a card has them: "4-bit", "bf16"; whether it is here."""
    if model.remote:
        return texts["remote"]
    if model.quantization in BITS:
        return texts[BITS[model.quantization]].format("").strip()
    # A part of the weights, and what part: no "4-bit" beside it.
    return model.quantization.replace(" of weights", texts["of_weights"]) or (
        model.stored or model.dtype)


def _numbers(scene: Scene, answer: Answer, figures: Numbers) -> list[dict[str, str]]:
    texts, tips = scene.words, explanations(scene.language)
    counted = "own_time_token" if figures.tokens == 1 else "own_time_tokens"
    own = texts[counted].format(figures.tokens) if figures.tokens else texts["own_time"]
    rows = [
        (formats.milliseconds(figures.ttft), "ms", texts["ttft"], "ttft"),
        (formats.rate(figures.speed), "tok/s", texts["speed"], "speed"),
        (formats.seconds(figures.e2e), "s", own, "own_time"),
        (*_memory(answer, figures, texts), "memory"),
    ]
    if not scene.recording.same_tokenizer:
        rows.insert(2, (formats.rate(figures.characters_per_second), "char/s", texts["cps"], "cps"))
    return [
        {"value": value, "unit": "" if value == formats.NOT_YET else unit, "label": label,
         "tip": tips[tip] if tip != "memory" else _with_reason(
             tips[tip], answer, figures, scene),
         "leads": "#ledger" if tip == "memory" and not answer.model.remote else "",
         "leads_to": texts["ledger"],
         "kind": "none" if value == formats.NOT_YET else ""}
        for value, unit, label, tip in rows
    ]


def _memory(answer: Answer, figures: Numbers, texts: dict[str, Any]) -> tuple[str, str, str]:
    """The peak is measured when the answer ends; until then, and without it, the label says so."""
    if answer.model.remote:
        return formats.NOT_YET, "MB", texts["memory_remote"]
    value = formats.megabytes(figures.memory) if figures.memory else formats.NOT_YET
    ended = "memory_peak" if figures.memory_complete else "memory_part"
    return value, "MB", texts[ended if answer.end else "memory_now"]


def _with_reason(tip: str, answer: Answer, figures: Numbers, scene: Scene) -> str:
    """The sentence on memory, and why a part of it is not in the number."""
    texts = scene.words
    if figures.memory_complete:
        return tip
    why = answer.memory.why.get("working_peak", "") if answer.end else texts["why_running"]
    why = told(why, scene.language)
    return f"{tip} {texts['working_peak'].capitalize()}: {texts['not_measured']}. {why}".strip()


def _details(answer: Answer, figures: Numbers, scene: Scene) -> str:
    texts = scene.words
    if answer.end and answer.model.remote:
        return remote_details.sentences(answer, figures, scene)
    if not answer.end or figures.itl_median is None:
        return ""
    steps = (formats.milliseconds(figures.itl_median), formats.milliseconds(figures.itl_p95))
    read = answer.prompt_tokens - answer.kept
    said = texts["details"].format(*steps, read, formats.rate(read / answer.seconds[0])
                                   if answer.seconds[0] else formats.NOT_YET)
    return said + (texts["kept"].format(answer.kept) if answer.kept else "")


def _own(answer: Answer, request: Request, texts: dict[str, Any]) -> str:
    """How its tokens were chosen, where its makers choose otherwise; "" where they do not."""
    own, told = concerned(answer.model, request), makers(answer.model, request)
    if not answer.end or not (own or told):
        return ""
    between, said = texts["setting_and"], texts["sampled" if request.temperature else "greedy"]
    if own:
        said += texts["with_own" if request.penalties else "without_own"].format(between.join(own))
    return said + (texts["makers"].format(between.join(told)) if told else "") + texts["stop_mark"]
