"""A run that was cut off goes on where it stood and ends where it would have ended."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from torch.nn.functional import cross_entropy

from demo.distill.core.models import answer_labels, answer_logits, new_model
from demo.distill.core.optimisers import optimisers, orthogonalised
from demo.distill.core.sizes import Budget, Shape
from demo.distill.core.stage_files import read_lines
from demo.distill.core.training import Stage, rate_at, train
from demo.distill.school.lessons import hard_loss, reference_batches
from demo.errors import UserError
from tests.distill.interrupted import train_until

TINY = Shape(64, 2, 1, 64)
BUDGET = Budget(5, 1, 2e-3, 2, row_length=160, look_every=5, look_questions=1, save_every=2)


def stage_in(folder, tokenizer, budget: Budget = BUDGET) -> Stage:
    model = new_model(TINY, tokenizer, seed=4)
    return Stage(
        "t", folder, budget, model, reference_batches(tokenizer, budget, 9),
        hard_loss(model, compiled=False), lambda: {"add": 0.0},
    )


def test_a_resumed_run_equals_an_uninterrupted_one(tokenizer, tmp_path) -> None:
    whole = stage_in(tmp_path / "whole", tokenizer)
    train(whole)
    train_until(stage_in(tmp_path / "cut", tokenizer), 2)
    resumed = stage_in(tmp_path / "cut", tokenizer)
    done = train(resumed)
    assert done["step"] == 5 and done["tokens"] == whole.done["tokens"]
    for ours, theirs in zip(
        resumed.model.parameters(), whole.model.parameters(), strict=True
    ):
        assert torch.equal(ours, theirs)


def test_resuming_starts_at_the_saved_step(tokenizer, tmp_path) -> None:
    train_until(stage_in(tmp_path, tokenizer), 3)
    seen = []
    resumed = stage_in(tmp_path, tokenizer)
    lessons = resumed.batch_of
    resumed.batch_of = lambda step: (seen.append(step), lessons(step))[1]
    train(resumed)
    assert seen == [3, 4]


def test_a_checkpoint_never_exists_half_written(tokenizer, tmp_path) -> None:
    train_until(stage_in(tmp_path, tokenizer), 2)
    assert not list(tmp_path.glob("*.part"))
    torch.load(tmp_path / "t.pt", weights_only=True)


def test_going_on_with_another_plan_is_named(tokenizer, tmp_path, capsys) -> None:
    train_until(stage_in(tmp_path, tokenizer), 2)
    assert "was begun with" not in capsys.readouterr().err
    longer = replace(BUDGET, steps=7, rate=1e-3)
    train(stage_in(tmp_path, tokenizer, longer))
    said = capsys.readouterr().err
    assert "was begun with steps 5, now 7, rate 0.002, now 0.001" in said and "step 2" in said


def test_a_line_torn_by_a_kill_costs_no_other_line_of_the_log(tokenizer, tmp_path) -> None:
    train_until(stage_in(tmp_path, tokenizer), 2)
    with stage_in(tmp_path, tokenizer).log.open("ab") as log:
        log.write(b'{"step": 2, "to')
    train(stage_in(tmp_path, tokenizer))
    assert [row["step"] for row in read_lines(tmp_path / "t.jsonl")] == [5]


def test_a_used_checkpoint_goes_and_a_new_run_begins_a_new_log(tokenizer, tmp_path) -> None:
    stage = stage_in(tmp_path, tokenizer)
    train(stage)
    stage.finish()
    assert not stage.checkpoint.exists() and stage.log.exists()
    train(stage_in(tmp_path, tokenizer))
    assert [row["step"] for row in read_lines(stage.log)] == [5]


def test_the_log_is_json_lines_with_accuracy(tokenizer, tmp_path) -> None:
    stage = stage_in(tmp_path, tokenizer)
    train(stage)
    rows = [json.loads(line) for line in stage.log.read_text().splitlines()]
    assert rows[-1]["step"] == 5 and rows[-1]["accuracy"] == {"add": 0.0}


def test_the_rate_warms_up_and_falls_to_zero() -> None:
    budget = Budget(100, 1, 1.0, 10)
    assert rate_at(budget, 0) == 0.1
    assert rate_at(budget, 9) == 1.0
    assert 0 < rate_at(budget, 99) < 0.02


def test_orthogonalising_brings_singular_values_near_one() -> None:
    torch.manual_seed(0)
    for shape in ((3, 32, 64), (3, 64, 32)):
        values = torch.linalg.svdvals(orthogonalised(torch.randn(shape)))
        assert values.min() > 0.6 and values.max() < 1.3


def test_a_full_disk_is_one_sentence_and_the_checkpoint_before_stays(tokenizer, tmp_path) -> None:
    train_until(stage_in(tmp_path, tokenizer), 2)
    before = (tmp_path / "t.pt").read_bytes()
    # Writing here fails as it does on a full disk: with ENOSPC, from the kernel.
    (tmp_path / "t.pt.part").symlink_to("/dev/full")
    with pytest.raises(UserError, match="is full: free some space and give the same command"):
        train(stage_in(tmp_path, tokenizer))
    assert (tmp_path / "t.pt").read_bytes() == before
    assert train(stage_in(tmp_path, tokenizer))["step"] == 5


def test_one_process_trains_to_the_very_bits_of_a_plain_loop(tokenizer, tmp_path) -> None:
    """What accelerate adds for several processes changes nothing for one."""
    stage, plain = stage_in(tmp_path, tokenizer), stage_in(tmp_path / "plain", tokenizer)
    train(stage)
    tools = optimisers(plain.model, BUDGET.rate)
    for step in range(BUDGET.steps):
        for tool in tools:
            for group in tool.param_groups:
                group["lr"] = rate_at(BUDGET, step) * group.get("share", 1.0)
            tool.zero_grad()
        plain.loss_of(plain.batch_of(step))[0].backward()
        torch.nn.utils.clip_grad_norm_(plain.model.parameters(), 1.0)
        for tool in tools:
            tool.step()
    for ours, theirs in zip(stage.model.parameters(), plain.model.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_a_compiled_body_trains_under_the_loop(tokenizer, tmp_path) -> None:
    stage, plain = stage_in(tmp_path, tokenizer), stage_in(tmp_path / "plain", tokenizer)
    # Traced as always, but not turned into machine code, which takes minutes.
    body = torch.compile(stage.model.model, backend="eager")
    stage.loss_of = lambda batch: (
        cross_entropy(answer_logits(stage.model, batch, body), answer_labels(batch)), {})
    plain.loss_of = lambda batch: (
        cross_entropy(answer_logits(plain.model, batch), answer_labels(batch)), {})
    train_until(stage, 2)
    train_until(plain, 2)
    for ours, theirs in zip(stage.model.parameters(), plain.model.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_loss_that_is_no_number_ends_the_run_and_no_checkpoint_holds_it(
    tokenizer, tmp_path, value
) -> None:
    stage = stage_in(tmp_path, tokenizer)
    lesson, seen = stage.loss_of, []

    def breaking(batch):
        loss, parts = lesson(batch)
        seen.append(loss)
        return (loss * value if len(seen) == 4 else loss), parts

    stage.loss_of = breaking
    with pytest.raises(UserError, match="no finite number"):
        train(stage)
    saved = torch.load(tmp_path / "t.pt", weights_only=True)
    assert saved["done"]["step"] == 2
    assert all(tensor.isfinite().all() for tensor in saved["model"].values())
