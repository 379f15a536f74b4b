"""Model cards for the Hub. Text from a result; no number is typed by hand."""

from __future__ import annotations

from huggingface_hub import EvalResult, ModelCardData

from demo.distill.school.comparisons import FACULTIES
from demo.distill.school.papers import TAUGHT, UNTAUGHT
from demo.words.formats import measured_percent

TASK, DATASET = "text-generation", "the school's held-out exam"
LICENCE = "apache-2.0"


def _metrics(name: str, card: dict, seed: int) -> list[EvalResult]:
    return [
        EvalResult(
            task_type=TASK, dataset_type="generated", dataset_name=f"{DATASET}, {faculty}",
            dataset_config=faculty, dataset_split="test", dataset_args={"seed": seed},
            metric_type="accuracy",
            metric_value=card[TAUGHT][faculty]["share"],
            metric_name=f"accuracy on {faculty}, {card[TAUGHT][faculty]['asked']} questions",
        )
        for faculty in FACULTIES if faculty in card[TAUGHT]
    ]


def _front(name: str, summary: dict, card: dict, base: str | None) -> str:
    relation = {"base_model": base, "base_model_relation": "quantized"} if base else {}
    tags = ["distillation", "arithmetic", *(["bitsandbytes", "nf4", "4-bit"] if base else [])]
    data = ModelCardData(
        language=["en", "zh"], license=LICENCE, library_name="transformers", pipeline_tag=TASK,
        tags=tags, model_name=name,
        eval_results=_metrics(name, card, summary["exam_seed"]), **relation,
    )
    return f"---\n{data.to_yaml()}\n---\n"


def _grades(card: dict) -> str:
    rows = [
        f"| {subject} | {_share(card, TAUGHT, subject)} | {_share(card, UNTAUGHT, subject)} |"
        for subject in card[TAUGHT]
    ]
    return "\n".join(
        ["| subject | held-out questions | wordings never trained on |", "|---|---|---|", *rows]
    )


def _share(card: dict, paper: str, subject: str) -> str:
    grade = card.get(paper, {}).get(subject)
    return (
        f"{100 * grade['share']:.1f} % ({100 * grade['low']:.1f}–{100 * grade['high']:.1f}, "
        f"n = {grade['asked']})" if grade else "not asked"
    )


def card(
    name: str, what: str, examinee: str, summary: dict, revision: str, base: str | None = None
) -> str:
    """`examinee` names the column of the result this model sat as; `revision` is a hash of the
    teacher's weights; `base` is the hub id that this model is the 4-bit copy of."""
    told, made = summary["cards"][examinee], summary["query"]
    despite = " (and learned from all the same)" if made["wrong_ones_kept"] else ""
    kept = ", ".join(f"{n} {measured_percent(summary['retention'][n])}" for n in FACULTIES)
    return f"""{_front(name, summary, told, base)}
# {name}

{what}

- **Teacher**: abacus-teacher, {summary['parameters']['teacher']:,} parameters, trained from nothing
  on the same subjects; weights with SHA-256 `{revision}`
- **Data**: {made['asked']:,} questions put to the teacher ({made['greedy']:,} answered greedily,
  {made['sampled']:,} sampled at temperature {made['temperature']}); {made['kept']:,} answers kept
  by exact checkers, {made['rejected']:,} rejected{despite}.
  Questions are generated; none is personal data
- **Seeds**: student {summary['student_seed']}, chosen by validation; exam {summary['exam_seed']}
- **Parameters**: {summary['parameters']['student']:,}
- **Keeps of its teacher**: {kept}
- **Made** {summary['date']} on {summary['device']}, commit `{summary['commit']}`
- **Licence**: {LICENCE}

{_grades(told)}

In brackets: 95 % Wilson intervals. It knows its subjects and declines everything else; it is no
assistant.
"""
