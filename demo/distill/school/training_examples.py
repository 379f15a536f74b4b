"""From a checked answer log to what one student learns from. Reads files only, asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from transformers import PreTrainedTokenizerFast

from demo.distill.core.batches import Batch, Example, asked, encode, pack
from demo.distill.core.sizes import Budget
from demo.distill.core.stage_files import read_lines
from demo.distill.core.targets import Cut, Targets, kept, sure
from demo.distill.school.answer_log import AnswerLog, Row, StoredTargets
from demo.distill.school.check import CHECKED
from demo.distill.school.variants import FINAL, TEACHER, WORKED, Variant
from demo.errors import UserError
from demo.exam.catalogue import SUBJECTS
from demo.exam.question import last_line

Placed = tuple[Path, Row]


def _verdicts(folder: Path) -> list[dict]:
    if not (folder / CHECKED).exists():
        raise UserError(
            f"No answer in {folder} was checked yet: run `python -m demo.distill check --out "
            f"{folder}` first."
        )
    return read_lines(folder / CHECKED)


def used(folder: Path, variant: Variant) -> list[Placed]:
    """The questions a variant may use, kept or not, with their shards.

    In order of their hashes: a budget of 1,000 is part of one of 10,000, whatever order the
    shards were asked in.
    """
    rows = sorted(AnswerLog(folder / "ledger").rows(), key=lambda placed: placed[1].id)
    chosen = [
        placed for placed in rows
        if variant.faculty in (None, SUBJECTS[placed[1].question.subject].faculty)
    ]
    return chosen[: variant.asked]


def taught(
    folder: Path, tokenizer: PreTrainedTokenizerFast, variant: Variant
) -> list[Example]:
    """Raises UserError where answers are missing or unchecked."""
    verdicts, placed = _verdicts(folder), used(folder, variant)
    kept_ids = {row["id"]: row["kept"] for row in verdicts if "subject" in row}
    if unchecked := sum(row.id not in kept_ids for _, row in placed):
        raise UserError(
            f"{unchecked} answers came after the last check: run `python -m demo.distill check "
            f"--out {folder}` again."
        )
    examples = list(_ways(tokenizer, variant)[variant.answers](placed, kept_ids))
    if variant.answers == TEACHER and variant.faculty is None:
        examples += _corrected(tokenizer, verdicts, examples, variant.soft)
    if not examples:
        raise UserError(
            f"The check kept no answer that variant {variant.name!r} could learn from: the teacher "
            "must be good at the task first; teach it for longer."
        )
    return examples


def _ways(
    tokenizer: PreTrainedTokenizerFast, variant: Variant
) -> dict[str, Callable[[list[Placed], dict[str, bool]], Iterator[Example]]]:
    beliefs = StoredTargets()

    def teachers(placed: list[Placed], kept_ids: dict[str, bool]) -> Iterator[Example]:
        for shard, row in placed:
            if kept_ids[row.id]:
                prompt = asked(tokenizer, row.question.text)
                targets = beliefs.of(shard, row.id) if variant.soft else None
                yield Example(prompt + row.tokens, len(prompt), targets)

    def worked(placed: list[Placed], kept_ids: dict[str, bool]) -> Iterator[Example]:
        for _, row in placed:
            if kept_ids[row.id]:
                yield encode(tokenizer, row.question.text, row.question.worked)

    def final(placed: list[Placed], kept_ids: dict[str, bool]) -> Iterator[Example]:
        """Whoever has no teacher cannot know what one would have got wrong: all are used."""
        for _, row in placed:
            yield encode(tokenizer, row.question.text, last_line(row.question.worked))

    return {TEACHER: teachers, WORKED: worked, FINAL: final}


def _corrected(
    tokenizer: PreTrainedTokenizerFast, verdicts: list[dict], like: list[Example], soft: bool
) -> Iterator[Example]:
    for row in verdicts:
        if row.get("corrected"):
            plain = encode(tokenizer, row["question"], row["answer"])
            targets = _sure(plain, len(tokenizer), like) if soft else None
            yield Example(plain.tokens, plain.asked, targets)


def _sure(plain: Example, vocabulary: int, like: list[Example]) -> Targets:
    """In the form of the others: whole, or cut at the same k."""
    whole = sure(plain.tokens[plain.asked :], vocabulary)
    first = like[0].targets if like else None
    return kept(whole.float(), first.ids.shape[-1]) if isinstance(first, Cut) else whole


def taught_batches(
    examples: list[Example], budget: Budget, pad: int, seed: int
) -> Callable[[int], Batch]:
    """Examples drawn at random; the same for the same seed and step."""

    def shuffled(step: int) -> Iterator[Example]:
        rng = Random(f"taught|{seed}|{step}")
        while True:
            yield rng.choice(examples)

    return lambda step: pack(shuffled(step), budget.rows, budget.row_length, pad)
