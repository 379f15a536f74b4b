"""Which of a student's drafted tokens a teacher lets stand, and the token that follows them.

Leviathan, Kalman and Matias, "Fast Inference from Transformers via Speculative Decoding", arXiv
2211.17192: what comes out is distributed as the teacher alone would write. Tensors only; the clocks
and the caches are demo.engine.cooperation's.
"""

from __future__ import annotations

import torch
from torch import Tensor

from demo.engine.causal_model import NOT_FINITE
from demo.engine.sampling import NO_TOKEN, Sampler
from demo.errors import UserError


def greedy(drafts: list[int], choices: list[int]) -> tuple[int, int]:
    """choices: the teacher's own token in the place of each draft, and one behind the last. How
    many drafts stand, and what follows. Raises UserError where a choice was impossible."""
    kept = next((i for i, (draft, choice) in enumerate(zip(drafts, choices, strict=False))
                 if draft != choice), len(drafts))
    if NO_TOKEN in choices[: kept + 1]:
        raise UserError(NOT_FINITE)
    return kept, choices[kept]


def sampled(
    drafts: list[int], teacher: Tensor, student: Tensor, usable: Tensor,
    generator: torch.Generator,
) -> tuple[int, int]:
    """teacher: its distribution in the place of each draft and behind the last [drafts + 1,
    vocabulary]; student: what each draft was drawn from [drafts, vocabulary]; usable [drafts + 1]:
    can the teacher draw there? Draft d stands with probability min(1, p(d) / q(d)); in the place of
    the first that does not, one is drawn from what is left of the teacher, max(0, p - q).

    The generator must be no copy of the one that drew the drafts: what is drawn would depend on
    it. Raises UserError where the teacher's distribution is none."""
    count = len(drafts)
    places = torch.arange(count, device=teacher.device)
    chosen = torch.tensor(drafts, dtype=torch.long, device=teacher.device)
    dice = torch.rand(count, generator=generator, device=teacher.device, dtype=teacher.dtype)
    # Strictly less: a draft that is impossible for the teacher never stands, whatever is thrown.
    stands = dice * student[places, chosen] < teacher[places, chosen]
    told = torch.cat([stands, usable]).tolist()  # the one wait of a verification but for the draw
    kept = next((i for i in range(count) if not told[i]), count)
    if not all(told[count : count + kept + 1]):
        raise UserError(NOT_FINITE)
    rest = teacher[kept]
    if kept < count:
        rest = residual(rest, student[kept])
    return kept, int(torch.multinomial(rest, 1, generator=generator))


def residual(teacher: Tensor, student: Tensor) -> Tensor:
    """max(0, p - q), as shares that need not sum to 1: [vocabulary]. Where rounding leaves nothing
    of it, p and q are the same, and p itself is right."""
    left = (teacher - student).clamp(min=0)
    return torch.where(left.sum() > 0, left, teacher)


def fitted(logits: Tensor, vocabulary: int) -> Tensor:
    """[..., own vocabulary] -> [..., vocabulary]: padded vocabularies differ in size only, and what
    the other model has no row for is never drafted."""
    own = logits.shape[-1]
    if own >= vocabulary:
        return logits[..., :vocabulary]
    pad = logits.new_full((*logits.shape[:-1], vocabulary - own), float("-inf"))
    return torch.cat([logits, pad], dim=-1)


def verified(
    sampler: Sampler, logits: Tensor, drafts: list[int], student: list[Tensor],
    read: Tensor | None,
) -> tuple[int, int]:
    """How many of the drafts the teacher's `sampler` lets stand, and what follows them. logits: the
    teacher's [drafts + 1, vocabulary]; student: the distributions that the drafts were drawn from,
    each [vocabulary], unless the temperature is 0; read: all tokens so far and the drafts
    [1, tokens], where the sampler looks back. Raises UserError for logits that are none."""
    if sampler.temperature == 0:
        return greedy(drafts, sampler.choose(logits, False, read).tolist())
    teacher, usable = sampler.distribution(logits, False, read)
    rows = torch.stack(student) if student else teacher[:0]
    return sampled(drafts, teacher, rows, usable, sampler.generator)
