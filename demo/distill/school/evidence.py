"""What a school folder can show beside the exam: stages, the answer log, who is missing."""

from __future__ import annotations

from pathlib import Path

from demo.distill.core.stage_files import read_json
from demo.distill.school.comparisons import Card, retained, shares, subject_shares
from demo.distill.school.profiles import Profile
from demo.distill.school.variants import SHIPPED, Run, best, plan
from demo.exam.question import NUMBERS, WORDS

_SHOWN = ("stage", "steps", "tokens", "seconds", "device")
_OF_QUERY = (
    "asked", "tokens", "seconds", "questions_per_minute", "tokens_per_second", "greedy",
    "sampled", "device", "temperature", "top_k",
    "questions_per_minute_one_at_a_time",
)
_OF_CHECK = ("kept", "rejected", "corrections", "wrong_ones_kept", "subjects")


def _pick(data: dict, names: tuple[str, ...]) -> dict:
    return {name: data[name] for name in names if name in data}


def stages(folder: Path, chosen: Run) -> list[dict]:
    """One row a stage that made the shipped pair; a stage without a summary has no row."""
    names = ("teacher", "query", chosen.name, chosen.stored_name)
    summaries = [read_json(p) for n in names if (p := folder / f"{n}.json").exists()]
    return [_pick({**row, "steps": row.get("step")}, _SHOWN) for row in summaries]


def asked(folder: Path) -> dict:
    rows = (("query", _OF_QUERY), ("check", _OF_CHECK))
    return {
        key: value
        for name, keys in rows
        if (path := folder / f"{name}.json").exists()
        for key, value in _pick(read_json(path), keys).items()
    }


def missing(folder: Path, profile: Profile) -> list[dict[str, str]]:
    return [
        {"what": run.name, "command": run.command(profile)}
        for run in plan(folder, profile) if not run.result.exists()
    ]


def finished(folder: Path, profile: Profile) -> list[Run]:
    return [run for run in plan(folder, profile) if run.result.exists()]


def seeds(cards: dict[str, Card], runs: list[Run]) -> dict[str, list[dict]]:
    """Every seed of everything compared, by variant."""
    by_variant: dict[str, list[dict]] = {}
    for run in runs:
        if run.variant.kind == "comparison":
            row = {"seed": run.seed, "validation_mean": read_json(run.result)["validation_mean"]}
            row |= {**shares(cards[run.name]), "subjects": subject_shares(cards[run.name])}
            by_variant.setdefault(run.variant.name, []).append(row)
    return by_variant


def budgets(
    cards: dict[str, Card], runs: list[Run], profile: Profile, folder: Path
) -> list[dict]:
    """From the fewest questions to all that were asked, which is the shipped student's budget."""
    chosen, held = best(folder, profile, SHIPPED), asked(folder).get("asked", 0)
    rows_by_budget = [
        {"asked": min(run.variant.asked or held, held), "seed": run.seed,
         **shares(cards[run.name])}
        for run in runs if run.variant.kind == "budget" or run == chosen
    ]
    return sorted(rows_by_budget, key=lambda row: row["asked"])


def sweep(
    cards: dict[str, Card], runs: list[Run], profile: Profile, teacher: Card, folder: Path
) -> list[dict]:
    """From the smallest to the largest in 4 bits; the shipped student is one of them."""
    chosen = best(folder, profile, SHIPPED)
    rows = [run for run in runs if run.variant.kind == "sweep" or run == chosen]
    sizes = [
        {
            "name": (run.variant.shape or profile.student).name,
            "parameters": read_json(run.result)["parameters"],
            "nf4_bytes": (run.stored / "model.safetensors").stat().st_size,
            "seed": run.seed, **shares(cards[run.name]),
            "retention_numbers": retained(cards[run.name], teacher, NUMBERS),
            "retention_words": retained(cards[run.name], teacher, WORDS),
            "chosen": run == chosen,
        }
        for run in rows
    ]
    return sorted(sizes, key=lambda row: row["nf4_bytes"])
