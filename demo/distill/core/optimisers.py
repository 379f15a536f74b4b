"""Muon for matrices, AdamW for the rest, as one optimiser.

Muon (Keller Jordan, 2024, https://kellerjordan.github.io/posts/muon/) replaces a matrix's momentum
by its nearest orthogonal matrix. `torch.optim.Muon` orthogonalises in bfloat16, which CPUs without
bf16 instructions emulate (four times slower steps when tried); this one stays in fp32 and handles
equal shapes as one stack.
"""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor, nn

# Quintic Newton-Schulz coefficients of the original.
_A, _B, _C = 3.4445, -4.7750, 2.0315


def orthogonalised(stack: Tensor, rounds: int = 5) -> Tensor:
    """The nearest (semi-)orthogonal matrix of each in a stack [matrices, m, n], approximately: its
    singular values all become about 1, so that no direction of the update drowns another."""
    # Of m x n the Gram matrix of the shorter side is the smaller one: m x m with m <= n.
    tall = stack.shape[-2] > stack.shape[-1]
    x = stack.mT if tall else stack
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(rounds):
        gram = x @ x.mT  # [matrices, m, m]
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Updates are scaled to the usual size of AdamW's, so one learning rate serves both."""

    def __init__(self, params, lr: float, momentum: float = 0.95, decay: float = 0.01) -> None:
        super().__init__(list(params), {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            by_shape = defaultdict(list)
            for p in group["params"]:
                if p.grad is not None:
                    by_shape[p.shape].append(p)
            for shape, members in by_shape.items():
                update = orthogonalised(torch.stack([self._momentum(p, group) for p in members]))
                scale = 0.2 * max(shape) ** 0.5
                for p, u in zip(members, update, strict=True):
                    p.mul_(1 - group["lr"] * group["decay"]).add_(u, alpha=-group["lr"] * scale)

    def _momentum(self, p: nn.Parameter, group: dict) -> Tensor:
        state = self.state[p]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(p)
        state["momentum"].lerp_(p.grad, 1 - group["momentum"])
        return p.grad.lerp(state["momentum"], group["momentum"])


def optimisers(model: nn.Module, rate: float) -> list[torch.optim.Optimizer]:
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "embed" not in n]
    rest = [p for n, p in model.named_parameters() if p.ndim != 2 or "embed" in n]
    # The tied embedding is also the output: half the rate keeps its logits calm.
    calm = {"params": rest, "share": 0.5}
    return [Muon(matrices, rate), torch.optim.AdamW([calm], rate, weight_decay=0.0)]
