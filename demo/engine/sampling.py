"""Choosing the next token, the same way for both sides."""

from __future__ import annotations

import torch

from demo.recording import Request


class Sampler:
    """Greedy at temperature 0, else temperature and top-p with a seed; some tokens never.

    suppress: token ids never chosen; begin_suppress: ids never chosen first (both from the model's
    generation config).
    """

    def __init__(
        self, request: Request, device: torch.device,
        suppress: list[int] | None = None, begin_suppress: list[int] | None = None,
    ) -> None:
        self.temperature, self.top_p = request.temperature, request.top_p
        self._generator = torch.Generator(device).manual_seed(request.seed)
        self._suppress = torch.tensor(suppress or [], dtype=torch.long, device=device)
        first = sorted({*(suppress or []), *(begin_suppress or [])})
        self._first = torch.tensor(first, dtype=torch.long, device=device)

    def choose(self, logits: torch.Tensor, first: bool) -> torch.Tensor:
        """logits: [vocabulary], any float type -> token id, a tensor of shape []."""
        logits = logits.float()
        banned = self._first if first else self._suppress
        if len(banned):
            logits = logits.index_fill(0, banned, float("-inf"))
        if self.temperature == 0:
            return logits.argmax()
        probabilities = torch.softmax(logits / self.temperature, dim=-1)
        if self.top_p < 1:
            probabilities = nucleus(probabilities, self.top_p)
        return torch.multinomial(probabilities, 1, generator=self._generator)[0]


def nucleus(probabilities: torch.Tensor, top_p: float) -> torch.Tensor:
    """The fewest most likely tokens whose probabilities reach top_p, renormalised; [vocabulary]."""
    ranked, order = probabilities.sort(descending=True)
    # A token stays while what stands before it is below top_p, so the first one always stays.
    kept = torch.where(ranked.cumsum(-1) - ranked < top_p, ranked, 0)
    return torch.zeros_like(probabilities).scatter(0, order, kept / kept.sum())
