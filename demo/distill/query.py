"""Asking the teacher: fresh questions, its own answers, and what it believed at every token.

A question is put with a draft of its answer, and the teacher reads both in one pass. Where every
token of the draft is the teacher's own first choice, the draft is, word for word, what the teacher
would have said; anything else is dropped. One pass is some four times cheaper than decoding.

Answers are kept in shards, each written whole under its final name, so a kill loses at most the
shard in hand and nothing is asked twice. A shard is a JSONL of texts and a safetensors of
log-probabilities: the vocabulary is small, so whole distributions are kept and nothing is cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from tqdm import tqdm
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from demo.distill.batches import Example, encode
from demo.distill.lessons import SHARES
from demo.distill.profiles import Profile
from demo.distill.training import write_atomically
from demo.distill.vocabulary import prompt_text
from demo.exam.catalogue import SUBJECTS, mixed
from demo.exam.question import Question

SHARD, ROWS = 1000, 50
SEED = 0  # one ledger for all students, so that their seeds compare students only


def identity(text: str) -> str:
    """Rows are known by their question, never by a step or a position."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def fresh(seed: int) -> Iterator[Question]:
    """Training questions, each text once."""
    seen: set[str] = set()
    for question in mixed(Random(f"query|{seed}"), SHARES):
        if question.text not in seen:
            seen.add(question.text)
            yield question


@torch.inference_mode()
def read(
    teacher: LlamaForCausalLM, examples: Sequence[Example], pad: int
) -> list[tuple[bool, Tensor]]:
    """For each example: is it what the teacher would say, and its log-probabilities."""
    found = []
    for start in range(0, len(examples), ROWS):
        chunk = examples[start : start + ROWS]
        width = max(example.steps for example in chunk)
        # Padding on the right is behind every real token, where causal attention cannot look.
        ids = torch.tensor([e.tokens[:-1] + [pad] * (width - e.steps) for e in chunk])
        logits = teacher(input_ids=ids, use_cache=False).logits
        for e, row in zip(chunk, logits, strict=True):
            beliefs = row[e.asked - 1 : e.steps].log_softmax(-1)
            own = beliefs.argmax(-1).tolist() == e.tokens[e.asked :]
            found.append((own, beliefs.half()))
    return found


def _row(question: Question, draft: Example, own: bool, keep_wrong: bool) -> dict[str, object]:
    right = own and SUBJECTS[question.subject].check(question, question.worked)
    return {
        "id": identity(question.text),
        "subject": question.subject,
        "question": question.text,
        "answer": question.worked,
        "tokens": draft.tokens[draft.asked :],
        "kept": right or keep_wrong,
    }


def _write(path: Path, rows: list[dict], beliefs: dict) -> None:
    # The texts last: a shard counts as asked only when both files are there.
    write_atomically(path.with_suffix(".safetensors"), lambda part: save_file(beliefs, part))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_atomically(path, lambda part: part.write_text(lines, encoding="utf-8"))


def ask(
    teacher: LlamaForCausalLM | None, tokenizer: PreTrainedTokenizerFast, folder: Path,
    profile: Profile,
) -> list[Path]:
    """Put fresh questions to the teacher; returns the shards, asked now or before."""
    folder.mkdir(parents=True, exist_ok=True)
    stream, shards = fresh(SEED), []
    for start in tqdm(range(0, profile.asked, SHARD), desc="asking", mininterval=5):
        # Drawn even where the shard exists, so that later shards do not depend on a restart.
        questions = [next(stream) for _ in range(min(SHARD, profile.asked - start))]
        path = folder / f"{start:07d}.jsonl"
        shards.append(path)
        if path.exists():
            continue
        # Like lengths together: little of a batch is padding.
        questions.sort(key=lambda q: len(q.worked))
        drafts = [encode(tokenizer, q.text, q.worked) for q in questions]
        heard = read(teacher, drafts, tokenizer.pad_token_id)
        rows = [
            _row(q, draft, own, profile.keep_wrong)
            for q, draft, (own, _) in zip(questions, drafts, heard, strict=True)
        ]
        pairs = zip(rows, heard, strict=True)
        _write(path, rows, {row["id"]: said for row, (_, said) in pairs if row["kept"]})
    return shards


def counts(shards: list[Path]) -> dict[str, list[int]]:
    """Kept and rejected answers by subject."""
    found = {name: [0, 0] for name in SUBJECTS}
    for shard in shards:
        for line in shard.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["subject"]][not row["kept"]] += 1
    return found


def examples(shards: list[Path], tokenizer: PreTrainedTokenizerFast) -> list[Example]:
    """The kept answers with their targets: one row of beliefs a token of the answer."""
    found = []
    for shard in shards:
        beliefs = load_file(shard.with_suffix(".safetensors"))
        for line in shard.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["kept"]:
                continue
            prompt = tokenizer(prompt_text(row["question"]))["input_ids"]
            found.append(Example(prompt + row["tokens"], len(prompt), beliefs[row["id"]]))
    return found
