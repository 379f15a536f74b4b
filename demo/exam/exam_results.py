"""What `evaluate` writes about a pair and the page's tab reads: one model of one file.

The file is examples/results/<pair>.json. Every part may be missing or null (it was not measured
yet), and a part that is there must be whole. Keys that this version does not know are passed over
when a file is read, and are a mistake of ours when one is written. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from demo.errors import UserError

# The control without a teacher learns from this many labelled questions; the smallest budget of a
# student with a teacher is as many, so that the two can be compared.
LABELLED_QUESTIONS = 1000


def _leaf(
    what: str, kinds: tuple[type, ...], low: float = 0, high: float = 1e15
) -> PlainValidator:
    """A value of one of `kinds` from low to high, taken as it is: 1 stays 1 and never reads 1.0."""

    def check(value: Any) -> Any:
        # To Python a bool is an int. NaN and infinity lie between no two numbers.
        kind = isinstance(value, kinds) and isinstance(value, bool) == (bool in kinds)
        if not kind or not (isinstance(value, str) or low <= value <= high):
            raise PydanticCustomError("leaf", "{what}", {"what": what})
        return value

    return PlainValidator(check)


Share = Annotated[float, _leaf("a share from 0 to 1", (int, float), 0, 1)]
Count = Annotated[int, _leaf("a whole number from 0", (int,))]
Amount = Annotated[float, _leaf("a number from 0", (int, float))]
Number = Annotated[float, _leaf("a finite number", (int, float), -1e15)]
Flag = Annotated[bool, _leaf("true or false", (bool,))]
Text = Annotated[str, _leaf("text", (str,))]


class Whole(BaseModel):
    """An object whose keys must all be there, but for those that have a default."""

    model_config = ConfigDict(extra="ignore")


class Part(Whole):
    """An object of which every key may be missing; null is as good as missing."""

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: Any) -> Any:
        return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) \
            else value


class Mark(Whole):
    """Right answers of those asked, their share, and its Wilson interval at 95 %."""

    right: Count
    asked: Count
    share: Share
    low: Share
    high: Share


class Sides(Whole):
    teacher: Count
    student: Count


class Cells(Whole):
    """Who was right where the other was not, and McNemar's exact p of it."""

    both: Count
    only_first: Count
    only_second: Count
    neither: Count
    mcnemar_p: Share


class Likeness(Part):
    """Means per token: agreement of the likeliest tokens, KL(teacher || student) in nats,
    acceptance; and the student's perplexity over the teacher's."""

    tokens: Count | None = None
    top1_agreement: Share | None = None
    kl_nats_per_token: Amount | None = None
    acceptance: Share | None = None
    perplexity_ratio: Amount | None = None


class Likenesses(Likeness):
    numbers: Likeness | None = None
    words: Likeness | None = None


class Shares(Whole):
    """Of right answers on the held-out paper; null where a faculty was not asked."""

    seed: Count
    numbers: Share | None
    words: Share | None


class Seed(Shares):
    subjects: dict[str, Share]
    validation_mean: Share | None = None


class Budget(Shares):
    asked: Count


class Size(Whole):
    """A student of the sweep; retention is its share of right answers over the teacher's."""

    name: Text
    parameters: Count
    nf4_bytes: Count
    seed: Count
    numbers: Share | None = None
    words: Share | None = None
    retention_numbers: Amount | None
    retention_words: Amount | None
    chosen: Flag


class Paper(Part):
    asked: Count | None = None
    sha256: Text | None = None


class Query(Part):
    """How the teacher was asked, and what the check kept; `subjects` is [kept, rejected]."""

    asked: Count | None = None
    kept: Count | None = None
    rejected: Count | None = None
    corrections: Count | None = None
    wrong_ones_kept: Flag | Count | None = None
    tokens: Count | None = None
    seconds: Amount | None = None
    questions_per_minute: Amount | None = None
    tokens_per_second: Amount | None = None
    questions_per_minute_one_at_a_time: Amount | None = None
    greedy: Count | None = None
    sampled: Count | None = None
    temperature: Amount | None = None
    top_k: Count | None = None
    device: Text | None = None
    way: Text | None = None  # of files made before answers were only decoded
    of_greedy_verified_drafts: Count | None = None
    subjects: dict[str, list[Count]] | None = None


class Stage(Part):
    stage: Text | None = None
    steps: Count | None = None
    tokens: Count | None = None
    seconds: Amount | None = None
    device: Text | None = None


class NotTrained(Whole):
    what: Text
    command: Text


class Origin(Part):
    """Where the cards of those whose weights are not shipped come from."""

    file: Text | None = None
    cards: list[Text] | None = None
    date: Text | None = None
    commit: Text | None = None


class ExamResults(Part):
    """A whole file. Bytes are bytes, times are seconds, shares are from 0 to 1."""

    stage: Text | None = None
    date: Text | None = None
    device: Text | None = None
    versions: dict[str, Text] | None = None
    commit: Text | None = None
    profile: Text | None = None
    exam_seed: Count | None = None
    papers: dict[str, Paper] | None = None
    student_seed: Count | None = None
    parameters: Sides | None = None
    parameter_ratio: Amount | None = None
    memory_bytes: Sides | None = None
    memory_ratio: Amount | None = None
    file_bytes: Sides | None = None
    # examinee -> paper -> subject or faculty
    cards: dict[str, dict[str, dict[str, Mark]]] | None = None
    subjects: dict[str, dict[str, list[Count]]] | None = None  # subject -> examinee: [right, asked]
    retention: dict[str, Amount | None] | None = None
    acceptance: dict[str, Share | None] | None = None
    on_teacher_text: Likenesses | None = None
    on_student_text: Likenesses | None = None
    teacher_against_student_nf4: Cells | None = None
    student_fp32_against_student_nf4: Cells | None = None
    student_nf4_against_alone: Cells | None = None
    seeds: dict[str, list[Seed]] | None = None
    budgets: list[Budget] | None = None
    sweep: list[Size] | None = None
    query: Query | None = None
    stages: list[Stage] | None = None
    missing: list[NotTrained] | None = None
    read_from_results: Origin | None = None


class LogRow(Part):
    """One line of a stage's log: a step with its loss, or a look at validation accuracy."""

    step: Count | None = None
    tokens: Count | None = None
    seconds: Amount | None = None
    loss: Number | None = None
    accuracy: dict[str, Share] | None = None


def checked(model: type[Part], value: Any, where: str) -> dict[str, Any]:
    """The parts of `value` that are there, rid of keys the model does not know. Raises UserError
    with one sentence that names the first place that is wrong, beginning with `where`."""
    try:
        return model.model_validate(value).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise UserError(_sentence(error.errors()[0], where)) from None


def written(summary: dict[str, Any]) -> dict[str, Any]:
    """The summary as it may be written: nothing in it that a reader would not find again."""
    known = ExamResults.model_validate(summary).model_dump(exclude_unset=True)
    lost = _lost(summary, known)
    assert not lost, f"ExamResults does not name what evaluate writes: {lost}"
    return summary


def _lost(value: Any, known: Any, where: str = "") -> list[str]:
    """Paths of `value` that `known` has not; null is as good as missing."""
    if isinstance(value, dict):
        return [path for key, item in value.items() if item is not None
                for path in (_lost(item, known[key], f"{where}.{key}") if key in known
                             else [f"{where}.{key}"])]
    if isinstance(value, list):
        return [path for i, item in enumerate(value)
                for path in _lost(item, known[i], f"{where}[{i}]")]
    return [] if value == known else [where]


KINDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "leaf": lambda error: error["ctx"]["what"],
    "list_type": lambda error: "a list",
}


def _sentence(error: dict[str, Any], where: str) -> str:
    place = [*error["loc"]]
    if error["type"] == "missing":
        return f"{_path(where, place[:-1])} has no {place[-1]!r}."
    what = KINDS.get(error["type"], lambda _: "an object")(error)
    text = repr(error["input"])
    shown = text if len(text) <= 40 else text[:39] + "…"
    return f"{_path(where, place)} must be {what}, not {shown}."


def _path(where: str, place: list[Any]) -> str:
    return where + "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place)
