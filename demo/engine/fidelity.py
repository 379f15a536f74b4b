"""What a teacher thinks of a student's tokens: after a race and never inside it, or over an exam.

Both models read the student's answer once more in one pass. At every position: KL = sum over the
vocabulary of p_t (ln p_t - ln p_s); agreement = both argmax equal; acceptance = the sum of
min(p_t, p_s), the chance that speculative decoding would keep a token drawn from the student
(Leviathan et al., arXiv 2211.17192). Only where both tokenizers are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from demo.engine.causal_model import NOT_FINITE, finite
from demo.engine.lane import Lane
from demo.errors import UserError
from demo.recording.data import Fidelity

LIKELIEST = 5  # tokens that are kept of both sides where they part
CHUNK = 64  # positions at a time: a vocabulary of 150 000 makes 40 MB of probabilities of each 64


class Compared(NamedTuple):
    """Columns of one entry a token, each a tensor [n]: what both gave the token (ln p), KL in nats,
    acceptance, whether both would choose the same token, and the teacher's own choice."""

    teacher_log: Tensor
    student_log: Tensor
    kl: Tensor
    acceptance: Tensor
    agrees: Tensor
    first: Tensor


def compared(teacher: Tensor, student: Tensor, chosen: Tensor) -> Compared:
    """Logits [n, vocabulary] of both before each of the tokens `chosen` [n], in the dtype that is
    to be reckoned in. Raises UserError when logits are not finite."""
    if not (finite(teacher).all() and finite(student).all()):
        raise UserError(NOT_FINITE)
    log_t, log_s = teacher.log_softmax(-1), student.log_softmax(-1)
    p_t, p_s, at = log_t.exp(), log_s.exp(), chosen[:, None]
    first = teacher.argmax(-1)
    return Compared(
        log_t.gather(-1, at)[:, 0], log_s.gather(-1, at)[:, 0],
        # A token that is impossible for the teacher adds 0 ln 0 = 0, not "not a number".
        torch.where(p_t > 0, p_t * (log_t - log_s), 0).sum(-1),
        torch.minimum(p_t, p_s).sum(-1), first == student.argmax(-1), first,
    )


@torch.inference_mode()
def fidelity(
    teacher: Lane, student: Lane, tokens: tuple[int, ...],
    prompts: Sequence[list[int]] | None = None,
) -> Fidelity:
    """The columns of the student's `tokens`, to which `prompts` led (the lanes' last ones unless
    given; teacher first). What each found likeliest where they part is told of its own prompt.
    Raises UserError when a model's logits are not finite."""
    before = prompts or (teacher.prompt, student.prompt)
    logits = [_logits(lane, prompt, tokens)
              for lane, prompt in zip((teacher, student), before, strict=True)]
    shared = min(one.shape[-1] for one in logits)  # padded vocabularies differ in size only
    chosen = torch.tensor(tokens, device=logits[0].device)
    parts = [
        compared(*(one[i : i + CHUNK, :shared].float() for one in logits), chosen[i : i + CHUNK])
        for i in range(0, len(tokens), CHUNK)
    ]
    at = _parting(teacher, tokens)
    places = [one[at] for one in logits]
    if at >= 0 and before[0] != teacher.prompt:
        # Up to there both said the same, the teacher in its own conversation.
        places[0] = _logits(teacher, teacher.prompt, tokens[: at + 1])[-1]
    likeliest = {} if at < 0 else {
        lane.side: _likeliest(lane, place)
        for lane, place in zip((teacher, student), places, strict=True)}
    columns = Compared(*(torch.cat(column) for column in zip(*parts, strict=True)))
    first, decode = columns.first.tolist(), teacher.loaded.tokenizer.decode
    return Fidelity(
        probability=_rounded(columns.teacher_log.exp()),
        # Rounding may bring a divergence of nothing below zero, and a sum of shares above one.
        kld=_rounded(columns.kl.clamp(min=0)),
        acceptance=_rounded(columns.acceptance.clamp(max=1)),
        agrees=tuple(columns.agrees.tolist()), first=tuple(first),
        instead=tuple(decode([token]) for token in first), parting=at, likeliest=likeliest,
    )


def _parting(teacher: Lane, tokens: tuple[int, ...]) -> int:
    """The first of the student's tokens that the teacher's answer does not have in its place."""
    said = [token for token in teacher.output if token not in teacher.eos]
    return next((i for i, token in enumerate(tokens) if i >= len(said) or said[i] != token), -1)


def _likeliest(lane: Lane, logits: Tensor) -> tuple[tuple[str, float], ...]:
    """What the lane's model found likeliest of one place's logits [vocabulary]."""
    shares, ids = logits.float().softmax(-1).topk(min(LIKELIEST, logits.shape[-1]))
    decode = lane.loaded.tokenizer.decode
    return tuple((decode([token]), round(share, 4))
                 for token, share in zip(ids.tolist(), shares.tolist(), strict=True))


def _logits(lane: Lane, prompt: list[int], tokens: tuple[int, ...]) -> Tensor:
    """What the lane's model said before each of `tokens`: [len(tokens), vocabulary]."""
    ids = torch.tensor([[*prompt, *tokens[:-1]]], device=lane.device.torch)
    return lane.read(ids, keep=len(tokens))[0]


def _rounded(column: Tensor) -> tuple[float, ...]:
    return tuple(round(value, 5) for value in column.tolist())
