"""Two sample logs of lm-evaluation-harness as an exam's card: the same questions by our ids, graded
again by our checkers, for our paired statistics.

What the harness does not log is not known here: how sure a model was, how like the other, how many
tokens, how long. Only logs of a task that harness_task.py wrote can be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo import __version__, text_files
from demo.errors import UserError
from demo.exam import question_file
from demo.exam.answer_checkers import BY_EYE, CHECKERS, check
from demo.exam.exam_card import ExamCard
from demo.exam.marked import Given, Marked, name
from demo.exam.paper_metrics import accepted
from demo.exam.question_file import OwnQuestion
from demo.recording.data import SIDES, Answer, Model, Recording, Request

HARNESS = "lm-evaluation-harness"
HOW = ("give a samples_….jsonl that the harness wrote with --log_samples of a task from "
       "python -m demo.exam export")


@dataclass(frozen=True)
class Sample:
    """One logged answer. place: the question's in the harness's paper; terms: how it was decoded
    (`generation_kwargs` without `until`) and what marks a final answer."""

    place: int
    question: OwnQuestion
    said: str
    mark: str
    paper: str
    terms: Mapping[str, Any]

    @property
    def id(self) -> str:
        return name(self.question)


def read(path: Path) -> tuple[list[Sample], list[str]]:
    """One log's samples in the paper's order, one a question, and a sentence for each line that is
    none and is left out. Raises UserError, one sentence, where no line is one."""
    text, found, left_out = text_files.read(path, "samples"), dict[int, Sample](), list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            sample = _sample(_object(json.loads(line), "line"))
        except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
            why = str(error) if type(error) is ValueError else "it is not what the harness writes"
            left_out.append(f"line {number} is no sample that can be used ({why})")
            continue
        found.setdefault(sample.place, sample)  # several filters log the same answer
    if not found:
        raise UserError(f"{path}, {left_out[0]}: {HOW}." if left_out else
                        f"{path} holds no sample: {HOW}.")
    return [found[place] for place in sorted(found)], left_out


def _object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"its {what} is no object")
    return value


def _sample(row: dict[str, Any]) -> Sample:
    """Raises ValueError with the reason, or what a row of another shape runs into."""
    if not {"doc_id", "doc", "resps", "arguments"} <= set(row):
        raise ValueError("it has no doc, arguments and resps")
    doc = _object(row["doc"], "doc")
    if not isinstance(doc.get("id"), str) or "accepted" not in doc:
        raise ValueError("its question has no id of ours")
    question, said = _question(doc), row["resps"][0][0]
    if name(question) != doc["id"]:
        raise ValueError("its question was changed after the export")
    texts = (said, doc["mark"], doc["paper"])
    if not isinstance(row["doc_id"], int) or not all(isinstance(one, str) for one in texts):
        raise ValueError("its answer is no text")
    decoded = _object(row["arguments"]["gen_args_0"]["arg_1"], "way of decoding")
    terms = {key: value for key, value in decoded.items() if key != "until"}
    return Sample(row["doc_id"], question, said, doc["mark"], doc["paper"][:200], terms)


def _question(doc: dict[str, Any]) -> OwnQuestion:
    if doc["checker"] not in (*CHECKERS, BY_EYE):
        raise ValueError("its checker is none of ours")
    held = question_file.parse({"messages": doc["messages"], "checker": BY_EYE})
    return OwnQuestion(held.messages, accepted(doc), doc["checker"], str(doc["subject"])[:80])


def card(logs: Mapping[str, Sequence[Sample]], models: Mapping[str, str],
         left_out: Sequence[str] = ()) -> ExamCard:
    """Both sides' logs, by side, as one card; models: what each side is called; left_out: what is
    told of lines that were not read. A question that one side alone answered stands on it
    unanswered (`missing` counts them). Raises UserError where the
    logs are of different papers or terms."""
    by_id = {side: {one.id: one for one in log} for side, log in logs.items()}
    both = by_id["teacher"].keys() & by_id["student"].keys()
    if not both:
        raise UserError("The two logs have no question in common, so they are of different papers: "
                        "run both sides on the same task.")
    terms = {side: [by_id[side][one].terms | {"mark": by_id[side][one].mark} for one in both]
             for side in SIDES}
    if any(one != terms["teacher"][0] for side in SIDES for one in terms[side]):
        raise UserError("The two logs were not answered on the same terms (longest answer, "
                        "sampling, mark of a final answer): run both sides on the same task.")
    first = logs["teacher"]
    alone = [one for one in logs["student"] if one.id not in by_id["teacher"]]
    questions = tuple(one.question for one in (*first, *alone))
    answers = {one.id: _marked(one.id, number, by_id)
               for number, one in enumerate(first) if one.id in both}
    return ExamCard(_blank(models), first[0].paper, questions,
                    max_tokens=_longest(terms["teacher"][0]),
                    left_out=tuple(left_out)).with_answers(answers)


def _marked(id_: str, number: int, by_id: Mapping[str, Mapping[str, Sample]]) -> Marked:
    return Marked(id_, number, {side: _given(by_id[side][id_]) for side in SIDES})


def _given(one: Sample) -> Given:
    right = check(one.question.checker, one.said, one.question.accepted, one.mark)
    return Given(one.said, right=right)


def _longest(terms: Mapping[str, Any]) -> int:
    """The harness's own default where a task was run without."""
    told = terms.get("max_gen_toks", 256)
    return told if isinstance(told, int) and 1 <= told <= 1_000_000 else 256


def missing(logs: Mapping[str, Sequence[Sample]]) -> list[str]:
    """A sentence for each side that did not answer what the other did."""
    ids = {side: {one.id for one in log} for side, log in logs.items()}
    counts = {other: len(ids[side] - ids[other])
              for side, other in zip(SIDES, reversed(SIDES), strict=True)}
    return [f"Questions that the {side}'s log lacks, and that count nowhere: {count}."
            for side, count in counts.items() if count]


def called(path: Path) -> str:
    """What the harness calls the model whose samples these are: it names their folder so."""
    whole = path.resolve()
    return whole.parent.name if whole.name.startswith("samples_") else whole.stem


def _blank(models: Mapping[str, str]) -> Recording:
    """All that is known of two models that ran elsewhere."""
    answers = {side: Answer(side, Model(name=models[side])) for side in SIDES}
    title = " / ".join(models[side] for side in SIDES)
    return Recording(Request(""), answers, app_version=__version__, pair={
        "name": title, "title": title, "lineage": "unknown", "source": "",
        "answered_in": HARNESS})
