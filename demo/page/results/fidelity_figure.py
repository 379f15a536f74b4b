"""Does the student think like its teacher? Agreement, acceptance and KL, in plain words."""

from __future__ import annotations

from typing import Any

from demo.drawing.figures import plot
from demo.page.results.block import block, empty, unmeasured
from demo.page.results.downloads import Table
from demo.page.results.examinees import FACULTIES, STUDENT, TEACHER
from demo.drawing.figures.html_tags import Markup, tag
from demo.page.results.results_file import Results
from demo.words.formats import GAP, nats, percent

# The text that was read, and the colour of the one who wrote it.
TEXTS = {"on_student_text": STUDENT, "on_teacher_text": TEACHER}
SHARES = ("top1_agreement", "acceptance")
ABOUT = {"top1_agreement": "top1_about", "acceptance": "acceptance_about"}
KL = "kl_nats_per_token"


def draw(results: Results, texts: dict[str, Any], name: str) -> Markup:
    words = texts["fidelity"]
    heard = {key: results.parts.get(key, {}) for key in TEXTS}
    if not any(any(m in likeness for m in (*SHARES, KL)) for likeness in heard.values()):
        return empty("fidelity", words, "on_student_text", texts)
    columns = [_column(key, likeness, results, texts) for key, likeness in heard.items()]
    return block(
        "fidelity", words, reading(heard, texts), tag("div", *columns, class_="halves"),
        texts=texts, table=_table(heard, name),
    )


def reading(heard: dict[str, dict[str, Any]], texts: dict[str, Any]) -> str:
    words, said = texts["fidelity"], []
    for key, line in (("on_student_text", "read"), ("on_teacher_text", "read_teacher")):
        if all(share in heard[key] for share in SHARES):
            said.append(words[line].format(same=percent(heard[key]["top1_agreement"]),
                                           kept=percent(heard[key]["acceptance"])))
    return texts["between"].join(said) or words["acceptance_about"]


def _column(key: str, likeness: dict[str, Any], results: Results, texts: dict[str, Any]) -> Markup:
    """Everything measured along one text."""
    words = texts["fidelity"]
    title = tag("h3", words["texts"][key])
    if not any(m in likeness for m in (*SHARES, KL)):
        return tag("div", title, unmeasured(key, texts), class_="paper")
    over = words["over"].format(tokens=f"{likeness['tokens']:,}") if "tokens" in likeness else ""
    parts = [_measure(m, likeness, TEXTS[key], texts) for m in SHARES if m in likeness]
    if KL in likeness:
        parts.append(_divergence(likeness, texts))
    return tag("div", title, tag("p", over, class_="how"), *parts, class_="paper")


def _measure(name: str, likeness: dict[str, Any], kind: str, texts: dict[str, Any]) -> Markup:
    """A share: the big number, its bar from zero, and what it means."""
    words, shown = texts["fidelity"], percent(likeness[name]).split(GAP)
    picture = plot.picture(10, f"{words[name]}: {' '.join(shown)}",
                           tag("rect", x=0, y=0, width="100%", height=10, class_="ghost"),
                           plot.bar(likeness[name], 0, 10), class_=f"is-{kind}")
    return tag("div", _big(shown, words[name]), picture, tag("p", words[ABOUT[name]], class_="how"),
               _split(name, likeness, texts, percent), class_="measure")


def _divergence(likeness: dict[str, Any], texts: dict[str, Any]) -> Markup:
    words = texts["fidelity"]
    return tag("div", _big((nats(likeness[KL]), words["nats"]), words[KL]),
               tag("p", words["kl_about"], class_="how"), _split(KL, likeness, texts, nats),
               class_="measure")


def _big(shown: Any, label: str) -> Markup:
    number, unit = shown
    return tag("p", tag("b", number), " ", tag("small", unit), " ", tag("span", label),
               class_="figure")


def _split(name: str, likeness: dict[str, Any], texts: dict[str, Any], write: Any) -> Markup | None:
    """The same measure on each faculty's questions, where it was taken."""
    parts = [f"{texts['faculties'][f]} {write(likeness[f][name])}"
             for f in FACULTIES if name in likeness.get(f, {})]
    return tag("p", " · ".join(parts), class_="split") if parts else None


def _table(heard: dict[str, dict[str, Any]], name: str) -> Table:
    rows = [
        (key, part, measure, values[measure])
        for key, likeness in heard.items()
        for part, values in (("all", likeness), *((f, likeness.get(f, {})) for f in FACULTIES))
        for measure in ("tokens", *SHARES, KL) if measure in values
    ]
    return Table(f"{name}-fidelity", ("text", "faculty", "measure", "value"), rows)
