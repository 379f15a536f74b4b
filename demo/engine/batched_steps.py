"""Many prompts answered at once: left-padded, with one KV cache, ended rows leave early.

A race decodes one question at a time with its lanes; this is for exams and for asking a teacher
thousands of questions, where only the words matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from demo.engine.causal_model import NOT_FINITE, CausalModel, finite
from demo.errors import UserError

# Logits [alive, vocabulary] in fp32, row numbers [alive], is it the first step -> ids [alive].
Choose = Callable[[Tensor, Tensor, bool], Tensor]
# Row numbers [alive] and their newest tokens -> which of the rows go on, a bool each.
GoesOn = Callable[[list[int], list[int]], list[bool]]


def left_padded(rows: Sequence[list[int]], pad: int) -> tuple[Tensor, Tensor]:
    """Token ids and mask (1 is a token, 0 is padding), both [rows, longest]. On the left, so that
    every row's newest token stands in the last column and one `[:, -1]` reads them all."""
    width = max(len(row) for row in rows)
    ids = torch.tensor([[pad] * (width - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in rows])
    return ids, mask


@torch.inference_mode()
def steps(
    read: CausalModel, prompts: Sequence[list[int]], pad: int, most: int, choose: Choose,
    goes_on: GoesOn,
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """(row numbers [alive], chosen tokens [alive], logits [alive, vocabulary]) of each of at most
    `most` steps. Ended rows leave the batch, the cache and the mask at once, so late steps cost
    less. Raises UserError when the model's logits are not finite."""
    device = next(read.model.parameters()).device
    ids, mask = (tensor.to(device) for tensor in left_padded(prompts, pad))
    # Padding takes no position: a row's first token is at 0 however far right it stands. [rows, T]
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    # One row alone has no padding, and some models read without a mask what they cannot with one.
    padded = {"attention_mask": mask} if len(prompts) > 1 else {}
    alive, cache = torch.arange(len(prompts), device=device), read.new_cache()
    for step in range(most):
        logits = read(ids, cache, keep=1, places=positions, **padded)[:, -1].float()
        if not finite(logits).all():
            raise UserError(NOT_FINITE)
        chosen = choose(logits, alive, step == 0)
        yield alive, chosen, logits
        stays = torch.tensor(goes_on(alive.tolist(), chosen.tolist()), device=device)
        keep = stays.nonzero()[:, 0]
        if not len(keep):
            return
        if len(keep) < len(chosen):
            cache.batch_select_indices(keep)
        # From the second step on one token a row is fed: ids and positions are [alive, 1], the mask
        # covers the whole cache and grows by a column of ones.
        alive, mask, positions = alive[keep], mask[keep], positions[keep, -1:] + 1
        ids, mask = chosen[keep, None], torch.cat([mask, mask.new_ones(len(mask), 1)], 1)
        padded = {"attention_mask": mask} if padded else {}
