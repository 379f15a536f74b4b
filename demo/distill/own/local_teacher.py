"""A local teacher answers the prompts, batched, and says what it believed at every token.

Each answer is noted as it ends, and kept in shards, each written whole: a kill loses at most the
answers being decoded, and nothing is asked twice. The model is loaded when somebody must be asked.
Of each token's distribution the k likeliest are kept and the rest's mass.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from tqdm import tqdm
from transformers import GenerationConfig, StoppingCriteria, StoppingCriteriaList

from demo.distill.core.processes import launched
from demo.distill.core.stage_files import write_atomically, write_lines
from demo.distill.core.targets import as_tensors, cut
from demo.distill.own import gathered_answers, model_sources, prompt_file
from demo.distill.own.answer_journal import Journal, Said
from demo.distill.own.model_sources import Source
from demo.distill.own.own_options import AskingOptions
from demo.distill.own.prompt_file import Prompt
from demo.distill.own.tokenizer_match import ends
from demo.errors import UserError

BATCHES = 4  # a shard


@dataclass
class Teacher:
    """All that a student takes over from it is known without its weights."""

    source: Source
    tokenizer: Any
    config: Any

    @cached_property
    def model(self) -> Any:
        """On this process's device; bfloat16 on a GPU, float32 on a CPU."""
        device = launched().device
        dtype = torch.bfloat16 if device.type == "cuda" else torch.float32
        more = {} if device.type == "cpu" else {"device_map": {"": device}}
        return model_sources.model_of(self.source, dtype, **more).eval()

    @cached_property
    def generation_config(self) -> GenerationConfig:
        """As the model's own loading finds it."""
        where = dict(self.source.where)
        try:
            return GenerationConfig.from_pretrained(
                where.pop("pretrained_model_name_or_path"), **where)
        except OSError:
            return GenerationConfig.from_model_config(self.config)

    @property
    def ends(self) -> list[int]:
        return ends(self, self.tokenizer)

    @cached_property
    def vocabulary(self) -> int:
        """Rows of the model beyond this are padding, which other models may not have."""
        return max(self.tokenizer.get_vocab().values()) + 1

    @property
    def room(self) -> float:
        return model_sources.room_of(self.config, self.tokenizer)


def teacher_of(source: Source) -> Teacher:
    return Teacher(source, model_sources.tokenizer_of(source), model_sources.config_of(source))


def _rows_of(rows: Sequence[list[int]], pad: int, left: bool) -> tuple[Tensor, Tensor]:
    width = max(map(len, rows))
    gaps = [[pad] * (width - len(row)) for row in rows]
    ids = [gap + row if left else row + gap for gap, row in zip(gaps, rows, strict=True)]
    seen = [[0] * len(gap) + [1] * (width - len(gap)) for gap in gaps]
    return torch.tensor(ids), torch.tensor(seen if left else [line[::-1] for line in seen])


class _Ended(StoppingCriteria):
    """Tells of each row as it ends, and stops nothing."""

    def __init__(self, first: int, stops: set[int], tell: Callable[[int, Said], None]) -> None:
        self.first, self.stops, self.tell = first, stops, tell
        self.told: set[int] = set()

    def __call__(self, input_ids: Tensor, scores: Tensor, **_: Any) -> Tensor:
        for row, token in enumerate(input_ids[:, -1].tolist()):
            if token in self.stops and row not in self.told:
                self.told.add(row)
                self.tell(row, (input_ids[row, self.first :].tolist(), True))
        return torch.zeros(len(input_ids), dtype=torch.bool, device=input_ids.device)


@torch.inference_mode()
def say(
    teacher: Teacher, asked: Sequence[list[int]], how: AskingOptions,
    tell: Callable[[int, Said], None] = lambda row, said: None,
) -> list[Said]:
    """The tokens of every answer, its end included, and whether it ended. `tell` hears of each
    as it ends, and of those that never did when all are done."""
    pad, stops = teacher.tokenizer.pad_token_id, teacher.ends
    pad = stops[0] if pad is None else pad
    ids, seen = _rows_of(asked, pad, left=True)
    chosen = {"do_sample": True, "temperature": how.temperature, "top_k": 0, "top_p": 1.0}
    config = GenerationConfig(
        max_new_tokens=min(how.longest, teacher.room - ids.shape[1]), eos_token_id=stops,
        pad_token_id=pad, **(chosen if how.temperature else {"do_sample": False}),
    )
    device = teacher.model.device
    watch = _Ended(ids.shape[1], set(stops), tell)
    out = teacher.model.generate(
        input_ids=ids.to(device), attention_mask=seen.to(device), generation_config=config,
        stopping_criteria=StoppingCriteriaList([watch]),
    )[:, ids.shape[1]:].tolist()
    said = [_ended(row, set(stops)) for row in out]
    for row in set(range(len(said))) - watch.told:
        tell(row, said[row])
    return said


def _ended(row: list[int], stops: set[int]) -> tuple[list[int], bool]:
    end = next((i for i, token in enumerate(row) if token in stops), None)
    return (row, False) if end is None else (row[: end + 1], True)


@torch.inference_mode()
def believe(
    teacher: Teacher, asked: Sequence[list[int]], said: Sequence[list[int]], how: AskingOptions
) -> Iterator[Any]:
    """For each answer, the teacher's cut distributions, one row a token of the answer: ids and
    log-probabilities [tokens, top]. Raises UserError when its logits are not finite."""
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
        if meant.isnan().any():
            raise UserError("The teacher's probabilities are no numbers (NaN): its weights are "
                            "damaged, or do not fit this device's number format.")
        # One outcome at least must be left over for the tail.
        yield cut(meant, min(how.top, meant.shape[-1] - 1))


def _said(
    teacher: Teacher, chunk: list[Prompt], how: AskingOptions, journal: Journal, bar: tqdm
) -> None:
    """Ask those of a batch that have not answered yet; each answer is in the journal at once."""
    left = [prompt for prompt in chunk if prompt.id not in journal.said]

    def tell(row: int, said: Said) -> None:
        journal.add(left[row].id, *said)
        bar.update()

    if left:
        asked = [prompt_file.tokens(teacher.tokenizer, p, how.template) for p in left]
        say(teacher, asked, how, tell)


def _shard(
    teacher: Teacher,
    part: list[Prompt],
    how: AskingOptions,
    path: Path,
    journal: Journal,
    bar: tqdm,
) -> None:
    lines, beliefs = [], {}
    for start in range(0, len(part), how.rows):
        chunk = part[start : start + how.rows]
        asked = [prompt_file.tokens(teacher.tokenizer, p, how.template) for p in chunk]
        _said(teacher, chunk, how, journal, bar)
        said = [journal.said[prompt.id] for prompt in chunk]
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


def _fitting(teacher: Teacher, prompts: list[Prompt], how: AskingOptions) -> list[Prompt]:
    """Like lengths together: little of a batch is padding. Too long ones are named and left out."""
    sized = [(len(prompt_file.tokens(teacher.tokenizer, p, how.template)), p) for p in prompts]
    for length, prompt in sized:
        if length >= teacher.room:
            tqdm.write(f"Left out, {length} tokens are too long for the teacher: "
                       f"{prompt.text[:60]!r}.", file=sys.stderr)
    # By id as well, so that a rerun cuts the same shards.
    return [p for n, p in sorted(sized, key=lambda s: (s[0], s[1].id)) if 0 < n < teacher.room]


def ask(teacher: Teacher, prompts: list[Prompt], folder: Path, how: AskingOptions) -> int:
    """Ask what is not answered yet; returns how many this process asked now.

    Under `accelerate launch` each process asks its own share. Raises UserError for a temperature
    below 0, where nothing fits the context, or when the disk is full.
    """
    if how.temperature < 0:
        raise UserError("--temperature must not be negative.")
    state, there = launched(), gathered_answers.known(folder)
    state.wait_for_everyone()
    left = _fitting(teacher, [p for p in prompts if p.id not in there], how)
    left = left[state.process_index :: state.num_processes]
    journal = Journal(folder, state.process_index)
    noted = sum(prompt.id in journal.said for prompt in left)
    if len(left) > noted:
        _ = teacher.model  # loaded, or refused, before a bar is drawn
    bar = tqdm(total=len(there) + len(left), initial=len(there) + noted, desc="asking",
               mininterval=2, disable=not state.is_main_process or not left)
    size = how.rows * BATCHES
    for start in range(0, len(left), size):
        part = left[start : start + size]
        torch.manual_seed(int(part[0].id, 16) % 2**31 + how.seed)
        # Named by all it holds: no other process can take the name, nor a rerun that asks one of
        # its prompts again because that line is damaged.
        name = blake2b(" ".join(prompt.id for prompt in part).encode(), digest_size=8).hexdigest()
        _shard(teacher, part, how, folder / f"local-{name}.jsonl", journal, bar)
    bar.close()
    state.wait_for_everyone()
    if state.is_main_process:
        journal.clear()
    return len(left) - noted
