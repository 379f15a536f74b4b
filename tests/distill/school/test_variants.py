"""Those who are compared differ only in what their row says."""

from __future__ import annotations

import shlex
import shutil

import pytest

from demo.distill.core.batches import Example
from demo.distill.core.models import new_model, parameters
from demo.distill.school.check import check
from demo.distill.school.profiles import PROFILES
from demo.distill.school.training_examples import taught, used
from demo.distill.school.variants import ROWS, plan, variant_named, variants
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import NUMBERS, last_line

CPU = PROFILES["cpu"]


@pytest.fixture(scope="module")
def checked(asked, profile, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checked") / "copy"
    shutil.copytree(asked, folder)
    check(profile, folder)
    return folder


def named(name: str):
    return variant_named(CPU, name)


def asked_in(examples: list[Example]) -> list[tuple[int, ...]]:
    return sorted(tuple(e.tokens[: e.asked]) for e in examples)


def answers_in(examples: list[Example], tokenizer) -> list[str]:
    return [tokenizer.decode(e.tokens[e.asked : -1]) for e in examples]


def test_all_but_the_sweep_are_the_profiles_student() -> None:
    for profile in PROFILES.values():
        for row in variants(profile).values():
            assert (row.shape is None) == (row.kind != "sweep")
        assert profile.student not in profile.sweep


def test_no_row_can_choose_its_own_steps() -> None:
    fields = set(ROWS[0].__dataclass_fields__)
    assert not fields & {"steps", "rows", "rate", "budget"}


def test_everything_compared_has_the_same_number_of_seeds_and_three_at_least(tmp_path) -> None:
    runs = list(plan(tmp_path, CPU))
    per = {name: [r.seed for r in runs if r.variant.name == name] for name in variants(CPU)}
    compared = [seeds for name, seeds in per.items() if variants(CPU)[name].kind == "comparison"]
    assert len(compared) == 5 and all(seeds == [0, 1, 2] for seeds in compared)
    assert len({run.name for run in runs}) == len(runs)


def test_a_runs_command_can_be_pasted_wherever_its_folder_is(tmp_path) -> None:
    run = next(plan(tmp_path / "my school", CPU))
    distil, squeeze = (shlex.split(one) for one in run.command(CPU).split(" && "))
    for stage, words in (("distil", distil), ("nf4", squeeze)):
        assert words[:4] == [".venv/bin/python", "-m", "demo.distill", stage]
        assert words[words.index("--out") + 1] == str(tmp_path / "my school")


def test_soft_hard_and_oracle_learn_from_the_same_questions(checked, tokenizer) -> None:
    found = {n: taught(checked, tokenizer, named(n)) for n in ("soft", "hard", "oracle")}
    assert asked_in(found["soft"]) == asked_in(found["hard"]) == asked_in(found["oracle"])
    assert all(e.targets is not None for e in found["soft"])
    assert all(e.targets is None for e in found["hard"] + found["oracle"])


def test_soft_and_hard_learn_what_the_teacher_said(checked, tokenizer) -> None:
    said = {row.question.text: row.tokens for _, row in used(checked, named("soft"))}
    for name in ("soft", "hard"):
        found = [e.tokens[e.asked :] for e in taught(checked, tokenizer, named(name))]
        assert sorted(found) == sorted(said.values())


def test_alone_sees_final_answers_only_and_needs_no_teacher(checked, tokenizer) -> None:
    found = taught(checked, tokenizer, named("alone"))
    wanted = [last_line(r.question.worked) for _, r in used(checked, named("alone"))]
    assert answers_in(found, tokenizer) == wanted
    assert all("\n" not in text for text in wanted)
    assert any(text.startswith("Answer: ") for text in wanted)


def test_oracle_sees_the_generators_whole_working(checked, tokenizer) -> None:
    found = taught(checked, tokenizer, named("oracle"))
    wanted = [row.question.worked for _, row in used(checked, named("oracle"))]
    assert answers_in(found, tokenizer) == wanted


def test_vertical_never_sees_the_other_faculty(checked) -> None:
    rows = [row for _, row in used(checked, named("vertical"))]
    assert rows and all(SUBJECTS[r.question.subject].faculty == NUMBERS for r in rows)


def test_a_small_budget_is_part_of_a_larger_one(checked) -> None:
    from dataclasses import replace

    few, more = (
        {row.id for _, row in used(checked, replace(named("budget-1k"), asked=count))}
        for count in (5, 12)
    )
    assert len(few) == 5 and len(more) == 12 and few < more


def test_no_budget_is_the_shipped_student_again() -> None:
    for profile, wanted in (("small", []), ("cpu", [1000, 10000]), ("gpu", [1000, 10000, 100000])):
        rows = variants(PROFILES[profile]).values()
        assert [row.asked for row in rows if row.kind == "budget"] == wanted


def test_students_of_one_plan_have_one_size(tokenizer) -> None:
    sizes = {
        parameters(new_model(row.shape or CPU.student, tokenizer, seed=0))
        for row in variants(CPU).values() if row.kind != "sweep"
    }
    assert len(sizes) == 1


def test_sizes_fill_whole_blocks_of_the_quantiser() -> None:
    for profile in PROFILES.values():
        for shape in (profile.teacher, profile.student, *profile.sweep):
            assert shape.hidden % 64 == 0 == shape.intermediate % 64
            assert shape.hidden % shape.heads == 0


def test_an_unknown_variant_is_refused_with_the_list() -> None:
    with pytest.raises(UserError, match="choose one of soft, hard, alone"):
        named("sofa")
