"""The two terms are what they say they are."""

from __future__ import annotations

import pytest
import torch
from torch.nn.functional import cross_entropy

from demo.distill.losses import distilling, divergence


def test_divergence_is_the_textbook_sum() -> None:
    teacher, student = torch.randn(5, 7).log_softmax(-1), torch.randn(5, 7)
    by_hand = (teacher.exp() * (teacher - student.log_softmax(-1))).sum() / 5
    torch.testing.assert_close(divergence(student, teacher), by_hand)


def test_a_perfect_copy_has_no_divergence() -> None:
    logits = torch.randn(4, 9)
    assert divergence(logits, logits.log_softmax(-1), 2.0).item() == pytest.approx(0, abs=1e-6)


def test_temperature_is_squared_back() -> None:
    """At high T the gradient would fade as 1/T^2; squared back, it stays of the same order."""
    teacher, sizes = torch.randn(6, 8).log_softmax(-1), []
    for temperature in (4.0, 16.0):
        student = torch.zeros(6, 8, requires_grad=True)
        divergence(student, teacher, temperature).backward()
        sizes.append(student.grad.norm().item())
    assert sizes[0] == pytest.approx(sizes[1], rel=0.3)


def test_alpha_mixes_soft_and_hard() -> None:
    student, teacher = torch.randn(3, 6), torch.randn(3, 6).log_softmax(-1)
    labels = torch.tensor([1, 2, 3])
    loss, parts = distilling(student, labels, teacher, alpha=0.25)
    assert parts["ce"] == pytest.approx(cross_entropy(student, labels).item())
    assert loss.item() == pytest.approx(0.25 * parts["kd"] + 0.75 * parts["ce"], rel=1e-5)


def test_targets_of_other_positions_are_refused() -> None:
    with pytest.raises(AssertionError, match="same answer positions"):
        distilling(torch.randn(3, 6), torch.tensor([1, 2, 3]), torch.randn(4, 6), 0.5)
