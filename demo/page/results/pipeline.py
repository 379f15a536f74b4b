"""The six steps from a teacher to its student as a picture with the counts that were measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.block import big, block, unmeasured
from demo.page.results.downloads import Table
from demo.page.results.examinees import TEACHER, subjects
from demo.page.results.pipeline_signs import SIGNS
from demo.page.results.results_file import Results
from demo.words.formats import GAP, number, size, span
from demo.words.recorded_sentences import each_told

STAGES = ("teach", "query", "check", "distil", "nf4", "evaluate")
# The log that tells of a stage where the results do not.
LOGGED = {"teach": "teacher", "distil": "student", "nf4": "nf4"}


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words, query = texts["pipeline"], results.parts.get("query")
    read = words["read_none"]
    if query and {"asked", "kept", "rejected"} <= set(query):
        read = words["read"].format(**{k: f"{query[k]:,}" for k in ("asked", "kept", "rejected")})
    steps = (_step(stage, results, texts) for stage in STAGES)
    return block(
        "pipeline", words, read, tag("ol", *steps, class_="steps"),
        None if query else unmeasured("query", texts), texts=texts,
        table=_table(results, name),
    )


def facts(results: Results, stage: str) -> dict[str, Any]:
    """steps, tokens, seconds and device of a stage: as `evaluate` tells, else as its log ends."""
    told = next((s for s in results.parts.get("stages", []) if s.get("stage") == stage), None)
    if told is not None:
        return told
    rows = results.logs.get(LOGGED.get(stage, ""), [])
    return {key: rows[-1][key] for key in ("step", "tokens", "seconds") if key in rows[-1]} \
        if rows else {}


def _step(stage: str, results: Results, texts: dict[str, Any]) -> Markup:
    words = texts["pipeline"]
    numbers = list(NUMBERS.get(stage, _trained)(stage, results, texts))
    device = facts(results, stage).get("device")
    if stage == "query":
        device = results.parts.get("query", {}).get("device")
    if stage == "evaluate":
        device = device or results.parts.get("device")
    known = tag("dl", *numbers, class_="bigs") if numbers else tag("p", words["not_yet"])
    return tag(
        "li", tag("h3", words["stages"][stage]), tag("p", words["about"][stage]),
        tag("div", SIGNS[stage](results, texts), class_="sign"), known,
        tag("p", each_told(device or "", texts["language"]), class_="device"),
        class_=f"step is-{stage}",
    )


def _trained(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    """Tokens and time of a training stage."""
    stage_facts = facts(results, stage)
    if "tokens" in stage_facts:
        yield big(number(stage_facts["tokens"]), "", texts["pipeline"]["training"])
    if "seconds" in stage_facts:
        yield _time(
            stage_facts["seconds"], texts, stage_facts.get("steps", stage_facts.get("step"))
        )
    parameters = results.parts.get("parameters", {}).get(
        {"teach": "teacher", "distil": "student"}.get(stage, ""))
    if parameters:
        yield big(number(parameters), "", texts["parameters"])
    held = results.parts.get("file_bytes", {}).get("student")
    if stage == "nf4" and held:
        yield big(*size(held).split(GAP), texts["pipeline"]["stored"])


def _time(seconds: float, texts: dict[str, Any], steps: int | None = None) -> Markup:
    label = f"{steps:,} {texts['steps']}" if steps else texts["pipeline"]["own_time"]
    return big(*span(seconds, texts), label)


def _queried(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    query = results.parts.get("query", {})
    if "asked" in query:
        yield big(number(query["asked"]), "", texts["asked"])
    if "questions_per_minute" in query:
        yield big(number(query["questions_per_minute"]), "", texts["per_minute"])
    if "tokens" in query:
        yield big(number(query["tokens"]), "", texts["pipeline"]["answer_tokens"])
    if "seconds" in query:
        yield _time(query["seconds"], texts)


def _checked(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    query = results.parts.get("query", {})
    for key in ("kept", "rejected"):
        if key in query:
            yield big(number(query[key]), "", texts[key])


def _examined(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    card = results.card(TEACHER, "taught_wordings")
    if card:
        asked = sum(card[s]["asked"] for s in subjects(card))
        yield big(number(asked), "", texts["questions"])
        yield big(str(len(results.parts["cards"])), "", texts["pipeline"]["examinees"])


NUMBERS = {"query": _queried, "check": _checked, "evaluate": _examined}


def _table(results: Results, name: str) -> Table:
    rows = [(stage, key, value) for stage in STAGES for key, value in facts(results, stage).items()
            if key != "stage"]
    query = results.parts.get("query", {})
    rows += [("query", key, value) for key, value in query.items() if key != "subjects"]
    for subject, (kept, rejected) in query.get("subjects", {}).items():
        rows += [("check", f"kept {subject}", kept), ("check", f"rejected {subject}", rejected)]
    for part in ("parameters", "file_bytes"):
        rows += [(part, side, n) for side, n in results.parts.get(part, {}).items()]
    return Table(f"{name}-pipeline", ("stage", "what", "value"), rows)
