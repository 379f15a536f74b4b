"""Hinton's two terms (arXiv 1503.02531), and the generalised Jensen-Shannon divergence. Pure
functions of tensors.

Students are logits [positions, vocabulary], teachers log-probabilities of the same shape or cut to
their top k, labels token ids [positions]. Sums run over the vocabulary; every result is a mean per
position, in nats, of shape [].
"""

from __future__ import annotations

from math import log

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div, log_softmax

from demo.distill.core.targets import Cut, Targets, buckets


def divergence(student: Tensor, teacher: Targets, temperature: float = 1.0) -> Tensor:
    """T^2 KL(teacher || student), [positions, vocabulary] each, in nats a position; T^2 keeps
    gradients comparable across T."""
    if isinstance(teacher, Cut):
        assert temperature == 1.0, "a temperature needs whole distributions, not the top k"
        student, teacher = buckets(student, teacher)
    ours = log_softmax(student / temperature, -1)
    theirs = log_softmax(teacher / temperature, -1)
    return temperature**2 * kl_div(ours, theirs, reduction="batchmean", log_target=True)


def distilling(
    student: Tensor, labels: Tensor, teacher: Targets, alpha: float, temperature: float = 1.0
) -> tuple[Tensor, dict[str, float]]:
    """alpha * soft targets + (1 - alpha) * the answer's own tokens, labels [positions]; both terms
    logged apart."""
    assert len(student) == len(teacher), "targets must sit on the same answer positions"
    soft = divergence(student, teacher, temperature)
    hard = cross_entropy(student, labels)
    return alpha * soft + (1 - alpha) * hard, {"kd": soft.item(), "ce": hard.item()}


def generalised_jsd(student: Tensor, teacher_log: Tensor, beta: float) -> Tensor:
    """beta KL(P || M) + (1 - beta) KL(Q || M), with P the teacher, Q the student (log-probabilities
    and logits, [positions, vocabulary]) and M = beta P + (1 - beta) Q. At the ends, where that is
    zero, its limits divided by beta and by
    1 - beta: 0 is KL(P || Q), 1 is KL(Q || P). Agarwal et al., 2024 (arXiv 2306.13649), eq. 1.
    """
    q, p = log_softmax(student, -1), log_softmax(teacher_log, -1)
    if beta == 0.0:
        return _kl(p, q)
    if beta == 1.0:
        return _kl(q, p)
    middle = torch.logaddexp(p + log(beta), q + log(1 - beta))
    return beta * _kl(p, middle) + (1 - beta) * _kl(q, middle)


def _kl(p: Tensor, q: Tensor) -> Tensor:
    return kl_div(q, p, reduction="batchmean", log_target=True)
