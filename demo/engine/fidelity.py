"""What the teacher thinks of the student's tokens, after the race and never inside it.

Both models read the student's answer once more in one pass. At every position: KLD = sum over the
vocabulary of p_t (ln p_t - ln p_s); agreement = both argmax equal; acceptance = the sum of
min(p_t, p_s), the chance that speculative decoding would keep a token drawn from the student
(Leviathan et al., arXiv 2211.17192). Only where both tokenizers are the same.
"""

from __future__ import annotations

import torch

from demo.engine.causal_model import NOT_FINITE, finite
from demo.engine.lane import Lane
from demo.errors import UserError
from demo.recording import Fidelity

CHUNK = 64  # positions at a time: a vocabulary of 150 000 makes 40 MB of probabilities of each 64


@torch.inference_mode()
def fidelity(teacher: Lane, student: Lane, tokens: tuple[int, ...]) -> Fidelity:
    """The columns of the student's `tokens`, which both lanes' last prompt led to. Raises UserError
    when a model's logits are not finite."""
    logits = [_logits(lane, tokens) for lane in (teacher, student)]
    shared = min(one.shape[-1] for one in logits)  # padded vocabularies differ in size only
    chosen = torch.tensor(tokens, device=logits[0].device)
    parts = [
        _compared(*(one[i : i + CHUNK, :shared].float() for one in logits), chosen[i : i + CHUNK])
        for i in range(0, len(tokens), CHUNK)
    ]
    likely, klds, kept, agrees, first = (
        torch.cat(column).tolist() for column in zip(*parts, strict=True)
    )
    decode = teacher.loaded.tokenizer.decode
    return Fidelity(
        probability=_rounded(likely), kld=_rounded(klds), acceptance=_rounded(kept),
        agrees=tuple(agrees), first=tuple(first), instead=tuple(decode([token]) for token in first),
    )


def _logits(lane: Lane, tokens: tuple[int, ...]) -> torch.Tensor:
    """What the lane's model said before each of `tokens`: [len(tokens), vocabulary]."""
    ids = torch.tensor([[*lane.prompt, *tokens[:-1]]], device=lane.device.torch)
    logits = lane.read(ids, keep=len(tokens))[0]
    if not finite(logits).all():
        raise UserError(NOT_FINITE)
    return logits


def _compared(
    teacher: torch.Tensor, student: torch.Tensor, chosen: torch.Tensor
) -> tuple[torch.Tensor, ...]:
    """Logits [n, vocabulary] of both, and the student's tokens [n], to columns [n]."""
    log_t, log_s = teacher.log_softmax(-1), student.log_softmax(-1)
    p_t, p_s = log_t.exp(), log_s.exp()
    # A token that is impossible for the teacher adds 0 ln 0 = 0, not "not a number".
    kld = torch.where(p_t > 0, p_t * (log_t - log_s), 0).sum(-1)
    first = teacher.argmax(-1)
    return (
        p_t.gather(-1, chosen[:, None])[:, 0], kld.clamp(min=0),
        torch.minimum(p_t, p_s).sum(-1).clamp(max=1), first == student.argmax(-1), first,
    )


def _rounded(values: list[float]) -> tuple[float, ...]:
    return tuple(round(value, 5) for value in values)
