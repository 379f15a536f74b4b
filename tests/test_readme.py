"""The README cannot drift: front matter, commands, variables, pairs and file tree are checked."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from demo import pairs
from demo.distill.school.papers import EXAM_SEED
from demo.exam.catalogue import SUBJECTS
from demo.exam.exam_results import LABELLED_QUESTIONS
from demo.exam.split import TEST, exam
from demo.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
_, FRONT, BODY = README.split("---\n", 2)
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", BODY, re.S)
FLOORS = {
    requirement.name: requirement
    for line in (ROOT / "requirements.txt").read_text().splitlines()
    if line and not line.startswith("#")
    for requirement in [Requirement(line)]
}


def test_the_front_matter_is_a_spaces():
    found = yaml.safe_load(FRONT)
    needed = {"title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "python_version",
              "app_file", "short_description", "tags", "license"}
    assert needed <= set(found) and found["sdk"] == "gradio"
    assert (ROOT / found["app_file"]).is_file()
    assert len(found["short_description"]) <= 60
    assert found["python_version"] in ("3.10", "3.12")


def test_the_spaces_gradio_is_one_that_requirements_allow():
    assert FLOORS["gradio"].specifier.contains(yaml.safe_load(FRONT)["sdk_version"])


def test_the_space_builder_can_add_its_own_torch_bound():
    assert FLOORS["torch"].specifier.contains(Version("2.13.0"))


def test_every_make_target_in_the_readme_exists():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"\bmake (\w+)", "\n".join(text for _, text in BLOCKS)))
    assert {"run", "test"} <= named <= targets


def test_ci_calls_exactly_the_readmes_test_command():
    lines = (ROOT / ".ci" / "run").read_text().strip().splitlines()
    assert lines[-1] == "make test"


def commands():
    shell = "\n".join(text for kind, text in BLOCKS if kind == "sh")
    return sorted(set(re.findall(r"python -m ([\w.]+)", shell)))


@pytest.mark.parametrize("module", commands())
def test_every_module_in_a_command_answers_help(module):
    done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True)
    assert done.returncode == 0 and b"usage" in done.stdout


def test_every_variable_in_the_readme_is_read_and_the_other_way_round():
    table = re.findall(r"^\| (`[A-Z].*?`) \|", BODY, re.M)
    named = set(re.findall(r"[A-Z_]{4,}", " ".join(table)))
    source = (ROOT / "demo" / "settings.py").read_text()
    read = set(re.findall(r'"([A-Z_]{4,})"', source)) - {
        "SPACE_ID", "SPACE_HOST", "SPACES_ZERO_GPU"}  # what a Space sets
    assert named == read


def test_every_shipped_pair_is_in_the_table():
    shipped = set(pairs.names(ROOT / "examples" / "pairs"))
    assert shipped == set(re.findall(r"^\| `([\w.-]+)` \| (?:dist|docu|sibl|unkn)", BODY, re.M))


def test_the_pair_file_in_the_readme_is_a_good_one(tmp_path):
    text = next(text for kind, text in BLOCKS if kind == "toml")
    (tmp_path / "pair.toml").write_text(text)
    assert pairs.read(str(tmp_path), tmp_path).lineage == "documented"


def test_the_python_in_the_readme_parses_and_calls_the_endpoint():
    text = next(text for kind, text in BLOCKS if kind == "python")
    assert 'api_name="/compare"' in text and ast.parse(text)


def test_the_file_tree_names_files_that_exist():
    tree = BLOCKS[-1][1]
    for line in tree.strip().splitlines():
        assert (ROOT / line.split()[0]).exists(), line


def test_links_to_files_of_the_repository_are_not_broken():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", BODY):
        assert (ROOT / target).exists(), target


def test_the_results_in_the_readme_are_those_of_the_shipped_pair():
    found = json.loads((ROOT / "examples" / "results" / "abacus.json").read_text())
    examinees = {"teacher": "teacher", "student": "student_nf4", "control": "alone"}
    for column, (side, examinee) in enumerate(examinees.items()):
        for faculty in ("numbers", "words"):
            for words, paper in (("held-out questions", "taught_wordings"),
                                 ("wordings never trained on", "untaught_wordings")):
                share = found["cards"][examinee][paper][faculty]["share"]
                assert row(f"{faculty}, {words}")[column] == f"{100 * share:.1f} %"
        if side != "control":
            assert row("parameters")[column] == f"{found['parameters'][side]:,}"
            assert row("weights file, bytes")[column] == f"{found['file_bytes'][side]:,}"


def test_as_few_questions_bring_hardly_more_with_a_teacher_as_the_readme_says():
    found = json.loads((ROOT / "examples" / "results" / "abacus.json").read_text())
    said = "With only 1,000 questions a student with a teacher does hardly better"
    assert said in " ".join(BODY.split())
    (few,) = [row for row in found["budgets"] if row["asked"] == LABELLED_QUESTIONS]
    for faculty in ("numbers", "words"):
        alone = found["cards"]["alone"]["taught_wordings"][faculty]["share"]
        assert few[faculty] - alone < 0.05


def test_few_contents_are_held_out_of_some_subjects_as_the_readme_says():
    said = " ".join(BODY.split())
    for subject, words in (("prime", "numbers for primes"), ("plurals", "nouns for plurals"),
                           ("powers", "powers of two")):
        asked = exam(SUBJECTS[subject], TEST, 100, EXAM_SEED)
        assert f"{len({question.key for question in asked})} {words}" in said


def row(name: str) -> list[str]:
    line = next(line for line in BODY.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.split("|")[2:5]]


def test_the_design_names_rooms_and_files_that_exist():
    design = (ROOT / "demo" / "README.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| `([\w/]+)/` \|", design, re.M)
    packages = {path.parent.relative_to(ROOT / "demo").as_posix()
                for path in (ROOT / "demo").rglob("__init__.py")}
    inner = {"exam/subjects", "drawing/figures", "picture/lettering", "page/results", "page/votes",
             "distill", "distill/own/api"}
    assert set(rooms) | inner | {"."} == packages
    files = [name for name in re.findall(r"`([\w/]+\.(?:py|css))`", design) if "/" in name]
    assert len(files) > 8 and all((ROOT / "demo" / name).is_file() for name in files)


def test_no_two_files_of_the_product_share_a_name():
    names = Counter(path.name for path in (ROOT / "demo").rglob("*")
                    if path.suffix in (".py", ".js", ".css") and not path.name.startswith("__"))
    assert [name for name, count in names.items() if count > 1] == []
