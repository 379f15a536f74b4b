"""Hinton's two terms. Pure functions of tensors."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div, log_softmax


def divergence(student: Tensor, teacher_log: Tensor, temperature: float = 1.0) -> Tensor:
    """T^2 KL(teacher || student) in nats a position; T^2 keeps gradients comparable across T."""
    ours = log_softmax(student / temperature, -1)
    theirs = log_softmax(teacher_log / temperature, -1)
    return temperature**2 * kl_div(ours, theirs, reduction="batchmean", log_target=True)


def distilling(
    student: Tensor, labels: Tensor, teacher_log: Tensor, alpha: float, temperature: float = 1.0
) -> tuple[Tensor, dict[str, float]]:
    """alpha * soft targets + (1 - alpha) * the answer's own tokens; both terms logged apart."""
    assert student.shape == teacher_log.shape, "targets must sit on the same answer positions"
    soft = divergence(student, teacher_log, temperature)
    hard = cross_entropy(student, labels)
    return alpha * soft + (1 - alpha) * hard, {"kd": soft.item(), "ce": hard.item()}
