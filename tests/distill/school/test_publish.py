"""What leaves the school says what it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from demo import pairs
from demo.distill.core.stage_files import read_json, read_lines, write_json
from demo.distill.school.evidence import missing
from demo.distill.school.profiles import PROFILES
from demo.distill.school.publish import CONTROL, publish
from demo.engine.device import detect
from demo.engine.load import load

EXAMPLES = Path(__file__).parents[3] / "examples"
SMALL = PROFILES["small"]


@pytest.fixture(scope="module")
def shipped(school, tmp_path_factory) -> Path:
    folder, _ = school
    examples = tmp_path_factory.mktemp("examples")
    (examples / "pairs" / "abacus").mkdir(parents=True)
    shutil.copy(EXAMPLES / "pairs" / "abacus" / "pair.toml", examples / "pairs" / "abacus")
    publish(SMALL, folder, examples, namespace="somebody")
    return examples


def front(folder: Path, name: str) -> tuple[dict, str]:
    _, front, body = (folder / "hub" / name / "README.md").read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def test_both_cards_carry_licence_tags_and_metrics(school, shipped) -> None:
    folder, summary = school
    for name in ("abacus-student", "abacus-student-nf4"):
        data, body = front(folder, name)
        assert data["license"] == "apache-2.0" and "distillation" in data["tags"]
        metrics = {r["dataset"]["name"]: r["metrics"][0]["value"]
                   for r in data["model-index"][0]["results"]}
        grades = summary["cards"]["student_nf4"]["taught_wordings"]
        assert sorted(metrics.values()) == sorted(
            [grades["numbers"]["share"], grades["words"]["share"]]
        )
        assert "abacus-teacher" in body and f"exam {summary['exam_seed']}" in body


def test_only_the_4_bit_copy_claims_a_relation(school, shipped) -> None:
    folder, _ = school
    data, _ = front(folder, "abacus-student-nf4")
    assert data["base_model_relation"] == "quantized"
    assert data["base_model"] == "somebody/abacus-student"
    assert "base_model" not in front(folder, "abacus-student")[0]


def test_the_repository_gets_pair_results_and_thinned_curves(school, shipped) -> None:
    _, summary = school
    found = pairs.read("abacus", shipped / "pairs")
    assert {side: spec.path.is_dir() for side, spec in found.specs.items()} == {
        "teacher": True, "student": True
    }
    assert read_json(shipped / "results" / "abacus.json")["cards"] == summary["cards"]
    for name in ("teacher", "student", "nf4"):
        rows = read_lines(shipped / "results" / f"abacus-{name}.jsonl")
        assert rows[-1]["step"] == getattr(
            SMALL, {"teacher": "teach", "student": "distil", "nf4": "nf4"}[name]
        ).steps
        assert rows[-1]["accuracy"]


def test_nothing_that_is_published_names_the_folder_it_was_made_in(school, tmp_path) -> None:
    folder, _ = school
    private, examples = tmp_path / "private" / "school", tmp_path / "examples"
    shutil.copytree(folder, private)
    (private / "hard-seed0-nf4.json").unlink()
    told = {**read_json(private / "abacus.json"), "missing": missing(private, SMALL)}
    assert str(private) in told["missing"][0]["command"]
    write_json(private / "abacus.json", told)
    publish(SMALL, private, examples, namespace="somebody")
    (row,) = read_json(examples / "results" / "abacus.json")["missing"]
    assert row["what"] == "hard-seed0" and "--out build/school --profile small" in row["command"]
    made = [p for top in (examples, private / "hub") for p in top.rglob("*") if p.is_file()]
    assert len(made) > 12
    for path in made:
        assert not any(str(f).encode() in path.read_bytes() for f in (tmp_path, folder)), path


def test_the_control_is_a_pair_of_its_own_that_does_not_claim_to_be_distilled(shipped) -> None:
    found = pairs.read(CONTROL, shipped / "pairs")
    assert found.lineage == "sibling" and "never by this teacher" in found.source
    assert found.specs["teacher"].path == (shipped / "pairs" / "abacus" / "teacher").resolve()
    student = load(found.specs["student"], detect(1, "for a test"))
    assert student.ledger.quantization_state > 0
    assert found.suggestions == pairs.read("abacus", shipped / "pairs").suggestions
