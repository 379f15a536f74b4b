"""Choosing the next token, the same way for both sides."""

from __future__ import annotations

import torch

from demo.engine.causal_model import finite
from demo.engine.generation_settings import Processors
from demo.recording.data import Request

# In place of a token id: the logits were not finite, and none can be chosen.
NO_TOKEN = -1
# Below it a temperature only sharpens what is a certainty already, and would overflow.
COLDEST = 1e-6


class Sampler:
    """Greedy at temperature 0, else temperature and top-p with a seed; some tokens never.

    suppress: token ids never chosen; begin_suppress: ids never chosen first (both from the model's
    generation config); own: that config's penalties, and what narrows chance, where they are on.
    """

    def __init__(
        self, request: Request, device: torch.device,
        suppress: list[int] | None = None, begin_suppress: list[int] | None = None,
        own: tuple[Processors, Processors] = ([], []),
    ) -> None:
        self._penalties, self._chances = own
        self.temperature, self.top_p = request.temperature, request.top_p
        self._generator = torch.Generator(device).manual_seed(request.seed)
        self._suppress = torch.tensor(suppress or [], dtype=torch.long, device=device)
        first = sorted({*(suppress or []), *(begin_suppress or [])})
        self._first = torch.tensor(first, dtype=torch.long, device=device)

    @property
    def is_greedy(self) -> bool:
        """Does it take the likeliest token as the model has it?"""
        return self.temperature == 0 and not self.looks_back

    @property
    def looks_back(self) -> bool:
        """Does it need what was read and written so far?"""
        return bool(self._penalties or self._chances)

    def choose(
        self, logits: torch.Tensor, first: bool, read: torch.Tensor | None = None
    ) -> torch.Tensor:
        """logits: [vocabulary], any float type -> token id, a tensor of shape []; NO_TOKEN where
        the logits hold a NaN, +infinity, or nothing that may be chosen. read: all token ids so far
        [1, tokens], where it `looks_back`."""
        logits = logits.float()
        for penalty in self._penalties:
            logits = penalty(read, logits[None])[0]
        banned = self._first if first else self._suppress
        if len(banned):
            logits = logits.index_fill(0, banned, float("-inf"))
        usable = finite(logits)
        if self.temperature == 0:
            return torch.where(usable, logits.argmax(), NO_TOKEN)
        # multinomial aborts a whole CUDA context on a NaN, so it never sees one; and asking the
        # device first whether there is any would cost each step one more wait.
        logits = torch.where(usable, logits, 0)
        logits = logits / max(self.temperature, COLDEST)
        for narrow in self._chances:
            logits = narrow(read, logits[None])[0]
        probabilities = torch.softmax(logits, dim=-1)
        if self.top_p < 1:
            probabilities = nucleus(probabilities, self.top_p)
        drawn = torch.multinomial(probabilities, 1, generator=self._generator)[0]
        return torch.where(usable, drawn, NO_TOKEN)


def nucleus(probabilities: torch.Tensor, top_p: float) -> torch.Tensor:
    """The fewest most likely tokens whose probabilities reach top_p, renormalised: [vocabulary] to
    [vocabulary] (top-p or nucleus sampling, Holtzman et al., arXiv 1904.09751)."""
    ranked, order = probabilities.sort(descending=True)
    # A token stays while what stands before it is below top_p, so the first one always stays.
    kept = torch.where(ranked.cumsum(-1) - ranked < top_p, ranked, 0)
    return torch.zeros_like(probabilities).scatter(0, order, kept / kept.sum())
