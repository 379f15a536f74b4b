"""What a model's generation config asks of whoever samples from it, beyond what a visitor chooses.

By default our loop leaves its penalties out, alike on both sides, and the card names them. Switched
on, they run inside the timed step as they do in generate(), by transformers' own processors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from transformers import generation

from demo.recording.own_settings import CHOSEN

# Change greedy answers, too. Name -> the value that changes nothing, and what does it.
PENALTIES: dict[str, tuple[Any, Callable[..., Any]]] = {
    "repetition_penalty": (1.0, generation.RepetitionPenaltyLogitsProcessor),
    "no_repeat_ngram_size": (0, generation.NoRepeatNGramLogitsProcessor),
    "sequence_bias": (None, generation.SequenceBiasLogitsProcessor),
    "bad_words_ids": (None, generation.NoBadWordsLogitsProcessor),
}
# Change which tokens chance chooses among, in the order generate() applies them.
CHANCES: dict[str, tuple[Any, Callable[..., Any]]] = {
    "top_k": (0, generation.TopKLogitsWarper),
    "min_p": (None, generation.MinPLogitsWarper),
    "typical_p": (1.0, generation.TypicalLogitsWarper),
    "epsilon_cutoff": (0.0, generation.EpsilonLogitsWarper),
}
LONGEST = 24  # characters of a value that are shown
Processors = list[Callable[[torch.Tensor, torch.Tensor], torch.Tensor]]


def told(config: Any) -> tuple[str, ...]:
    """"repetition_penalty 1.1", … of a generation config: what changes any answer, then what
    changes sampled ones, then, where its makers sample, their temperature and top-p."""
    kept = [*_asked(config, PENALTIES), *_asked(config, CHANCES)]
    if getattr(config, "do_sample", False):
        kept += [(name, value) for name in CHOSEN
                 if isinstance(value := getattr(config, name, None), (int, float))]
    return tuple(f"{name} {_short(value)}" for name, value in kept)


def processors(config: Any, sampled: bool) -> tuple[Processors, Processors]:
    """The config's penalties, and what narrows chance (of sampled answers only). Each takes all
    token ids so far [1, tokens] and logits [1, vocabulary] and gives logits. Raises ValueError,
    as transformers does, for a value that cannot be."""
    made = [[make(value) for name, value in _asked(config, table) for make in (table[name][1],)]
            for table in (PENALTIES, CHANCES)]
    return made[0], made[1] if sampled else []


def _asked(config: Any, table: dict[str, tuple[Any, Any]]) -> list[tuple[str, Any]]:
    """The settings of this table that would change something."""
    values = [(name, getattr(config, name, None), idle) for name, (idle, _) in table.items()]
    return [(name, value) for name, value, idle in values if value is not None and value != idle]


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)[:LONGEST]
