"""A local teacher answers the prompts, batched, and says what it believed at every token.

Answers are kept in shards, each written whole, so a kill loses at most the shard in hand and
nothing is asked twice. Of each token's distribution the k likeliest are kept and the rest's mass.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from tqdm import tqdm
from transformers import GenerationConfig

from demo.distill.anypair import answers, prompts, sources
from demo.distill.anypair.prompts import Prompt
from demo.distill.anypair.sources import Source
from demo.distill.anypair.tokenizers import ends
from demo.distill.files import write_atomically, write_lines
from demo.distill.processes import launched
from demo.distill.targets import as_tensors, cut
from demo.errors import UserError

BATCHES = 4  # a shard


@dataclass(frozen=True)
class Asking:
    """How the teacher is asked: tokens of an answer, prompts at once, tokens kept of each
    distribution, and the temperature its answers are drawn at (0 is greedy)."""

    longest: int = 512
    rows: int = 16
    top: int = 64
    temperature: float = 0.0
    seed: int = 0
    template: dict[str, Any] = field(default_factory=dict)

    def card(self, teacher: Source, commit: str | None) -> dict[str, Any]:
        """What must be the same for all answers of a folder."""
        return {"teacher": teacher.text, "commit": commit, "longest": self.longest,
                "temperature": self.temperature, "template": self.template}


@dataclass
class Teacher:
    model: Any
    tokenizer: Any

    @property
    def ends(self) -> list[int]:
        return ends(self.model, self.tokenizer)

    @cached_property
    def vocabulary(self) -> int:
        """Rows of the model beyond this are padding, which other models may not have."""
        return max(self.tokenizer.get_vocab().values()) + 1

    @property
    def room(self) -> float:
        return sources.room_of(self.model.config, self.tokenizer)


def teacher_of(found: Source) -> Teacher:
    """On this process's device; bfloat16 on a GPU, float32 on a CPU."""
    device = launched().device
    dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
    more = {} if device.type == "cpu" else {"device_map": {"": device}}
    return Teacher(sources.model_of(found, dtype, **more).eval(), sources.tokenizer_of(found))


def _rows_of(rows: Sequence[list[int]], pad: int, left: bool) -> tuple[Tensor, Tensor]:
    width = max(map(len, rows))
    gaps = [[pad] * (width - len(row)) for row in rows]
    ids = [gap + row if left else row + gap for gap, row in zip(gaps, rows, strict=True)]
    seen = [[0] * len(gap) + [1] * (width - len(gap)) for gap in gaps]
    return torch.tensor(ids), torch.tensor(seen if left else [line[::-1] for line in seen])


@torch.inference_mode()
def say(teacher: Teacher, asked: Sequence[list[int]], how: Asking) -> list[tuple[list[int], bool]]:
    """The tokens of every answer, its end included, and whether it ended."""
    pad, stops = teacher.tokenizer.pad_token_id, teacher.ends
    pad = stops[0] if pad is None else pad
    ids, seen = _rows_of(asked, pad, left=True)
    chosen = {"do_sample": True, "temperature": how.temperature, "top_k": 0, "top_p": 1.0}
    config = GenerationConfig(
        max_new_tokens=min(how.longest, teacher.room - ids.shape[1]), eos_token_id=stops,
        pad_token_id=pad, **(chosen if how.temperature else {"do_sample": False}),
    )
    device = teacher.model.device
    out = teacher.model.generate(
        input_ids=ids.to(device), attention_mask=seen.to(device), generation_config=config
    )[:, ids.shape[1]:].tolist()
    return [_ended(row, set(stops)) for row in out]


def _ended(row: list[int], stops: set[int]) -> tuple[list[int], bool]:
    end = next((i for i, token in enumerate(row) if token in stops), None)
    return (row, False) if end is None else (row[: end + 1], True)


@torch.inference_mode()
def believe(
    teacher: Teacher, asked: Sequence[list[int]], said: Sequence[list[int]], how: Asking
) -> Iterator[Any]:
    """For each answer, the teacher's cut distributions, one row a token of the answer."""
    read = [a + s[:-1] for a, s in zip(asked, said, strict=True)]
    # Padding on the right is behind every real token, where causal attention cannot look.
    ids, seen = _rows_of(read, teacher.ends[0], left=False)
    device = teacher.model.device
    logits = teacher.model(
        input_ids=ids.to(device), attention_mask=seen.to(device), use_cache=False
    ).logits
    for row, question, answer in zip(logits, asked, said, strict=True):
        first = len(question) - 1
        meant = row[first : first + len(answer), : teacher.vocabulary].float().log_softmax(-1)
        # One outcome at least must be left over for the tail.
        yield cut(meant, min(how.top, meant.shape[-1] - 1))


def _shard(teacher: Teacher, part: list[Prompt], how: Asking, path: Path) -> None:
    lines, beliefs = [], {}
    for start in range(0, len(part), how.rows):
        chunk = part[start : start + how.rows]
        asked = [prompts.tokens(teacher.tokenizer, p, how.template) for p in chunk]
        said = say(teacher, asked, how)
        spoken = [tokens for tokens, _ in said]
        for prompt, (tokens, ended), held in zip(
            chunk, said, believe(teacher, asked, spoken, how), strict=True
        ):
            text = teacher.tokenizer.decode(tokens, skip_special_tokens=True)
            lines.append({
                "id": prompt.id, "messages": prompt.chat, "answer": text, "tokens": tokens,
                "finish": "stop" if ended else "length",
            })
            beliefs |= as_tensors(prompt.id, held)
    beliefs = {name: tensor.cpu().contiguous() for name, tensor in beliefs.items()}
    # The texts last: a shard counts as asked only when both files are there.
    write_atomically(path.with_suffix(".safetensors"), lambda part: save_file(beliefs, part))
    write_lines(path, lines)


def _fitting(teacher: Teacher, found: list[Prompt], how: Asking) -> list[Prompt]:
    """Like lengths together: little of a batch is padding. Too long ones are named and left out."""
    sized = [(len(prompts.tokens(teacher.tokenizer, p, how.template)), p) for p in found]
    for length, prompt in sized:
        if length >= teacher.room:
            tqdm.write(f"Left out, {length} tokens are too long for the teacher: "
                       f"{prompt.text[:60]!r}.", file=sys.stderr)
    # By id as well, so that a rerun cuts the same shards.
    return [p for n, p in sorted(sized, key=lambda s: (s[0], s[1].id)) if 0 < n < teacher.room]


def ask(teacher: Teacher, found: list[Prompt], folder: Path, how: Asking) -> int:
    """Ask what is not answered yet; returns how many this process asked.

    Under `accelerate launch` each process asks its own share.
    """
    if how.temperature < 0:
        raise UserError("--temperature must not be negative.")
    state, there = launched(), answers.known(folder)
    state.wait_for_everyone()
    left = _fitting(teacher, [p for p in found if p.id not in there], how)
    left = left[state.process_index :: state.num_processes]
    size = how.rows * BATCHES
    bar = tqdm(total=len(left), desc="asking", mininterval=2, disable=not state.is_main_process)
    for start in range(0, len(left), size):
        part = left[start : start + size]
        torch.manual_seed(int(part[0].id, 16) % 2**31 + how.seed)
        # Named by what it holds: no rerun and no other process can take the name.
        _shard(teacher, part, how, folder / f"local-{part[0].id}.jsonl")
        bar.update(len(part))
    bar.close()
    state.wait_for_everyone()
    return len(left)
