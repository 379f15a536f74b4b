"""A cut belief loses only how the tail was shared."""

from __future__ import annotations

import torch

from demo.distill.core.losses import distilling, divergence
from demo.distill.core.targets import as_tensors, buckets, cut, from_tensors, join, kept, sure


def beliefs(positions: int = 6, vocabulary: int = 20) -> torch.Tensor:
    torch.manual_seed(3)
    return torch.randn(positions, vocabulary).log_softmax(-1)


def test_top_k_and_tail_hold_all_the_mass() -> None:
    found = cut(beliefs(), 5)
    mass = found.logs.float().exp().sum(-1) + found.tail.float().exp()
    torch.testing.assert_close(mass, torch.ones(6), atol=2e-3, rtol=0)


def test_a_student_that_agrees_in_the_top_and_in_the_tails_mass_has_no_divergence() -> None:
    logs = beliefs()
    moved = logs.clone()
    rest = logs.argsort(-1, descending=True)[:, 5:]
    moved.scatter_(-1, rest, logs.gather(-1, rest.flip(-1)))
    assert not torch.equal(moved, logs)
    assert divergence(moved, cut(logs, 5).float()).abs() < 1e-4


def test_divergence_over_buckets_is_never_more_than_over_the_whole() -> None:
    logs, student = beliefs(), torch.randn(6, 20)
    whole = divergence(student, logs)
    parts = [divergence(student, cut(logs, k).float()) for k in (2, 8, 19)]
    assert parts[0] < parts[1] <= parts[2] + 1e-3 and parts[2] <= whole + 1e-2
    ours, theirs = buckets(student, cut(logs, 8).float())
    assert ours.shape == theirs.shape == (6, 9)


def test_gradients_through_a_cut_are_finite() -> None:
    student = torch.randn(6, 20, requires_grad=True)
    loss, _ = distilling(student, torch.arange(6), cut(beliefs(), 4).float(), 0.5)
    loss.backward()
    assert student.grad.isfinite().all() and student.grad.abs().sum() > 0


def test_stored_beliefs_come_back() -> None:
    whole, top = kept(beliefs()), kept(beliefs(), 4)
    assert torch.equal(from_tensors("q", as_tensors("q", whole)), whole)
    back = from_tensors("q", as_tensors("q", top))
    assert torch.equal(back.ids, top.ids) and torch.equal(back.tail, top.tail)
    assert len(join([top, back])) == 12


def test_a_persons_answer_is_believed_wholly() -> None:
    found = sure([3, 1], 9)
    assert found.argmax(-1).tolist() == [3, 1]
    assert found.float().softmax(-1).max(-1).values.min() > 0.999
