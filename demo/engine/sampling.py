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
        self.generator = torch.Generator(device).manual_seed(request.seed)
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
        """logits: [..., vocabulary], any float type -> token ids [...]; NO_TOKEN where the logits
        hold a NaN, +infinity, or nothing that may be chosen. read: all token ids so far
        [1, tokens], where it `looks_back`; of several rows, its last ones stand between them."""
        if self.temperature == 0:
            logits = self._allowed(logits, first, read)
            return torch.where(finite(logits), logits.argmax(-1), NO_TOKEN)
        return self.drawn(*self.distribution(logits, first, read))

    def distribution(
        self, logits: torch.Tensor, first: bool, read: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """What it draws from above temperature 0: probabilities [..., vocabulary], and whether any
        token can be drawn at all [...]; arguments as in `choose`."""
        logits = self._allowed(logits, first, read)
        usable = finite(logits)
        # multinomial aborts a whole CUDA context on a NaN, so it never sees one; and asking the
        # device first whether there is any would cost each step one more wait.
        logits = torch.where(usable[..., None], logits, 0) / max(self.temperature, COLDEST)
        logits = _processed(self._chances, logits, read)
        probabilities = torch.softmax(logits, dim=-1)
        if self.top_p < 1:
            probabilities = nucleus(probabilities, self.top_p)
        return probabilities, usable

    def drawn(self, probabilities: torch.Tensor, usable: torch.Tensor) -> torch.Tensor:
        """One token [] of a distribution [vocabulary]; NO_TOKEN where none is usable."""
        token = torch.multinomial(probabilities, 1, generator=self.generator)[0]
        return torch.where(usable, token, NO_TOKEN)

    def _allowed(
        self, logits: torch.Tensor, first: bool, read: torch.Tensor | None
    ) -> torch.Tensor:
        """Logits after the penalties, and with the tokens that are never chosen at -infinity."""
        logits = _processed(self._penalties, logits.float(), read)
        banned = self._first if first else self._suppress
        return logits.index_fill(-1, banned, float("-inf")) if len(banned) else logits


def _processed(own: Processors, logits: torch.Tensor, read: torch.Tensor | None) -> torch.Tensor:
    """Each row [vocabulary] of the logits after these processors, looking back on what stands
    before its own place in `read` [1, tokens]."""
    if not own:
        return logits
    rows = logits.reshape(-1, logits.shape[-1])
    for process in own:
        before = read.shape[1] - len(rows) + 1
        rows = torch.cat([process(read[:, : before + i], row[None]) for i, row in enumerate(rows)])
    return rows.reshape(logits.shape)


def nucleus(probabilities: torch.Tensor, top_p: float) -> torch.Tensor:
    """The fewest most likely tokens whose probabilities reach top_p, renormalised: [...,
    vocabulary] to the same (top-p or nucleus sampling, Holtzman et al., arXiv 1904.09751)."""
    ranked, order = probabilities.sort(descending=True)
    # A token stays while what stands before it is below top_p, so the first one always stays.
    kept = torch.where(ranked.cumsum(-1) - ranked < top_p, ranked, 0)
    return torch.zeros_like(probabilities).scatter(-1, order, kept / kept.sum(-1, keepdim=True))
