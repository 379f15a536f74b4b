"""Hostile texts and recordings, for every output that shows what a visitor or a model wrote."""

from __future__ import annotations

import dataclasses

from demo.recording.data import SIDES, Fidelity, Recording
from tests.scripted import ScriptedEngine, recorded

TEXTS = [
    "<script>window.hit = 1</script>", "</script><script>window.hit = 1</script>",
    "<!--<script>", "]]>", "<img src=x onerror='window.hit = 1'>", "<svg onload=window.hit=1>",
    "</title><script>window.hit=1</script>", '"><meta http-equiv=refresh content=0;url=//evil>',
    "'\"><iframe src=https://evil.example></iframe>", "<a href=javascript:window.hit=1>x</a>",
    "${window.hit = 1}", "`+(window.hit=1)+`", "{{value}} {{{value}}} {{#each value}}x{{/each}}",
    "{lang} {0} %s %(x)s", "![x](https://evil.example/x.png)", "[x](javascript:window.hit=1)",
    "&lt;b&gt; &amp; &#36;", "\u202eright to left\u202c\u2066\u200f", "\u2028\u2029",
    "שלום עולם مرحبا", "数学：四百四十七。", "W" * 500, "a\u0301\u0489" * 60, "👩‍👩‍👧‍👦🏴",
    '{"format":"apprentice-recording","version":1}', "\x1b[31m\x00\x07", "\\u003cscript\\u003e",
]
WHOLE = "\n".join(TEXTS)
# 100 kB in one line, without a place to break it.
LONG = "W" * 100_000


def hostile(text: str = WHOLE) -> Recording:
    """A recording that holds `text` in every field that can hold text."""
    found = recorded(ScriptedEngine(), "x")
    answers = {}
    for side in SIDES:
        answer = found.answers[side]
        model = dataclasses.replace(answer.model, name=text, source=text, dtype=text, stored="b",
                                    quantization=text, notes=(text,))
        memory = dataclasses.replace(answer.memory, working_peak=None,
                                     why={"working_peak": text})
        texts = (text, *answer.texts[1:-1], f"Answer: {text}")
        answers[side] = dataclasses.replace(answer, model=model, memory=memory, texts=texts,
                                            why=text)
    count = len(answers["student"].tokens)
    return dataclasses.replace(
        found, request=dataclasses.replace(found.request, prompt=text), answers=answers,
        pair={"name": text, "title": text, "lineage": "documented", "source": text,
              "final": "Answer:", "same_tokenizer": False},
        device={"name": text, "kind": "cpu", "cores": 2, "threads": text, "compute_dtype": text,
                "reasons": [text]},
        versions={text: text}, created=text, app_version=text,
        fidelity=Fidelity((0.01,) * count, (0.5,) * count, (0.5,) * count, (False,) * count,
                          (2,) * count, (text,) * count),
    )
