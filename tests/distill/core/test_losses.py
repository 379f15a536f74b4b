"""The two terms are what they say they are."""

from __future__ import annotations

import math

import pytest
import torch
from torch.nn.functional import cross_entropy

from demo.distill.core.losses import distilling, divergence, generalised_jsd


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


def test_the_generalised_divergence_of_a_copy_is_zero() -> None:
    logits = torch.randn(4, 9)
    for beta in (0.0, 0.1, 0.5, 0.9, 1.0):
        assert generalised_jsd(logits, logits.log_softmax(-1), beta).abs() < 1e-6


def test_its_ends_are_the_two_kl_divergences_and_their_limits() -> None:
    teacher, student = torch.randn(5, 7).log_softmax(-1), torch.randn(5, 7).log_softmax(-1)
    forward = (teacher.exp() * (teacher - student)).sum() / 5
    reverse = (student.exp() * (student - teacher)).sum() / 5
    torch.testing.assert_close(generalised_jsd(student, teacher, 0.0), forward)
    torch.testing.assert_close(generalised_jsd(student, teacher, 1.0), reverse)
    wide = student.double(), teacher.double()
    near = generalised_jsd(*wide, 1e-5) / 1e-5, generalised_jsd(*wide, 1 - 1e-5) / 1e-5
    assert near[0].item() == pytest.approx(forward.item(), rel=1e-3)
    assert near[1].item() == pytest.approx(reverse.item(), rel=1e-3)


def test_in_the_middle_it_is_symmetric_and_bounded() -> None:
    teacher, student = 9 * torch.randn(5, 7), 9 * torch.randn(5, 7)
    there = generalised_jsd(student, teacher.log_softmax(-1), 0.5)
    back = generalised_jsd(teacher, student.log_softmax(-1), 0.5)
    torch.testing.assert_close(there, back)
    assert 0 < there < math.log(2)
