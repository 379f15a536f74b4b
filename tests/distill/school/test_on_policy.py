"""At the end the student's own answers are marked by the teacher."""

from __future__ import annotations

import torch

from demo.distill.core.batches import IGNORED
from demo.distill.core.losses import generalised_jsd
from demo.distill.core.models import answer_logits, new_model
from demo.distill.core.sizes import Budget, Shape
from demo.distill.school.distil import BETA, OnPolicyBatches, loss_for
from demo.distill.school.variants import ROWS

BUDGET = Budget(10, 2, 1e-3, 2, own=0.3)
QUESTIONS = ["what is 3 + 4", "hi", "how many r in strawberry", "47 写成汉字"]
SMALLER = Shape(64, 1, 1, 64)


def practice(tokenizer, teacher, student=None, seed: int = 0) -> OnPolicyBatches:
    student = student or new_model(SMALLER, tokenizer, 7)
    return OnPolicyBatches(teacher, student, tokenizer, QUESTIONS, 100.0, BUDGET, seed)


def test_practice_takes_the_last_share_of_the_steps(tokenizer, tiny) -> None:
    assert practice(tokenizer, tiny).begins() == 7


def test_targets_are_the_teachers_view_of_the_students_tokens(tokenizer, tiny) -> None:
    batch = practice(tokenizer, tiny).batch(8)
    with torch.no_grad():
        views = answer_logits(tiny, batch).log_softmax(-1)
    assert batch.own and torch.equal(batch.targets, views)
    assert len(batch.targets) == (batch.labels != IGNORED).sum() > 0


def test_the_answers_are_the_students_own(tokenizer, tiny) -> None:
    """One that prefers no token says all of them, and seldom ends."""
    student = new_model(SMALLER, tokenizer, 7)
    with torch.no_grad():
        student.model.norm.weight.zero_()
    held = practice(tokenizer, tiny, student).batch(8).labels
    said = held[held != IGNORED]
    # Without a final norm all logits are zero: every token is as likely as any other.
    assert len(said.unique()) > 0.3 * len(tokenizer)
    assert (said == tokenizer.eos_token_id).float().mean() < 0.05


def test_a_step_samples_the_same_answers_again_and_another_step_others(tokenizer, tiny) -> None:
    one = practice(tokenizer, tiny)
    assert torch.equal(one.batch(8).inputs, one.batch(8).inputs)
    assert not torch.equal(one.batch(8).inputs, one.batch(9).inputs)
    assert not torch.equal(one.batch(8).inputs, practice(tokenizer, tiny, seed=1).batch(8).inputs)


def test_practice_is_marked_by_the_generalised_divergence_alone(tokenizer, tiny) -> None:
    student = new_model(SMALLER, tokenizer, 7)
    batch = practice(tokenizer, tiny, student).batch(8)
    loss, parts = loss_for(ROWS[0], student, exact=True)(batch)
    wanted = generalised_jsd(answer_logits(student, batch), batch.targets, BETA)
    torch.testing.assert_close(loss, wanted)
    assert set(parts) == {"jsd"}


def test_sampling_leaves_the_student_in_training(tokenizer, tiny) -> None:
    student = new_model(SMALLER, tokenizer, 7).train()
    practice(tokenizer, tiny, student).batch(8)
    assert student.training
