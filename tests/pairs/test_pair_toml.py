"""Pair files: what they say, and one sentence for everything that can be wrong with them."""

import json
from pathlib import Path

import pytest

from demo import pairs
from demo.errors import UserError
from demo.settings import ROOT, read

SHIPPED = ROOT / "examples" / "pairs"


def folder(path: Path, config: dict | None = None, weights: str = "model.safetensors") -> None:
    path.mkdir(parents=True)
    (path / "config.json").write_text(json.dumps(config or {"model_type": "llama"}))
    (path / weights).write_bytes(b"")


@pytest.fixture
def pair(tmp_path):
    folder(tmp_path / "p" / "teacher")
    folder(tmp_path / "p" / "student")
    return tmp_path / "p"


GOOD = 'title = "P"\n[teacher]\nmodel = "teacher"\n[student]\nmodel = "student"\n'


def parsed(pair: Path, text: str):
    (pair / "pair.toml").write_text(text)
    return pairs.read("p", pair.parent)


def test_a_small_pair_file_is_enough(pair):
    found = parsed(pair, GOOD)
    assert (found.name, found.title, found.lineage) == ("p", "P", "unknown")
    assert found.specs["teacher"].path == (pair / "teacher").resolve()


def test_a_pair_is_found_by_name_by_folder_and_by_file(pair):
    parsed(pair, GOOD)
    nowhere = pair / "nowhere"
    for name in (str(pair), str(pair / "pair.toml")):
        assert pairs.read(name, nowhere).title == "P"
    assert pairs.names(pair.parent) == ["p"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace("title", "titel"), "unknown key 'titel'; known are about"),
        (GOOD + "speed = 3\n", r"\[student\] unknown key 'speed'"),
        (GOOD + "[prompt]\nfinale = \"x\"\n", r"\[prompt\] unknown key 'finale'"),
        (GOOD + "[[suggest]]\ntext = \"x\"\n", r"\[\[suggest\]\] unknown key 'text'"),
        ("title = \"P\"\n[teacher]\nmodel = \"teacher\"\n", r"no \[student\] table"),
        (GOOD.replace('"student"', '"./gone"'), "gone does not exist"),
        (GOOD.replace('"P"', "3"), "title must be text"),
        (GOOD.replace('title = "P"\n', ""), "'title' is missing"),
        ('lineage = "cousin"\n' + GOOD, "lineage must be one of"),
        ('lineage = "documented"\n' + GOOD, "needs a source"),
        (GOOD + 'quantize = "int3"\n', "quantize must be one of"),
        (GOOD + 'dtype = "fp8"\n', "dtype must be one of"),
        (GOOD + "[prompt]\nformat = \"odd\"\n", "format must be one of"),
        (GOOD.replace('"student"', '"org/model"'), "40-digit commit of org/model"),
        (GOOD.replace('"student"', '"org/model"') + 'revision = "main"\n', "40-digit commit"),
        ("title = ", "not valid TOML"), (GOOD + "subjects = 3\n", "unknown key 'subjects'"),
        ("subjects = 3\n" + GOOD, "subjects must be a list"),
        ("suggest = 3\n" + GOOD, "suggest must be"), ("teacher = 3\n" + GOOD, "TOML|table"),
    ],
)
def test_a_bad_pair_file_is_one_sentence(pair, text, reason):
    with pytest.raises(UserError, match=reason) as caught:
        parsed(pair, text)
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")


def test_weights_that_are_not_safetensors_are_refused(pair):
    folder(pair / "pickled", weights="pytorch_model.bin")
    with pytest.raises(UserError, match="no .safetensors file"):
        parsed(pair, GOOD.replace('"student"', '"pickled"'))


def test_a_model_with_custom_code_is_refused(pair):
    folder(pair / "own", {"auto_map": {"AutoModelForCausalLM": "modeling.Mine"}})
    with pytest.raises(UserError, match="never runs a model's own code"):
        parsed(pair, GOOD.replace('"student"', '"own"'))


def test_a_folder_without_a_config_is_refused(pair):
    (pair / "bare").mkdir()
    with pytest.raises(UserError, match="no config.json"):
        parsed(pair, GOOD.replace('"student"', '"bare"'))


def test_an_unknown_pair_names_those_there_are(pair):
    parsed(pair, GOOD)
    with pytest.raises(UserError, match="one of p, or the path"):
        pairs.read("q", pair.parent)


@pytest.mark.parametrize("name", pairs.names(SHIPPED))
def test_every_shipped_pair_reads_and_is_honest(name):
    found = pairs.read(name, read({}).pairs_folder)
    assert found.suggestions and found.source
    # Whose teacher is a company's secret says so; every other pair knows its lineage.
    remote = any(spec.remote for spec in found.specs.values())
    assert found.lineage != "unknown" or remote


def test_the_hub_pairs_are_pinned_and_say_their_lineage():
    lineages = {"gpt2-and-distilgpt2": "documented", "qwen3-8b-and-0.6b": "sibling"}
    for name, lineage in lineages.items():
        found = pairs.read(name, SHIPPED)
        assert found.lineage == lineage
        assert all(len(spec.revision) == 40 for spec in found.specs.values())
        assert found.specs["student"].quantize == "nf4"


@pytest.mark.parametrize("told", ['template = "{\\"a\\": null}"', "[prompt.template]\na = 1"])
def test_options_of_the_template_are_a_table_or_json_which_knows_null(pair, told):
    assert "a" in parsed(pair, f"{GOOD}[prompt]\n{told}\n").specs["teacher"].template


@pytest.mark.parametrize("told", ["template = 3", 'template = "x"', 'template = "[1]"'])
def test_options_of_the_template_that_are_no_object_are_one_sentence(pair, told):
    with pytest.raises(UserError, match="template must be a"):
        parsed(pair, f"{GOOD}[prompt]\n{told}\n")
