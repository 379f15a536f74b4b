"""The six steps from a teacher to its student as a picture with the counts that were measured."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import Any

from demo.page.distillation import plot
from demo.page.distillation.block import big, block, unmeasured
from demo.page.distillation.downloads import Table
from demo.page.distillation.markup import Markup, joined, tag
from demo.page.distillation.results import Results
from demo.page.distillation.sitters import STUDENT, TEACHER, subjects
from demo.page.distillation.texts import number, percent, ratio, size, span

STAGES = ("teach", "query", "check", "distil", "nf4", "evaluate")
# The log that tells of a stage where the results do not.
LOGGED = {"teach": "teacher", "distil": "student", "nf4": "nf4"}
SIDE = 64  # pixels of the square that stands for the teacher


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words, query = texts["pipeline"], results.found.get("query")
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
    told = next((s for s in results.found.get("stages", []) if s.get("stage") == stage), None)
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
        device = results.found.get("query", {}).get("device")
    if stage == "evaluate":
        device = device or results.found.get("device")
    known = tag("dl", *numbers, class_="bigs") if numbers else tag("p", words["not_yet"])
    return tag(
        "li", tag("h4", words["stages"][stage]), tag("p", words["about"][stage]),
        tag("div", PICTURES[stage](results, texts), class_="sign"), known,
        tag("p", device or "", class_="device"), class_=f"step is-{stage}",
    )


def _trained(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    """Tokens and time of a training stage."""
    found = facts(results, stage)
    if "tokens" in found:
        yield big(number(found["tokens"]), "", texts["pipeline"]["training"])
    if "seconds" in found:
        yield _time(found["seconds"], texts, found.get("steps", found.get("step")))
    parameters = results.found.get("parameters", {}).get(
        {"teach": "teacher", "distil": "student"}.get(stage, ""))
    if parameters:
        yield big(number(parameters), "", texts["parameters"])
    held = results.found.get("file_bytes", {}).get("student")
    if stage == "nf4" and held:
        yield big(*size(held).split("\u00a0"), texts["pipeline"]["stored"])


def _time(seconds: float, texts: dict[str, Any], steps: int | None = None) -> Markup:
    label = f"{steps:,} {texts['steps']}" if steps else texts["pipeline"]["own_time"]
    return big(*span(seconds, texts), label)


def _queried(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    found = results.found.get("query", {})
    if "asked" in found:
        yield big(number(found["asked"]), "", texts["asked"])
    if "questions_per_minute" in found:
        yield big(number(found["questions_per_minute"]), "", texts["per_minute"])
    if "tokens" in found:
        yield big(number(found["tokens"]), "", texts["pipeline"]["answer_tokens"])
    if "seconds" in found:
        yield _time(found["seconds"], texts)


def _checked(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    found = results.found.get("query", {})
    for key in ("kept", "rejected"):
        if key in found:
            yield big(number(found[key]), "", texts[key])


def _examined(stage: str, results: Results, texts: dict[str, Any]) -> Iterable[Markup]:
    card = results.card(TEACHER, "taught_wordings")
    if card:
        asked = sum(card[s]["asked"] for s in subjects(card))
        yield big(number(asked), "", texts["questions"])
        yield big(str(len(results.found["cards"])), "", texts["pipeline"]["sitters"])


NUMBERS = {"query": _queried, "check": _checked, "evaluate": _examined}


def _squares(part: str, unit: str, who: str, key: str):
    """A square for `who` inside the outline of the teacher's: areas are true to `part`."""
    def drawn(results: Results, texts: dict[str, Any]) -> Markup | None:
        sizes = results.found.get(part)
        if not sizes or not sizes["teacher"]:
            return None
        side = SIDE * sqrt(sizes[who] / sizes["teacher"])
        outline = tag("rect", x=1, y=1, width=SIDE, height=SIDE, class_="ghost")
        inner = tag("rect", x=1, y=SIDE + 1 - side, width=side, height=side, class_="bar")
        title = f"{texts['sitters'][key]}: {sizes[who]:,} {texts[unit]}"
        label = None
        if who != "teacher" and sizes[who]:
            times = ratio(sizes["teacher"] / sizes[who])
            label = tag("text", f"1 : {times}", x=SIDE + 9, y=SIDE)
        note = texts["pipeline"]["area_bytes" if part == "file_bytes" else "area"]
        return _signed(plot.picture(SIDE + 2, title, outline, inner, label, class_=f"is-{key}"),
                       note)
    return drawn


def _sieve(results: Results, texts: dict[str, Any]) -> Markup | None:
    """A hundred squares, one for each hundredth of the answers; the rejected ones are hollow."""
    found = results.found.get("query", {})
    total = found.get("kept", 0) + found.get("rejected", 0)
    if not total:
        return None
    kept = hundredths(found["kept"], total)
    squares = [
        tag("rect", x=1 + 6.5 * (n // 10), y=1 + 6.5 * (n % 10), width=5, height=5,
            class_="bar" if n < kept else "ghost")
        for n in range(100)
    ]
    title = f"{texts['kept']}: {percent(found['kept'] / total)}"
    return _signed(plot.picture(SIDE + 2, title, *squares, class_=f"is-{TEACHER}"),
                   texts["pipeline"]["each_square"])


def hundredths(part: int, total: int) -> int:
    """How many of a hundred squares; neither side vanishes while it has any answer."""
    shown = round(100 * part / total)
    return min(99, shown) if part < total and shown == 100 else max(1, shown) if part else 0


def _asking(results: Results, texts: dict[str, Any]) -> Markup | None:
    """How the answers were drawn from the teacher: the likeliest tokens, or by chance."""
    found = results.found.get("query", {})
    total = found.get("greedy", 0) + found.get("sampled", 0)
    if not total:
        return None
    share = found.get("greedy", 0) / total
    title = texts["pipeline"]["greedy"].format(
        greedy=number(found.get("greedy", 0)), sampled=number(found.get("sampled", 0)))
    frame = tag("rect", x=0, y=26, width="100%", height=14, class_="ghost")
    return _signed(plot.picture(SIDE + 2, title, frame, plot.bar(share, 26, 14),
                                class_=f"is-{TEACHER}"), title)


def _examination(results: Results, texts: dict[str, Any]) -> Markup | None:
    marks = [(s, results.card(s, "taught_wordings").get("numbers")) for s in (TEACHER, STUDENT)]
    if not all(mark for _, mark in marks):
        return None
    title = "; ".join(f"{texts['sitters'][s]}: {percent(m['share'])}" for s, m in marks)
    bars = [
        tag("g", tag("rect", x=0, y=16 + 20 * n, width="100%", height=14, class_="ghost"),
            plot.bar(mark["share"], 16 + 20 * n, 14), class_=f"is-{sitter}")
        for n, (sitter, mark) in enumerate(marks)
    ]
    return _signed(plot.picture(SIDE + 2, title, *bars), texts["pipeline"]["exam_bars"])


def _signed(picture: Markup, note: str) -> Markup:
    """A small picture and, under it, what it counts."""
    return joined([picture, tag("p", note)])


PICTURES = {
    "teach": _squares("parameters", "parameters", "teacher", TEACHER), "query": _asking,
    "check": _sieve, "distil": _squares("parameters", "parameters", "student", STUDENT),
    "nf4": _squares("file_bytes", "bytes", "student", STUDENT), "evaluate": _examination,
}


def _table(results: Results, name: str) -> Table:
    rows = [(stage, key, value) for stage in STAGES for key, value in facts(results, stage).items()
            if key != "stage"]
    found = results.found.get("query", {})
    rows += [("query", key, value) for key, value in found.items() if key != "subjects"]
    for subject, (kept, rejected) in found.get("subjects", {}).items():
        rows += [("check", f"kept {subject}", kept), ("check", f"rejected {subject}", rejected)]
    for part in ("parameters", "file_bytes"):
        rows += [(part, side, n) for side, n in results.found.get(part, {}).items()]
    return Table(f"{name}-pipeline", ("stage", "what", "value"), rows)
