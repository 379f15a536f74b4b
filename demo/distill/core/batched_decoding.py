"""The school's questions answered many at once, by demo.engine.batched_steps.

What the model believed at every token is kept on the way where it is wanted, so that nothing has
to be read twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from demo.distill.core.batches import asked
from demo.distill.core.targets import Cut, Targets
from demo.engine import batched_steps
from demo.engine.causal_model import CausalModel

# The longest worked answer has some 170 tokens; prompt and answer must fit a row of 256.
LONGEST = 190


@dataclass(frozen=True)
class DecodedAnswer:
    """One answer; its tokens hold the end where there was one, its beliefs a row a token."""

    text: str
    tokens: list[int]
    ended: bool
    beliefs: Targets | None = None


@dataclass(frozen=True)
class Choice:
    """How tokens are chosen: a temperature a question (0 is greedy), and the seed of the draws."""

    temperatures: Sequence[float]
    seed: int = 0


def _chosen(logits: Tensor, temperatures: Tensor, generator: torch.Generator) -> Tensor:
    """Logits [rows, vocabulary] and a temperature a row [rows] -> token ids [rows]."""
    greedy = logits.argmax(-1)
    if not temperatures.any():
        return greedy
    # Greedy rows are drawn, too, and the draw thrown away: a row's luck depends on its place alone.
    shares = (logits / temperatures.clamp(min=1e-6)[:, None]).softmax(-1)
    drawn = torch.multinomial(shares, 1, generator=generator)[:, 0]
    return torch.where(temperatures > 0, drawn, greedy)


def _steps(
    model: torch.nn.Module, prompts: list[list[int]], eos: int, pad: int, limit: int,
    choice: Choice,
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """The steps of demo.engine.batched_steps, with a temperature a row."""
    device = next(model.parameters()).device
    temperatures = torch.tensor(choice.temperatures, device=device, dtype=torch.float32)
    generator = torch.Generator(device).manual_seed(choice.seed)
    return batched_steps.steps(
        CausalModel(model), prompts, pad, limit,
        lambda logits, alive, first: _chosen(logits, temperatures[alive], generator),
        lambda rows, tokens: [token != eos for token in tokens],
    )


class _Decoding:
    """What each row said and believed, gathered step by step."""

    def __init__(self, rows: int, keep: Callable[[Tensor], Targets] | None) -> None:
        self.tokens: list[list[int]] = [[] for _ in range(rows)]
        self.beliefs: list[list[Targets]] = [[] for _ in range(rows)]
        self.keep = keep

    def add(self, alive: Tensor, chosen: Tensor, logits: Tensor) -> None:
        rows = alive.tolist()
        for row, token in zip(rows, chosen.tolist(), strict=True):
            self.tokens[row].append(token)
        if self.keep:
            held = self.keep(logits.log_softmax(-1)).to(torch.device("cpu"))
            for i, row in enumerate(rows):
                self.beliefs[row].append(_position(held, i))

    def believed(self, row: int) -> Targets | None:
        if not self.keep:
            return None
        parts = self.beliefs[row]
        if isinstance(parts[0], Cut):
            columns = zip(*((p.ids, p.logs, p.tail) for p in parts), strict=True)
            return Cut(*(torch.stack(column) for column in columns))
        return torch.stack(parts)


def _position(held: Targets, i: int) -> Targets:
    return Cut(held.ids[i], held.logs[i], held.tail[i]) if isinstance(held, Cut) else held[i]


def _say(
    model: torch.nn.Module, tokenizer: PreTrainedTokenizerFast, questions: Sequence[str],
    limit: int, choice: Choice, keep: Callable[[Tensor], Targets] | None,
) -> list[DecodedAnswer]:
    prompts = [asked(tokenizer, question) for question in questions]
    end, heard = tokenizer.eos_token_id, _Decoding(len(prompts), keep)
    for step in _steps(model, prompts, end, tokenizer.pad_token_id, limit, choice):
        heard.add(*step)
    return [
        DecodedAnswer(
            tokenizer.decode(t[:-1] if t[-1] == end else t), t, t[-1] == end, heard.believed(row)
        )
        for row, t in enumerate(heard.tokens)
    ]


def answers(
    model: torch.nn.Module,
    tokenizer: PreTrainedTokenizerFast,
    questions: Sequence[str],
    rows: int = 64,
    limit: int = LONGEST,
    choice: Choice | None = None,
    keep: Callable[[Tensor], Targets] | None = None,
) -> list[DecodedAnswer]:
    """`rows` questions at a time; greedy unless `choice` says otherwise. `keep` turns a step's
    log-probabilities, [rows, vocabulary], into what is kept of them as beliefs."""
    choice = choice or Choice([0.0] * len(questions))
    was_training = model.training
    model.eval()
    said: list[DecodedAnswer] = []
    for start in range(0, len(questions), rows):
        part = Choice(choice.temperatures[start : start + rows], choice.seed + start)
        said += _say(model, tokenizer, questions[start : start + rows], limit, part, keep)
    model.train(was_training)
    return said
